// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/heat_grid.h"
#include "widgets/plot/histogram_plot.h"
#include "widgets/plot/scatter_plot.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>
#include <limits>

using namespace stillhouse::widgets;

namespace {

void showGrid(PlotFrame& plot) {
    plot.resize(640, 360);
    plot.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&plot));
    QTest::qWait(60); // the queued style and redraw
    plot.redrawNow();
}

std::vector<HeatCell> sixCells() {
    return {{1, QStringLiteral("1"), QStringLiteral("one\nfirst")}, {2, QStringLiteral("2"), {}}, {3, QStringLiteral("3"), {}},
            {4, QStringLiteral("4"), {}}, {std::numeric_limits<double>::quiet_NaN(), {}, {}}, {6, QStringLiteral("6"), QStringLiteral("six\nlast")}};
}

} // namespace

TEST(HistogramPlot, FitsItsBinsAndRefusesEdgesThatDoNotBelongToThem) {
    HistogramPlot plot;
    plot.setBins({-1, 0, 1, 2}, {5, 0, 7});
    plot.setMarks({1.5, -0.5}, QStringLiteral("level"));
    showGrid(plot);
    EXPECT_NEAR(plot.viewRange().left(), -1, 1e-9);
    EXPECT_NEAR(plot.viewRange().right(), 2, 1e-9);
    EXPECT_GE(plot.viewRange().bottom(), 7);
    EXPECT_EQ(plot.marks(), (std::vector<double>{-0.5, 1.5}));
    EXPECT_TRUE(plot.csv().contains(QStringLiteral("bin,1,2,7")));
    EXPECT_TRUE(plot.csv().contains(QStringLiteral("level,-0.5,-0.5")));
    plot.setLogY(true);
    plot.redrawNow();
    EXPECT_GT(plot.viewRange().top(), 0) << "an empty bin does not pull a logarithmic axis to zero";
    plot.setBins({0, 1}, {1, 2});
    EXPECT_TRUE(plot.counts().empty());
}

TEST(HeatGrid, ACellIsFoundByMouseAndByKeys) {
    HeatGrid grid;
    grid.setCells({QStringLiteral("a"), QStringLiteral("b")}, {QStringLiteral("x"), QStringLiteral("y"), QStringLiteral("z")}, sixCells());
    grid.setUnit(QStringLiteral("error"));
    showGrid(grid);
    QSignalSpy clicked(&grid, &HeatGrid::cellClicked);
    QTest::mouseClick(grid.canvas(), Qt::LeftButton, {}, grid.toPixel(2, 1).toPoint());
    ASSERT_EQ(clicked.count(), 1);
    EXPECT_EQ(clicked[0][0].toInt(), 1);
    EXPECT_EQ(clicked[0][1].toInt(), 2);
    EXPECT_EQ(grid.accessibleDescription(), QStringLiteral("six\nlast"));
    QTest::keyClick(&grid, Qt::Key_Up);
    ASSERT_EQ(clicked.count(), 2);
    EXPECT_EQ(clicked[1][0].toInt(), 0);
    EXPECT_EQ(clicked[1][1].toInt(), 2);
    QTest::keyClick(&grid, Qt::Key_Up);
    EXPECT_EQ(clicked.count(), 2) << "there is nothing above the first row";
    EXPECT_LT(grid.toPixel(0, 0).y(), grid.toPixel(0, 1).y()) << "the first row stands on top";
}

TEST(HeatGrid, WritesMissingCellsAsNothingAndRefusesAWrongNumber) {
    HeatGrid grid;
    grid.setCells({QStringLiteral("a"), QStringLiteral("b")}, {QStringLiteral("x"), QStringLiteral("y"), QStringLiteral("z")}, sixCells());
    EXPECT_TRUE(grid.csv().contains(QStringLiteral("\"b\",\"y\",,\"\"")));
    EXPECT_TRUE(grid.csv().contains(QStringLiteral("\"b\",\"z\",6,\"6\"")));
    grid.setCells({QStringLiteral("a")}, {QStringLiteral("x")}, sixCells());
    EXPECT_EQ(grid.cells().size(), 0u);
    EXPECT_EQ(grid.rowCount(), 0);
}

TEST(HeatGrid, TilesStandInTheirCellsAndWhatIsChosenStaysAcrossNewNumbers) {
    HeatGrid grid;
    const QStringList rows{QStringLiteral("1"), QStringLiteral("2")}, columns{QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")};
    const auto fill = [&](float last) {
        grid.setCells(rows, columns, std::vector<HeatCell>(6));
        std::vector<float> tiles(6 * 4, 0.25F);
        tiles.back() = last;
        grid.setTiles(2, tiles);
    };
    grid.setColours(HeatGrid::Colours::Viridis, false);
    grid.setTip([](int row, int column) { return QStringLiteral("%1/%2").arg(row).arg(column); });
    grid.setValueRange(0, 1);
    fill(1);
    showGrid(grid);
    QSignalSpy clicked(&grid, &HeatGrid::cellClicked);
    QTest::mouseClick(grid.canvas(), Qt::LeftButton, {}, grid.toPixel(2.3, 1.3).toPoint());
    ASSERT_EQ(clicked.count(), 1);
    EXPECT_EQ(clicked[0][0].toInt(), 1);
    EXPECT_EQ(clicked[0][1].toInt(), 2);
    EXPECT_EQ(grid.accessibleDescription(), QStringLiteral("1/2"));
    // Viridis ends in yellow: only the last value of the last tile is that. A tile of two has thirds: two values and the gap behind them.
    const auto yellow = [&](double x, double y) {
        grid.redrawNow();
        const QColor colour = grid.canvas()->grab().toImage().pixelColor(grid.toPixel(x, y).toPoint());
        return colour.red() > 200 && colour.green() > 200 && colour.blue() < 120;
    };
    EXPECT_TRUE(yellow(2.02, 1.02));
    EXPECT_FALSE(yellow(1.67, 1.02));
    EXPECT_FALSE(yellow(1.02, 1.02));
    fill(0.25F);
    EXPECT_EQ(grid.currentCell(), 5);
    EXPECT_FALSE(yellow(2.02, 1.02));
    grid.setTiles(2, {1, 2, 3});
    EXPECT_FALSE(yellow(2.02, 1.02)) << "a wrong number of values changes nothing";
}

TEST(HeatGrid, SquareCellsAreAsWideAsHigh) {
    HeatGrid grid;
    grid.setSquare(true);
    grid.setUnit(QStringLiteral("weight"));
    grid.setCells({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}, {QStringLiteral("x"), QStringLiteral("y"), QStringLiteral("z")},
                  std::vector<HeatCell>(9, HeatCell{0.5, {}, {}}));
    showGrid(grid);
    QTest::qWait(80);
    const QPointF one = grid.toPixel(1, 1) - grid.toPixel(0, 0);
    EXPECT_NEAR(one.x(), one.y(), 2);
    EXPECT_GT(one.x(), 40);
}

TEST(ScatterPlot, OnALogarithmicAxisThePointsFillTheHeight) {
    ScatterPlot plot;
    plot.setLogY(true);
    plot.setPoints({{QStringLiteral("a"), QStringLiteral("a"), {}, 4, 1e-2, 0, "A", false}, {QStringLiteral("b"), QStringLiteral("b"), {}, 16, 1e-8, 0, "B", false}});
    showGrid(plot);
    EXPECT_LT(plot.viewRange().top(), 1e-8);
    EXPECT_GT(plot.viewRange().top(), 1e-10);
    EXPECT_GT(plot.viewRange().bottom(), 1e-2);
}
