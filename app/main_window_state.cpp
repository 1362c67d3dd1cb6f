// SPDX-License-Identifier: GPL-3.0-or-later
// What the window remembers: its layout, kept from change to change, where it was when it ended unexpectedly, and whether it was shown around.
#include "app/main_window.h"
#include "app/open_windows.h"
#include "app/rail.h"
#include "app/tour.h"
#include "widgets/error_bar.h"
#include "widgets/panels.h"

#include <QAction>
#include <QDockWidget>
#include <QEvent>
#include <QFileInfo>
#include <QPushButton>
#include <QSettings>
#include <QToolButton>

namespace stillhouse::app {

using namespace widgets;

namespace {

constexpr int kLayoutDelayMs = 300, kUnseenMs = 2000;

} // namespace

void MainWindow::restoreLayout() {
    const QSettings settings;
    if (settings.contains(QStringLiteral("geometry")))
        restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray());
    inner_->restoreState(settings.value(QStringLiteral("docks")).toByteArray());
    layoutChanged_.setSingleShot(true);
    layoutChanged_.setInterval(kLayoutDelayMs);
    connect(&layoutChanged_, &QTimer::timeout, this, &MainWindow::rememberWhere);
    for (auto* dock : findChildren<QDockWidget*>()) {
        connect(dock, &QDockWidget::visibilityChanged, &layoutChanged_, qOverload<>(&QTimer::start));
        connect(dock, &QDockWidget::dockLocationChanged, &layoutChanged_, qOverload<>(&QTimer::start));
        connect(dock, &QDockWidget::topLevelChanged, &layoutChanged_, qOverload<>(&QTimer::start));
    }
}

void MainWindow::saveLayout() const {
    if (!isVisible() || closing_)
        return;
    QSettings settings;
    settings.setValue(QStringLiteral("geometry"), saveGeometry());
    settings.setValue(QStringLiteral("docks"), inner_->saveState());
    if (!currentPanel().isEmpty())
        settings.setValue(QStringLiteral("page"), currentPanel());
}

void MainWindow::rememberWhere() const {
    if (!session_.projectFolder().empty() && !closing_)
        rememberOpenWindow({QString::fromStdString(session_.projectFolder()), currentPanel(), saveGeometry(), inner_->saveState()});
}

bool MainWindow::readOnly() const {
    const auto& folder = session_.projectFolder();
    return !folder.empty() && !QFileInfo(QString::fromStdString(folder)).isWritable();
}

void MainWindow::restoreSession() {
    const auto before = takeAbandonedWindow();
    if (!before)
        return;
    restoreGeometry(before->geometry);
    inner_->restoreState(before->docks);
    restoredPage_ = before->page;
    openProject(before->project);
    if (!readOnly() && !session_.projectFolder().empty())
        errors_->showNotice(ErrorBar::Tone::Info, tr("Stillhouse ended unexpectedly the last time"),
                            tr("The project is open again where it was; what had been saved is all there"));
}

void MainWindow::showInterrupted(const QString& runId, const QString& name) {
    const QString key = QStringLiteral("dismissed/") + runId;
    if (QSettings().value(key).toBool())
        return;
    errors_->showNotice(ErrorBar::Tone::Warning, tr("The run “%1” was interrupted before it ended").arg(name),
                        tr("Resume continues from its newest checkpoint with the settings it was started with"));
    errors_->setAction(tr("Resume"), [this, runId] {
        errors_->hide();
        session_.setRunning(false, runId.toStdString());
        Q_EMIT session_.startRequested({}, true, {});
    });
    connect(errors_, &ErrorBar::dismissed, this, [key] { QSettings().setValue(key, true); }, Qt::SingleShotConnection);
}

void MainWindow::greet() {
    if (!QSettings().value(QStringLiteral("tour/seen")).toBool())
        QTimer::singleShot(0, tour_, &Tour::start); // the layout is there then
}

std::vector<TourStep> MainWindow::tourSteps() const {
    QWidget* help = nullptr;
    for (auto* button : rail_->findChildren<QToolButton*>())
        if (button->defaultAction() == helpAction_)
            help = button;
    return {
        {findChild<QPushButton*>(QStringLiteral("openSample")), tr("Begin with the sample"),
         tr("It brings a small trained teacher and data, so that everything works at once. Your own project is a folder with an experiment.json.")},
        {rail_, tr("The work goes from top to bottom"),
         tr("Data and a teacher, two strategies, a run, a look inside, the comparison, and the export. Ctrl+1 to Ctrl+9 go to a page.")},
        {findChild<QPushButton*>(QStringLiteral("runBoth")), tr("One button runs both strategies"),
         tr("Nothing starts by itself. A run can be paused (Space) and stopped at any time; it keeps a checkpoint and goes on from it, also after a crash.")},
        {findChild<QToolButton*>(QStringLiteral("paletteButton")), tr("Every action has a name"),
         tr("Ctrl+K finds it by a few of its letters, and says why it cannot be done now.")},
        {help, tr("Help is on every page"), tr("F1 explains what a page computes, with its formulas and sources. Ctrl+/ lists all keys. This tour starts again from the project menu.")},
    };
}

// LibTorch takes half a second of both processors to map: the window is on the screen first.
void MainWindow::startEngine() {
    if (loadEngine_)
        engine_.start();
    loadEngine_ = false;
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    QTimer::singleShot(kUnseenMs, this, &MainWindow::startEngine); // minimized, it is not painted
}

bool MainWindow::event(QEvent* event) {
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::Move:
    case QEvent::WindowStateChange:
        layoutChanged_.start();
        break;
    case QEvent::Paint:
        if (loadEngine_)
            QTimer::singleShot(0, this, &MainWindow::startEngine);
        break;
    default:
        break;
    }
    return QMainWindow::event(event);
}

} // namespace stillhouse::app
