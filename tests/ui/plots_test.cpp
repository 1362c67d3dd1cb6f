// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/bar_plot.h"
#include "widgets/plot/cursor_group.h"
#include "widgets/plot/curve_editor.h"
#include "widgets/plot/ecdf_plot.h"
#include "widgets/plot/line_plot.h"
#include "widgets/plot/name_places.h"
#include "widgets/plot/scatter_plot.h"
#include "widgets/plot/series_data.h"
#include "widgets/theme.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <limits>

using namespace stillhouse;
using namespace stillhouse::widgets;

namespace {

const double kNaN = std::numeric_limits<double>::quiet_NaN();

void show(PlotFrame& plot, int width = 640, int height = 360) {
    plot.resize(width, height);
    plot.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&plot));
    QTest::qWait(60); // the queued style and redraw
    plot.redrawNow();
}

void wheel(PlotFrame& plot, const QPointF& at, int delta) {
    QWheelEvent event(at, plot.canvas()->mapToGlobal(at), {}, {0, delta}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(plot.canvas(), &event);
    plot.redrawNow();
}

} // namespace

TEST(SeriesData, KeepsEverySpikeAndGapWhenThinned) {
    SeriesData data;
    constexpr std::size_t n = 100'000;
    for (std::size_t i = 0; i < n; ++i)
        data.append(double(i), i == 43'210 ? 1e6 : i == 77'777 ? -1e6 : i >= 50'000 && i < 60'000 ? kNaN : std::sin(double(i)), kNaN);
    std::vector<std::size_t> shown;
    data.decimate(0, n, 500, false, shown);
    EXPECT_LE(shown.size(), 8u * 500u + 2u);
    EXPECT_TRUE(std::is_sorted(shown.begin(), shown.end()));
    EXPECT_TRUE(std::find(shown.begin(), shown.end(), 43'210u) != shown.end());
    EXPECT_TRUE(std::find(shown.begin(), shown.end(), 77'777u) != shown.end());
    EXPECT_TRUE(std::any_of(shown.begin(), shown.end(), [&](auto i) { return std::isnan(data.y(i)); })) << "the gap must stay a gap";
}

TEST(SeriesData, SmoothsWithoutBiasAtTheStartAndSkipsGaps) {
    SeriesData data;
    data.setSmoothing(0.5);
    for (const double y : {4.0, 2.0, kNaN, 2.0})
        data.append(double(data.size()), y, kNaN);
    // By hand: sums 2, 2, 2 over norms 0.5, 0.75, 0.875.
    EXPECT_DOUBLE_EQ(data.smooth(0), 4.0);
    EXPECT_NEAR(data.smooth(1), 8.0 / 3.0, 1e-12);
    EXPECT_TRUE(std::isnan(data.smooth(2)));
    EXPECT_NEAR(data.smooth(3), 2.0 / 0.875, 1e-12);
}

TEST(SeriesData, HoldsABoundedNumberOfPointsAndLosesNoSpikeGapOrEnd) {
    SeriesData data;
    data.setSmoothing(0.9);
    constexpr std::size_t n = 1'000'000;
    double smoothed = 0, norm = 0; // the definition, over all points
    std::size_t most = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const double y = i == 1234 ? 1e6 : i == 345'678 ? -1e6 : i == 400'000 ? kNaN : std::sin(0.01 * double(i));
        data.append(double(i), y, double(i) / 100);
        most = std::max(most, data.size());
        if (!std::isnan(y)) {
            smoothed = 0.9 * smoothed + 0.1 * y;
            norm = 0.9 * norm + 0.1;
        }
    }
    EXPECT_LE(most, SeriesData::kMost * 5 / 4);
    EXPECT_GE(data.size(), SeriesData::kMost / 2);
    EXPECT_EQ(data.x(0), 0);
    EXPECT_EQ(data.x(data.size() - 1), double(n - 1));
    EXPECT_NEAR(data.smooth(data.size() - 1), smoothed / norm, 1e-12);
    bool ascending = true, gap = false;
    for (std::size_t i = 0; i < data.size(); ++i) {
        ascending = ascending && (i == 0 || data.x(i) > data.x(i - 1));
        gap = gap || std::isnan(data.y(i));
    }
    EXPECT_TRUE(ascending);
    EXPECT_TRUE(gap);
    double low = 0, high = 0;
    ASSERT_TRUE(data.extremes(0, data.size(), false, false, low, high));
    EXPECT_EQ(low, -1e6);
    EXPECT_EQ(high, 1e6);
    data.setSmoothing(0.99); // a point that stands for many counts as many: what is far away is forgotten as it would be by all
    EXPECT_NEAR(data.smooth(data.size() - 1), std::sin(0.01 * double(n)), 1);
    data.append(500'000, 7, kNaN);
    EXPECT_EQ(data.x(data.size() - 1), 500'000) << "a resumed run goes on from an earlier step of a thinned curve";
    EXPECT_LT(data.x(data.size() - 2), 500'000);
}

TEST(SeriesData, AStepThatRunsAgainReplacesWhatFollowed) {
    SeriesData data;
    for (int i = 0; i < 10; ++i)
        data.append(i, i, kNaN);
    data.append(4, 40, kNaN);
    ASSERT_EQ(data.size(), 5u);
    EXPECT_EQ(data.y(4), 40);
    double low = 0, high = 0;
    ASSERT_TRUE(data.extremes(0, data.size(), false, false, low, high));
    EXPECT_EQ(low, 0);
    EXPECT_EQ(high, 40);
}

TEST(LinePlot, AppendsFollowsAndCounts) {
    LinePlot plot;
    const int a = plot.addSeries(QStringLiteral("A"), {"A"});
    for (int i = 0; i < 1000; ++i)
        plot.append(a, i, 1.0 / (1 + i));
    show(plot);
    EXPECT_EQ(plot.pointCount(a), 1000);
    EXPECT_NEAR(plot.viewRange().right(), 999, 1);
    plot.append(a, 2000, 0.1);
    plot.redrawNow();
    EXPECT_NEAR(plot.viewRange().right(), 2000, 1) << "the view follows what is appended";
    EXPECT_EQ(plot.pointCount(99), 0);
}

TEST(LinePlot, AnAxisThatCountsHasNoTickBetweenTwoNumbers) {
    LinePlot plot;
    const int series = plot.addSeries(QStringLiteral("A"), {"A", Qt::SolidLine, false, false, false});
    for (int step = 0; step <= 10; ++step)
        plot.append(series, step, 1);
    plot.setYRange(0, 100); // ticks of 20
    show(plot, 640, 300);
    plot.setXRange(0, 15);
    plot.redrawNow();
    ASSERT_TRUE(plot.svg().contains(">2.5")) << "what it is about: a step of 2.5";
    plot.setWholeX(true);
    plot.redrawNow();
    EXPECT_FALSE(plot.svg().contains(">2.5"));
    EXPECT_TRUE(plot.svg().contains(">2<"));
    plot.setXRange(0, 2);
    plot.redrawNow();
    EXPECT_FALSE(plot.svg().contains(">0.5"));
    plot.setLogX(true);
    plot.setLogX(false);
    plot.redrawNow();
    EXPECT_FALSE(plot.svg().contains(">0.5")) << "it still counts";
}

TEST(LinePlot, WheelZoomsAtTheCursorAndDoubleClickFits) {
    LinePlot plot;
    const int a = plot.addSeries(QStringLiteral("A"), {"A"});
    for (int i = 0; i <= 100; ++i)
        plot.append(a, i, i);
    show(plot);
    const QPointF at = plot.toPixel(25, 25);
    wheel(plot, at, 120);
    const QRectF zoomed = plot.viewRange();
    EXPECT_LT(zoomed.width(), 90);
    EXPECT_NEAR(plot.toData(at).x(), 25, 0.01) << "the point under the cursor stays where it is";
    QTest::mouseDClick(plot.canvas(), Qt::LeftButton, {}, at.toPoint());
    plot.redrawNow();
    EXPECT_NEAR(plot.viewRange().width(), 100, 0.01);
}

TEST(LinePlot, DragPans) {
    LinePlot plot;
    const int a = plot.addSeries(QStringLiteral("A"), {"A"});
    for (int i = 0; i <= 100; ++i)
        plot.append(a, i, i);
    show(plot);
    const QPoint from = plot.toPixel(50, 50).toPoint(), to = from + QPoint(60, 0);
    const double moved = plot.toData(from).x() - plot.toData(to).x();
    QTest::mousePress(plot.canvas(), Qt::LeftButton, {}, from);
    QTest::mouseMove(plot.canvas(), to);
    QMouseEvent move(QEvent::MouseMove, to, plot.canvas()->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(plot.canvas(), &move);
    QTest::mouseRelease(plot.canvas(), Qt::LeftButton, {}, to);
    plot.redrawNow();
    EXPECT_NEAR(plot.viewRange().left(), moved, 0.5);
}

TEST(LinePlot, LTogglesTheLogarithmicAxis) {
    LinePlot plot;
    const int a = plot.addSeries(QStringLiteral("A"), {"A"});
    for (int i = 0; i < 50; ++i)
        plot.append(a, i, i == 10 ? 0 : std::pow(10, -i / 10.0));
    show(plot);
    plot.setFocus();
    QTest::keyClick(&plot, Qt::Key_L);
    plot.redrawNow();
    EXPECT_TRUE(plot.logY());
    EXPECT_GT(plot.viewRange().top(), 0) << "a zero in the data must not break the axis";
    EXPECT_NEAR(plot.toPixel(0, 1).y() - plot.toPixel(0, 0.1).y(), plot.toPixel(0, 0.1).y() - plot.toPixel(0, 0.01).y(), 0.5);
    QTest::keyClick(&plot, Qt::Key_L);
    EXPECT_FALSE(plot.logY());
}

TEST(LinePlot, SharesTheCursorWithinAGroup) {
    CursorGroup group;
    LinePlot first, second;
    for (LinePlot* plot : {&first, &second}) {
        const int a = plot->addSeries(QStringLiteral("A"), {"A"});
        for (int i = 0; i < 10; ++i)
            plot->append(a, i, i);
        plot->setGroup(&group);
        show(*plot);
    }
    QSignalSpy moved(&group, &CursorGroup::moved);
    QTest::mouseMove(first.canvas(), first.toPixel(5, 5).toPoint());
    EXPECT_TRUE(QTest::qWaitFor([&] { return !moved.isEmpty(); }, 1000));
    EXPECT_NEAR(moved.last()[0].toDouble(), 5, 0.1);
    EXPECT_TRUE(moved.last()[1].toBool());
}

TEST(LinePlot, TheHandleIsGrabbedMovedAndReleased) {
    LinePlot plot;
    const int a = plot.addSeries(QStringLiteral("τ"), {"A"});
    plot.append(a, 0, 1);
    plot.append(a, 10, 5);
    plot.setHandle(5);
    show(plot);
    QSignalSpy moved(&plot, &LinePlot::handleMoved), released(&plot, &LinePlot::handleReleased);
    const QPoint from = plot.handlePixel().toPoint(), to(from.x(), int(plot.toPixel(0, 2).y()));
    QTest::mousePress(plot.canvas(), Qt::LeftButton, {}, from);
    EXPECT_TRUE(plot.handleHeld());
    QTest::mouseMove(plot.canvas(), to);
    EXPECT_TRUE(QTest::qWaitFor([&] { return moved.count() >= 2; }, 1000));
    EXPECT_NEAR(moved.last()[0].toDouble(), 2, 0.1);
    plot.setHandle(9);
    EXPECT_NEAR(plot.handle(), 2, 0.1) << "what the run reports does not tear it from the hand";
    QTest::mouseRelease(plot.canvas(), Qt::LeftButton, {}, to);
    EXPECT_EQ(released.count(), 1);
}

TEST(LinePlot, ExportsCsvSvgAndFollowsTheTheme) {
    LinePlot plot;
    const int a = plot.addSeries(QStringLiteral("A, \"x\""), {"A"});
    plot.append(a, 1, 0.5);
    plot.append(a, 2, kNaN);
    plot.setTitle(QStringLiteral("Loss"));
    show(plot);
    EXPECT_EQ(plot.csv(), QStringLiteral("series,x,y\n\"A, \"\"x\"\"\",1,0.5\n\"A, \"\"x\"\"\",2,\n"));
    EXPECT_TRUE(plot.svg().contains("<svg"));
    EXPECT_EQ(plot.accessibleName(), QStringLiteral("Loss"));
    const QColor light = plot.picture().toImage().pixelColor(2, 2);
    theme().apply(Theme::Mode::Dark);
    QTest::qWait(60);
    plot.redrawNow();
    EXPECT_NE(plot.picture().toImage().pixelColor(2, 2), light);
    theme().apply(Theme::Mode::Light);
}

TEST(EcdfPlot, QuantilesAreNearestRank) {
    EcdfPlot plot;
    plot.addSample(QStringLiteral("A"), {5, 1, 4, 2, 3, kNaN}, "A");
    show(plot);
    EXPECT_EQ(plot.quantile(0, 0.5), 3);
    EXPECT_EQ(plot.quantile(0, 0.9), 5);
    EXPECT_EQ(plot.quantile(0, 0.2), 1);
    EXPECT_TRUE(plot.csv().contains(QStringLiteral("\"A\",1,0.2\n")));
}

TEST(ScatterPlot, TheFrontierIsWhatNothingBeatsInBoth) {
    const std::vector<ScatterPoint> points = {{{}, {}, {}, 1, 0.5}, {{}, {}, {}, 2, 0.9}, {{}, {}, {}, 3, 0.8}, {{}, {}, {}, 4, 0.95}, {{}, {}, {}, 2, 0.7}, {{}, {}, {}, kNaN, 1}};
    EXPECT_EQ(paretoFrontier(points), (std::vector<int>{0, 1, 3}));
    EXPECT_EQ(paretoFrontier(points, false, true), (std::vector<int>{3}));
}

TEST(NamePlaces, ANameStandsBesideItsDisc) {
    const std::vector<QRectF> discs = {{100, 90, 20, 20}, {100, 112, 20, 20}, {380, 90, 20, 20}, {180, 90, 20, 20}, {kNaN, kNaN, 20, 20}};
    const auto places = placeNames(discs, std::vector<QSizeF>(5, QSizeF(60, 14)), QRectF(0, 0, 400, 200));
    // By hand: 4 pixels from the rim, centred in height.
    EXPECT_EQ(places[0]->box, QRectF(36, 93, 60, 14)) << "on its right the fourth disc stands in the way";
    EXPECT_EQ(places[1]->box, QRectF(124, 115, 60, 14));
    EXPECT_EQ(places[2]->box, QRectF(316, 93, 60, 14)) << "the picture ends on its right";
    EXPECT_EQ(places[3]->box, QRectF(204, 93, 60, 14));
    EXPECT_FALSE(places[4].has_value());
    for (int i = 0; i < 4; ++i)
        EXPECT_FALSE(places[std::size_t(i)]->leader.has_value());
}

TEST(NamePlaces, InACrowdNoNameCoversAnythingAndALineLeadsToThoseFarAway) {
    const QRectF area(0, 0, 500, 300);
    std::vector<QRectF> discs;
    for (int i = 0; i < 12; ++i)
        discs.emplace_back(200 + 9 * (i % 4), 120 + 8 * (i / 4), 16, 16);
    const auto places = placeNames(discs, std::vector<QSizeF>(12, QSizeF(70, 13)), area);
    int placed = 0, led = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (!places[i])
            continue;
        ++placed;
        EXPECT_TRUE(area.contains(places[i]->box));
        for (std::size_t j = 0; j < places.size(); ++j) {
            EXPECT_FALSE(discs[j].intersects(places[i]->box)) << i << " over disc " << j;
            EXPECT_FALSE(j != i && places[j] && places[j]->box.intersects(places[i]->box)) << i << " over name " << j;
        }
        if (!places[i]->leader)
            continue;
        ++led;
        EXPECT_NEAR(QLineF(discs[i].center(), places[i]->leader->p1()).length(), 8, 1e-9) << "from the rim";
        EXPECT_TRUE(places[i]->box.adjusted(-1, -1, 1, 1).contains(places[i]->leader->p2())) << "to the name";
    }
    EXPECT_GE(placed, 8);
    EXPECT_GE(led, 1);
}

TEST(ScatterPlot, AClickOrReturnOpensAPoint) {
    ScatterPlot plot;
    plot.setPoints({{QStringLiteral("a"), QStringLiteral("run A"), {}, 1, 0.5, 1}, {QStringLiteral("b"), QStringLiteral("run B"), {}, 2, 0.9, 4}});
    show(plot);
    QSignalSpy clicked(&plot, &ScatterPlot::pointClicked);
    QTest::mouseClick(plot.canvas(), Qt::LeftButton, {}, plot.toPixel(2, 0.9).toPoint());
    ASSERT_EQ(clicked.count(), 1);
    EXPECT_EQ(clicked.last()[0].toString(), QStringLiteral("b"));
    QTest::keyClick(&plot, Qt::Key_Right);
    QTest::keyClick(&plot, Qt::Key_Return);
    EXPECT_EQ(clicked.last()[0].toString(), QStringLiteral("a"));
}

TEST(CurveEditor, DragMovesAPointWithinItsNeighbours) {
    CurveEditor editor;
    editor.setPoints({{0, 5}, {0.5, 3}, {1, 1}});
    show(editor);
    QSignalSpy changed(&editor, &CurveEditor::pointsChanged), finished(&editor, &CurveEditor::editFinished);
    const QPoint from = editor.pixelOf(0.5, 3).toPoint(), to = editor.pixelOf(0.75, 8).toPoint();
    QTest::mousePress(editor.canvas(), Qt::LeftButton, {}, from);
    QTest::mouseMove(editor.canvas(), to);
    EXPECT_TRUE(QTest::qWaitFor([&] { return changed.count() >= 1; }, 1000));
    EXPECT_EQ(finished.count(), 0);
    QTest::mouseRelease(editor.canvas(), Qt::LeftButton, {}, to);
    EXPECT_EQ(finished.count(), 1);
    EXPECT_NEAR(editor.points()[1].first, 0.75, 0.01);
    EXPECT_NEAR(editor.points()[1].second, 8, 0.2);
    // The first point keeps t = 0, whatever the mouse does.
    QTest::mousePress(editor.canvas(), Qt::LeftButton, {}, editor.pixelOf(0, 5).toPoint());
    QTest::mouseMove(editor.canvas(), editor.pixelOf(0.3, 2).toPoint());
    EXPECT_TRUE(QTest::qWaitFor([&] { return editor.points()[0].second < 3; }, 1000));
    QTest::mouseRelease(editor.canvas(), Qt::LeftButton, {}, editor.pixelOf(0.3, 2).toPoint());
    EXPECT_EQ(editor.points()[0].first, 0);
}

TEST(CurveEditor, DoubleClickAddsAndDeleteRemoves) {
    CurveEditor editor;
    editor.setPoints({{0, 5}, {1, 1}});
    show(editor);
    QTest::mouseDClick(editor.canvas(), Qt::LeftButton, {}, editor.pixelOf(0.25, 2).toPoint());
    ASSERT_EQ(editor.points().size(), 3u);
    EXPECT_NEAR(editor.points()[1].first, 0.25, 0.01);
    EXPECT_EQ(editor.selected(), 1);
    QTest::keyClick(&editor, Qt::Key_Delete);
    EXPECT_EQ(editor.points().size(), 2u);
    editor.setSelected(0);
    QTest::keyClick(&editor, Qt::Key_Delete);
    EXPECT_EQ(editor.points().size(), 2u) << "the ends carry the curve";
}

TEST(CurveEditor, KeysChooseAndMovePointsAndSayWhere) {
    CurveEditor editor;
    editor.setPoints({{0, 5}, {0.5, 3}, {1, 1}});
    show(editor);
    QTest::keyClick(&editor, Qt::Key_PageDown);
    QTest::keyClick(&editor, Qt::Key_PageDown);
    ASSERT_EQ(editor.selected(), 1);
    QTest::keyClick(&editor, Qt::Key_Up);
    QTest::keyClick(&editor, Qt::Key_Right);
    EXPECT_NEAR(editor.points()[1].second, 3 * 1.05, 1e-9);
    EXPECT_NEAR(editor.points()[1].first, 0.52, 1e-9);
    EXPECT_TRUE(editor.accessibleDescription().contains(QStringLiteral("0.520")));
    for (int i = 0; i < 100; ++i)
        QTest::keyClick(&editor, Qt::Key_Up);
    EXPECT_EQ(editor.points()[1].second, 10) << "τ stays within its range";
    QTest::keyClick(&editor, Qt::Key_Insert);
    EXPECT_EQ(editor.points().size(), 4u);
}

TEST(BarPlot, DrawsAndExports) {
    BarPlot plot;
    plot.setBars({{QStringLiteral("low"), 0.7, "teacher"}, {QStringLiteral("high"), 0.3, "teacher"}});
    plot.setValueRange(0, 1);
    show(plot);
    EXPECT_EQ(plot.csv(), QStringLiteral("name,value\n\"low\",0.7\n\"high\",0.3\n"));
    // A pixel in the middle of the first bar has the bar's colour.
    const QPoint at = plot.toPixel(0.35, 0).toPoint();
    EXPECT_EQ(plot.canvas()->grab().toImage().pixelColor(at), theme().color(QStringLiteral("teacher")));
}
