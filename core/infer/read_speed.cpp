// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/read_speed.h"

#include <algorithm>
#include <chrono>

// As in vector_ops.cpp: one loop, compiled for each instruction set.
#pragma GCC optimize("O3")
#if defined(__x86_64__)
#define SH_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define SH_CLONES
#endif

namespace stillhouse::infer {

namespace {

constexpr std::int64_t kLargest = std::int64_t(256) << 20, kWordsAtOnce = 512;

// Sums enough for four of the widest registers, so that additions never wait for each other and every load is as wide as can be.
SH_CLONES std::uint64_t readWords(const std::uint64_t* words, std::int64_t count) {
    constexpr int lanes = 32;
    std::uint64_t sums[lanes] = {};
    for (std::int64_t i = 0; i + lanes <= count; i += lanes)
        for (int lane = 0; lane < lanes; ++lane)
            sums[lane] += words[i + lane];
    std::uint64_t all = 0;
    for (const auto sum : sums)
        all += sum;
    return all;
}

} // namespace

ReadSpeed::ReadSpeed(std::int64_t bytes) {
    const auto words = std::clamp<std::int64_t>(bytes, kWordsAtOnce * 8, kLargest) / 8 / kWordsAtOnce * kWordsAtOnce;
    block_.resize(std::size_t(words));
    for (std::size_t i = 0; i < block_.size(); ++i)
        block_[i] = i;
}

double ReadSpeed::measure(WorkerPool& pool) {
    const auto pieces = std::int64_t(block_.size()) / kWordsAtOnce;
    sums_.assign(std::size_t(pool.threads()), 0);
    double best = 0;
    for (int pass = 0; pass < 2; ++pass) {
        const auto start = std::chrono::steady_clock::now();
        pool.run([&](int part) {
            const auto [begin, end] = partOf(pieces, part, pool.threads());
            sums_[std::size_t(part)] += readWords(block_.data() + begin * kWordsAtOnce, (end - begin) * kWordsAtOnce);
        });
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        best = std::max(best, double(block_.size()) * 8 / 1e9 / std::max(taken.count(), 1e-9));
    }
    return best;
}

} // namespace stillhouse::infer
