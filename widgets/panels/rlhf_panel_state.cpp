// SPDX-License-Identifier: GPL-3.0-or-later
// What the RLHF page shows when: a run that begins and ends, an earlier run from the store, a policy that left the rails.
#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/feedback_link.h"
#include "widgets/limits.h"
#include "widgets/panels/rlhf_curves.h"
#include "widgets/panels/rlhf_panel.h"
#include "widgets/panels/rlhf_reward.h"
#include "widgets/panels/rlhf_rounds.h"
#include "widgets/panels/rlhf_samples.h"
#include "widgets/panels/run_history.h"
#include "widgets/session.h"
#include "widgets/subject_words.h"

#include <algorithm>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTimer>

namespace stillhouse::widgets {

namespace {

// Runs of strategy B that have something to show here, newest first.
Result<std::vector<RunRow>> feedbackRuns(Store& store) {
    auto runs = store.runs();
    if (!runs)
        return runs;
    std::erase_if(*runs, [](const RunRow& run) {
        const auto document = parseExperiment(run.experiment, run.id, {});
        return !document || !feedbackStages(*document, {}).any();
    });
    std::sort(runs->begin(), runs->end(), [](const RunRow& a, const RunRow& b) { return a.started > b.started; });
    return runs;
}

} // namespace

void RlhfPanel::connectSession() {
    const auto on = [this](auto signal, auto slot) { connect(&session_, signal, this, slot); };
    on(&Session::runStarted, [this](const QString& id) { begin(id); });
    on(&Session::metricsArrived, [this](const std::vector<Metric>& metrics) {
        if (!live_)
            return;
        reward_->curves()->add(metrics);
        policy_->add(metrics);
        updatePages();
        const bool sampled = std::any_of(metrics.begin(), metrics.end(), [this](const Metric& metric) {
            return metric.name == "reward" && stages_.kind(metric.lane, metric.stageIndex) == FeedbackStage::Policy;
        });
        if (sampled && !refresh_->isActive())
            refresh_->start();
    });
    on(&Session::eventLogged, [this](const Event& event) {
        if (live_)
            take(event);
    });
    on(&Session::runEnded, [this](const RunState& state) { end(state); });
    on(&Session::engineArrived, [this] {
        stages_ = feedbackStages(document_, session_.methods()); // defaults are known now
        reward_->curves()->setStages(stages_);
        policy_->setStages(stages_);
        updateEmpty();
    });
    on(&Session::experimentChanged, [this] { updateEmpty(); });
    on(&Session::projectChanged, [this] {
        errors_->dismiss();
        shownRun_.clear();
        runs_.clear();
        live_ = false;
        reward_->reset();
        policy_->reset();
        samples_->setRun({});
        rounds_->reload();
        updatePages();
        loadRuns();
    });
    on(&Session::storeChanged, [this] { loadRuns(); });
    on(&Session::panelRequested, [this](const QString& panel, const QString& subject) {
        if (panel == QStringLiteral("rlhf") && !subject.isEmpty() && !session_.running())
            showStored(subject.toStdString());
    });
}

void RlhfPanel::begin(const QString& runId) {
    const auto stages = feedbackStages(session_.experiment(), session_.methods());
    if (!stages.any())
        return;
    live_ = true;
    document_ = session_.experiment();
    stages_ = stages;
    shownRun_ = runId.toStdString();
    errors_->dismiss();
    reward_->reset();
    policy_->reset();
    reward_->curves()->setStages(stages_);
    policy_->setStages(stages_);
    reward_->curves()->setRunning(true);
    policy_->setRunning(true);
    samples_->setRun(shownRun_);
    fillRuns();
    updatePages();
}

void RlhfPanel::end(const RunState&) {
    reward_->curves()->setRunning(false);
    policy_->setRunning(false);
    refresh_->stop();
    live_ = false;
    updateEmpty();
}

void RlhfPanel::take(const Event& event) {
    if (event.lane != kFeedbackLane)
        return;
    reward_->addEvent(event);
    policy_->addEvent(event);
    samples_->addEvent(event);
    if (event.kind == "health")
        showHealth(event);
}

// The rule's own words, and what the run did about it.
void RlhfPanel::showHealth(const Event& event) {
    const bool stopped = event.severity == Severity::Error;
    errors_->showNotice(stopped ? ErrorBar::Tone::Error : ErrorBar::Tone::Warning,
                        (stopped ? tr("PPO was stopped: %1") : tr("PPO ended early: %1")).arg(shown(event.text)),
                        stopped ? tr("The last healthy policy is its newest checkpoint. Lower the learning rate or raise β in strategy B, then resume or start again.")
                                : tr("The run went on with the last healthy policy."));
    errors_->setAction(tr("Show strategy B"), [this] { Q_EMIT session_.panelRequested(QStringLiteral("strategy_b"), {}); });
}

void RlhfPanel::loadRuns() {
    if (session_.projectFolder().empty())
        return;
    rounds_->reload();
    session_.query<std::vector<RunRow>>(this, QStringLiteral("runs"), feedbackRuns, [this](Result<std::vector<RunRow>> runs) {
        if (!runs) {
            errors_->showError(runs.error());
            return;
        }
        const auto row = [this](const std::vector<RunRow>& all) {
            const auto found = std::find_if(all.begin(), all.end(), [this](const RunRow& run) { return run.id == shownRun_; });
            return found == all.end() ? RunRow{} : *found;
        };
        const RunRow before = row(runs_), after = row(*runs);
        runs_ = std::move(*runs);
        if (live_ || (!before.id.empty() && before.status == after.status && before.seconds == after.seconds)) // what is on screen is as it was
            return fillRuns();
        // A run that has just ended is read once more: its last reports are in the store by now.
        const bool known = std::any_of(runs_.begin(), runs_.end(), [this](const RunRow& run) { return run.id == shownRun_; });
        if (!runs_.empty())
            showStored(known ? shownRun_ : runs_.front().id);
        fillRuns();
        updatePages();
    });
}

void RlhfPanel::fillRuns() {
    const QSignalBlocker quiet(run_);
    run_->clear();
    for (const auto& run : runs_) {
        run_->addItem(runName(run.name, run.id, run.started), QString::fromStdString(run.id));
        run_->setItemData(run_->count() - 1, QString::fromStdString(run.id), Qt::ToolTipRole);
    }
    const QString shown = QString::fromStdString(shownRun_);
    if (!shownRun_.empty() && run_->findData(shown) < 0)
        run_->insertItem(0, live_ ? tr("Running: %1").arg(shown) : shown, shown);
    run_->setCurrentIndex(run_->findData(shown));
    run_->setToolTip(run_->currentText());
    run_->setEnabled(!live_ && run_->count() > 0);
}

void RlhfPanel::showStored(const std::string& runId) {
    session_.query<LoadedRun>(
        this, QStringLiteral("shown"), [runId, points = maxPointsPerCurve()](Store& store) { return loadRun(store, runId, points); },
        [this](Result<LoadedRun> run) {
            if (live_)
                return; // a run has begun meanwhile: its curves are live
            if (run)
                showLoaded(*run);
            else
                errors_->showError(run.error());
        });
}

void RlhfPanel::showLoaded(const LoadedRun& run) {
    if (const auto document = parseExperiment(run.row.experiment, run.row.id, {}))
        document_ = *document;
    stages_ = feedbackStages(document_, session_.methods());
    shownRun_ = run.row.id;
    errors_->dismiss();
    reward_->reset();
    reward_->curves()->setStages(stages_);
    policy_->setStages(stages_);
    reward_->curves()->show(run);
    policy_->show(run);
    samples_->setRun(shownRun_);
    for (const auto& event : run.events)
        if (event.lane == kFeedbackLane) {
            reward_->addEvent(event);
            samples_->addEvent(event);
            // A rule that fired before a resume is history; the newest one of a run that failed is the reason.
            if (event.kind == "health" && (run.row.status == "failed" || event.severity != Severity::Error))
                showHealth(event);
        }
    fillRuns();
    updatePages();
}

void RlhfPanel::compareAnswers() { Q_EMIT FeedbackLink::of(session_).labellingRequested(QString::fromStdString(live_ ? std::string() : shownRun_)); }

void RlhfPanel::updatePages() {
    pages_->setCurrentIndex(shownRun_.empty() ? 0 : 1);
    run_->setVisible(!shownRun_.empty());
    runLabel_->setVisible(!shownRun_.empty());
    updateEmpty();
}

void RlhfPanel::updateEmpty() {
    const bool open = !session_.projectFolder().empty();
    const bool planned = feedbackStages(session_.experiment(), session_.methods()).any();
    empty_->setTitle(open ? tr("No feedback loop has run yet") : tr("No project is open"));
    empty_->setText(!open     ? tr("Open a project folder, or the sample project, to see its feedback loop.")
                    : planned ? tr("A run of strategy B draws the reward model's and the policy's curves here while it goes on, and lists every answer with its reward.")
                              : tr("Strategy B has no reward model and no policy stage yet: it distils the warmed-up policy alone."));
    if (!open)
        empty_->setAction({}, {});
    else if (planned)
        empty_->setAction(tr("Run strategy B"), [this] { Q_EMIT session_.startRequested(QString::fromLatin1(kFeedbackLane), false, {}); });
    else
        empty_->setAction(tr("Add reward model, PPO and filter"), [this] {
            Experiment experiment = session_.experiment();
            addFeedbackStages(experiment);
            session_.setExperiment(std::move(experiment), this);
        });
    empty_->setSecondAction(open ? tr("Show strategy B") : QString(), [this] { Q_EMIT session_.panelRequested(QStringLiteral("strategy_b"), {}); });
    empty_->button()->setEnabled(!planned || (session_.engineReady() && !session_.running()));
}

} // namespace stillhouse::widgets
