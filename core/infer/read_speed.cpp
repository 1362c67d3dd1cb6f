// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/read_speed.h"

#include <algorithm>
#include <chrono>

namespace stillhouse::infer {

namespace {

constexpr std::int64_t kLargest = std::int64_t(256) << 20, kWordsAtOnce = 512;

// Eight sums, so that additions never wait for each other.
std::uint64_t readWords(const std::uint64_t* words, std::int64_t count) {
    std::uint64_t sums[8] = {};
    for (std::int64_t i = 0; i + 8 <= count; i += 8)
        for (int lane = 0; lane < 8; ++lane)
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
