// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/run_panel.h"

#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/icons.h"
#include "widgets/panels.h"
#include "widgets/panels/run_lanes.h"
#include "widgets/panels/run_log.h"
#include "widgets/panels/run_plot_bar.h"
#include "widgets/panels/run_plots.h"
#include "widgets/session.h"
#include "widgets/store_watcher.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

QPushButton* button(QWidget* parent, const char* name, const char* iconName) {
    auto* made = new QPushButton(parent);
    made->setObjectName(QLatin1String(name));
    made->setIcon(icon(QLatin1String(iconName)));
    return made;
}

} // namespace

RunPanel::RunPanel(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), title_(new QLabel(this)), status_(new QLabel(this)),
      startA_(button(this, "startButtonA", "play")), startB_(button(this, "startButtonB", "play")), resume_(button(this, "resumeRunButton", "resume")),
      pause_(button(this, "pauseButton", "pause")), stop_(button(this, "stopButton", "stop")), fork_(button(this, "forkButton", "fork")),
      forkMenu_(new QMenu(this)), errors_(new ErrorBar(this)), lanes_(new RunLanes(session, this)), bar_(new RunPlotBar(this)),
      plots_(new RunPlots(this)), log_(new RunLog(this)), empty_(new EmptyState(QStringLiteral("run"), this)), pages_(new QStackedWidget(this)) {
    makeButtons();
    makeLayout();
    connectBar();
    connectSession();
    retranslate();
    lanes_->reset(session_.experiment());
    loadRuns();
    updateButtons();
    if (session_.running())
        begin(QString::fromStdString(session_.runId()));
}

void RunPanel::makeButtons() {
    empty_->setQuiet(); // running both is the window's primary button
    empty_->button()->setObjectName(QStringLiteral("startButton"));
    fork_->setMenu(forkMenu_);
    connect(startA_, &QPushButton::clicked, this, [this] { Q_EMIT session_.startRequested(QStringLiteral("A"), false, {}); });
    connect(startB_, &QPushButton::clicked, this, [this] { Q_EMIT session_.startRequested(QStringLiteral("B"), false, {}); });
    connect(resume_, &QPushButton::clicked, this, [this] { Q_EMIT session_.startRequested({}, true, {}); });
    connect(pause_, &QPushButton::clicked, this, &RunPanel::togglePause);
    connect(stop_, &QPushButton::clicked, this, [this] {
        stopping_ = true;
        updateButtons();
        Q_EMIT session_.stopRequested();
    });
    connect(forkMenu_, &QMenu::aboutToShow, this, &RunPanel::fillForkMenu);
}

void RunPanel::makeLayout() {
    title_->setProperty("type", "title");
    status_->setProperty("type", "muted");
    auto* head = new QHBoxLayout;
    head->setSpacing(kGap);
    head->addWidget(title_);
    head->addSpacing(kGap);
    head->addWidget(status_, 1);
    for (QPushButton* b : {resume_, fork_, startA_, startB_, pause_, stop_})
        head->addWidget(b);

    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(plots_);
    auto* upper = new QWidget(this);
    auto* upperColumn = new QVBoxLayout(upper);
    upperColumn->setContentsMargins(0, 0, 0, 0);
    upperColumn->setSpacing(kGap);
    upperColumn->addWidget(bar_);
    upperColumn->addWidget(area, 1);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(upper);
    split->addWidget(log_);
    split->setStretchFactor(0, 4);
    split->setStretchFactor(1, 1);
    split->setSizes({640, 150});
    split->setChildrenCollapsible(false);
    pages_->addWidget(empty_);
    pages_->addWidget(split);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPadding, kPadding, kPadding, kPadding);
    column->setSpacing(12);
    column->addLayout(head);
    column->addWidget(errors_);
    column->addWidget(lanes_);
    column->addWidget(pages_, 1);
}

void RunPanel::connectBar() {
    connect(bar_, &RunPlotBar::smoothingChanged, plots_, &RunPlots::setSmoothing);
    connect(bar_, &RunPlotBar::logYChanged, plots_, &RunPlots::setLogY);
    connect(bar_, &RunPlotBar::logXChanged, plots_, &RunPlots::setLogX);
    connect(bar_, &RunPlotBar::timeAxisChanged, plots_, &RunPlots::setTimeAxis);
    connect(bar_, &RunPlotBar::overlayChosen, this, &RunPanel::showOverlay);
    connect(bar_, &RunPlotBar::attentionWanted, this, [this] { Q_EMIT session_.panelRequested(QStringLiteral("attention"), {}); });
    connect(bar_, &RunPlotBar::temperatureWanted, this, [this] { Q_EMIT session_.panelRequested(QStringLiteral("temperature"), {}); });
    plots_->setSmoothing(bar_->smoothing());
}

