// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/plots.h"
#include "widgets/plot/name_places.h"
#include "widgets/plot/scatter_plot.h"

#include <gtest/gtest.h>
#include <QSignalSpy>

using namespace stillhouse;
using namespace stillhouse::tests;
using namespace stillhouse::widgets;

TEST(ScatterPlot, TheFrontierIsWhatNothingBeatsInBoth) {
    const std::vector<ScatterPoint> points = {{{}, {}, {}, 1, 0.5}, {{}, {}, {}, 2, 0.9}, {{}, {}, {}, 3, 0.8}, {{}, {}, {}, 4, 0.95}, {{}, {}, {}, 2, 0.7}, {{}, {}, {}, kNaN, 1}};
    EXPECT_EQ(paretoFrontier(points), (std::vector<int>{0, 1, 3}));
    EXPECT_EQ(paretoFrontier(points, false, true), (std::vector<int>{3}));
}

TEST(NamePlaces, ANameStandsBesideItsDisc) {
    const std::vector<QRectF> discs = {{100, 90, 20, 20}, {100, 112, 20, 20}, {380, 90, 20, 20}, {180, 90, 20, 20}, {kNaN, kNaN, 20, 20}};
    const auto places = placeNames(discs, std::vector<QSizeF>(5, QSizeF(60, 14)), QRectF(0, 0, 400, 200));
    for (std::size_t i = 0; i < 4; ++i)
        ASSERT_TRUE(places[i].has_value() && !places[i]->leader) << i;
    // By hand: 4 pixels from the rim, centred in height.
    EXPECT_EQ(places[0]->box, QRectF(36, 93, 60, 14)) << "on its right the fourth disc stands in the way";
    EXPECT_EQ(places[1]->box, QRectF(124, 115, 60, 14));
    EXPECT_EQ(places[2]->box, QRectF(316, 93, 60, 14)) << "the picture ends on its right";
    EXPECT_EQ(places[3]->box, QRectF(204, 93, 60, 14));
    EXPECT_FALSE(places[4].has_value());
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
    EXPECT_GE(placed, 6);
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
