// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/decimate.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <random>

using stillhouse::MetricSeries;
using stillhouse::store::decimate;

namespace {

MetricSeries noise(std::size_t size, unsigned seed) {
    std::mt19937 random(seed);
    MetricSeries series;
    for (std::size_t i = 0; i < size; ++i) {
        series.steps.push_back(static_cast<double>(i) * 2);
        series.values.push_back(std::normal_distribution<double>()(random));
    }
    return series;
}

} // namespace

TEST(Decimate, KeepsASpikeOfOnePoint) {
    for (std::size_t at : {0u, 1u, 12345u, 99998u, 99999u}) {
        MetricSeries series = noise(100000, 1);
        series.values[at] = 1e6;
        const MetricSeries small = decimate(series, 200);
        const auto spike = std::find(small.values.begin(), small.values.end(), 1e6);
        ASSERT_NE(spike, small.values.end()) << at;
        EXPECT_EQ(small.steps[static_cast<std::size_t>(spike - small.values.begin())], static_cast<double>(at) * 2);
    }
}

TEST(Decimate, GivesAPartOfTheSeriesInOrderWithItsEndsAndExtremes) {
    for (std::size_t size : {1u, 2u, 3u, 7u, 100u, 1001u})
        for (std::int64_t most : {1, 2, 3, 4, 5, 10, 99, 1000}) {
            const MetricSeries series = noise(size, static_cast<unsigned>(size));
            const MetricSeries small = decimate(series, most);
            ASSERT_EQ(small.steps.size(), small.values.size());
            EXPECT_LE(small.values.size(), static_cast<std::size_t>(most));
            EXPECT_TRUE(std::is_sorted(small.steps.begin(), small.steps.end()));
            EXPECT_EQ(std::adjacent_find(small.steps.begin(), small.steps.end()), small.steps.end());
            for (std::size_t i = 0; i < small.steps.size(); ++i)
                EXPECT_EQ(small.values[i], series.values[static_cast<std::size_t>(small.steps[i] / 2)]);
            if (most < 2)
                continue;
            EXPECT_EQ(*std::max_element(small.values.begin(), small.values.end()),
                      *std::max_element(series.values.begin(), series.values.end()))
                << size << " to " << most;
            EXPECT_EQ(*std::min_element(small.values.begin(), small.values.end()),
                      *std::min_element(series.values.begin(), series.values.end()));
            if (most >= 4) {
                EXPECT_EQ(small.steps.front(), series.steps.front());
                EXPECT_EQ(small.steps.back(), series.steps.back());
            }
        }
}

TEST(Decimate, ShowsValuesBesideNaN) {
    MetricSeries series = noise(1000, 3);
    for (std::size_t i = 0; i < 1000; ++i)
        if (i != 500)
            series.values[i] = std::nan("");
    const MetricSeries small = decimate(series, 20);
    EXPECT_EQ(std::count_if(small.values.begin(), small.values.end(), [](double v) { return !std::isnan(v); }), 1);
    EXPECT_EQ(decimate(series, 0).values.size(), 1000u);
    EXPECT_TRUE(decimate({}, 5).values.empty());
}
