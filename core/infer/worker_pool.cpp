// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/worker_pool.h"

#include <algorithm>

namespace stillhouse::infer {

namespace {

constexpr int kSpins = 20000; ///< a few hundred microseconds: longer than a sampler takes, shorter than anyone notices
constexpr int kBits = 24;     ///< of the ticket: next piece, then pieces, then the round in what is left
constexpr std::int64_t kMost = (std::int64_t(1) << kBits) - 1;

std::int64_t nextOf(std::uint64_t ticket) {
    return std::int64_t(ticket) & kMost;
}
std::int64_t piecesOf(std::uint64_t ticket) {
    return std::int64_t(ticket >> kBits) & kMost;
}
std::uint64_t roundOf(std::uint64_t ticket) {
    return ticket >> (2 * kBits);
}

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
    }
    wake_.notify_all();
    for (auto& worker : workers_)
        worker.join();
}

void WorkerPool::share(std::int64_t pieces, const Work& work) {
    if (workers_.empty() || pieces <= 1) {
        for (std::int64_t piece = 0; piece < pieces; ++piece)
            work(0, piece);
        return;
    }
    if (pieces > kMost) { // a matrix of a thousand million rows: two halves do it
        share(pieces / 2, work);
        return share(pieces - pieces / 2, [&](int thread, std::int64_t piece) { work(thread, pieces / 2 + piece); });
    }
    work_.store(&work);
    done_.store(0);
    ticket_.store(((roundOf(ticket_.load()) + 1) << (2 * kBits)) | (std::uint64_t(pieces) << kBits));
    if (asleep_.load() > 0) {
        const std::lock_guard lock(mutex_); // a worker between its last look and its sleep holds this lock
        wake_.notify_all();
    }
    take(0);
    // More threads than cores would starve the worker that is waited for: give the core away after a while.
    for (int spins = 0; done_.load() < pieces;)
        if (spins < kSpins) { // counts no further: a quantizer's part may take an hour
            ++spins;
            pause();
        } else {
            std::this_thread::yield();
        }
}

void WorkerPool::run(const std::function<void(int)>& work) {
    share(threads(), [&](int, std::int64_t part) { work(int(part)); });
}

// The work is read after the claim: as long as a claimed piece is not done, the caller cannot come with another.
void WorkerPool::take(int thread) {
    auto ticket = ticket_.load();
    while (nextOf(ticket) < piecesOf(ticket))
        if (ticket_.compare_exchange_weak(ticket, ticket + 1)) {
            (*work_.load())(thread, nextOf(ticket));
            done_.fetch_add(1);
            ticket = ticket_.load();
        }
}

bool WorkerPool::hasWork() const {
    const auto ticket = ticket_.load();
    return nextOf(ticket) < piecesOf(ticket);
}

bool WorkerPool::waitForWork() {
    for (int spins = 0; spins < kSpins && !ends_.load(); ++spins) {
        if (hasWork())
            return true;
        pause();
    }
    std::unique_lock lock(mutex_);
    ++asleep_;
    wake_.wait(lock, [this] { return hasWork() || ends_.load(); });
    --asleep_;
    return !ends_.load();
}

void WorkerPool::serve(int thread) {
    while (waitForWork())
        take(thread);
}

} // namespace stillhouse::infer
