// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/native/character_buffer.h"

#include <gtest/gtest.h>

namespace stillhouse::native {
namespace {

TEST(CharacterBuffer, HoldsACharacterBackUntilItIsWhole) {
    CharacterBuffer buffer;
    EXPECT_EQ(buffer.add("a\xc3"), "a");
    EXPECT_EQ(buffer.add("\xa9z"), "\xc3\xa9z");
    EXPECT_EQ(buffer.add("\xf0"), "");
    EXPECT_EQ(buffer.add("\x9f"), "");
    EXPECT_EQ(buffer.add("\x98"), "");
    EXPECT_EQ(buffer.add("\x80"), "\xf0\x9f\x98\x80");
    EXPECT_EQ(buffer.add("\xe2\x82"), "");
    EXPECT_EQ(buffer.rest(), "\xe2\x82");
    EXPECT_EQ(buffer.rest(), "");
}

TEST(CharacterBuffer, LetsBytesPassThatBeginNoCharacter) {
    CharacterBuffer buffer;
    EXPECT_EQ(buffer.add("\xff"), "\xff");
    EXPECT_EQ(buffer.add("\x80\x80\x80"), "\x80\x80\x80");
    EXPECT_EQ(buffer.add("\xc3"), "");
    EXPECT_EQ(buffer.add("x"), "\xc3x"); // the second half never came
}

} // namespace
} // namespace stillhouse::native
