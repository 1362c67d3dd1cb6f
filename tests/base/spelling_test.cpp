// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/spelling.h"

#include <gtest/gtest.h>

using namespace stillhouse;

TEST(Spelling, CountsEditsAndFindsTheNearest) {
    EXPECT_EQ(base::editDistance("kitten", "sitting"), 3u); // the textbook pair
    EXPECT_EQ(base::editDistance("", "abc"), 3u);
    EXPECT_EQ(base::editDistance("teahcer", "teacher"), 1u); // one swap
    EXPECT_EQ(base::editDistance("Alpha", "alpha"), 0u);
    EXPECT_EQ(base::nearestSpelling("aplha", {"steps", "alpha", "alphas"}), "alpha");
    EXPECT_EQ(base::nearestSpelling("xyz", {"steps", "alpha"}), "");
    EXPECT_EQ(base::nearestSpelling("", {}), "");
}
