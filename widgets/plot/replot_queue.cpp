// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/replot_queue.h"

#include "widgets/plot/plot_frame.h"

#include <QCoreApplication>

namespace stillhouse::widgets {

namespace {

constexpr int kFrameMs = 16;
constexpr qint64 kBudgetNs = 3'000'000;

} // namespace

ReplotQueue& ReplotQueue::instance() {
    // Owned by the application, so that its timer dies before the event loop's machinery does.
    static QPointer<ReplotQueue> queue;
    if (!queue) {
        queue = new ReplotQueue;
        queue->setParent(QCoreApplication::instance());
    }
    return *queue;
}

ReplotQueue::ReplotQueue() {
    timer_.setSingleShot(true);
    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this, &ReplotQueue::tick);
}

void ReplotQueue::add(PlotFrame* frame) {
    waiting_.push_back(frame);
    if (!timer_.isActive())
        timer_.start(kFrameMs);
}

void ReplotQueue::tick() {
    QElapsedTimer spent;
    spent.start();
    for (auto left = waiting_.size(); left > 0 && spent.nsecsElapsed() < kBudgetNs; --left) {
        const QPointer<PlotFrame> frame = waiting_.front();
        waiting_.pop_front();
        // What cannot be seen keeps its mark and is drawn when it is shown.
        if (frame && frame->isVisible())
            frame->redrawNow();
    }
    if (!waiting_.empty())
        timer_.start(kFrameMs);
}

} // namespace stillhouse::widgets
