// SPDX-License-Identifier: GPL-3.0-or-later
// The Attention page on the bundled sample: a text at rest, a run followed live, heads chosen by mouse and keys.
#include "app/main_window.h"
#include "app/preferences.h"
#include "tests/ui/support/project.h"
#include "widgets/panels/attention_maps.h"
#include "widgets/panels/attention_panel.h"
#include "widgets/panels/attention_view.h"
#include "widgets/plot/heat_grid.h"
#include "widgets/theme.h"

#include <cmath>
#include <QCheckBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>

using namespace stillhouse;
using namespace stillhouse::app;
using namespace stillhouse::widgets;
using stillhouse::tests::SmallProject;
using stillhouse::tests::waitFor;

namespace {

constexpr int kLoadMs = 120000, kRunMs = 420000;

// Three layers of two heads; the first token gets `first` of every row's weight, the token itself the rest.
Picture pictureOf(const std::string& tag, std::int64_t layers, std::int64_t heads, float first, std::int64_t step = 0) {
    Picture out;
    out.tag = tag;
    out.labels = {"Pay", " rent", "\n"};
    out.shape = {layers, heads, 3, 3};
    for (std::int64_t i = 0; i < layers * heads; ++i)
        out.values.insert(out.values.end(), {1, 0, 0, first, 1 - first, 0, first, 0, 1 - first});
    out.step = step;
    out.lane = step > 0 ? "A" : "";
    return out;
}

struct Fixture {
    SmallProject project;
    Session session;
    AttentionPanel panel{session};
    QSignalSpy rest{&session, &Session::attentionRequested}, live{&session, &Session::pictureRequested};

    Fixture() {
        session.openProject(project.folder().toStdString());
        session.setEngine({}, {MethodSpec{}});
        panel.resize(1100, 720);
        panel.show();
        EXPECT_TRUE(QTest::qWaitForWindowExposed(&panel));
    }
    template <class T> T* find(const char* name) { return panel.findChild<T*>(QLatin1String(name)); }
    void startRun() { session.setRunning(true, "run-1"); }
    PictureRequest lastLive() { return live.last()[0].value<PictureRequest>(); }
};

} // namespace

TEST(AttentionPanel, ShowsBothMapsTheirDifferenceAndWhatTheySayInNumbers) {
    Fixture f;
    f.panel.setPrompt(QStringLiteral("Pay rent"));
    f.startRun();
    Q_EMIT f.session.pictureArrived(pictureOf("attention.teacher", 3, 2, 0.5F));
    Q_EMIT f.session.pictureArrived(pictureOf("attention.student", 1, 2, 0.25F, 7));
    ASSERT_EQ(f.panel.difference()->cells().size(), 9u);
    EXPECT_NEAR(f.panel.difference()->cells()[3].value, -0.25, 1e-6);
    EXPECT_NEAR(f.panel.difference()->cells()[4].value, 0.25, 1e-6);
    EXPECT_TRUE(std::isnan(f.panel.difference()->cells()[1].value)) << "what cannot be seen is a gap";
    // Rows 1 and 2: ½ ln(½ / ¼) + ½ ln(½ / ¾) = 0.1438; mean over three rows.
    EXPECT_TRUE(f.find<QLabel>("differenceFacts")->text().contains(QStringLiteral("0.096 nats")))
        << qPrintable(f.find<QLabel>("differenceFacts")->text());
    EXPECT_TRUE(f.find<QLabel>("attentionStatus")->text().contains(QStringLiteral("step 7")));
    // The student's only layer stands beside the teacher's last.
    EXPECT_EQ(f.find<QSpinBox>("teacherLayer")->value(), 3);
    auto other = pictureOf("attention.student", 1, 2, 0.25F, 8);
    other.labels = {"P", "ay", "rent"};
    Q_EMIT f.session.pictureArrived(other);
    EXPECT_EQ(f.panel.difference()->cells().size(), 0u) << "other tokens cannot be compared";
}

