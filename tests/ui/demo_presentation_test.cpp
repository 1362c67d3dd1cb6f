// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"
#include "app/preferences.h"
#include "tests/ui/demo_fixture.h"
#include "widgets/panels/demo_presentation.h"
#include "widgets/panels/demo_setup.h"
#include "widgets/theme.h"

#include <map>
#include <QApplication>
#include <QPointer>
#include <QSettings>

using namespace stillhouse;
using namespace stillhouse::tests;
using namespace stillhouse::widgets;

TEST_F(DemoPanelTest, ThePresentationWorksByKeyboard) {
    openProject(true, true);
    EXPECT_EQ(panel_->presentation(), nullptr);
    DemoPresentation* shown = present();
    ASSERT_NE(shown, nullptr);
    ASSERT_TRUE(QTest::qWaitForWindowExposed(shown));
    EXPECT_TRUE(shown->isFullScreen());
    ASSERT_TRUE(waitForEnd()) << "an empty prompt takes an example by itself";
    EXPECT_TRUE(visibleText(*shown, panel_->setup()->prompt()));
    EXPECT_TRUE(shows(*shown, QStringLiteral("accuracy>0.7: passed, 0.9000")));
    EXPECT_TRUE(visibleText(*shown, QStringLiteral("Esc leave")));
    const auto before = panel_->job()->answers();
    QTest::keyClick(shown, Qt::Key_N);
    ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->job()->running() || panel_->job()->answers()[0].totalMs != before[0].totalMs; }, kDemoMs));
    ASSERT_TRUE(waitForEnd());
    EXPECT_FALSE(visibleText(*shown, QStringLiteral("Esc leave"))) << "who uses the keys knows them";
    QTest::keyClick(shown, Qt::Key_Return);
    EXPECT_TRUE(panel_->job()->running());
    ASSERT_TRUE(waitForEnd());
    QTest::keyClick(shown, Qt::Key_Escape);
    EXPECT_TRUE(QTest::qWaitFor([&] { return panel_->presentation() == nullptr; }));
}

TEST_F(DemoPanelTest, ThePresentationKeepsItsTypeInANewThemeAndTakesTheWordsOfANewLanguage) {
    openProject(true, true);
    DemoPresentation* shown = present();
    ASSERT_NE(shown, nullptr);
    ASSERT_TRUE(waitForEnd());
    ASSERT_TRUE(shows(*shown, QStringLiteral("accuracy>0.7: passed")));
    ASSERT_TRUE(QTest::qWaitFor([&] { return visibleText(*shown, QStringLiteral("Right")) || visibleText(*shown, QStringLiteral("Wrong")); }));
    const auto sizes = [&] {
        std::map<std::string, int> out; // by their words
        for (const auto* label : shown->findChildren<QLabel*>())
            if (label->isVisible() && !label->text().isEmpty())
                out[label->text().toStdString()] = label->font().pixelSize();
        return out;
    };
    const auto before = sizes();
    theme().apply(Theme::Mode::Dark);
    QTest::qWait(50);
    for (const auto& [words, pixels] : sizes()) {
        ASSERT_TRUE(before.contains(words)) << words;
        EXPECT_GT(pixels, 0) << words;
        EXPECT_EQ(pixels, before.at(words)) << words;
    }
    const QString dark = theme().color(QStringLiteral("muted")).name();
    for (const auto* label : shown->findChildren<QLabel*>())
        if (label->isVisible() && label->text().contains(QStringLiteral("packed file"))) {
            EXPECT_TRUE(label->styleSheet().contains(dark)) << "colours of the theme before";
        }
    app::applyLanguage(app::Language::Chinese);
    EXPECT_TRUE(shows(*shown, QStringLiteral("accuracy>0.7：通过")));
    EXPECT_FALSE(visibleText(*shown, QStringLiteral("passed")));
    EXPECT_FALSE(visibleText(*shown, QStringLiteral("Prompt tokens per second")));
    app::applyLanguage(app::Language::English);
    theme().apply(Theme::Mode::Light);
}

// A line of gates that was deleted while it was being shown took the program with it: showing it made the window grow, and growing made the
// lines anew.
TEST_F(DemoPanelTest, ThePresentationKeepsItsSizeAndItsLinesWhateverTheyNeed) {
    openProject(true, true);
    DemoPresentation* shown = present();
    ASSERT_NE(shown, nullptr);
    ASSERT_TRUE(waitForEnd());
    ASSERT_TRUE(shows(*shown, QStringLiteral("accuracy>0.7: passed")));
    QPointer<QLabel> gate;
    for (auto* label : shown->findChildren<QLabel*>())
        if (label->text().contains(QStringLiteral("passed")))
            gate = label;
    ASSERT_NE(gate, nullptr);
    const QSize small(360, 240);
    shown->resize(small);
    QTest::qWait(50);
    EXPECT_NE(gate, nullptr) << "another size changes type alone";
    EXPECT_EQ(shown->size(), small) << "the screen is as large as it is";
    app::applyLanguage(app::Language::Chinese);
    QTest::qWait(50);
    EXPECT_EQ(shown->size(), small);
    ASSERT_NE(gate, nullptr) << "another language changes words alone";
    EXPECT_TRUE(gate->text().contains(QStringLiteral("通过")));
    app::applyLanguage(app::Language::English);
}

TEST_F(DemoPanelTest, F11OnThePagePresents) {
    openProject(false, false);
    panel_.reset();
    QSettings().clear();
    app::MainWindow window(false);
    window.resize(1280, 800);
    window.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
    window.openProject(folder());
    window.showPanel(QStringLiteral("demo"));
    EXPECT_EQ(window.currentPanel(), QStringLiteral("demo"));
    auto* page = window.findChild<DemoPanel*>();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !page->card(0)->path().isEmpty(); }));
    QTest::keyClick(&window, Qt::Key_F11);
    ASSERT_NE(page->presentation(), nullptr);
    EXPECT_FALSE(window.isFullScreen());
    QTest::keyClick(page->presentation(), Qt::Key_F11);
    EXPECT_TRUE(QTest::qWaitFor([&] { return page->presentation() == nullptr; }));
}
