// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine_thread.h"

namespace stillhouse::app {

EngineThread::EngineThread(QObject* parent) : QObject(parent) {
    connect(this, &EngineThread::finished, this, [this] { alive_ = false; });
}

EngineThread::~EngineThread() {
    stop();
    if (thread_.joinable())
        thread_.join();
}

void EngineThread::start() {
    if (thread_.joinable())
        return;
    alive_ = true;
    thread_ = std::thread([this] { loop(); });
}

void EngineThread::post(const QString& tag, Job job) {
    {
        std::lock_guard lock(mutex_);
        if (stop_)
            return;
        if (!tag.isEmpty())
            std::erase_if(queue_, [&](const auto& queued) { return queued.first == tag; });
        queue_.emplace_back(tag, std::move(job));
    }
    wake_.notify_one();
}

void EngineThread::stop() {
    {
        std::lock_guard lock(mutex_);
        stop_ = true;
        queue_.clear();
    }
    wake_.notify_all();
}

void EngineThread::loop() {
    auto opened = loadEngine();
    if (opened) {
        Q_EMIT loaded((*opened)->info(), (*opened)->methods());
    } else {
        Q_EMIT failed(opened.error());
        stop();
    }
    for (;;) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return stop_ || !queue_.empty(); });
            if (stop_)
                break;
            job = std::move(queue_.front().second);
            queue_.pop_front();
        }
        job(**opened);
    }
    Q_EMIT finished();
}

} // namespace stillhouse::app
