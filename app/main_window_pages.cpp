// SPDX-License-Identifier: GPL-3.0-or-later
// The pages: made when they are first asked for, so that the window stands before thirteen of them do; the rest a while later, one by one.
#include "app/help_dock.h"
#include "app/main_window.h"
#include "app/rail.h"
#include "app/welcome_page.h"
#include "widgets/icons.h"
#include "widgets/panels.h"
#include "widgets/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QKeyEvent>
#include <QScreen>
#include <QScrollArea>
#include <QStackedWidget>
#include <algorithm>

namespace stillhouse::app {

using namespace widgets;

namespace {

constexpr int kRoomForDock = 1680;
constexpr int kFirstIdleMs = 1500, kIdleMs = 100; ///< after a project was opened, and between two pages nobody asked for yet

// Ctrl+1 to Ctrl+9 and Ctrl+0, then the same with Shift.
QKeySequence railKey(int number) {
    const auto digit = Qt::Key(Qt::Key_0 + number % 10);
    return number <= 10 ? QKeySequence(Qt::CTRL | digit) : QKeySequence(Qt::CTRL | Qt::SHIFT | digit);
}

} // namespace

void MainWindow::makePages() {
    int number = 1;
    for (const PanelSpec& spec : panels()) {
        Page page{&spec, nullptr, nullptr, nullptr};
        const QString id = QString::fromLatin1(spec.id);
        if (spec.onRail) {
            page.action = addCommand(spec.id, spec.icon, railKey(number), [this, id] { showPanel(id); });
            ++number;
            page.action->setCheckable(true);
            railGroup_->addAction(page.action);
            rail_->addPage(page.action);
        } else {
            page.dock = new QDockWidget(inner_);
            page.dock->setObjectName(QStringLiteral("dock.") + id);
            inner_->addDockWidget(Qt::RightDockWidgetArea, page.dock);
            page.dock->hide();
            page.dock->installEventFilter(this);
            connect(page.dock, &QDockWidget::visibilityChanged, this, [this, id](bool visible) {
                if (visible)
                    build(id);
            });
            page.action = page.dock->toggleViewAction();
            page.action->setIcon(icon(QLatin1String(spec.icon)));
        }
        pages_.push_back(page);
    }
    help_ = new HelpDock(session_, inner_);
    inner_->addDockWidget(Qt::RightDockWidgetArea, help_);
    help_->hide();
    help_->toggleViewAction()->setProperty("palette", "no"); // the action with the key F1 does the same
    rail_->addFoot(settingsAction_);
    rail_->addFoot(helpAction_);
    connect(&idle_, &QTimer::timeout, this, &MainWindow::buildNext);
    connect(&session_, &Session::projectChanged, this, [this] { idle_.start(kFirstIdleMs); });
}

MainWindow::Page* MainWindow::pageOf(const QString& id) {
    const auto found = std::find_if(pages_.begin(), pages_.end(), [&](const Page& page) { return id == QLatin1String(page.spec->id); });
    return found == pages_.end() ? nullptr : &*found;
}

bool MainWindow::build(const QString& id) {
    Page* page = pageOf(id);
    if (!page || page->widget)
        return false;
    page->widget = page->spec->make(session_, inner_);
    page->widget->setObjectName(QStringLiteral("panel.") + id);
    if (!page->dock) {
        stack_->addWidget(page->widget);
        return true;
    }
    auto* area = new QScrollArea(page->dock); // a wide panel must not push the window over the edge of the screen
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(page->widget);
    page->dock->setWidget(area);
    return true;
}

void MainWindow::buildAll() {
    idle_.stop();
    for (const Page& page : pages_)
        build(QString::fromLatin1(page.spec->id));
}

void MainWindow::buildNext() {
    for (const Page& page : pages_)
        if (build(QString::fromLatin1(page.spec->id)))
            return idle_.start(kIdleMs);
}

void MainWindow::showPanel(const QString& id) {
    if (session_.projectFolder().empty())
        return goTo(welcome_);
    Page* page = pageOf(id);
    if (!page)
        return;
    build(id);
    page->dock ? showDock(page->dock) : goTo(page->widget);
}

// A page that was not there when it was asked for something is asked again.
void MainWindow::showRequested(const QString& id, const QString& subject) {
    const bool fresh = !session_.projectFolder().empty() && build(id);
    showPanel(id);
    if (fresh && !subject.isEmpty())
        Q_EMIT session_.panelRequested(id, subject);
}

// Beside the page where there is room for both, as a window of its own where there is not.
void MainWindow::showDock(QDockWidget* dock) {
    if (dock->isHidden() && width() < kRoomForDock) {
        dock->setFloating(true);
        // The page is taller than this window may be; a window larger than its screen shows that there is room beyond.
        const QRect room = screen()->availableGeometry().united(frameGeometry()).adjusted(kGroupGap, kGroupGap, -kGroupGap, -kGroupGap);
        QRect place(QPoint(), QSize(1120, 960).boundedTo(room.size()));
        place.moveCenter(mapToGlobal(rect().center()));
        place.moveTopLeft({std::clamp(place.x(), room.left(), room.right() + 1 - place.width()), std::clamp(place.y(), room.top(), room.bottom() + 1 - place.height())});
        dock->setGeometry(place);
    } else if (dock->isHidden() && !dock->isFloating()) {
        inner_->resizeDocks({dock}, {inner_->width() / 2}, Qt::Horizontal);
    }
    dock->show();
    dock->raise();
}

// A dock that floats is a window of its own: what its controls leave of Space and Esc would end there.
bool MainWindow::eventFilter(QObject* object, QEvent* event) {
    auto* dock = qobject_cast<QDockWidget*>(object);
    if (!dock || !dock->isFloating() || event->type() != QEvent::KeyPress)
        return QMainWindow::eventFilter(object, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Escape) {
        dock->close();
        activateWindow();
    } else if (key == Qt::Key_Space && session_.running()) {
        togglePause();
    } else {
        return false;
    }
    return true;
}

QString MainWindow::currentPanel() const {
    for (const Page& page : pages_)
        if (!page.dock && page.widget && page.widget == stack_->currentWidget())
            return QString::fromLatin1(page.spec->id);
    return {};
}

// F1 in a dock speaks of the dock, elsewhere of the page in front; once more, and the help goes.
void MainWindow::toggleHelp() {
    const PanelSpec* asked = nullptr;
    const QWidget* focus = QApplication::focusWidget();
    for (const Page& page : pages_)
        if (page.dock ? page.dock->isVisible() && (page.dock->isAncestorOf(focus) || (page.dock->isFloating() && page.dock->isActiveWindow()))
                      : !asked && page.widget && page.widget == stack_->currentWidget())
            asked = page.spec;
    const bool other = help_->isHidden() || help_->panel() != asked;
    help_->show(asked);
    help_->setVisible(other);
}

} // namespace stillhouse::app
