// SPDX-License-Identifier: GPL-3.0-or-later
// The Attention page with pictures of the test: what is shown and told, when it asks, heads chosen by mouse and keys.
#include "tests/ui/support/project.h"
#include "widgets/panels/attention_maps.h"
#include "widgets/panels/attention_panel.h"
#include "widgets/panels/attention_view.h"
#include "widgets/plot/heat_grid.h"
#include "widgets/session.h"

#include <cmath>
#include <QCheckBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>

using namespace stillhouse;
using namespace stillhouse::widgets;
using stillhouse::tests::SmallProject;
using stillhouse::tests::waitFor;

namespace {

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

struct AttentionFixture {
    SmallProject project;
    Session session;
    AttentionPanel panel{session};
    QSignalSpy rest{&session, &Session::attentionRequested}, live{&session, &Session::pictureRequested};

    AttentionFixture() {
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
    AttentionFixture f;
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
    EXPECT_EQ(f.find<QSpinBox>("teacherLayer")->value(), 2);
    auto other = pictureOf("attention.student", 1, 2, 0.25F, 8);
    other.labels = {"P", "ay", "rent"};
    Q_EMIT f.session.pictureArrived(other);
    EXPECT_EQ(f.panel.difference()->cells().size(), 0u) << "other tokens cannot be compared";
}

TEST(AttentionPanel, FollowsARunOnlyWhileLiveAndSeen) {
    AttentionFixture f;
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

// A clock of the test: whatever a picture costs to draw, drawing has at most its share of the time.
TEST(AttentionPanel, DrawingRestsSoLongThatItHasItsShareAtMost) {
    double now = 0, worked = 0, all = 0;
    DrawingPace pace([&now] { return now; });
    const double costs[] = {0.001, 0.004, 0.05, 0.3, 0.006, 0};
    for (int picture = 0; picture < 60; ++picture) {
        pace.begin();
        now += costs[picture % 6];
        const double rest = 1e-3 * pace.restMs();
        EXPECT_GE(rest, 0.3);
        EXPECT_LE(costs[picture % 6], DrawingPace::kDrawingShare * (costs[picture % 6] + rest) + 1e-9);
        worked += costs[picture % 6];
        all += costs[picture % 6] + rest;
    }
    EXPECT_LE(worked, DrawingPace::kDrawingShare * all);
    pace.begin();
    now += 0.02;
    EXPECT_NEAR(pace.restMs(), 980, 1) << "20 ms are 2 % of a second";
}

TEST(AttentionPanel, ChoosesHeadsByMouseAndKeysInBothModels) {
    AttentionFixture f;
    Q_EMIT f.session.pictureArrived(pictureOf("attention.teacher", 4, 2, 0.5F));
    Q_EMIT f.session.pictureArrived(pictureOf("attention.student", 2, 2, 0.25F, 3));
    auto* grid = f.find<HeatGrid>("studentHeads");
    auto* teacherLayer = f.find<QSpinBox>("teacherLayer");
    grid->setFocus();
    QTest::keyClick(grid, Qt::Key_Down);
    QTest::keyClick(grid, Qt::Key_Right);
    EXPECT_EQ(f.panel.student()->layer(), 1);
    EXPECT_EQ(f.panel.student()->head(), 1);
    EXPECT_EQ(teacherLayer->value(), 3) << "matched: the last with the last";
    EXPECT_EQ(f.panel.teacher()->head(), 1);
    f.find<QCheckBox>("attentionMatch")->click();
    QTest::keyClick(teacherLayer, Qt::Key_Down);
    EXPECT_EQ(f.panel.teacher()->layer(), 2);
    EXPECT_EQ(f.panel.student()->layer(), 1) << "not matched any more";
    EXPECT_EQ(f.find<HeatGrid>("teacherHeads")->currentCell(), 2 * 2 + 1);
}

TEST(AttentionPanel, AnErrorIsToldAndATextIsNeeded) {
    AttentionFixture f;
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
    const float even[] = {1, 0, 0, 0, 0.5F, 0.5F, 0, 0, 0.4F, 0.4F, 0.2F, 0, 0.25F, 0.25F, 0.25F, 0.25F};
    EXPECT_EQ(colourRange(even, 4), 0.3) << "the first three rows do not count";
    EXPECT_EQ(colourRange(nullptr, 4), 0.1);
    const float map[] = {1, 0, 0, 0, 0.3F, 0.7F, 0, 0, 0.1F, 0.2F, 0.7F, 0, 0.4F, 0.3F, 0.2F, 0.1F};
    const auto tile = tileOf(map, 4, 2);
    EXPECT_EQ(tile[0], 1);
    EXPECT_TRUE(std::isnan(tile[1]));
    EXPECT_EQ(tile[2], 0.4F);
    EXPECT_EQ(tile[3], 0.7F);
}
