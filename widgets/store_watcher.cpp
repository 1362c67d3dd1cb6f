// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/store_watcher.h"

#include "widgets/session.h"

#include <algorithm>
#include <chrono>

namespace stillhouse::widgets {

namespace {

constexpr std::chrono::milliseconds kPause{400};

bool worthTelling(const StoreChanges& changes) { return changes.labels || changes.choices != 0 || changes.dataSets || !changes.runs.empty() || !changes.written.empty(); }

} // namespace

StoreWatcher& StoreWatcher::of(Session& session) {
    if (auto* known = session.findChild<StoreWatcher*>(QString(), Qt::FindDirectChildrenOnly))
        return *known;
    return *new StoreWatcher(session);
}

StoreWatcher::StoreWatcher(Session& session) : QObject(&session), session_(session) {
    connect(&session_, &Session::projectChanged, this, &StoreWatcher::begin);
    begin();
}

StoreWatcher::~StoreWatcher() { end(); }

void StoreWatcher::begin() {
    end();
    stop_ = false;
    taken_ = true;
    if (!session_.projectFolder().empty())
        thread_ = std::thread([this, path = session_.storePath()] { loop(path); });
}

void StoreWatcher::end() {
    if (!thread_.joinable())
        return;
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void StoreWatcher::loop(const std::string& path) {
    auto watch = StoreWatch::open(path);
    std::unique_lock lock(mutex_);
    while (watch && !stop_) { // without it the panels say what is wrong with the file
        wake_.wait_for(lock, kPause, [this] { return stop_; });
        wake_.wait(lock, [this] { return stop_ || taken_; });
        if (stop_)
            return;
        lock.unlock();
        const auto changes = watch->look();
        lock.lock();
        if (!changes || !worthTelling(*changes))
            continue;
        taken_ = false;
        QMetaObject::invokeMethod(this, [this, path, changes = *changes] {
            if (path == session_.storePath())
                take(changes);
            {
                const std::lock_guard now(mutex_);
                taken_ = true;
            }
            wake_.notify_all();
        }, Qt::QueuedConnection);
    }
}

void StoreWatcher::take(const StoreChanges& changes) {
    // The run going on here is on screen already, report by report.
    const std::string own = session_.running() ? session_.runId() : std::string();
    std::vector<std::string> written = changes.written;
    std::erase(written, own);
    if (changes.dataSets || std::any_of(changes.runs.begin(), changes.runs.end(), [&](const std::string& id) { return id != own; }))
        Q_EMIT session_.storeChanged();
    if (changes.labels)
        Q_EMIT labelsChanged(changes);
    if (changes.choices != 0)
        Q_EMIT choicesWritten(changes.choices);
    if (!written.empty())
        Q_EMIT runsWritten(written);
}

} // namespace stillhouse::widgets
