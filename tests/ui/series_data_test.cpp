// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/plots.h"
#include "widgets/plot/series_data.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

using namespace stillhouse;
using namespace stillhouse::tests;
using namespace stillhouse::widgets;

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
