// SPDX-License-Identifier: GPL-3.0-or-later
// One question to all versions of the Demo page, on a job thread; what they answered so far, for the page and for the presentation.
#pragma once
#include "core/api/demo.h"

#include <QObject>
#include <memory>
#include <vector>

namespace stillhouse::widgets {

class Session;

class DemoJob : public QObject {
    Q_OBJECT
public:
    explicit DemoJob(Session& session, QObject* parent = nullptr);

    /// Asks; a question that is still being answered is stopped and its answers are forgotten.
    void start(const DemoRequest& request);
    void stop(); ///< what was written so far stays
    bool running() const { return running_; }
    const DemoRequest& request() const { return request_; }
    const std::vector<DemoAnswer>& answers() const { return answers_; } ///< of the request's models, in their order
    void clear(); ///< forgets answers and closes the models

Q_SIGNALS:
    void changed();  ///< answers() grew, at most some thirty times a second
    void finished(); ///< with `changed` before it
    void failed(const stillhouse::Error& error);

private:
    struct Shared;
    void take();
    void done(Result<std::vector<DemoAnswer>> answers);

    Session& session_;
    std::shared_ptr<Demo> demo_;
    std::shared_ptr<Shared> shared_; ///< of the question going on
    DemoRequest request_;
    std::vector<DemoAnswer> answers_;
    bool running_ = false;
};

} // namespace stillhouse::widgets
