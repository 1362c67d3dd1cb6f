// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/large_pages.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <sys/mman.h>

namespace stillhouse::base {

namespace {

constexpr std::size_t kBlock = 16 * largePage, kLine = 64;

std::size_t roundedTo(std::size_t bytes, std::size_t unit) { return (bytes + unit - 1) / unit * unit; }

// A region that begins on a large page: one page too much is asked for, and what lies before and behind is given back.
void* mapLargePages(std::size_t bytes) {
    const auto size = roundedTo(bytes, largePage);
    void* all = ::mmap(nullptr, size + largePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (all == MAP_FAILED)
        throw std::bad_alloc();
    const auto start = reinterpret_cast<std::uintptr_t>(all), begin = roundedTo(start, largePage);
    if (begin > start)
        ::munmap(all, begin - start);
    if (begin < start + largePage)
        ::munmap(reinterpret_cast<void*>(begin + size), start + largePage - begin);
    auto* at = reinterpret_cast<void*>(begin);
    ::madvise(at, size, MADV_HUGEPAGE); // refused where the system has none: then it stays ordinary memory
    return at;
}

} // namespace

void* takePages(std::size_t bytes) {
    return bytes >= largePage ? mapLargePages(bytes) : ::operator new(std::max(kLine, bytes), std::align_val_t(kLine));
}

void givePages(void* at, std::size_t bytes) {
    if (bytes >= largePage)
        ::munmap(at, roundedTo(bytes, largePage));
    else
        ::operator delete(at, std::align_val_t(kLine));
}

std::shared_ptr<std::byte> largeMemory(std::size_t bytes) {
    auto* at = static_cast<std::byte*>(takePages(bytes));
    if (bytes < largePage)
        std::memset(at, 0, std::max(kLine, bytes));
    return {at, [bytes](std::byte* p) { givePages(p, bytes); }};
}

std::shared_ptr<std::byte> sharedLargeMemory(std::size_t bytes) {
    static std::mutex mutex;
    static std::weak_ptr<std::byte> open;
    static std::size_t used = 0;
    const auto size = roundedTo(std::max(kLine, bytes), kLine);
    if (size > kBlock / 2)
        return largeMemory(size);
    const std::lock_guard lock(mutex);
    auto block = open.lock();
    if (!block || used + size > kBlock) {
        block = largeMemory(kBlock);
        open = block;
        used = 0;
    }
    auto* at = block.get() + used;
    used += size;
    return {std::move(block), at};
}

} // namespace stillhouse::base
