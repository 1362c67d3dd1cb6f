// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/worker_pool.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <numeric>

namespace stillhouse::infer {
namespace {

TEST(WorkerPool, CallsEveryThreadOnceARound) {
    for (int threads = 1; threads <= 4; ++threads) {
        WorkerPool pool(threads);
        ASSERT_EQ(pool.threads(), threads);
        std::array<int, 4> calls{}; // not atomic: run() itself must order the threads
        for (int round = 1; round <= 500; ++round) {
            pool.run([&](int thread) { ++calls[std::size_t(thread)]; });
            for (int thread = 0; thread < 4; ++thread)
                ASSERT_EQ(calls[std::size_t(thread)], thread < threads ? round : 0);
            if (round % 100 == 0) // long enough for the workers to fall asleep
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    }
}

TEST(WorkerPool, SharesEveryPieceOnce) {
    for (int threads = 1; threads <= 4; ++threads) {
        WorkerPool pool(threads);
        for (const std::int64_t pieces : {0, 1, 2, 3, 64, 1000})
            for (int round = 1; round <= 50; ++round) {
                std::vector<int> calls(std::size_t(pieces), 0), byThread(4, 0); // not atomic: see above
                pool.share(pieces, [&](int thread, std::int64_t piece) {
                    ++calls[std::size_t(piece)];
                    ++byThread[std::size_t(thread)];
                });
                ASSERT_EQ(calls, std::vector<int>(std::size_t(pieces), 1));
                ASSERT_EQ(std::accumulate(byThread.begin(), byThread.end(), std::int64_t(0)), pieces);
            }
    }
}

TEST(WorkerPool, PartsCoverEverythingOnce) {
    for (const std::int64_t count : {0, 1, 3, 7, 100})
        for (int threads = 1; threads <= 5; ++threads) {
            std::int64_t next = 0;
            for (int thread = 0; thread < threads; ++thread) {
                const auto [begin, end] = partOf(count, thread, threads);
                EXPECT_EQ(begin, next);
                next = end;
            }
            EXPECT_EQ(next, count);
        }
}

} // namespace
} // namespace stillhouse::infer
