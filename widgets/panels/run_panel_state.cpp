// SPDX-License-Identifier: GPL-3.0-or-later
// What the Run panel shows when: a run that begins and ends, an earlier run from the store, the words on the buttons.
#include "widgets/duration.h"
#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/icons.h"
#include "widgets/panels/run_lanes.h"
#include "widgets/panels/run_log.h"
#include "widgets/panels/run_panel.h"
#include "widgets/panels/run_plot_bar.h"
#include "widgets/panels/run_plots.h"
#include "widgets/limits.h"
#include "widgets/session.h"

#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <algorithm>
#include <utility>

namespace stillhouse::widgets {

namespace {

QString nameOf(const RunRow& run) {
    const QString id = QString::fromStdString(run.id);
    return run.name.empty() ? id : QString::fromStdString(run.name) + QStringLiteral(" · ") + id;
}

} // namespace

void RunPanel::begin(const QString& runId) {
    stopping_ = false;
    shownRun_ = runId.toStdString();
    shownName_ = runId;
    checkpoints_.clear();
    clock_.start();
    plots_->reset();
    plots_->setRunning(true);
    log_->clear();
    lanes_->reset(session_.experiment());
    errors_->dismiss();
    end_.reset();
    pages_->setCurrentIndex(1);
    updateButtons();
}

void RunPanel::end(const RunState& state) {
    stopping_ = false;
    plots_->setRunning(false);
    lanes_->finish();
    end_ = state;
    showEnd();
    updateButtons();
}

void RunPanel::showEnd() {
    if (end_->status == RunStatus::Failed) {
        errors_->showError(end_->error);
    } else if (end_->status == RunStatus::Cancelled) {
        errors_->showNotice(ErrorBar::Tone::Info, tr("The run was stopped. Its checkpoints are kept."));
        errors_->setAction(tr("Resume"), [this] { Q_EMIT session_.startRequested({}, true, {}); });
    } else {
        errors_->showNotice(ErrorBar::Tone::Success, tr("The run is finished."));
        errors_->setAction(tr("Compare"), [this] { Q_EMIT session_.panelRequested(QStringLiteral("compare"), QString::fromStdString(session_.runId())); });
    }
}

void RunPanel::loadRuns() {
    if (session_.projectFolder().empty())
        return;
    session_.query<std::vector<RunRow>>(
        this, QStringLiteral("runs"), [](Store& store) { return store.runs(); },
        [this](Result<std::vector<RunRow>> runs) {
            if (runs)
                takeRuns(*runs);
            else
                errors_->showError(runs.error());
        });
}

void RunPanel::takeRuns(const std::vector<RunRow>& runs) {
    const bool newestShown = !runs_.empty() && shownRun_ == runs_.front().id;
    runs_ = runs;
    std::sort(runs_.begin(), runs_.end(), [](const RunRow& a, const RunRow& b) { return a.started > b.started; });
    std::vector<std::pair<QString, QString>> names;
    for (const auto& run : runs_)
        if (run.id != session_.runId() || !session_.running())
            names.emplace_back(QString::fromStdString(run.id), nameOf(run));
    for (const auto& run : runs_)
        if (run.id == shownRun_)
            shownName_ = nameOf(run);
    bar_->setRuns(names);
    if (!session_.running() && !runs_.empty()) {
        if (plots_->empty() || (newestShown && shownRun_ != runs_.front().id)) // who looks at the newest run goes on to a newer one
            showStored(runs_.front().id);
        if (runs_.front().status == "interrupted") {
            errors_->showNotice(ErrorBar::Tone::Warning, tr("The last run was interrupted. It can go on from its newest checkpoint."));
            errors_->setAction(tr("Resume"), [this] { Q_EMIT session_.startRequested({}, true, {}); });
        }
    }
    updateButtons();
}

void RunPanel::showStored(const std::string& runId) {
    session_.query<LoadedRun>(
        this, QStringLiteral("shown"), [runId, points = maxPointsPerCurve()](Store& store) { return loadRun(store, runId, points); },
        [this](Result<LoadedRun> run) {
            if (session_.running())
                return; // a run has begun meanwhile: its curves are live
            if (!run) {
                errors_->showError(run.error());
                return;
            }
            shownRun_ = run->row.id;
            if (const auto experiment = parseExperiment(run->row.experiment, run->row.id, {}))
                lanes_->reset(*experiment);
            plots_->show(*run);
            log_->setEvents(run->events);
            showLoaded(*run);
        });
}

void RunPanel::showLoaded(const LoadedRun& run) {
    checkpoints_ = run.checkpoints;
    for (const auto& stage : run.stages)
        lanes_->setStage(stage);
    pages_->setCurrentIndex(1);
    shownName_ = nameOf(run.row);
    updateButtons();
}

// The last run of this window came report by report, with its times: the store has less of it.
void RunPanel::follow(const std::vector<std::string>& written) {
    if (!session_.running() && shownRun_ != session_.runId() && std::find(written.begin(), written.end(), shownRun_) != written.end())
        readShownAgain();
}

// Another program writes the run on screen. Long curves take a while to read: the next reading waits four times as long as the last one took.
void RunPanel::readShownAgain() {
    behind_ = reading_;
    if (std::exchange(reading_, true))
        return;
    QElapsedTimer clock;
    clock.start();
    session_.query<LoadedRun>(
        this, QStringLiteral("grown"), [id = shownRun_, points = maxPointsPerCurve()](Store& store) { return loadRun(store, id, points); },
        [this, clock](const Result<LoadedRun>& run) {
            if (run && !session_.running() && run->row.id == shownRun_) {
                plots_->grow(*run);
                log_->extend(run->events);
                showLoaded(*run);
            }
            QTimer::singleShot(int(4 * clock.elapsed()), this, [this] {
                reading_ = false;
                if (std::exchange(behind_, false) && !session_.running())
                    readShownAgain();
            });
        });
}

void RunPanel::showOverlay(const QString& runId) {
    plots_->clearOverlay();
    if (runId.isEmpty())
        return;
    session_.query<LoadedRun>(
        this, QStringLiteral("overlay"), [id = runId.toStdString(), points = maxPointsPerCurve()](Store& store) { return loadRun(store, id, points); },
        [this](Result<LoadedRun> run) {
            if (run)
                plots_->setOverlay(*run);
            else
                errors_->showError(run.error());
        });
}

void RunPanel::fillForkMenu() {
    forkMenu_->clear();
    if (checkpoints_.empty()) {
        forkMenu_->addAction(tr("This run kept no checkpoint"))->setEnabled(false);
        return;
    }
    for (const auto& checkpoint : checkpoints_) {
        const QString path = QString::fromStdString(checkpoint.path), lane = QString::fromStdString(checkpoint.subject);
        const QFileInfo file(path);
        auto* action = forkMenu_->addAction(tr("%1 from %2 (%3)").arg(lane, file.fileName(), bytesText(double(checkpoint.bytes))));
        action->setEnabled(file.exists());
        connect(action, &QAction::triggered, this, [this, lane, path] { Q_EMIT session_.startRequested(lane, false, path); });
    }
}

void RunPanel::updateButtons() {
    const bool running = session_.running(), ready = session_.engineReady() && !session_.projectFolder().empty();
    const auto& strategies = session_.experiment().strategies;
    for (QPushButton* button : {startA_, startB_}) {
        button->setVisible(!running);
        button->setEnabled(ready);
    }
    startA_->setEnabled(ready && strategies.contains("A"));
    startB_->setEnabled(ready && strategies.contains("B"));
    const bool resumable = !running && !runs_.empty() && runs_.front().status != "finished" && runs_.front().status != "running";
    resume_->setVisible(resumable);
    resume_->setEnabled(ready);
    fork_->setVisible(!running && !checkpoints_.empty());
    fork_->setEnabled(ready);
    pause_->setVisible(running);
    stop_->setVisible(running);
    stop_->setEnabled(!stopping_);
    pause_->setEnabled(!stopping_);
    pause_->setText(session_.paused() ? tr("Continue") : tr("Pause"));
    pause_->setIcon(icon(session_.paused() ? QStringLiteral("play") : QStringLiteral("pause")));
    stop_->setText(stopping_ ? tr("Stopping…") : tr("Stop"));
    if (running)
        status_->setText(session_.paused() ? tr("Paused") : tr("Running %1").arg(QString::fromStdString(session_.runId())));
    else if (shownRun_.empty())
        status_->setText(session_.engineReady() ? tr("Ready") : tr("Loading the engine…"));
    else
        status_->setText(tr("Run %1").arg(shownName_));
    empty_->button()->setEnabled(ready);
}

void RunPanel::retranslate() {
    if (end_ && !errors_->isHidden())
        showEnd();
    title_->setText(tr("Run"));
    startA_->setText(tr("Run A"));
    startB_->setText(tr("Run B"));
    resume_->setText(tr("Resume"));
    fork_->setText(tr("Fork here"));
    startA_->setToolTip(tr("Runs strategy A alone"));
    startB_->setToolTip(tr("Runs strategy B alone"));
    stop_->setToolTip(tr("Stops within one step and keeps a checkpoint"));
    fork_->setToolTip(tr("Start a new run from a checkpoint of the run shown, with the experiment as it is now"));
    pause_->setToolTip(tr("Space pauses and continues"));
    empty_->setTitle(tr("No run yet"));
    empty_->setText(tr("Both strategies train a student from the same teacher and data. Loss, temperature and speed appear here as they go."));
    empty_->setAction(tr("Run both strategies"), [this] { Q_EMIT session_.startRequested({}, false, {}); });
    empty_->button()->setToolTip(tr("Runs strategy A, then strategy B, then measures both and the teacher"));
    updateButtons();
}

} // namespace stillhouse::widgets
