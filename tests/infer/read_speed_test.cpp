// SPDX-License-Identifier: GPL-3.0-or-later
// That it measures something; how much is the machine's affair.
#include "core/infer/read_speed.h"

#include <gtest/gtest.h>

#include <cmath>

namespace stillhouse::infer {

TEST(ReadSpeed, IsAPositiveRateForEverySizeAndEveryNumberOfThreads) {
    for (const int threads : {1, 3}) {
        WorkerPool pool(threads);
        for (const std::int64_t bytes : {std::int64_t(0), std::int64_t(1), std::int64_t(5000), std::int64_t(1) << 22}) {
            ReadSpeed speed(bytes);
            const double rate = speed.measure(pool);
            EXPECT_GT(rate, 0) << bytes;
            EXPECT_TRUE(std::isfinite(rate)) << bytes;
        }
    }
}

} // namespace stillhouse::infer
