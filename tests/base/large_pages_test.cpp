// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/large_pages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

using namespace stillhouse;

namespace {

std::uintptr_t address(const void* at) { return reinterpret_cast<std::uintptr_t>(at); }

bool allZero(const std::byte* at, std::size_t bytes) {
    return std::all_of(at, at + bytes, [](std::byte b) { return b == std::byte(0); });
}

} // namespace

TEST(LargePages, MemoryIsZeroedAndBeginsOnAPageWhereItFillsOne) {
    for (const std::size_t bytes : {std::size_t(0), std::size_t(1), std::size_t(100), base::largePage - 1, base::largePage, 3 * base::largePage + 5}) {
        const auto memory = base::largeMemory(bytes);
        ASSERT_TRUE(memory);
        EXPECT_EQ(address(memory.get()) % (bytes >= base::largePage ? base::largePage : 64), 0u) << bytes;
        EXPECT_TRUE(allZero(memory.get(), bytes)) << bytes;
        std::fill_n(memory.get(), bytes, std::byte(7)); // all of it may be written
    }
}

TEST(LargePages, PiecesOfABlockDoNotOverlapAndOutliveEachOther) {
    std::vector<std::shared_ptr<std::byte>> pieces;
    std::vector<std::size_t> sizes;
    for (std::size_t i = 0; i < 60; ++i) { // about 3.5 blocks
        sizes.push_back(std::size_t(i % 3 == 0 ? 5'000'000 : 17 + i));
        pieces.push_back(base::sharedLargeMemory(sizes[i]));
        EXPECT_EQ(address(pieces[i].get()) % 64, 0u);
        ASSERT_TRUE(allZero(pieces[i].get(), sizes[i])) << i;
        std::fill_n(pieces[i].get(), sizes[i], std::byte(i + 1));
    }
    for (std::size_t i = 0; i < pieces.size(); i += 2)
        pieces[i].reset();
    for (std::size_t i = 1; i < pieces.size(); i += 2)
        EXPECT_TRUE(std::all_of(pieces[i].get(), pieces[i].get() + sizes[i], [&](std::byte b) { return b == std::byte(i + 1); })) << i;
}

TEST(LargePages, AMatrixLargerThanHalfABlockHasMemoryOfItsOwn) {
    const auto small = base::sharedLargeMemory(1000), large = base::sharedLargeMemory(std::size_t(40) << 20), next = base::sharedLargeMemory(1000);
    EXPECT_EQ(address(next.get()) - address(small.get()), 1024u); // the block that was open stays open
    EXPECT_TRUE(allZero(large.get() + (std::size_t(39) << 20), std::size_t(1) << 20));
}

TEST(LargePages, VectorsGrowAndShrinkWithTheAllocator) {
    std::vector<float, base::LargePageAllocator<float>> values(10, 1.0f);
    values.resize(3 * base::largePage / sizeof(float), 2.0f); // from the heap to pages
    EXPECT_EQ(values[9], 1.0f);
    EXPECT_EQ(values.back(), 2.0f);
    auto copy = values;
    values.clear();
    values.shrink_to_fit();
    EXPECT_EQ(std::count(copy.begin(), copy.end(), 2.0f), std::ptrdiff_t(copy.size() - 10));
}
