// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/courier.h"

#include "core/base/failure.h"
#include "core/remote/pace.h"

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <mutex>
#include <optional>
#include <pthread.h>
#include <thread>

namespace stillhouse::remote {

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;
constexpr std::size_t largestAnswer = 16u << 20;
constexpr auto tick = std::chrono::milliseconds(50);
constexpr auto patience = std::chrono::milliseconds(600); // for threads to notice a stop

double now() {
    return Seconds(Clock::now().time_since_epoch()).count();
}

double unixNow() {
    return Seconds(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// A server that hangs up while we write must not end the program: httplib's own threads are these, so the signal is blocked here.
void ignoreBrokenPipes() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

HttpReply sendSafely(Connection& connection, const HttpRequest& request) {
    try {
        return connection.send(request);
    } catch (const std::exception&) { // no memory for a body: nothing may leave a thread
        return {Fault::Broken, 0, {}, {}};
    }
}

} // namespace

/// What the threads of one run share with the caller. A thread that cannot be stopped (a name lookup that hangs) is left behind with its
/// share of this; it ends when the system gives up.
struct Courier::Shared {
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<HttpRequest> requests;
    std::size_t next = 0, working = 0;
    bool stop = false, paused = false;
    std::deque<std::pair<std::size_t, HttpReply>> arrived;
    RateLimit limit;
    double notBefore = 0; ///< everybody waits when the server asks one of us to
    std::uint64_t seed = 1;
    RemoteUse use;

    explicit Shared(double perMinute) : limit(perMinute) {}

    /// False when there is to be no further work.
    bool waitUntil(std::unique_lock<std::mutex>& lock, double time) {
        const double began = now();
        while (!stop && now() < time)
            changed.wait_for(lock, Seconds(std::min(time - now(), 0.5)));
        use.waitedSeconds += now() - began;
        return !stop;
    }

    bool waitForTurn(std::unique_lock<std::mutex>& lock) {
        double at = limit.reserve(now());
        while (!stop && (now() < at || now() < notBefore)) // the pause may grow while we wait
            if (!waitUntil(lock, std::max(at, notBefore)))
                return false;
        return !stop;
    }

    std::optional<std::size_t> take(std::unique_lock<std::mutex>& lock) {
        while (paused && !stop)
            changed.wait_for(lock, tick);
        if (stop || next == requests.size())
            return std::nullopt;
        return next++;
    }

    /// The last reply of as many tries as it takes; nothing when stopped.
    std::optional<HttpReply> exchange(std::unique_lock<std::mutex>& lock, Connection& connection, const HttpRequest& request,
                                      std::int64_t retries, base::Random& random) {
        for (int tries = 1;; ++tries) {
            if (!waitForTurn(lock))
                return std::nullopt;
            ++use.requests;
            lock.unlock();
            HttpReply reply = sendSafely(connection, request);
            lock.lock();
            if (stop && reply.fault != Fault::None)
                return std::nullopt;
            const auto asked = retryAfterSeconds(reply.retryAfter, unixNow());
            if (!worthAnotherTry(reply) || tries > retries || asked.value_or(0) > longestPause)
                return reply;
            ++use.retries;
            const double until = now() + pauseBefore(tries, asked, random);
            if (asked)
                notBefore = std::max(notBefore, until);
            if (!waitUntil(lock, until))
                return std::nullopt;
        }
    }

    void serve(Connection& connection, std::int64_t retries, std::uint64_t worker) {
        base::Random random(base::mix(seed, worker));
        std::unique_lock lock(mutex);
        while (const auto index = take(lock)) {
            const HttpRequest request = requests[*index];
            if (auto reply = exchange(lock, connection, request, retries, random))
                arrived.emplace_back(*index, std::move(*reply));
            changed.notify_all();
        }
        --working;
        changed.notify_all();
    }
};

Courier::Courier(const base::EndpointUrl& url, const RemoteSpec& spec, const std::string& key, std::uint64_t seed)
    : url_(url), spec_(spec), key_(key), shared_(std::make_shared<Shared>(spec.requestsPerMinute)) {
    shared_->seed = seed;
}

Courier::~Courier() = default;

RemoteUse Courier::use() const {
    std::lock_guard lock(shared_->mutex);
    return shared_->use;
}

void Courier::start(std::size_t workers) {
    while (connections_.size() < workers)
        connections_.push_back(std::make_shared<Connection>(url_, key_, spec_.timeoutSeconds, largestAnswer));
    for (std::size_t i = 0; i < workers; ++i) {
        {
            std::lock_guard lock(shared_->mutex);
            ++shared_->working;
        }
        try {
            std::thread([shared = shared_, connection = connections_[i], retries = spec_.retries, i] {
                ignoreBrokenPipes();
                shared->serve(*connection, retries, i);
            }).detach(); // counted by `working`: nobody can join one that hangs
        } catch (...) {
            std::lock_guard lock(shared_->mutex);
            --shared_->working;
            throw;
        }
    }
}

void Courier::run(std::vector<HttpRequest> requests, RunControl& control, const Deliver& deliver) {
    const std::size_t workers = std::min<std::size_t>(requests.size(), std::size_t(spec_.connections));
    {
        std::lock_guard lock(shared_->mutex);
        shared_->requests = std::move(requests);
        shared_->next = 0;
        shared_->stop = shared_->paused = false;
        shared_->arrived.clear();
    }
    try {
        start(workers);
        work(control, deliver);
    } catch (...) {
        breakOff(deliver);
        throw;
    }
}

void Courier::work(RunControl& control, const Deliver& deliver) {
    std::unique_lock lock(shared_->mutex);
    while (shared_->working > 0 || !shared_->arrived.empty()) {
        if (!shared_->arrived.empty()) {
            const auto [index, reply] = std::move(shared_->arrived.front());
            shared_->arrived.pop_front();
            lock.unlock();
            deliver(index, reply);
            lock.lock();
        } else {
            shared_->changed.wait_for(lock, tick);
        }
        shared_->paused = control.paused();
        if (control.stopRequested())
            base::fail({}, SH_TR("Stopped while the remote teacher was asked"), {}, ErrorKind::Cancelled);
    }
}

void Courier::breakOff(const Deliver& deliver) {
    std::unique_lock lock(shared_->mutex);
    shared_->stop = true;
    shared_->changed.notify_all();
    const auto end = Clock::now() + patience;
    while (shared_->working > 0 && Clock::now() < end) {
        lock.unlock();
        for (const auto& connection : connections_) // again and again: a request may only just be starting
            connection->stop();
        lock.lock();
        shared_->changed.wait_for(lock, tick / 2);
    }
    const auto arrived = std::move(shared_->arrived);
    auto fresh = std::make_shared<Shared>(spec_.requestsPerMinute); // stragglers keep the old one
    fresh->limit = shared_->limit;
    fresh->notBefore = shared_->notBefore;
    fresh->seed = base::scatter(shared_->seed);
    fresh->use = shared_->use;
    lock.unlock();
    connections_.clear();
    shared_ = std::move(fresh);
    for (const auto& [index, reply] : arrived)
        try {
            deliver(index, reply);
        } catch (...) { // the first error is the one to tell
        }
}

} // namespace stillhouse::remote
