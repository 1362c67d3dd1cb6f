// SPDX-License-Identifier: GPL-3.0-or-later
// What helps a person to find the way: the list of keys, the tour, the palette, errors that can be copied, names for screen readers.
#include "app/main_window.h"
#include "app/preferences.h"
#include "app/shortcuts_dialog.h"
#include "app/tour.h"
#include "tests/ui/support/project.h"
#include "widgets/command_palette.h"
#include "widgets/error_bar.h"
#include "widgets/panels.h"

#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QTabBar>
#include <QTabWidget>
#include <QTextEdit>
#include <QToolButton>
#include <QTreeWidget>

using namespace stillhouse;
using namespace stillhouse::app;
using namespace stillhouse::widgets;
using stillhouse::tests::SmallProject;
using stillhouse::tests::waitFor;

namespace {

class Guidance : public ::testing::Test {
protected:
    void SetUp() override {
        QSettings().clear();
        applyLanguage(Language::English);
    }
    void TearDown() override { applyLanguage(Language::English); }
    void show(MainWindow& window) {
        window.resize(1280, 800);
        window.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
    }
    static QPushButton* button(QWidget& window, const char* name) { return window.findChild<QPushButton*>(QLatin1String(name)); }
};

// What a person can put the focus on or click; the inner parts of Qt's own controls are named by these.
bool interactive(const QWidget* widget) {
    if (widget->objectName().startsWith(QLatin1String("qt_")) || qobject_cast<const QScrollBar*>(widget) ||
        QByteArray(widget->metaObject()->className()).startsWith("QDockWidget") || widget->inherits("QTableCornerButton") || qobject_cast<const QTabBar*>(widget->parentWidget()) ||
        qobject_cast<const QLineEdit*>(widget->parentWidget()))
        return false;
    // A button that waits for what it will offer has neither text nor picture, and is hidden until then.
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget); button && button->isHidden() && button->text().isEmpty() && button->icon().isNull())
        return false;
    if (qobject_cast<const QLineEdit*>(widget))
        return !qobject_cast<const QAbstractSpinBox*>(widget->parentWidget()) && !qobject_cast<const QComboBox*>(widget->parentWidget());
    if (qobject_cast<const QAbstractItemView*>(widget))
        return widget->metaObject()->className() != QByteArray("QHeaderView") && !QByteArray(widget->metaObject()->className()).startsWith("QComboBox");
    if (const auto* text = qobject_cast<const QTextEdit*>(widget))
        return text->focusPolicy() != Qt::NoFocus;
    return qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QComboBox*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget) ||
           qobject_cast<const QAbstractSlider*>(widget) || qobject_cast<const QPlainTextEdit*>(widget);
}

bool named(const QWidget* widget) {
    if (!widget->accessibleName().isEmpty())
        return true;
    if (const auto* button = qobject_cast<const QAbstractButton*>(widget); button && !button->text().isEmpty())
        return true;
    const auto labels = widget->window()->findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) { return label->buddy() == widget && !label->text().isEmpty(); });
}

QString placeOf(const QWidget* widget) {
    QStringList path;
    for (; widget && path.size() < 5; widget = widget->parentWidget())
        path << QString::fromLatin1(widget->metaObject()->className()) + (widget->objectName().isEmpty() ? QString() : u'#' + widget->objectName());
    return path.join(QStringLiteral(" in "));
}

QStringList linesOf(QTreeWidget& list) {
    QStringList lines;
    for (int g = 0; g < list.topLevelItemCount(); ++g)
        for (int i = 0; i < list.topLevelItem(g)->childCount(); ++i)
            if (!list.topLevelItem(g)->child(i)->isHidden())
                lines << list.topLevelItem(g)->child(i)->text(0) + QStringLiteral(" = ") + list.topLevelItem(g)->child(i)->text(1);
    return lines;
}

} // namespace

TEST_F(Guidance, EveryInteractiveWidgetOfEveryPageHasAName) {
    SmallProject project;
    MainWindow window(false);
    show(window);
    window.openProject(project.folder());
    QStringList nameless;
    int seen = 0;
    for (const auto& panel : panels()) {
        window.showPanel(QString::fromLatin1(panel.id));
        QTest::qWait(10);
    }
    for (const auto* widget : window.findChildren<QWidget*>())
        if (interactive(widget)) {
            ++seen;
            if (!named(widget))
                nameless << placeOf(widget);
        }
    nameless.removeDuplicates();
    EXPECT_GT(seen, 200);
    EXPECT_EQ(nameless.join(u'\n').toStdString(), "");
}

TEST_F(Guidance, ThePaletteHasEveryActionOfTheWindowAndThePages) {
    SmallProject project;
    MainWindow window(false);
    show(window);
    window.openProject(project.folder());
    QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
    auto* palette = window.findChild<CommandPalette*>();
    ASSERT_TRUE(waitFor([&] { return palette->isVisible(); }));
    const QStringList shown = palette->shownTexts();
    QStringList missing;
    std::map<QString, const QAction*> first;
    for (const auto* action : window.findChildren<QAction*>()) {
        const QString text = commandText(*action);
        if (action->isSeparator() || action->menu() || text.isEmpty() || action->property("palette").toString() == QLatin1String("no"))
            continue;
        if (!shown.contains(text))
            missing << text;
        const auto [at, fresh] = first.emplace(text, action);
        if (!fresh)
            ADD_FAILURE() << "two actions are called \"" << text.toStdString() << "\": the second cannot be reached";
    }
    EXPECT_EQ(missing, QStringList());
    EXPECT_GT(shown.size(), 25);
}

