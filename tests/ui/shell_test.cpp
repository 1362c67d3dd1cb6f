// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/about_dialog.h"
#include "app/main_window.h"
#include "app/preferences.h"
#include "app/settings_dialog.h"
#include "tests/ui/support/project.h"
#include "widgets/command_palette.h"
#include "widgets/error_bar.h"
#include "widgets/panels.h"
#include "widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QToolButton>
#include <algorithm>
#include <cmath>
#include <set>

using namespace stillhouse;
using namespace stillhouse::app;
using namespace stillhouse::widgets;
using stillhouse::tests::SmallProject;
using stillhouse::tests::waitFor;

namespace {

class Shell : public ::testing::Test {
protected:
    void SetUp() override {
        QSettings().clear();
        theme().apply(Theme::Mode::Light);
        applyLanguage(Language::English);
    }
    void TearDown() override { applyLanguage(Language::English); }

    QAction* action(MainWindow& window, const char* name) { return window.findChild<QAction*>(QStringLiteral("action.%1").arg(QLatin1String(name))); }
    void show(MainWindow& window) {
        window.resize(1280, 800);
        window.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
    }
};

double luminance(const QColor& color) {
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

// WCAG 2.1, relative luminance contrast.
double contrast(const char* front, const char* back) {
    const double a = luminance(theme().color(QLatin1String(front))), b = luminance(theme().color(QLatin1String(back)));
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

// Buttons and one-line labels that are narrower than their text.
QStringList cutTexts(QWidget& root) {
    QStringList cut;
    for (auto* widget : root.findChildren<QWidget*>()) {
        if (!widget->isVisible())
            continue;
        QString text;
        if (const auto* button = qobject_cast<QAbstractButton*>(widget))
            text = button->text();
        else if (const auto* label = qobject_cast<QLabel*>(widget); label && !label->wordWrap())
            text = label->text();
        if (!text.isEmpty() && widget->width() < widget->minimumSizeHint().width())
            cut << QStringLiteral("%1 (%2 < %3)").arg(text).arg(widget->width()).arg(widget->minimumSizeHint().width());
    }
    return cut;
}

} // namespace

TEST_F(Shell, ABoxHasRoomForTheWordsOfANewLanguage) {
    QWidget page;
    auto* box = new QComboBox(&page);
    box->addItem(QStringLiteral("所选的运行"));
    page.show();
    QTest::qWait(20);
    const int narrow = box->sizeHint().width();
    box->setItemText(0, QStringLiteral("The selected runs, all of them"));
    EXPECT_GT(box->sizeHint().width(), narrow + 40);
}

// A dialog once had half a line for each of the lines that came later (what the machine is) or wrapped (what a setting does).
TEST_F(Shell, DialogsHaveRoomForEveryLine) {
    MainWindow window(false);
    show(window);
    const auto roomy = [](const QDialog& dialog) {
        for (const auto* label : dialog.findChildren<QLabel*>())
            EXPECT_GE(label->height(), label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height()) << qPrintable(label->text());
    };
    action(window, "about")->trigger();
    auto* about = window.findChild<AboutDialog*>();
    ASSERT_NE(about, nullptr);
    ASSERT_TRUE(waitFor([&] {
        const auto all = about->findChildren<QLabel*>();
        return std::any_of(all.begin(), all.end(), [](const QLabel* label) { return label->text() == QStringLiteral("Matrix library"); });
    }));
    QTest::qWait(50);
    roomy(*about);
    SettingsDialog settings(Preferences{}, &window);
    settings.show();
    QTest::qWait(50);
    roomy(settings);
}

TEST_F(Shell, OpensOnTheWelcomePageAndSaysWhatFillsIt) {
    MainWindow window(false);
    show(window);
    EXPECT_EQ(window.currentPanel(), QString());
    auto* sample = window.findChild<QPushButton*>(QStringLiteral("openSample"));
    ASSERT_NE(sample, nullptr);
    EXPECT_TRUE(sample->isVisible());
    auto* run = window.findChild<QPushButton*>(QStringLiteral("runBoth"));
    EXPECT_FALSE(run->isEnabled());
    EXPECT_EQ(run->toolTip(), QStringLiteral("Open a project first"));
}

TEST_F(Shell, RailKeysGoToThePagesInOrderAndEscapeGoesBack) {
    SmallProject project;
    MainWindow window(false);
    show(window);
    window.openProject(project.folder());
    int number = 0;
    std::vector<QString> ids;
    for (const auto& panel : panels())
        if (panel.onRail) {
            ++number;
            QTest::keyClick(&window, Qt::Key(Qt::Key_0 + number % 10), number > 10 ? Qt::ControlModifier | Qt::ShiftModifier : Qt::ControlModifier);
            EXPECT_EQ(window.currentPanel(), QString::fromLatin1(panel.id));
            ids.push_back(window.currentPanel());
        }
    ASSERT_GE(ids.size(), 2u);
    QTest::keyClick(&window, Qt::Key_Escape);
    EXPECT_EQ(window.currentPanel(), ids[ids.size() - 2]);
}

TEST_F(Shell, PanelIdsAreUniqueAndEachPanelHasItsIcon) {
    std::set<std::string> ids;
    for (const auto& panel : panels()) {
        EXPECT_TRUE(ids.insert(panel.id).second) << panel.id;
        EXPECT_TRUE(QFile::exists(QStringLiteral(":/icons/%1.svg").arg(QLatin1String(panel.icon)))) << panel.icon;
    }
}

TEST(FuzzyScore, WantsTheLettersInOrderAndPrefersWordStarts) {
    EXPECT_LT(fuzzyScore(QStringLiteral("xyz"), QStringLiteral("Open project")), 0);
    EXPECT_LT(fuzzyScore(QStringLiteral("po"), QStringLiteral("op")), 0);
    EXPECT_GE(fuzzyScore(QStringLiteral(""), QStringLiteral("anything")), 0);
    EXPECT_GT(fuzzyScore(QStringLiteral("op"), QStringLiteral("Open project")), fuzzyScore(QStringLiteral("op"), QStringLiteral("Stop the run")));
    EXPECT_GT(fuzzyScore(QStringLiteral("rbs"), QStringLiteral("Run both strategies")), 0);
    EXPECT_GT(fuzzyScore(QStringLiteral("zt"), QStringLiteral("主题ZT")), 0);
}

TEST_F(Shell, ThePaletteFindsAnActionByAFewLettersAndTriggersIt) {
    MainWindow window(false);
    show(window);
    QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
    auto* palette = window.findChild<CommandPalette*>();
    ASSERT_TRUE(waitFor([&] { return palette->isVisible(); }));
    auto* input = palette->findChild<QLineEdit*>();
    QTest::keyClicks(input, QStringLiteral("thdark"));
    ASSERT_FALSE(palette->shownTexts().isEmpty());
    EXPECT_EQ(palette->shownTexts().front(), QStringLiteral("Theme: dark"));
    QTest::keyClick(input, Qt::Key_Return);
    EXPECT_FALSE(palette->isVisible());
    EXPECT_TRUE(theme().dark());
    EXPECT_EQ(Preferences::load().theme, Theme::Mode::Dark);
}

TEST_F(Shell, EscapeClosesThePaletteAndTriggersNothing) {
    MainWindow window(false);
    show(window);
    QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
    auto* palette = window.findChild<CommandPalette*>();
    QTest::keyClick(palette->findChild<QLineEdit*>(), Qt::Key_Escape);
    EXPECT_FALSE(palette->isVisible());
    EXPECT_FALSE(theme().dark());
}

TEST_F(Shell, TextIsReadableInBothThemes) {
    for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
        theme().apply(mode);
        for (const char* back : {"window", "surface", "rail", "raised", "hover"}) {
            EXPECT_GE(contrast("text", back), 4.5) << back << theme().dark();
            EXPECT_GE(contrast("muted", back), 4.5) << back << theme().dark();
        }
        for (const char* word : {"accent", "error", "warning", "success"})
            EXPECT_GE(contrast(word, "surface"), 4.5) << word << theme().dark();
        for (const char* bar : {"errorSoft", "warningSoft", "infoSoft", "successSoft", "accentSoft", "selection"})
            EXPECT_GE(contrast("text", bar), 4.5) << bar << theme().dark();
        EXPECT_GE(contrast("onAccent", "accent"), 4.5) << theme().dark();
        EXPECT_GE(contrast("accent", "accentSoft"), 4.5) << theme().dark();
    }
    // Okabe and Ito's colours for the two strategies and the teacher, whatever the theme.
    EXPECT_EQ(theme().lane("A").name(), QStringLiteral("#0072b2"));
    EXPECT_EQ(theme().lane("B").name(), QStringLiteral("#d55e00"));
    EXPECT_EQ(theme().lane("teacher").name(), QStringLiteral("#009e73"));
}

TEST_F(Shell, SettingsSwitchLanguageAndThemeWhileTheWindowIsOpen) {
    MainWindow window(false);
    show(window);
    auto* run = window.findChild<QPushButton*>(QStringLiteral("runBoth"));
    EXPECT_EQ(run->text(), QStringLiteral("Run both strategies"));
    action(window, "settings")->trigger();
    auto* dialog = window.findChild<SettingsDialog*>();
    ASSERT_NE(dialog, nullptr);
    dialog->findChild<QComboBox*>(QStringLiteral("settings.language"))->setCurrentIndex(2);
    ASSERT_TRUE(waitFor([&] { return run->text() == QStringLiteral("运行两种策略"); })) << qPrintable(run->text());
    EXPECT_EQ(dialog->windowTitle(), QStringLiteral("设置"));
    EXPECT_EQ(action(window, "strategy_a")->text(), QStringLiteral("策略 A"));
    EXPECT_EQ(run->toolTip(), QStringLiteral("请先打开一个项目"));
    dialog->findChild<QComboBox*>(QStringLiteral("settings.theme"))->setCurrentIndex(2);
    EXPECT_TRUE(theme().dark());
    dialog->findChild<QComboBox*>(QStringLiteral("settings.language"))->setCurrentIndex(1);
    ASSERT_TRUE(waitFor([&] { return run->text() == QStringLiteral("Run both strategies"); }));
    dialog->close();
}

TEST_F(Shell, NothingIsCutAt1280By800InEitherLanguage) {
    SmallProject project;
    MainWindow window(false);
    show(window);
    EXPECT_EQ(window.size(), QSize(1280, 800));
    EXPECT_EQ(cutTexts(window), QStringList());
    window.openProject(project.folder());
    for (const auto language : {Language::English, Language::Chinese}) {
        applyLanguage(language);
        for (const auto& panel : panels()) {
            if (!panel.onRail)
                continue;
            window.showPanel(QString::fromLatin1(panel.id));
            (void)QTest::qWaitFor([&] { return cutTexts(window).isEmpty(); }); // layouts settle in their own time
            EXPECT_EQ(window.size(), QSize(1280, 800)) << panel.id << ": the page forces the window to grow";
            EXPECT_EQ(cutTexts(window).join(u'\n').toStdString(), "") << panel.id;
        }
    }
}

TEST_F(Shell, ABadProjectIsAnErrorInTheWindowNotAModal) {
    QTemporaryDir empty;
    MainWindow window(false);
    show(window);
    window.openProject(empty.path());
    auto* bar = window.findChild<ErrorBar*>(QStringLiteral("windowErrors"));
    EXPECT_TRUE(bar->isVisible());
    EXPECT_EQ(window.currentPanel(), QString());
    EXPECT_EQ(QApplication::activeModalWidget(), nullptr);
}

TEST_F(Shell, RemembersProjectsNewestFirst) {
    SmallProject first, second;
    MainWindow window(false);
    window.openProject(first.folder());
    window.openProject(second.folder());
    window.openProject(first.folder());
    EXPECT_EQ(recentProjects(), QStringList({first.folder(), second.folder()}));
}
