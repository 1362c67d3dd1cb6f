// SPDX-License-Identifier: GPL-3.0-or-later
// One thread that owns a Store for reading, so that no panel ever waits for SQLite. `enqueue` is called on the UI thread.
#pragma once
#include "core/api/store.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace stillhouse::widgets {

class StoreReader : public QObject {
    Q_OBJECT
public:
    using Work = std::function<void(Store&)>;
    using Done = std::function<void(const Error*)>;

    /// `drains`: what is queued when it goes is done first, for what is written.
    explicit StoreReader(std::string path, bool drains = false);
    ~StoreReader() override; ///< waits for the job going on; drops the rest unless it drains

    /// Runs `work` on the reader thread and `done(nullptr)` on the UI thread, or `done(error)` when the store cannot be opened.
    /// A newer job of the same owner and non-empty tag replaces an older queued one, and the older one's answer is dropped.
    void enqueue(QObject* owner, const QString& tag, Work work, Done done);

private:
    using Key = std::pair<QObject*, QString>;
    struct Job {
        std::uint64_t id = 0;
        Key key;
        QPointer<QObject> owner;
        Work work;
        Done done;
    };
    void loop();
    void answer(const Job& job, const Error* error);

    std::string path_;
    bool drains_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::shared_ptr<Job>> queue_;
    std::map<Key, std::uint64_t> newest_; ///< UI thread only
    std::uint64_t nextId_ = 0;
    bool stop_ = false;
    std::thread thread_;
};

} // namespace stillhouse::widgets
