// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sha256.h"

#include <gtest/gtest.h>

TEST(Sha256, KnownAnswers) {
    // FIPS 180-4 examples (NIST CSRC), one block, two blocks, and a million times "a" in odd pieces.
    EXPECT_EQ(stillhouse::base::sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(stillhouse::base::sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(stillhouse::base::sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    for (const bool portable : {false, true}) {
        stillhouse::base::Sha256 hash(portable);
        for (int i = 0; i < 1000; ++i) {
            hash.add(std::string(383, 'a'));
            hash.add(std::string(617, 'a'));
        }
        EXPECT_EQ(hash.hex(), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }
}
