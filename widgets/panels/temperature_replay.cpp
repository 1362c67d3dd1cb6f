// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/temperature_replay.h"

#include "widgets/eliding_box.h"
#include "widgets/plot/cursor_group.h"
#include "widgets/plot/line_plot.h"
#include "widgets/session.h"
#include "widgets/subject_words.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace stillhouse::widgets {

namespace {

enum Guide { kHigh, kLow };

Result<RecordedLoss> recordedLoss(Store& store, const std::string& id) {
    const auto stages = store.stages(id);
    if (!stages)
        return stages.error();
    for (const auto& stage : *stages) {
        if (stage.stage != "distill.soft")
            continue;
        auto loss = store.metric(id, stage.lane, stage.stageIndex, "loss");
        auto tau = store.metric(id, stage.lane, stage.stageIndex, "tau");
        if (!loss)
            return loss.error();
        if (!loss->steps.empty())
            return RecordedLoss{std::move(*loss), tau ? std::move(*tau) : MetricSeries{}};
    }
    return Error{ErrorKind::NotFound, Text(SH_TR("The run %1 has no loss curve of a soft-target stage"), {id}), {}, SH_TR("Choose another run"), {}, {}};
}

} // namespace

TemperatureReplay::TemperatureReplay(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), runLabel_(new QLabel(this)), note_(new QLabel(this)), runs_(new ElidingBox(40, this)),
      cursor_(new CursorGroup(this)), loss_(new LinePlot(this)), tau_(new LinePlot(this)) {
    runs_->setObjectName(QStringLiteral("replayRun"));
    note_->setProperty("type", "caption");
    note_->setWordWrap(true);
    tau_->setObjectName(QStringLiteral("replayTauPlot"));
    loss_->setObjectName(QStringLiteral("replayLossPlot"));
    for (LinePlot* plot : {loss_, tau_}) {
        plot->setGroup(cursor_);
        plot->setWholeX(true);
    }
    lossSeries_ = loss_->addSeries({}, {"A", Qt::SolidLine, false, true, false});
    replayed_ = tau_->addSeries({}, {"A", Qt::SolidLine, false, false, false});
    used_ = tau_->addSeries({}, {"baseline", Qt::DashLine, false, false, false});
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(runLabel_);
    row->addWidget(runs_);
    row->addWidget(note_, 1);
    auto* plots = new QHBoxLayout;
    plots->setSpacing(kGroupGap);
    plots->addWidget(tau_, 1);
    plots->addWidget(loss_, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, kGap, 0, 0);
    column->setSpacing(kGap);
    column->addLayout(row);
    column->addLayout(plots, 1);
    connect(runs_, &QComboBox::currentIndexChanged, this, [this] { loadRun(runs_->currentData().toString().toStdString()); });
    connect(&session_, &Session::projectChanged, this, &TemperatureReplay::loadRuns);
    connect(&session_, &Session::storeChanged, this, &TemperatureReplay::loadRuns);
    retranslate();
    loadRuns();
}

void TemperatureReplay::loadRuns() {
    if (session_.projectFolder().empty())
        return;
    session_.query<std::vector<RunRow>>(
        this, QStringLiteral("runs"), [](Store& store) { return store.runs(); },
        [this](Result<std::vector<RunRow>> found) {
            if (!found) {
                Q_EMIT failed(found.error());
                return;
            }
            std::sort(found->begin(), found->end(), [](const RunRow& a, const RunRow& b) { return a.started > b.started; });
            const QString chosen = runs_->currentData().toString();
            {
                const QSignalBlocker block(runs_);
                runs_->clear();
                for (const auto& run : *found)
                    runs_->addItem(runName(run.name, run.id, run.started), QString::fromStdString(run.id));
                runs_->setCurrentIndex(std::max(runs_->findData(chosen), runs_->count() ? 0 : -1));
            }
            runs_->setEnabled(runs_->count() > 0);
            if (runs_->count())
                loadRun(runs_->currentData().toString().toStdString());
        });
}

void TemperatureReplay::loadRun(const std::string& id) {
    if (id.empty())
        return;
    session_.query<RecordedLoss>(
        this, QStringLiteral("loss"), [id](Store& store) { return recordedLoss(store, id); },
        [this, id](Result<RecordedLoss> recorded) { setRecorded(recorded ? std::move(*recorded) : RecordedLoss{}, std::exchange(loaded_, id) != id); });
}

void TemperatureReplay::setTemperature(const TemperatureSchedule& schedule, const TemperatureController& controller) {
    schedule_ = schedule;
    controller_ = controller;
    replay();
}

void TemperatureReplay::setRecorded(RecordedLoss recorded, bool fit) {
    recorded_ = std::move(recorded);
    loss_->setData(lossSeries_, recorded_.loss.steps, recorded_.loss.values);
    tau_->setData(used_, recorded_.tau.steps, recorded_.tau.values);
    if (fit) {
        loss_->fit();
        tau_->fit();
    }
    replay();
}

void TemperatureReplay::replay() {
    loss_->setSmoothing(controller_.smoothing);
    tau_->setData(replayed_, recorded_.loss.steps, replayTemperature(schedule_, controller_, recorded_.loss.values));
    const bool threshold = controller_.kind == ControllerKind::Threshold;
    if (threshold && !recorded_.loss.steps.empty()) {
        loss_->setGuide(kHigh, controller_.high, tr("raise above %1").arg(controller_.high), "warning");
        loss_->setGuide(kLow, controller_.low, tr("lower below %1").arg(controller_.low), "accent");
    } else {
        loss_->removeGuide(kHigh);
        loss_->removeGuide(kLow);
    }
    note_->setText(controller_.kind == ControllerKind::GradientBalance || controller_.kind == ControllerKind::Learned
                       ? tr("A recorded loss says nothing about gradients: the replay shows this controller at rest.")
                       : QString());
}

void TemperatureReplay::retranslate() {
    runLabel_->setText(tr("Replay over"));
    runs_->setAccessibleName(tr("Run whose loss is replayed"));
    runs_->setPlaceholderText(tr("no recorded run"));
    loss_->setTitle(tr("Loss of that run"));
    loss_->setAxes(tr("step"), tr("nats per token"));
    loss_->setEmptyText(tr("A finished run of strategy A fills this"));
    tau_->setTitle(tr("τ it would have had"));
    tau_->setAxes(tr("step"), tr("temperature, no unit"));
    tau_->setEmptyText(tr("A finished run of strategy A fills this"));
    loss_->renameSeries(lossSeries_, tr("loss ℓ"));
    tau_->renameSeries(replayed_, tr("now"));
    tau_->renameSeries(used_, tr("recorded"));
    replay();
}

void TemperatureReplay::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
