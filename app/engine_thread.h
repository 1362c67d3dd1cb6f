// SPDX-License-Identifier: GPL-3.0-or-later
// The one thread that owns the engine. The engine exists only inside a job; nothing on another thread ever holds it.
#pragma once
#include "core/api/engine.h"

#include <QObject>
#include <QString>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace stillhouse::app {

class EngineThread : public QObject {
    Q_OBJECT
public:
    using Job = std::function<void(Engine&)>;

    explicit EngineThread(QObject* parent = nullptr);
    ~EngineThread() override; ///< stop() and join

    /// Opens the engine on the thread; emits loaded or failed. Call once, when the window is up.
    void start();
    /// Queues a job. With a non-empty tag, it replaces a queued (not a running) job of the same tag. Jobs posted before the engine
    /// is there wait for it; after `failed` or `stop` they are dropped. Any thread.
    void post(const QString& tag, Job job);
    /// Takes no more jobs and drops the queued ones; the job going on must be asked to stop by whoever posted it. Emits finished.
    void stop();
    bool alive() const { return alive_; } ///< UI thread: started and not yet finished

Q_SIGNALS:
    void loaded(const stillhouse::EngineInfo& info, const std::vector<stillhouse::MethodSpec>& methods);
    void failed(const stillhouse::Error& error);
    void finished();

private:
    void loop();

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::pair<QString, Job>> queue_;
    bool stop_ = false;
    bool alive_ = false;
    std::thread thread_;
};

} // namespace stillhouse::app
