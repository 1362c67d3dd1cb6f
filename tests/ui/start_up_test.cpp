// SPDX-License-Identifier: GPL-3.0-or-later
// The window comes first: LibTorch and the pages come when somebody can already see and click. How long it takes is a measurement, not a
// verdict, and runs only when asked for:
//   test_ui --gtest_also_run_disabled_tests --gtest_filter='*StartUpTime*'
#include "app/main_window.h"
#include "tests/ui/support/project.h"
#include "widgets/command_palette.h"
#include "widgets/panels.h"

#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QProcess>
#include <QRegularExpression>
#include <QSettings>
#include <algorithm>
#include <iostream>

using namespace stillhouse;
using namespace stillhouse::tests;
using namespace stillhouse::widgets;

namespace {

QString started(const QStringList& arguments) {
    QProcess program;
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    program.start(QStringLiteral(STILLHOUSE_BINARY_DIR "/stillhouse"), QStringList{QStringLiteral("--start-up")} + arguments);
    EXPECT_TRUE(program.waitForFinished(120000));
    return QString::fromUtf8(program.readAllStandardOutput());
}

int pagesOf(const app::MainWindow& window) { return int(window.findChildren<QWidget*>(QRegularExpression(QStringLiteral("^panel\\."))).size()); }

} // namespace

TEST(StartUp, TheWindowIsPaintedBeforeLibTorchIsMappedAndBeforeAnyPageIsMade) {
    const QString said = started({});
    EXPECT_TRUE(QRegularExpression(QStringLiteral("^window \\d+ ms, pages 0, LibTorch no\n(no )?engine \\d+ ms\n$")).match(said).hasMatch()) << qPrintable(said);
}

TEST(StartUp, AProjectOpensWithItsFirstPageAlone) {
    const SmallProject project;
    const QString said = started({QStringLiteral("--project"), project.folder()});
    EXPECT_TRUE(said.contains(QStringLiteral(", pages 1, LibTorch no\n"))) << qPrintable(said);
}

TEST(StartUp, PagesAreMadeWhenTheyAreAskedForAndTheRestWhenNobodyWaits) {
    const SmallProject project;
    QSettings().clear();
    app::MainWindow window(false);
    window.show();
    EXPECT_EQ(pagesOf(window), 0);
    window.openProject(project.folder());
    EXPECT_EQ(pagesOf(window), 1);
    window.showPanel(QStringLiteral("compare"));
    window.showPanel(QStringLiteral("compare"));
    EXPECT_EQ(pagesOf(window), 2);
    EXPECT_TRUE(waitFor([&] { return pagesOf(window) == int(panels().size()); }, 30000)) << pagesOf(window);
}

// A page takes longer than a frame to make, which a hand at work would feel.
TEST(StartUp, NoPageIsMadeUnderAHandAtWork) {
    const SmallProject project;
    QSettings().clear();
    app::MainWindow window(false);
    window.show();
    window.openProject(project.folder());
    ASSERT_EQ(pagesOf(window), 1);
    QElapsedTimer clock;
    for (clock.start(); clock.elapsed() < 2500; QTest::qWait(20))
        QTest::keyClick(&window, Qt::Key_Shift);
    EXPECT_EQ(pagesOf(window), 1);
    EXPECT_TRUE(waitFor([&] { return pagesOf(window) == int(panels().size()); }, 30000)) << pagesOf(window);
}

TEST(StartUp, ThePaletteKnowsTheActionsOfPagesThatNobodySawYet) {
    const SmallProject project;
    QSettings().clear();
    app::MainWindow window(false);
    window.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
    window.openProject(project.folder());
    QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
    EXPECT_TRUE(window.findChild<CommandPalette*>()->shownTexts().contains(QStringLiteral("Demo: random example")));
}

// A page that is asked for something before it is there hears it all the same.
TEST(StartUp, ARequestReachesAPageThatItMakes) {
    const SmallProject project;
    QSettings().clear();
    app::MainWindow window(false);
    window.show();
    window.openProject(project.folder());
    Q_EMIT window.session().panelRequested(QStringLiteral("temperature"), QStringLiteral("cash at night"));
    bool taken = false;
    for (const auto* text : window.findChildren<QPlainTextEdit*>())
        taken = taken || text->toPlainText() == QStringLiteral("cash at night");
    EXPECT_TRUE(taken);
}

TEST(StartUp, DISABLED_StartUpTime) {
    for (const QStringList& arguments : {QStringList{}, QStringList{QStringLiteral("--sample")}}) {
        std::vector<double> window, engine;
        for (int i = 0; i < 9; ++i) {
            const auto numbers = QRegularExpression(QStringLiteral("window (\\d+) ms[^\n]*\n(?:no )?engine (\\d+) ms")).match(started(arguments));
            ASSERT_TRUE(numbers.hasMatch());
            window.push_back(numbers.captured(1).toDouble());
            engine.push_back(numbers.captured(2).toDouble());
        }
        for (auto* all : {&window, &engine})
            std::sort(all->begin(), all->end());
        std::cout << (arguments.isEmpty() ? "welcome page" : "sample project") << ": window median " << window[4] << " ms (" << window.front() << " to " << window.back()
                  << "), engine median " << engine[4] << " ms\n";
    }
}
