// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/store_reader.h"

#include <QMetaObject>

namespace stillhouse::widgets {

StoreReader::StoreReader(std::string path, bool drains) : path_(std::move(path)), drains_(drains), thread_([this] { loop(); }) {}

StoreReader::~StoreReader() {
    {
        std::lock_guard lock(mutex_);
        stop_ = true;
        if (!drains_)
            queue_.clear();
    }
    wake_.notify_all();
    thread_.join();
}

void StoreReader::enqueue(QObject* owner, const QString& tag, Work work, Done done) {
    auto job = std::make_shared<Job>();
    job->id = ++nextId_;
    job->key = {owner, tag};
    job->owner = owner;
    job->work = std::move(work);
    job->done = std::move(done);
    if (!tag.isEmpty())
        newest_[job->key] = job->id;
    {
        std::lock_guard lock(mutex_);
        if (!tag.isEmpty())
            std::erase_if(queue_, [&](const auto& queued) { return queued->key == job->key; });
        queue_.push_back(std::move(job));
    }
    wake_.notify_one();
}

void StoreReader::loop() {
    std::optional<Store> store;
    for (;;) {
        std::shared_ptr<Job> job;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return stop_ || !queue_.empty(); });
            if (stop_ && (!drains_ || queue_.empty()))
                return;
            job = std::move(queue_.front());
            queue_.pop_front();
        }
        std::optional<Error> error;
        if (!store) {
            auto opened = Store::open(path_);
            if (opened)
                store.emplace(std::move(*opened));
            else
                error = opened.error();
        }
        if (store)
            job->work(*store);
        // The functor takes the job along, so that whatever the callbacks hold dies on the UI thread.
        QMetaObject::invokeMethod(
            this, [this, job = std::move(job), error] { answer(*job, error ? &*error : nullptr); }, Qt::QueuedConnection);
    }
}

void StoreReader::answer(const Job& job, const Error* error) {
    const auto newest = newest_.find(job.key);
    if (newest != newest_.end()) {
        if (newest->second != job.id)
            return;
        newest_.erase(newest);
    }
    if (job.owner)
        job.done(error);
}

} // namespace stillhouse::widgets
