// SPDX-License-Identifier: GPL-3.0-or-later
// Expected values: κ by hand; standard errors by the delta method on numerical derivatives of κ (a Python program), not by the closed form
// that the code uses.
#include "core/api/store.h"
#include "tests/support/temporary_folder.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

PairAgreement pairOf(std::vector<std::string> labels, std::vector<std::int64_t> table) {
    PairAgreement pair{"ann", "bob", std::move(labels), std::move(table), 0, 0, 0, 0, 0, 0};
    computeAgreement(pair);
    return pair;
}

} // namespace

// ann says yes to 25 of 50, bob to 30: chance gives 0.5 · 0.6 + 0.5 · 0.4 = 0.5; they agree on 35, so κ = (0.7 − 0.5) / 0.5 = 0.4.
TEST(Agreement, KappaOfATwoByTwoTable) {
    const auto pair = pairOf({"yes", "no"}, {20, 5, 10, 15});
    EXPECT_EQ(pair.examples, 50);
    EXPECT_DOUBLE_EQ(pair.observed, 0.7);
    EXPECT_DOUBLE_EQ(pair.expected, 0.5);
    EXPECT_NEAR(pair.kappa, 0.4, 1e-12);
    EXPECT_NEAR(pair.low, 0.1510877, 1e-6);
    EXPECT_NEAR(pair.high, 0.6489123, 1e-6);
}

// Margins 50, 30, 20 and 60, 30, 10 of 100: p_e = 0.30 + 0.09 + 0.02 = 0.41, p_o = 0.7, κ = 0.29 / 0.59.
TEST(Agreement, KappaOfThreeLabels) {
    const auto pair = pairOf({"a", "b", "c"}, {44, 5, 1, 7, 20, 3, 9, 5, 6});
    EXPECT_NEAR(pair.kappa, 0.29 / 0.59, 1e-12);
    EXPECT_NEAR(pair.low, 0.3501556, 1e-6);
    EXPECT_NEAR(pair.high, 0.6328953, 1e-6);
}

TEST(Agreement, PerfectOppositeAndEmpty) {
    const auto same = pairOf({"a", "b"}, {7, 0, 0, 3});
    EXPECT_DOUBLE_EQ(same.kappa, 1);
    EXPECT_DOUBLE_EQ(same.low, 1);
    EXPECT_DOUBLE_EQ(pairOf({"a", "b"}, {0, 5, 5, 0}).kappa, -1);
    EXPECT_TRUE(std::isnan(pairOf({"a"}, {9}).kappa)) << "one label alone: chance explains everything";
    EXPECT_DOUBLE_EQ(pairOf({"a"}, {9}).observed, 1);
    EXPECT_TRUE(std::isnan(pairOf({}, {}).kappa));
}

TEST(Agreement, PairsComeFromTheStoreWithTheirTable) {
    const TemporaryFolder folder;
    auto store = Store::open(folder / "p.db");
    ASSERT_TRUE(store);
    const auto dataset = *store->addDataset("d", "/d");
    std::vector<Example> examples;
    for (int i = 0; i < 6; ++i)
        examples.push_back({std::to_string(i), "p", "", "", "train", "", {}});
    ASSERT_TRUE(store->addExamples(dataset, examples));
    ASSERT_TRUE(store->addAnnotations(dataset, {{"0", "a"}, {"1", "a"}, {"2", "b"}, {"3", "b"}, {"5", "a"}}, "ann"));
    ASSERT_TRUE(store->addAnnotations(dataset, {{"0", "a"}, {"1", "b"}, {"2", "b"}, {"3", "c"}, {"4", "a"}}, "bob"));
    const auto one = agreementOf(*store, dataset);
    ASSERT_TRUE(one);
    ASSERT_EQ(one->pairs.size(), 1u);
    EXPECT_EQ(one->pairs[0].labels, (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_EQ(one->pairs[0].table, (std::vector<std::int64_t>{1, 1, 0, 0, 1, 1, 0, 0, 0}));
    EXPECT_NEAR(one->pairs[0].kappa, (0.5 - 0.375) / 0.625, 1e-12); // p_e = ½·¼ + ½·½ + 0
    EXPECT_EQ(one->disputed, 2);
    ASSERT_TRUE(store->adjudicate((*store->disputed(dataset))[0], "a", "eva"));
    EXPECT_EQ(agreementOf(*store, dataset)->decided, 1);
}
