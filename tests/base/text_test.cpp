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

// The words are LibTorch's own (c10/cuda/CUDACachingAllocator.cpp, c10/core/impl/alloc_cpu.cpp).
TEST(Guard, NamesMemoryThatLibTorchMisses) {
    const auto said = [](const char* words) { return base::describe(std::runtime_error(words)); };
    const auto gpu = said("CUDA out of memory. Tried to allocate 20.00 MiB (GPU 0; 79.10 GiB total capacity)\nException raised from malloc");
    EXPECT_EQ(gpu.kind, ErrorKind::OutOfMemory);
    EXPECT_NE(gpu.what.english().find("GPU"), std::string::npos);
    EXPECT_NE(gpu.remedy.english().find("device cpu"), std::string::npos);
    const auto cpu = said("[enforce fail at alloc_cpu.cpp:66] . DefaultCPUAllocator: can't allocate memory: you tried to allocate 4611686018427387904 bytes.");
    EXPECT_EQ(cpu.kind, ErrorKind::OutOfMemory);
    EXPECT_EQ(cpu.what.english().find("GPU"), std::string::npos);
    EXPECT_EQ(said("CUDA error: device-side assert triggered").kind, ErrorKind::Internal);
}
