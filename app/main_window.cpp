// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"

#include "app/help_dock.h"
#include "app/open_windows.h"
#include "app/rail.h"
#include "app/top_bar.h"
#include "app/tour.h"
#include "app/welcome_page.h"
#include "widgets/command_palette.h"
#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/feedback_link.h"
#include "widgets/form/points_control.h"
#include "widgets/limits.h"
#include "widgets/panels.h"

#include <QAction>
#include <QActionGroup>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QSettings>
#include <QStackedWidget>

namespace stillhouse::app {

using namespace widgets;

MainWindow::MainWindow(bool loadEngine, QWidget* parent)
    : QMainWindow(parent), wiring_(session_, engine_), preferences_(Preferences::load()), loadEngine_(loadEngine),
      railGroup_(new QActionGroup(this)), projectMenu_(new QMenu(this)) {
    setPointsControlFactory(makePointsControl);
    setMaxPointsPerCurve(preferences_.maxPoints);
    setWindowIcon(QIcon(QStringLiteral(":/icons/stillhouse.svg")));
    setMinimumSize(1024, 640);
    resize(1440, 900);
    makeActions();
    makeLayout();
    makePages();
    connectSession();
    palette_ = new CommandPalette(this);
    tour_ = new Tour(this, [this] { return tourSteps(); });
    connect(tour_, &Tour::ended, this, [] { QSettings().setValue(QStringLiteral("tour/seen"), true); });
    retranslate();
    updateActions();
    goTo(welcome_);
    restoreLayout();
    stack_->setFocus(); // not the first control of the bar: Space would open its menu
}

MainWindow::~MainWindow() { wiring_.shutDown(); }

void MainWindow::makeLayout() {
    auto* central = new QWidget(this);
    rail_ = new Rail(central);
    topBar_ = new TopBar(session_, {runBoth_, pause_, stop_, paletteAction_}, projectMenu_, central);
    errors_ = new ErrorBar(central);
    errors_->setObjectName(QStringLiteral("windowErrors"));
    inner_ = new QMainWindow(central);
    inner_->setWindowFlags(Qt::Widget); // the constructor makes every QMainWindow a window of its own
    inner_->setDockOptions(QMainWindow::AnimatedDocks | QMainWindow::AllowTabbedDocks | QMainWindow::AllowNestedDocks);
    stack_ = new QStackedWidget(inner_);
    stack_->setObjectName(QStringLiteral("page"));
    inner_->setCentralWidget(stack_);
    welcome_ = new WelcomePage(stack_);
    closingPage_ = new EmptyState(QStringLiteral("stop"), stack_);
    closingPage_->setBusy(true);
    stack_->addWidget(welcome_);
    stack_->addWidget(closingPage_);

    auto* barMargin = new QHBoxLayout;
    barMargin->setContentsMargins(kPadding, 0, kPadding, 0); // counted even while the bar is hidden
    barMargin->addWidget(errors_);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(topBar_);
    column->addLayout(barMargin);
    column->addWidget(inner_, 1);
    auto* row = new QHBoxLayout(central);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(rail_);
    row->addLayout(column, 1);
    setCentralWidget(central);
}

void MainWindow::connectSession() {
    connect(welcome_, &WelcomePage::sampleRequested, this, &MainWindow::openSample);
    connect(welcome_, &WelcomePage::openRequested, this, &MainWindow::chooseProject);
    connect(welcome_, &WelcomePage::projectRequested, this, &MainWindow::openProject);
    connect(&wiring_, &Wiring::interruptedFound, this, &MainWindow::showInterrupted);
    connect(&wiring_, &Wiring::stopped, this, [this] { if (closing_) close(); });
    connect(&session_, &Session::failed, errors_, &ErrorBar::showError);
    connect(&session_, &Session::engineFailed, errors_, &ErrorBar::showError);
    connect(&session_, &Session::panelRequested, this, &MainWindow::showRequested);
    connect(&wiring_, &Wiring::launching, this, &MainWindow::buildAll);
    connect(&FeedbackLink::of(session_), &FeedbackLink::labellingRequested, this, [this](const QString& runId) {
        if (build(QStringLiteral("data"))) // it was not there to hear it
            Q_EMIT FeedbackLink::of(session_).labellingRequested(runId);
    });
    connect(&session_, &Session::engineArrived, this, [this] { wiring_.setThreads(preferences_.threads); });
    for (const auto signal : {&Session::projectChanged, &Session::engineArrived})
        connect(&session_, signal, this, &MainWindow::updateActions);
    connect(&session_, &Session::experimentChanged, this, &MainWindow::updateActions);
    connect(&session_, &Session::runStarted, this, [this] {
        errors_->hide();
        updateActions();
        showPanel(QStringLiteral("run"));
    });
    connect(&session_, &Session::runEnded, this, &MainWindow::updateActions);
    connect(&session_, &Session::pausedChanged, this, &MainWindow::updateActions);
    connect(&session_, &Session::projectChanged, this, [this] {
        const QString folder = QString::fromStdString(session_.projectFolder());
        rememberProject(folder);
        welcome_->refresh();
        if (tour_->step() == 0) // it spoke of the welcome page
            tour_->next();
        history_.clear();
        const QString last = QSettings().value(QStringLiteral("page")).toString();
        const QString first = QString::fromLatin1(pages_.empty() ? "" : pages_.front().spec->id);
        showPanel(!restoredPage_.isEmpty() ? restoredPage_ : last.isEmpty() || last == QLatin1String("run") ? first : last);
        restoredPage_.clear();
        if (readOnly())
            errors_->showNotice(ErrorBar::Tone::Warning, tr("This project may only be read: %1").arg(folder),
                                tr("Look at it and compare its runs; to change or run it, make its folder writable or open a copy"));
    });
}

void MainWindow::goTo(QWidget* target) {
    if (stack_->currentWidget() != target && stack_->currentWidget() != welcome_ && !closing_)
        history_.push_back(stack_->currentWidget());
    stack_->setCurrentWidget(target);
    const PanelSpec* spec = nullptr;
    for (const Page& page : pages_)
        if (page.widget && page.widget == target) {
            page.action->setChecked(true);
            spec = page.spec;
        }
    if (!spec && railGroup_->checkedAction()) {
        railGroup_->setExclusive(false);
        railGroup_->checkedAction()->setChecked(false);
        railGroup_->setExclusive(true);
    }
    help_->show(spec);
    rememberWhere();
}

void MainWindow::back() {
    if (isFullScreen())
        return toggleFullScreen();
    if (history_.empty())
        return;
    QWidget* before = history_.back();
    history_.pop_back();
    goTo(before);
    history_.pop_back(); // where we came from is not a way forward
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!closing_)
        saveLayout();
    layoutChanged_.stop();
    forgetOpenWindow();
    closing_ = true;
    wiring_.shutDown();
    if (!engine_.alive())
        return QMainWindow::closeEvent(event);
    // The run writes its checkpoint at the next step; `stopped` closes the window then.
    event->ignore();
    showClosing();
}

void MainWindow::showClosing() {
    stack_->setCurrentWidget(closingPage_);
    for (QAction* action : actions())
        action->setEnabled(false);
    rail_->setEnabled(false);
}

} // namespace stillhouse::app
