// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstddef>
#include <memory>
#include <new>

namespace stillhouse::base {

inline constexpr std::size_t largePage = std::size_t(2) << 20;

/// Zeroed memory for what is read from end to end again and again (weights, keys and values). From 2 MiB on it is asked for in pages of 2 MiB
/// (madvise, MADV_HUGEPAGE): a processor fetches ahead only within a page, so one core reads 4 KiB pages at about two thirds of the speed.
/// Pages that are never written cost nothing. Where the system has no large pages it is ordinary memory. Throws std::bad_alloc. Any thread.
std::shared_ptr<std::byte> largeMemory(std::size_t bytes);

/// A piece of a block of 32 MiB that neighbouring calls share, beginning on a cache line: matrices too small for a page of their own lie in
/// large pages too. A block lives as long as any of its pieces. Zeroed. Any thread.
std::shared_ptr<std::byte> sharedLargeMemory(std::size_t bytes);

/// For containers that are made once and read often.
template <class T> struct LargePageAllocator {
    using value_type = T;
    LargePageAllocator() = default;
    template <class U> LargePageAllocator(const LargePageAllocator<U>&) {}
    T* allocate(std::size_t count);
    void deallocate(T* at, std::size_t count);
    template <class U> bool operator==(const LargePageAllocator<U>&) const { return true; }
};

/// What LargePageAllocator calls; `bytes` is the same in both.
void* takePages(std::size_t bytes);
void givePages(void* at, std::size_t bytes);

template <class T> T* LargePageAllocator<T>::allocate(std::size_t count) {
    return static_cast<T*>(takePages(count * sizeof(T)));
}
template <class T> void LargePageAllocator<T>::deallocate(T* at, std::size_t count) {
    givePages(at, count * sizeof(T));
}

} // namespace stillhouse::base
