// SPDX-License-Identifier: GPL-3.0-or-later
// A CUDA device to test on; without one each test is skipped.
#pragma once
#include "core/model/torch.h"

#include "core/model/device.h"

#include <gtest/gtest.h>

namespace stillhouse::tests {

class Cuda : public testing::Test {
protected:
    void SetUp() override {
        if (!torch::cuda::is_available())
            GTEST_SKIP() << "no CUDA device";
        device_ = model::useDevice("cuda");
        torch::manual_seed(1);
    }
    void TearDown() override { (void)model::useDevice("cpu"); }

    torch::Device device_ = torch::kCPU;
};

} // namespace stillhouse::tests
