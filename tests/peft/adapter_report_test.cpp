// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/adapter.h"

#include <gtest/gtest.h>

namespace stillhouse::peft {

TEST(AdapterReport, SurvivesItsJson) {
    AdapterReport report;
    report.adapter = "a";
    report.base = "b";
    report.rank = 4;
    report.trained = 10;
    report.parameters = 990;
    report.alpha = 8;
    report.targets = {"q_proj"};
    report.mergeError = 1e-7;
    const auto back = parseAdapterReport(formatAdapterReport(report));
    ASSERT_TRUE(back.ok()) << back.error().english();
    EXPECT_EQ(back->adapter, "a");
    EXPECT_EQ(back->base, "b");
    EXPECT_EQ(back->rank, 4);
    EXPECT_EQ(back->targets, report.targets);
    EXPECT_DOUBLE_EQ(back->share(), 0.01);
    EXPECT_DOUBLE_EQ(back->mergeError, 1e-7);
    EXPECT_FALSE(parseAdapterReport("{").ok());
}

} // namespace stillhouse::peft
