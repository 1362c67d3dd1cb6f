// SPDX-License-Identifier: GPL-3.0-or-later
// What the Pruning page asks of the engine, and what it shows of the answers.
#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/panels/ffn_view.h"
#include "widgets/panels/model_chooser.h"
#include "widgets/panels/prune_budget.h"
#include "widgets/panels/prune_map.h"
#include "widgets/panels/prune_panel.h"
#include "widgets/panels/prune_setup.h"
#include "widgets/path_field.h"
#include "widgets/session.h"

#include <algorithm>
#include <QComboBox>
#include <QFileInfo>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>

namespace stillhouse::widgets {

// Beside the project's models: another session finds the table again.
std::string PrunePanel::tableFile(const char* ending) const {
    const auto& folder = session_.projectFolder();
    return folder.empty() || setup_->chooser()->path().isEmpty() ? std::string()
                                                                 : folder + "/models/" + setup_->chooser()->slug().toStdString() + ending;
}

void PrunePanel::modelChosen() {
    importance_.reset();
    result_.reset();
    if (const auto file = importanceFile(); !file.empty() && QFileInfo(QString::fromStdString(file)).isFile())
        if (auto known = readHeadImportance(file))
            importance_ = std::move(*known);
    std::optional<FfnTable> correlation;
    if (const auto file = correlationFile(); !file.empty() && QFileInfo(QString::fromStdString(file)).isFile())
        if (auto known = readFfnTable(file))
            correlation = std::move(*known);
    ffn_->setTable(std::move(correlation));
    map_->setImportance(importance_ ? *importance_ : HeadImportance());
    budget_->setImportance(importance_ ? &*importance_ : nullptr);
    showResult();
    updatePages();
}

void PrunePanel::compute() {
    if (asked_)
        return;
    errors_->dismiss();
    auto request = setup_->request();
    if (const auto file = ffnChosen() ? correlationFile() : importanceFile(); !file.empty())
        request.options["importance_file"] = file;
    asked_ = true;
    setup_->setJob(PruneSetup::Job::Importance);
    updatePages();
    Q_EMIT link_.importanceRequested(request);
}

OptionMap PrunePanel::planOptions() const {
    if (ffnChosen())
        return ffn_->options();
    const auto plan = budget_->request();
    OptionMap out{{"amount", plan.amount}, {"mode", plan.mode}, {"floor", plan.floor}};
    if (importance_)
        out["importance"] = importance_->measure;
    if (plan.ffn > 0)
        out["ffn"] = plan.ffn;
    if (!plan.keep.empty())
        out["locks"] = formatHeads(plan.keep);
    if (!plan.remove.empty())
        out["remove"] = formatHeads(plan.remove);
    return out;
}

void PrunePanel::prune(bool resume) {
    if (asked_)
        return;
    errors_->dismiss();
    auto request = setup_->request();
    for (const auto& [key, value] : planOptions())
        request.options[key] = value;
    if (const auto file = ffnChosen() ? correlationFile() : importanceFile(); !file.empty())
        request.options["importance_file"] = file;
    request.out = setup_->output()->path().toStdString();
    request.resume = resume;
    asked_ = true;
    setup_->setJob(PruneSetup::Job::Prune);
    updatePages();
    Q_EMIT link_.pruneRequested(request);
}

// Replaces the strategy's pruning stage, or stands before its quantizer.
void PrunePanel::useInStrategy() {
    auto experiment = session_.experiment();
    const auto request = setup_->request();
    const QString strategy = ffnChosen() ? QStringLiteral("B") : QStringLiteral("A");
    auto& stages = experiment.strategies[strategy.toStdString()];
    StageSpec stage{request.method, planOptions(), false};
    const auto& all = request.options;
    for (const char* key : {"recover", "steps", "rounds"})
        if (const auto value = all.find(key); value != all.end())
            stage.options[key] = value->second;
    const auto known = std::find_if(stages.begin(), stages.end(), [&request](const StageSpec& s) { return s.stage == request.method; });
    if (known != stages.end())
        *known = std::move(stage);
    else
        stages.insert(std::find_if(stages.begin(), stages.end(),
                                   [this](const StageSpec& s) {
                                       const auto* method = session_.method(s.stage);
                                       return method && method->kind == MethodKind::Quantizer;
                                   }),
                      std::move(stage));
    session_.setExperiment(std::move(experiment), this);
    errors_->showNotice(ErrorBar::Tone::Success, tr("Strategy %1 prunes with this budget").arg(strategy),
                        ffnChosen() ? tr("It holds for the student of the next run; locks count that student's layers")
                                    : tr("It holds for the student of the next run; locks count that student's heads"));
    errors_->setAction(tr("Show strategy %1").arg(strategy),
                       [this, strategy] { Q_EMIT session_.panelRequested(QStringLiteral("strategy_") + strategy.toLower(), {}); });
}

void PrunePanel::ended() {
    asked_ = false;
    setup_->setJob(PruneSetup::Job::None);
    updatePages();
}

void PrunePanel::arrived(const HeadImportance& importance) {
    if (!asked_)
        return;
    importance_ = importance;
    map_->setImportance(*importance_);
    budget_->setImportance(&*importance_);
    ended();
}

void PrunePanel::pruned(const PruneResult& result) {
    if (!asked_)
        return;
    if (result.status != RunStatus::Finished) {
        ended();
        errors_->showNotice(ErrorBar::Tone::Info, tr("Pruning was stopped"), tr("Resume continues from the last checkpoint"));
        errors_->setAction(tr("Resume"), [this] { prune(true); });
        return;
    }
    result_ = result;
    showResult();
    tabs_->setCurrentWidget(resultPages_);
    ended();
    setup_->chooser()->reload();
}

void PrunePanel::failed(const Error& error) {
    if (!asked_)
        return;
    ended();
    if (error.kind == ErrorKind::Cancelled)
        errors_->showNotice(ErrorBar::Tone::Info, tr("Cancelled"), tr("Nothing was written"));
    else if (!setup_->setError(error))
        errors_->showError(error);
}

void PrunePanel::updatePages() {
    const bool none = setup_->chooser()->path().isEmpty() && !asked_;
    pages_->setCurrentIndex(none ? 0 : 1);
    empty_->setBusy(none && setup_->chooser()->loading());
    headPages_->setCurrentIndex(importance_ ? 1 : 0);
    noTable_->setBusy(asked_);
    ffnPages_->setCurrentIndex(ffn_->table() ? 1 : 0);
    noCorrelation_->setBusy(asked_);
    for (EmptyState* page : {noTable_, noCorrelation_})
        page->button()->setEnabled(setup_->computeButton()->isEnabled());
}

} // namespace stillhouse::widgets
