// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/worker_pool.h"

#include <algorithm>

namespace stillhouse::infer {

namespace {

constexpr int kSpins = 20000; ///< a few hundred microseconds: longer than a sampler takes, shorter than anyone notices

void pause() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

} // namespace

WorkerPool::WorkerPool(int threads) {
    for (int i = 1; i < std::max(1, threads); ++i)
        workers_.emplace_back([this, i] { serve(i); });
}

WorkerPool::~WorkerPool() {
    {
        const std::lock_guard lock(mutex_);
        ends_ = true;
        ++round_;
    }
    wake_.notify_all();
    for (auto& worker : workers_)
        worker.join();
}

void WorkerPool::run(const std::function<void(int)>& work) {
    if (workers_.empty())
        return work(0);
    work_ = &work;
    busy_.store(int(workers_.size()));
    round_.fetch_add(1);
    if (asleep_.load() > 0) {
        const std::lock_guard lock(mutex_); // a worker between its last look and its sleep holds this lock
        wake_.notify_all();
    }
    work(0);
    // More threads than cores would starve the worker that is waited for: give the core away after a while.
    for (int spins = 0; busy_.load() > 0; ++spins)
        spins < kSpins ? pause() : std::this_thread::yield();
}

void WorkerPool::share(std::int64_t pieces, const std::function<void(int, std::int64_t)>& work) {
    next_.store(0);
    const auto take = [&](int thread) {
        for (auto piece = next_.fetch_add(1); piece < pieces; piece = next_.fetch_add(1))
            work(thread, piece);
    };
    if (pieces <= 1)
        return take(0);
    run(take);
}

bool WorkerPool::waitForWork(std::uint64_t seen) {
    for (int spins = 0; spins < kSpins; ++spins) {
        if (round_.load() != seen)
            return !ends_.load();
        pause();
    }
    std::unique_lock lock(mutex_);
    ++asleep_;
    wake_.wait(lock, [&] { return round_.load() != seen; });
    --asleep_;
    return !ends_.load();
}

void WorkerPool::serve(int thread) {
    for (std::uint64_t seen = 0; waitForWork(seen);) {
        ++seen;
        (*work_)(thread);
        busy_.fetch_sub(1);
    }
}

} // namespace stillhouse::infer
