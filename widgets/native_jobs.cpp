// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/native_jobs.h"

#include <QMetaObject>
#include <atomic>
#include <mutex>

namespace stillhouse::widgets {

struct NativeJobs::Job {
    Key key;
    QPointer<QObject> owner;
    RunControl control;
    std::atomic<bool> replaced{false};
    std::function<void(RunControl&)> work;
    std::function<void(const Error*)> done;
    Watch watch;
    std::mutex mutex; ///< of the two below
    Progress latest;
    bool posted = false;
};

NativeJobs::NativeJobs(QObject* parent) : QObject(parent) {
    work_.setMaxThreadCount(1);
    look_.setMaxThreadCount(1);
}

NativeJobs::~NativeJobs() {
    for (const auto& each : all_)
        if (const auto job = each.lock()) {
            job->replaced = true;
            job->control.requestStop();
        }
    work_.waitForDone();
    look_.waitForDone();
}

void NativeJobs::enqueue(QObject* owner, Lane lane, const QString& tag, std::function<void(RunControl&)> work, std::function<void(const Error*)> done,
                         Watch watch) {
    auto job = std::make_shared<Job>();
    job->key = {owner, tag};
    job->owner = owner;
    job->work = std::move(work);
    job->done = std::move(done);
    job->watch = std::move(watch);
    if (job->watch)
        observe(job);
    if (!tag.isEmpty()) {
        auto& newest = newest_[job->key];
        if (newest) {
            newest->replaced = true;
            newest->control.requestStop();
        }
        newest = job;
    }
    std::erase_if(all_, [](const auto& each) { return each.expired(); });
    all_.push_back(job);
    (lane == Lane::Work ? work_ : look_).start([this, job]() mutable {
        std::optional<Error> error;
        if (job->control.stopRequested())
            error = Error{ErrorKind::Cancelled, SH_TR("Cancelled before it began"), {}, {}, {}, {}};
        else
            job->work(job->control);
        // The functor takes the job along, so that whatever the callbacks hold dies on the UI thread.
        QMetaObject::invokeMethod(this, [this, job = std::move(job), error] { answer(job, error); }, Qt::QueuedConnection);
    });
}

void NativeJobs::observe(const std::shared_ptr<Job>& job) {
    // Weak: the control belongs to the job, and a strong pointer would keep both for ever.
    job->control.addObserver([this, weak = std::weak_ptr<Job>(job)](const Report& report) {
        const auto* progress = std::get_if<Progress>(&report);
        const auto job = weak.lock();
        if (!progress || !job)
            return;
        std::lock_guard lock(job->mutex);
        job->latest = *progress;
        if (std::exchange(job->posted, true))
            return;
        QMetaObject::invokeMethod(
            this,
            [job] {
                Progress latest;
                {
                    std::lock_guard inner(job->mutex);
                    latest = job->latest;
                    job->posted = false;
                }
                if (job->owner && !job->replaced)
                    job->watch(latest);
            },
            Qt::QueuedConnection);
    });
}

void NativeJobs::answer(const std::shared_ptr<Job>& job, const std::optional<Error>& error) {
    const auto newest = newest_.find(job->key);
    if (newest != newest_.end() && newest->second == job)
        newest_.erase(newest);
    if (job->owner && !job->replaced)
        job->done(error ? &*error : nullptr);
}

void NativeJobs::cancel(QObject* owner, const QString& tag) {
    if (const auto found = newest_.find({owner, tag}); found != newest_.end())
        found->second->control.requestStop();
}

bool NativeJobs::busy(QObject* owner, const QString& tag) const { return newest_.contains({owner, tag}); }

} // namespace stillhouse::widgets
