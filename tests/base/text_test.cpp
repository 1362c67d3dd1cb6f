// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/text.h"
#include "core/base/guard.h"

#include <gtest/gtest.h>

using namespace stillhouse;

TEST(Text, ReplacesNumberedPlaces) {
    EXPECT_EQ(Text("%2 before %1, 100 %", {"b", "a"}).english(), "a before b, 100 %");
    EXPECT_EQ(Text("%3 stays", {"a"}).english(), "%3 stays");
}

TEST(Guard, KeepsTheErrorOfAFailure) {
    const auto result = base::guard([]() -> int { base::fail("f.json, line 2", "A comma is missing", "Add it"); });
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().english(), "f.json, line 2: A comma is missing. Add it");
}

TEST(Guard, NamesMissingMemory) {
    const auto result = base::guard([]() { throw std::bad_alloc(); });
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().kind, ErrorKind::OutOfMemory);
}
