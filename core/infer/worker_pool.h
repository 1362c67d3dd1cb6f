// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace stillhouse::infer {

/// Threads that wait for the next piece of a token's work. Between two pieces lie microseconds, so they spin for a short while before
/// they sleep. One caller at a time; the work must not throw.
class WorkerPool {
public:
    /// `threads` in all, the caller included; at least 1.
    explicit WorkerPool(int threads);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    int threads() const { return int(workers_.size()) + 1; }
    /// Calls work(thread, piece) once for each piece 0 … pieces−1, in order, each on the thread that is free next, and returns when all
    /// are done. It does not wait for threads that hold no piece: one that other programs keep from running delays nobody.
    /// `thread` is 0 here and 1 … threads−1 on the workers: an index for buffers.
    void share(std::int64_t pieces, const std::function<void(int thread, std::int64_t piece)>& work);
    /// Calls work(part) once for each part 0 … threads−1.
    void run(const std::function<void(int part)>& work);

private:
    using Work = std::function<void(int, std::int64_t)>;
    void serve(int thread);
    void take(int thread);
    bool waitForWork();
    bool hasWork() const;

    std::vector<std::thread> workers_;
    std::atomic<const Work*> work_{nullptr};
    std::atomic<std::uint64_t> ticket_{
        0};                             ///< round, pieces and the next piece in one word, so that a claim is always of the round that runs
    std::atomic<std::int64_t> done_{0}; ///< pieces of this round
    std::atomic<int> asleep_{0};
    std::atomic<bool> ends_{false};
    std::mutex mutex_;
    std::condition_variable wake_;
};

/// The part of `count` equal pieces that `thread` of `threads` does: [first, second).
inline std::pair<std::int64_t, std::int64_t> partOf(std::int64_t count, int thread, int threads) {
    return {count * thread / threads, count * (thread + 1) / threads};
}

} // namespace stillhouse::infer
