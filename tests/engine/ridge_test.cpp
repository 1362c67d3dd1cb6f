// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/prune/ffn_fold.h"
#include "tests/engine/model_support.h"

#include <gtest/gtest.h>

using namespace stillhouse;
using namespace stillhouse::tests;

// Fit: z = 1, t = 1, so W(λ) = 1/(1+λ). The held-out pair wants 1/2: λ = 1.
TEST(Ridge, ChoosesWhatTheHeldOutPartWants) {
    const auto one = [](double z, double t) {
        prune::RidgeSums sums;
        sums.add(torch::full({1, 1}, z, torch::kDouble), torch::full({1, 1}, t, torch::kDouble));
        return sums;
    };
    const auto fit = prune::ridge(one(1, 1), one(1, 0.5));
    EXPECT_NEAR(fit.lambda, 1, 1e-12);
    EXPECT_NEAR(fit.weight.item<double>(), 0.5, 1e-12);
    EXPECT_NEAR(fit.unexplained, 0, 1e-12);
    EXPECT_NEAR(prune::ridge(one(2, 4), one(1, 2)).weight.item<double>(), 2, 1e-5) << "an exact line wants none";
    EXPECT_EQ(prune::ridge(one(1, 1), one(1, -1)).weight.item<double>(), 0) << "worse than nothing is nothing";
}

TEST(Ridge, DirectionsWithoutDataStayEmpty) {
    torch::manual_seed(1);
    const auto z = torch::cat({torch::randn({50, 3}, torch::kDouble), torch::zeros({50, 1}, torch::kDouble)}, 1);
    const auto w = torch::tensor({{1.0, -2.0, 3.0, 7.0}}, torch::kDouble);
    prune::RidgeSums sums;
    sums.add(z, torch::mm(z, w.t()));
    const auto fit = prune::ridge(sums, sums);
    EXPECT_LT(largestDifference(fit.weight, torch::tensor({{1.0, -2.0, 3.0, 0.0}}, torch::kDouble)), 1e-4);
}