void RunPanel::connectSession() {
    const auto on = [this](auto signal, auto slot) { connect(&session_, signal, this, slot); };
    on(&Session::runStarted, [this](const QString& id) { begin(id); });
    on(&Session::metricsArrived, [this](const std::vector<Metric>& metrics) {
        pages_->setCurrentIndex(1);
        plots_->add(metrics, clock_.isValid() ? double(clock_.elapsed()) / 1000.0 : 0.0);
    });
    on(&Session::stageChanged, [this](const StageState& state) { lanes_->setStage(state); });
    on(&Session::progressChanged, [this](const Progress& progress) { lanes_->setProgress(progress); });
    on(&Session::eventLogged, [this](const Event& event) {
        log_->append(event);
        plots_->addEvent(event);
    });
    on(&Session::runEnded, [this](const RunState& state) { end(state); });
    on(&Session::pausedChanged, [this] { updateButtons(); });
    on(&Session::engineArrived, [this] {
        // Stages get their titles now; a stored run that is on screen keeps what it says about them.
        if (!session_.running() && !shownRun_.empty())
            showStored(shownRun_);
        else if (!session_.running())
            lanes_->reset(session_.experiment());
        updateButtons();
    });
    on(&Session::experimentChanged, [this] {
        if (!session_.running() && plots_->empty())
            lanes_->reset(session_.experiment());
    });
    on(&Session::projectChanged, [this] {
        plots_->reset();
        log_->clear();
        pages_->setCurrentIndex(0);
        shownRun_.clear();
        errors_->dismiss();
        loadRuns();
    });
    on(&Session::storeChanged, [this] { loadRuns(); });
    connect(&StoreWatcher::of(session_), &StoreWatcher::runsWritten, this, &RunPanel::follow);
    on(&Session::panelRequested, [this](const QString& panel, const QString& subject) {
        if (panel == QStringLiteral("run") && !subject.isEmpty() && !session_.running())
            showStored(subject.toStdString());
    });
}

void RunPanel::togglePause() {
    if (!session_.running())
        return;
    if (session_.paused())
        Q_EMIT session_.resumeRequested();
    else
        Q_EMIT session_.pauseRequested();
}

void RunPanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && session_.running())
        togglePause();
    else
        QWidget::keyPressEvent(event);
}

void RunPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

namespace {

QWidget* makeRunPanel(Session& session, QWidget* parent) { return new RunPanel(session, parent); }

} // namespace

PanelSpec runPanel() {
    return {"run",
            QT_TRANSLATE_NOOP("panels", "Run"),
            "run",
            QT_TRANSLATE_NOOP("panels", "Start both strategies and watch them: stages, live curves, pause, stop, fork, event log"),
            makeRunPanel,
            true,
            QT_TRANSLATE_NOOP("panels",
                              "<p>Each strategy is a lane of stages; the bar in one is its share of steps, with the time left at the present rate. Both learn from the "
                              "same teacher, data and budget, and are measured with the teacher at the end.</p>"
                              "<p><b>Loss</b> is the mean over the positions that count, in nats per token, with its parts. <b>Share of the gradient</b> is "
                              "‖∇L<sub>k</sub>‖ / Σ<sub>j</sub> ‖∇L<sub>j</sub>‖ of each part: a soft loss may be small and still lead, or be large and do nothing. "
                              "<b>Gradient norm</b> is taken before clipping.</p>"
                              "<p><b>Smoothing.</b> The strong line is the moving average s<sub>n</sub> = Σ w<sup>n−i</sup>(1 − w) y<sub>i</sub> / (1 − w<sup>n</sup>), which has no "
                              "bias at the start (Kingma and Ba 2015); the faint line is what was measured.</p>"
                              "<p><b>Space</b> pauses and goes on, <b>Ctrl+.</b> stops at the next step; a checkpoint is kept. A resumed run is the same, bit for bit, as one that "
                              "was never stopped. <i>Fork here</i> starts a new run from a checkpoint with the experiment as it is now. What was held by hand is in "
                              "the log, so that a run can be repeated with it.</p>"
                              "<p><b>Plots.</b> The wheel zooms at the cursor, dragging moves, a double click fits, L changes to a logarithmic axis; the menu copies a plot as PNG, SVG "
                              "or CSV.</p>")};
}

} // namespace stillhouse::widgets
