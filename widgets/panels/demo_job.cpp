// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/demo_job.h"

#include "widgets/native_jobs.h"
#include "widgets/session.h"

#include <chrono>
#include <mutex>

namespace stillhouse::widgets {

namespace {

const QString kDemoTag = QStringLiteral("demo");
constexpr auto kDemoInterval = std::chrono::milliseconds(30); ///< between two pictures of a text that grows

} // namespace

/// Written by the job, read by the UI thread.
struct DemoJob::Shared {
    std::mutex mutex;
    std::vector<DemoAnswer> answers;
    std::chrono::steady_clock::time_point told{};

    /// True when the window should look now.
    bool keep(std::size_t index, const DemoAnswer& answer) {
        std::lock_guard lock(mutex);
        const bool step = answers[index].state != answer.state || answers[index].probabilities.size() != answer.probabilities.size();
        answers[index] = answer;
        const auto now = std::chrono::steady_clock::now();
        if (!step && now - told < kDemoInterval)
            return false;
        told = now;
        return true;
    }
};

DemoJob::DemoJob(Session& session, QObject* parent) : QObject(parent), session_(session), demo_(std::make_shared<Demo>()) {}

void DemoJob::start(const DemoRequest& request) {
    request_ = request;
    shared_ = std::make_shared<Shared>();
    shared_->answers.resize(request.models.size());
    for (std::size_t i = 0; i < request.models.size(); ++i)
        shared_->answers[i].path = request.models[i];
    answers_ = shared_->answers;
    running_ = true;
    Q_EMIT changed();
    session_.jobs().start<std::vector<DemoAnswer>>(
        this, NativeJobs::Lane::Work, kDemoTag,
        [request, demo = demo_, shared = shared_](RunControl& control) {
            return demo->ask(
                request,
                [&](std::size_t index, const DemoAnswer& answer) {
                    if (shared->keep(index, answer))
                        control.report(Progress{});
                },
                control);
        },
        [this](Result<std::vector<DemoAnswer>> answers) { done(std::move(answers)); }, [this](const Progress&) { take(); });
}

void DemoJob::stop() { session_.jobs().cancel(this, kDemoTag); }

void DemoJob::take() {
    if (!running_)
        return;
    {
        std::lock_guard lock(shared_->mutex);
        answers_ = shared_->answers;
    }
    Q_EMIT changed();
}

void DemoJob::done(Result<std::vector<DemoAnswer>> answers) {
    running_ = false;
    if (answers)
        answers_ = std::move(*answers);
    else
        for (auto& answer : answers_) // cancelled before it began, or the request was wrong: no version was asked
            answer.state = DemoState::Stopped;
    Q_EMIT changed();
    if (!answers && answers.error().kind != ErrorKind::Cancelled)
        Q_EMIT failed(answers.error());
    Q_EMIT finished();
}

void DemoJob::clear() {
    stop();
    demo_ = std::make_shared<Demo>(); // a job going on keeps the old one until its end
    answers_.clear();
    Q_EMIT changed();
}

} // namespace stillhouse::widgets
