// SPDX-License-Identifier: GPL-3.0-or-later
// Spreads redraws over frames: however many plots ask at once, one frame draws for about 3 ms and one plot more, and the rest
// wait for the next, so that the window answers while twelve curves grow. Costs nothing while nothing asks. UI thread only.
#pragma once
#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <deque>

namespace stillhouse::widgets {

class PlotFrame;

class ReplotQueue : public QObject {
    Q_OBJECT
public:
    static ReplotQueue& instance();
    void add(PlotFrame* frame);

private:
    ReplotQueue();
    void tick();
    std::deque<QPointer<PlotFrame>> waiting_;
    QTimer timer_;
};

} // namespace stillhouse::widgets