TEST_F(Guidance, TheListOfKeysHoldsEveryActionAndOpensByTheQuestionMark) {
    SmallProject project;
    MainWindow window(false);
    show(window);
    window.openProject(project.folder());
    QTest::keyClick(&window, Qt::Key_Question); // the keyboard has used up Shift
    ASSERT_TRUE(waitFor([&] { return window.findChild<ShortcutsDialog*>() != nullptr; }));
    auto* dialog = window.findChild<ShortcutsDialog*>();
    auto* list = dialog->findChild<QTreeWidget*>();
    const QStringList lines = linesOf(*list);
    for (const auto* action : windowActions(&window))
        EXPECT_TRUE(std::any_of(lines.begin(), lines.end(), [&](const QString& line) { return line.startsWith(commandText(*action) + QStringLiteral(" = ")); }))
            << commandText(*action).toStdString();
    EXPECT_TRUE(lines.contains(QStringLiteral("Run both strategies = Ctrl+R"))) << lines.join(u'\n').toStdString();
    EXPECT_TRUE(lines.contains(QStringLiteral("Keyboard shortcuts = Ctrl+/, ?")));
    QTest::keyClicks(dialog->findChild<QLineEdit*>(), QStringLiteral("ctrl+r"));
    EXPECT_EQ(linesOf(*list), QStringList(QStringLiteral("Run both strategies = Ctrl+R")));
    dialog->close();
    EXPECT_TRUE(waitFor([&] { return window.findChild<ShortcutsDialog*>() == nullptr; }));
    window.activateWindow(); // which a window manager does when a dialog goes
    ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, Qt::Key_Slash, Qt::ControlModifier);
    EXPECT_TRUE(waitFor([&] { return window.findChild<ShortcutsDialog*>() != nullptr; }));
}

TEST_F(Guidance, TheTourBeginsAtTheFirstStartFollowsTheWorkAndIsRememberedWhenSkipped) {
    SmallProject project;
    MainWindow window(false);
    show(window);
    auto* tour = window.findChild<Tour*>();
    window.greet();
    ASSERT_TRUE(waitFor([&] { return tour->isVisible(); }));
    EXPECT_EQ(tour->step(), 0) << "the welcome page";
    window.openProject(project.folder());
    EXPECT_EQ(tour->step(), 1) << "the step about the welcome page is over";
    QTest::mouseClick(button(window, "tour.next"), Qt::LeftButton);
    EXPECT_EQ(tour->step(), 2);
    EXPECT_TRUE(window.rect().contains(tour->geometry())) << "inside the window";
    const auto* run = button(window, "runBoth");
    EXPECT_FALSE(tour->geometry().intersects(QRect(run->mapTo(&window, QPoint()), run->size()))) << "beside its control";
    QTest::mouseClick(button(window, "tour.back"), Qt::LeftButton);
    EXPECT_EQ(tour->step(), 1);
    QTest::keyClick(button(window, "tour.next"), Qt::Key_Escape);
    EXPECT_FALSE(tour->isVisible());
    window.greet();
    QTest::qWait(20);
    EXPECT_FALSE(tour->isVisible()) << "only once";
    window.findChild<QAction*>(QStringLiteral("action.tour"))->trigger();
    ASSERT_TRUE(tour->isVisible()) << "again, when asked for";
    for (int i = 0; i < 5 && tour->isVisible(); ++i)
        QTest::mouseClick(button(window, "tour.next"), Qt::LeftButton);
    EXPECT_FALSE(tour->isVisible()) << "it has an end";
}

TEST_F(Guidance, TheTourSpeaksTheLanguageOfTheWindow) {
    MainWindow window(false);
    show(window);
    auto* tour = window.findChild<Tour*>();
    tour->start();
    applyLanguage(Language::Chinese);
    ASSERT_TRUE(waitFor([&] { return window.findChild<QAction*>(QStringLiteral("action.runBoth"))->text() != QStringLiteral("Run both strategies"); }));
    EXPECT_TRUE(tour->isVisible());
    EXPECT_EQ(tour->step(), 0);
}

TEST_F(Guidance, AnErrorIsCopiedWhole) {
    ErrorBar bar;
    bar.showError(Error{ErrorKind::Io, Text("The disk is full"), "/a/project.db", Text("Free some space"), {}, "SQLITE_FULL (13)"});
    bar.show();
    QTest::mouseClick(bar.findChild<QPushButton*>(QStringLiteral("errorCopy")), Qt::LeftButton);
    EXPECT_EQ(QGuiApplication::clipboard()->text().toStdString(), "The disk is full — /a/project.db\nFree some space\nSQLITE_FULL (13)");
}