TEST(AttentionPanel, FollowsARunOnlyWhileLiveAndSeen) {
    Fixture f;
    auto* live = f.find<QCheckBox>("attentionLive");
    live->setChecked(false);
    f.panel.setPrompt(QStringLiteral("Pay rent"));
    f.startRun();
    EXPECT_EQ(f.live.count(), 0);
    live->click();
    ASSERT_EQ(f.live.count(), 2) << "teacher once, and the student";
    EXPECT_EQ(f.lastLive().tag, "attention.student");
    EXPECT_EQ(f.lastLive().prompt, "Pay rent");
    Q_EMIT f.session.pictureArrived(pictureOf("attention.teacher", 3, 2, 0.5F));
    Q_EMIT f.session.pictureArrived(pictureOf("attention.student", 1, 2, 0.25F, 3));
    ASSERT_TRUE(waitFor([&] { return f.live.count() == 3; })) << "an answer asks for the next";
    f.panel.hide();
    Q_EMIT f.session.pictureArrived(pictureOf("attention.student", 1, 2, 0.25F, 5));
    QTest::qWait(600);
    EXPECT_EQ(f.live.count(), 3) << "a hidden page costs the training nothing";
    f.panel.show();
    EXPECT_TRUE(waitFor([&] { return f.live.count() == 4; }));
}

TEST(AttentionPanel, ChoosesHeadsByMouseAndKeysInBothModels) {
    Fixture f;
    Q_EMIT f.session.pictureArrived(pictureOf("attention.teacher", 4, 2, 0.5F));
    Q_EMIT f.session.pictureArrived(pictureOf("attention.student", 2, 2, 0.25F, 3));
    auto* grid = f.find<HeatGrid>("studentHeads");
    auto* teacherLayer = f.find<QSpinBox>("teacherLayer");
    grid->setFocus();
    QTest::keyClick(grid, Qt::Key_Down);
    QTest::keyClick(grid, Qt::Key_Right);
    EXPECT_EQ(f.panel.student()->layer(), 1);
    EXPECT_EQ(f.panel.student()->head(), 1);
    EXPECT_EQ(teacherLayer->value(), 4) << "matched: the last with the last";
    EXPECT_EQ(f.panel.teacher()->head(), 1);
    f.find<QCheckBox>("attentionMatch")->click();
    QTest::keyClick(teacherLayer, Qt::Key_Down);
    EXPECT_EQ(f.panel.teacher()->layer(), 2);
    EXPECT_EQ(f.panel.student()->layer(), 1) << "not matched any more";
    EXPECT_EQ(f.find<HeatGrid>("teacherHeads")->currentCell(), 2 * 2 + 1);
}

TEST(AttentionPanel, AnErrorIsToldAndATextIsNeeded) {
    Fixture f;
    auto* look = f.find<QPushButton>("attentionLook");
    EXPECT_FALSE(look->isEnabled());
    QTest::keyClicks(f.find<QPlainTextEdit>("attentionPrompt"), QStringLiteral("Pay"));
    EXPECT_TRUE(look->isEnabled());
    Q_EMIT f.session.requestFailed(QStringLiteral("attention.teacher"),
                                   Error{ErrorKind::NotFound, Text("The model is gone"), {}, {}, {}, {}});
    bool told = false;
    for (const auto* label : f.panel.findChildren<QLabel*>())
        told = told || (label->isVisible() && label->text().contains(QStringLiteral("The model is gone")));
    EXPECT_TRUE(told);
}

TEST(AttentionMaps, TokensAreReadableAndTilesKeepTheLargestWeight) {
    EXPECT_EQ(shownToken(" the\n"), QStringLiteral("·the↵"));
    EXPECT_EQ(shownToken("abcdefghij", 4), QStringLiteral("abc…"));
    const float map[] = {1, 0, 0, 0, 0.3F, 0.7F, 0, 0, 0.1F, 0.2F, 0.7F, 0, 0.4F, 0.3F, 0.2F, 0.1F};
    const auto tile = tileOf(map, 4, 2);
    EXPECT_EQ(tile[0], 1);
    EXPECT_TRUE(std::isnan(tile[1]));
    EXPECT_EQ(tile[2], 0.4F);
    EXPECT_EQ(tile[3], 0.7F);
}

TEST(AttentionPanel, ShowsTheSampleAtRestAndFollowsItsTraining) {
#ifndef STILLHOUSE_HAS_ENGINE
    GTEST_SKIP() << "built without the engine";
#else
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
