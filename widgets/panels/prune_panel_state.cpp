// SPDX-License-Identifier: GPL-3.0-or-later
// What the Pruning page asks of the engine, and what it shows of the answers.
#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/models/cell_table.h"
#include "widgets/panels/model_chooser.h"
#include "widgets/panels/prune_budget.h"
#include "widgets/panels/prune_map.h"
#include "widgets/panels/prune_panel.h"
#include "widgets/panels/prune_setup.h"
#include "widgets/panels/prune_shapes.h"
#include "widgets/panels/quantize_texts.h"
#include "widgets/path_field.h"
#include "widgets/session.h"

#include <algorithm>
#include <QComboBox>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QStackedWidget>
#include <QTabWidget>

namespace stillhouse::widgets {

namespace {

constexpr const char* kStage = "prune.heads";

QString localNumber(double value, int digits) {
    return QLocale(QLocale::English).toString(value, 'f', digits);
}

// The width of a head and of the stream, out of the table's config.json.
std::pair<std::int64_t, std::int64_t> widthsOf(const HeadImportance& importance) {
    const auto config = QJsonDocument::fromJson(QByteArray::fromStdString(importance.config)).object();
    const auto hidden = std::int64_t(config.value(QStringLiteral("hidden_size")).toDouble());
    const auto heads = std::int64_t(config.value(QStringLiteral("num_attention_heads")).toDouble());
    const auto width = std::int64_t(config.value(QStringLiteral("head_dim")).toDouble());
    return {width > 0 ? width : heads > 0 ? hidden / heads : 0, hidden};
}

} // namespace

// Beside the project's models: another session finds the table again.
std::string PrunePanel::importanceFile() const {
    const auto& folder = session_.projectFolder();
    return folder.empty() || setup_->chooser()->path().isEmpty()
               ? std::string()
               : folder + "/models/" + setup_->chooser()->slug().toStdString() + "-importance.json";
}

void PrunePanel::modelChosen() {
    importance_.reset();
    result_.reset();
    if (const auto file = importanceFile(); !file.empty() && QFileInfo(QString::fromStdString(file)).isFile())
        if (auto known = readHeadImportance(file))
            importance_ = std::move(*known);
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
    if (const auto file = importanceFile(); !file.empty())
        request.options["importance_file"] = file;
    asked_ = true;
    setup_->setJob(PruneSetup::Job::Importance);
    updatePages();
    Q_EMIT link_.importanceRequested(request);
}

OptionMap PrunePanel::planOptions() const {
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
    if (const auto file = importanceFile(); !file.empty())
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
    auto& stages = experiment.strategies["A"];
    StageSpec stage{kStage, planOptions(), false};
    const auto all = setup_->request().options;
    for (const char* key : {"recover", "steps", "rounds"})
        if (const auto value = all.find(key); value != all.end())
            stage.options[key] = value->second;
    const auto known = std::find_if(stages.begin(), stages.end(), [](const StageSpec& s) { return s.stage == kStage; });
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
    errors_->showNotice(ErrorBar::Tone::Success, tr("Strategy A prunes with this budget"),
                        tr("It holds for the student of the next run; locks count that student's heads"));
    errors_->setAction(tr("Show strategy A"), [this] { Q_EMIT session_.panelRequested(QStringLiteral("strategy_a"), {}); });
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

void PrunePanel::showPlan() {
    const auto& plan = budget_->plan();
    map_->setPlan(plan ? *plan : PrunePlan());
    if (importance_ && budget_->prediction()) {
        const auto [width, hidden] = widthsOf(*importance_);
        shapes_->setShapes(importance_->layers, budget_->prediction()->layers, width, hidden);
    } else {
        shapes_->setShapes(importance_ ? importance_->layers : std::vector<LayerImportance>(), {}, 0, 0);
    }
    setup_->setPlanned(plan && (plan->headsRemoved > 0 || plan->channelsRemoved > 0));
}

void PrunePanel::showResult() {
    resultPages_->setCurrentIndex(result_ ? 1 : 0);
    if (!result_)
        return;
    const auto& r = result_->report;
    const auto row = [](const QString& name, const QString& before, const QString& predicted, const QString& after) {
        return std::vector<Cell>{{name, 0, {}, {}, {}}, {before, 0, {}, {}, {}}, {predicted, 0, {}, {}, {}}, {after, 0, {}, {}, {}, true}};
    };
    std::vector<std::vector<Cell>> rows{
        row(tr("Heads"), QString::number(r.headsBefore), {}, QString::number(r.headsAfter)),
        row(tr("Parameters"), wholeText(r.parametersBefore), wholeText(r.parametersPredicted), wholeText(r.parametersAfter)),
        row(tr("Operations, million per token"), localNumber(r.flopsBefore / 1e6, 3), localNumber(r.flopsPredicted / 1e6, 3),
            localNumber(r.flopsAfter / 1e6, 3)),
        row(tr("Decoding, ms per token (native F32)"), localNumber(r.decodeMsBefore, 4), localNumber(r.decodeMsPredicted, 4),
            localNumber(r.decodeMsAfter, 4)),
        row(tr("Prompt, ms per token (native F32)"), localNumber(r.promptMsBefore, 4), localNumber(r.promptMsPredicted, 4),
            localNumber(r.promptMsAfter, 4))};
    if (r.nllAfter > 0)
        rows.push_back(row(tr("Validation, nats per token (without recovery: %1)").arg(localNumber(r.nllPruned, 3)), localNumber(r.nllBefore, 3), {},
                           localNumber(r.nllAfter, 3)));
    if (r.accuracyAfter >= 0)
        rows.push_back(row(tr("Validation accuracy, % (without recovery: %1)").arg(localNumber(100 * r.accuracyPruned, 1)),
                           localNumber(100 * r.accuracyBefore, 1), {}, localNumber(100 * r.accuracyAfter, 1)));
    for (const auto& m : result_->after.metrics)
        for (const auto& b : result_->before.metrics)
            if (m.name == b.name && m.name == "accuracy")
                rows.push_back(
                    row(tr("Test accuracy, %"), localNumber(100 * b.interval.value, 1), {},
                        tr("%1 (95 %: %2 to %3)")
                            .arg(localNumber(100 * m.interval.value, 1), localNumber(100 * m.interval.low, 1), localNumber(100 * m.interval.high, 1))));
    table_->setRows(std::move(rows));
}

void PrunePanel::updatePages() {
    const bool none = setup_->chooser()->path().isEmpty() && !asked_;
    pages_->setCurrentIndex(none ? 0 : 1);
    empty_->setBusy(none && setup_->chooser()->loading());
    headPages_->setCurrentIndex(importance_ ? 1 : 0);
    noTable_->setBusy(asked_);
}

} // namespace stillhouse::widgets
