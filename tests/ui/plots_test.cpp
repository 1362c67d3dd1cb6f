// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/plots.h"
#include "widgets/plot/bar_plot.h"
#include "widgets/plot/cursor_group.h"
#include "widgets/plot/curve_editor.h"
#include "widgets/plot/ecdf_plot.h"
#include "widgets/plot/line_plot.h"
#include "widgets/theme.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

using namespace stillhouse;
using namespace stillhouse::tests;
using namespace stillhouse::widgets;

namespace {

void wheel(PlotFrame& plot, const QPointF& at, int delta) {
    QWheelEvent event(at, plot.canvas()->mapToGlobal(at), {}, {0, delta}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(plot.canvas(), &event);
    plot.redrawNow();
}

} // namespace

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

TEST(LinePlot, AConstantShareIsNotDrawnUnderAnAxisOfMoreThanAll) {
    LinePlot plot;
    const int line = plot.addSeries(QStringLiteral("share"), {"A"});
    for (int i = 0; i < 5; ++i)
        plot.append(line, i, 1);
    show(plot);
    EXPECT_GT(plot.viewRange().bottom(), 1.05) << "a constant has its room above it";
    plot.setMostY(1);
    plot.redrawNow();
    EXPECT_LT(plot.viewRange().bottom(), 1.05);
    EXPECT_LT(plot.viewRange().top(), 0.95) << "or below, where nothing can be above";
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
