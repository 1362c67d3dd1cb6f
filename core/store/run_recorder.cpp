// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/store.h"
#include "core/base/guard.h"

#include <chrono>
#include <condition_variable>
#include <iterator>
#include <mutex>
#include <thread>

namespace stillhouse {
namespace {

constexpr auto interval = std::chrono::milliseconds(500);

bool kept(const Report& report) {
    return !std::holds_alternative<Progress>(report) && !std::holds_alternative<Picture>(report);
}

/// What a resume or a person relies on is on disk before the run goes on; curves may lag half a second.
bool urgent(const Report& report) {
    if (const auto* event = std::get_if<Event>(&report))
        return event->kind == "checkpoint";
    return !std::holds_alternative<Metric>(report);
}

} // namespace

/// A thread of its own writes, so that training never waits for the disk: syncing can take tens of milliseconds.
struct RunRecorder::Impl {
    Impl(Store opened, std::string id) : store(std::move(opened)), runId(std::move(id)), thread([this] { work(); }) {}

    ~Impl() {
        {
            const std::lock_guard lock(mutex);
            ending = true;
        }
        wake.notify_one();
        thread.join();
    }

    void work() {
        std::unique_lock lock(mutex);
        while (!ending) {
            wake.wait_for(lock, interval, [this] { return ending || hurry; });
            if (!pending.empty() || hurry)
                writePending(lock);
        }
        if (!pending.empty())
            writePending(lock);
    }

    /// Reports that could not be written (a full disk) stay in front of the queue and are tried again.
    void writePending(std::unique_lock<std::mutex>& lock) {
        std::vector<Report> batch;
        batch.swap(pending);
        hurry = false;
        const std::uint64_t upTo = received;
        lock.unlock();
        Result<void> outcome = batch.empty() ? Result<void>() : store.write(runId, batch);
        lock.lock();
        const bool runIsGone = !outcome && outcome.error().kind == ErrorKind::NotFound;
        if (!outcome && !runIsGone) {
            batch.insert(batch.end(), std::make_move_iterator(pending.begin()), std::make_move_iterator(pending.end()));
            pending.swap(batch);
        }
        last = std::move(outcome);
        handled = upTo;
        done.notify_all();
    }

    Result<void> waitUntilWritten(std::unique_lock<std::mutex>& lock) {
        const std::uint64_t upTo = received;
        if (pending.empty() && handled >= upTo)
            return last;
        const std::uint64_t tries = ++received; // a fresh number, so that an attempt after this moment is waited for
        hurry = true;
        wake.notify_one();
        done.wait(lock, [&] { return handled >= tries; });
        return last;
    }

    Store store;
    const std::string runId;
    std::mutex mutex;
    std::condition_variable wake, done;
    std::vector<Report> pending;
    std::uint64_t received = 0, handled = 0; ///< counts reports and flushes; `handled`: tried to write
    bool hurry = false, ending = false;
    Result<void> last;
    std::thread thread; ///< last: it uses everything above
};

Result<std::unique_ptr<RunRecorder>> RunRecorder::open(const std::string& storePath, const std::string& runId) {
    return base::guard([&] {
        auto opened = Store::open(storePath);
        if (!opened)
            throw base::Failure(opened.error());
        const auto known = opened->run(runId);
        if (!known)
            throw base::Failure(known.error());
        if (!*known)
            base::fail(storePath, Text(SH_TR("There is no run \"%1\""), {runId}), {}, ErrorKind::NotFound);
        return std::unique_ptr<RunRecorder>(new RunRecorder(std::make_unique<Impl>(std::move(*opened), runId)));
    });
}

RunRecorder::RunRecorder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RunRecorder::~RunRecorder() = default;

void RunRecorder::observe(const Report& report) {
    if (!kept(report))
        return;
    std::unique_lock lock(impl_->mutex);
    impl_->pending.push_back(report);
    ++impl_->received;
    if (urgent(report))
        (void)impl_->waitUntilWritten(lock); // a failure stays in `last`, for flush
}

Result<void> RunRecorder::flush() {
    std::unique_lock lock(impl_->mutex);
    return impl_->waitUntilWritten(lock);
}

} // namespace stillhouse
