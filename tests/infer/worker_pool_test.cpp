// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/worker_pool.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <numeric>
#include <thread>

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

// A piece of one round must never meet the work of another. More rounds than the ticket can count (65,536) come back to the same numbers.
TEST(WorkerPool, EveryRoundRunsItsOwnWork) {
    WorkerPool pool(3);
    for (int round = 0; round < 70000; ++round) {
        const auto pieces = 2 + round % 3;
        std::array<int, 4> seen{}; // gone with its round: a late piece would write into the next one's
        pool.share(pieces, [&seen, round](int, std::int64_t piece) { seen[std::size_t(piece)] += round + 1; });
        for (int piece = 0; piece < 4; ++piece)
            ASSERT_EQ(seen[std::size_t(piece)], piece < pieces ? round + 1 : 0) << round;
    }
}

// Buffers are indexed by the thread in share() and by the part in run(): neither may be in use twice at a time.
TEST(WorkerPool, NoIndexIsInUseTwiceAtATime) {
    WorkerPool pool(4);
    std::array<std::atomic<int>, 4> users{};
    std::atomic<int> clashes{0};
    const auto hold = [&](int index) {
        clashes += users[std::size_t(index)].fetch_add(1);
        std::this_thread::yield();
        users[std::size_t(index)].fetch_sub(1);
    };
    for (int round = 0; round < 50; ++round) {
        pool.share(37, [&](int thread, std::int64_t) { hold(thread); });
        pool.run(hold);
    }
    EXPECT_EQ(clashes, 0);
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
