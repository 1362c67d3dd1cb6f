// SPDX-License-Identifier: GPL-3.0-or-later
// The calls of core/api that block (quantize, export, compare on a text, look at a matrix), away from the UI thread. Two lanes: long
// work one job at a time, and short looks beside it, so that a page can be read while it is busy. UI thread only.
#pragma once
#include "core/api/run_control.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QThreadPool>
#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace stillhouse::widgets {

class NativeJobs : public QObject {
    Q_OBJECT
public:
    enum class Lane { Work, Look };
    using Watch = std::function<void(const Progress&)>; ///< on the UI thread; only the newest of what piled up

    explicit NativeJobs(QObject* parent = nullptr);
    ~NativeJobs() override; ///< stops everything and waits: core leaves no half-written file

    /// Runs `work` in its lane and `done` on the UI thread, unless `owner` is gone by then. With a tag, a newer job of the same owner
    /// and tag replaces the older one: queued it is dropped, running it is stopped, and its answer is not delivered.
    template <class T>
    void start(QObject* owner, Lane lane, const QString& tag, std::function<Result<T>(RunControl&)> work, std::function<void(Result<T>)> done,
               Watch watch = {}) {
        auto slot = std::make_shared<std::optional<Result<T>>>();
        enqueue(owner, lane, tag, [work = std::move(work), slot](RunControl& control) { slot->emplace(work(control)); },
                [done = std::move(done), slot](const Error* error) {
                    if (error)
                        done(Result<T>(*error));
                    else
                        done(std::move(**slot));
                },
                std::move(watch));
    }

    /// Asks a job to stop; its answer, an error of kind Cancelled, still comes.
    void cancel(QObject* owner, const QString& tag);
    bool busy(QObject* owner, const QString& tag) const;

private:
    using Key = std::pair<QObject*, QString>;
    struct Job;
    void enqueue(QObject* owner, Lane lane, const QString& tag, std::function<void(RunControl&)> work, std::function<void(const Error*)> done,
                 Watch watch);
    void observe(const std::shared_ptr<Job>& job);
    void answer(const std::shared_ptr<Job>& job, const std::optional<Error>& error);

    std::map<Key, std::shared_ptr<Job>> newest_;
    std::vector<std::weak_ptr<Job>> all_; ///< for the end: also jobs without a tag
    QThreadPool work_, look_;
};

} // namespace stillhouse::widgets
