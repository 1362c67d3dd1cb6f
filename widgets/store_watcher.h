// SPDX-License-Identifier: GPL-3.0-or-later
// Shows what other windows and the command line write into the open project: a thread of its own looks every 0.4 s whether somebody has
// (microseconds while nobody does), and the panels read again what has changed. While the UI thread has not taken the last news, no more
// are sent, so a busy writer costs one refresh at a time. UI thread.
#pragma once
#include "core/api/store_watch.h"

#include <QObject>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace stillhouse::widgets {

class Session;

class StoreWatcher : public QObject {
    Q_OBJECT
public:
    /// The session's one watcher, made on first use.
    static StoreWatcher& of(Session& session);
    ~StoreWatcher() override;

Q_SIGNALS:
    // Of this window's own writes as well: a project file does not say who wrote. Other changes of runs and data sets come as
    // Session::storeChanged.
    void labelsChanged(const stillhouse::StoreChanges& changes);  ///< labels, decisions or flags
    void choicesWritten(qint64 number);                           ///< choices between two answers, made or taken back
    void runsWritten(const std::vector<std::string>& runs);       ///< by others: their curves and events may have grown

private:
    explicit StoreWatcher(Session& session);
    void begin();
    void end();
    void loop(const std::string& path);
    void take(const StoreChanges& changes);

    Session& session_;
    std::thread thread_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stop_ = false, taken_ = true;
};

} // namespace stillhouse::widgets
