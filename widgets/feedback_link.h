// SPDX-License-Identifier: GPL-3.0-or-later
// What the pages about preferences and rewards say to each other and to the wiring. A child of the session, so that they meet without
// knowing each other. UI thread.
#pragma once
#include <QObject>

namespace stillhouse::widgets {

class Session;

class FeedbackLink : public QObject {
    Q_OBJECT
public:
    /// The session's one link, made on first use.
    static FeedbackLink& of(Session& session);

Q_SIGNALS:
    /// Run strategy B as the feedback round after this run; empty: after the newest one. The run starts or Session::failed says why not.
    void nextRoundRequested(const QString& parentRun);
    /// Show the Data page's comparison of answers, with the pairs of this run's policy; empty: with those of the last choice.
    void labellingRequested(const QString& runId);

private:
    explicit FeedbackLink(QObject* parent) : QObject(parent) {}
};

} // namespace stillhouse::widgets
