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
    /// Calls work(0) here and work(1 … threads−1) on the workers, and returns when all have come back.
    void run(const std::function<void(int thread)>& work);

    /// Calls work(thread, piece) once for each piece 0 … pieces−1, on whichever thread is free next: a thread that others hold up
    /// takes fewer. Pieces are taken in order.
    void share(std::int64_t pieces, const std::function<void(int thread, std::int64_t piece)>& work);

private:
    void serve(int thread);
    bool waitForWork(std::uint64_t seen);

    std::vector<std::thread> workers_;
    const std::function<void(int)>* work_ = nullptr;
    std::atomic<std::uint64_t> round_{0};
    std::atomic<int> busy_{0};
    std::atomic<std::int64_t> next_{0};
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
