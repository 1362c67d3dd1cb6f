// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/drift_monitor.h"
#include "tests/quantize/support.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace stillhouse::quantize {
namespace {

TEST(Sketch, QuantilesAreThoseOfTheSortedValues) {
    const auto values = tests::normals(20000, 1);
    ActivationSketch sketch;
    sketch.add(values);
    auto sorted = values;
    for (auto& value : sorted)
        value = std::fabs(value);
    std::sort(sorted.begin(), sorted.end());
    for (const double p : {0.1, 0.5, 0.9, 0.99, 0.999})
        EXPECT_NEAR(sketch.quantile(p), sorted[std::size_t(std::ceil(p * 20000)) - 1], sketch.quantile(p) / 64) << p;
    EXPECT_EQ(sketch.largest(), double(sorted.back()));
    EXPECT_LE(sketch.quantile(1), sketch.largest());
}

TEST(Sketch, MergingIsAddingInAnyOrder) {
    const auto values = tests::normals(3000, 2);
    ActivationSketch whole, first, second;
    whole.add(values);
    first.add(std::span(values).first(700));
    second.add(std::span(values).subspan(700));
    second.merge(first);
    EXPECT_EQ(whole.count(), second.count());
    for (const double p : {0.01, 0.5, 0.97, 0.9999})
        EXPECT_EQ(whole.quantile(p), second.quantile(p));
    EXPECT_EQ(whole.clip(), second.clip());
}

TEST(Sketch, LeavesOutWhatIsNotFinite) {
    ActivationSketch sketch;
    EXPECT_EQ(sketch.quantile(0.5), 0);
    sketch.add(std::vector<float>{1, std::nanf(""), -INFINITY, -2});
    EXPECT_EQ(sketch.count(), 2u);
    EXPECT_EQ(sketch.largest(), 2);
}

TEST(Sketch, ClipsALonelyOutlierButNotAnEvenSpread) {
    std::vector<float> even;
    for (int i = 1; i <= 1000; ++i)
        even.push_back(float(i) / 1000);
    ActivationSketch spread;
    spread.add(even);
    EXPECT_GT(spread.clip(), 0.98);
    ActivationSketch lonely;
    for (int i = 0; i < 100; ++i)
        lonely.add(even);
    lonely.add(std::vector<float>{3});
    // 100,000 values with step 2·3/254 cost 100001·9/(127²·12) = 4.65, clipped at 1 only (3 − 1)² + 0.52 = 4.52.
    EXPECT_LT(lonely.clip(), 2.9);
}

TEST(Drift, FollowsTheInputsAndSaysSo) {
    DriftMonitor monitor({"m", 0.5, 2, 3, 5, 4});
    EXPECT_FALSE(monitor.row().drifted);
    EXPECT_EQ(monitor.row().clip, 4);
    const std::vector<float> wide(1000, 6.0f);
    for (int i = 0; i < 40; ++i)
        monitor.add(wide);
    EXPECT_TRUE(monitor.row().drifted);
    EXPECT_NEAR(monitor.row().now, 6, 0.1);
    EXPECT_NEAR(monitor.row().clip, 8, 0.2); // twice the range, twice the threshold
    const std::vector<float> narrow(1000, 0.3f);
    for (int i = 0; i < 60; ++i)
        monitor.add(narrow);
    EXPECT_TRUE(monitor.row().drifted);
    EXPECT_NEAR(monitor.row().clip, 0.4, 0.05);
}

} // namespace
} // namespace stillhouse::quantize
