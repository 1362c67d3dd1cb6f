// SPDX-License-Identifier: GPL-3.0-or-later
// The Attention page on the bundled sample: a text at rest, then a run followed live.
#include "app/main_window.h"
#include "app/preferences.h"
#include "tests/ui/support/project.h"
#include "widgets/panels/attention_panel.h"
#include "widgets/panels/attention_view.h"
#include "widgets/plot/heat_grid.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>

using namespace stillhouse;
using namespace stillhouse::app;
using namespace stillhouse::widgets;
using stillhouse::tests::waitFor;

namespace {

constexpr int kLoadMs = 120000, kRunMs = 420000;

} // namespace

TEST(AttentionPanel, ShowsTheSampleAtRestAndFollowsItsTraining) {
#ifndef STILLHOUSE_HAS_ENGINE
    GTEST_SKIP() << "built without the engine";
#else
    const stillhouse::tests::OwnDataFolder data;
    QSettings().clear();
    theme().apply(Theme::Mode::Light);
    MainWindow window;
    window.resize(1280, 800);
    window.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
    Session& session = window.session();
    QTest::mouseClick(window.findChild<QPushButton*>(QStringLiteral("openSample")), Qt::LeftButton);
    ASSERT_TRUE(waitFor([&] { return !session.projectFolder().empty() && session.engineReady(); }, kLoadMs));
    window.showPanel(QStringLiteral("attention"));
    auto* panel = window.findChild<AttentionPanel*>();
    ASSERT_NE(panel, nullptr);
    QTest::keyClicks(panel->findChild<QPlainTextEdit*>(QStringLiteral("attentionPrompt")),
                     QStringLiteral("Card payment of 12 EUR at night"));
    auto* look = panel->findChild<QPushButton*>(QStringLiteral("attentionLook"));
    ASSERT_TRUE(waitFor([&] { return look->isEnabled(); }));
    ASSERT_TRUE(waitFor(
        [&] {
            if (panel->teacher()->empty())
                QTest::mouseClick(look, Qt::LeftButton); // the list of models is read beside the window
            return waitFor([&] { return !panel->teacher()->empty(); }, 3000);
        },
        kLoadMs));
    EXPECT_EQ(panel->teacher()->picture().shape[0], 5);
    EXPECT_GT(panel->teacher()->grid()->cells().size(), 25u);
    EXPECT_TRUE(panel->student()->empty());

    Experiment experiment = session.experiment();
    experiment.strategies["A"].resize(1);
    experiment.strategies["B"].clear();
    experiment.strategies["A"][0].options["steps"] = std::int64_t(400);
    session.setExperiment(experiment);
    auto* live = panel->findChild<QCheckBox*>(QStringLiteral("attentionLive"));
    live->setChecked(false);
    QSignalSpy ended(&session, &Session::runEnded);
    Q_EMIT session.startRequested(QStringLiteral("A"), false, {});
    ASSERT_TRUE(waitFor([&] { return session.running(); }, kLoadMs));
    window.showPanel(QStringLiteral("attention"));
    QTest::mouseClick(live, Qt::LeftButton, {}, QPoint(8, live->height() / 2));
    ASSERT_TRUE(live->isChecked());
    std::vector<std::int64_t> steps;
    QObject::connect(&session, &Session::pictureArrived, panel, [&](const Picture& picture) {
        if (picture.subject == "student")
            steps.push_back(picture.step);
    });
    ASSERT_TRUE(waitFor([&] { return steps.size() >= 3 || ended.count() > 0; }, kRunMs));
    ASSERT_GE(steps.size(), 3u);
    EXPECT_LT(steps[0], steps[1]);
    EXPECT_LT(steps[1], steps[2]);
    EXPECT_FALSE(panel->student()->empty());
    EXPECT_FALSE(panel->difference()->cells().empty());
    auto* head = panel->findChild<QSpinBox*>(QStringLiteral("studentHead"));
    const float* before = panel->student()->map();
    QTest::keyClick(head, Qt::Key_Up);
    EXPECT_EQ(panel->student()->head(), 1);
    EXPECT_NE(panel->student()->map(), before);
    Q_EMIT session.stopRequested();
    ASSERT_TRUE(waitFor([&] { return ended.count() == 1; }, kRunMs));
    EXPECT_TRUE(window.close() || waitFor([&] { return !window.isVisible(); }, kLoadMs));
#endif
}
