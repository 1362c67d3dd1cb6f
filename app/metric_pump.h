// SPDX-License-Identifier: GPL-3.0-or-later
// Reports from the engine thread to the window: collected under a lock, handed over whole every 40 ms. The timer rests between runs.
#pragma once
#include "core/api/events.h"

#include <QObject>
#include <QTimer>
#include <mutex>
#include <vector>

namespace stillhouse::widgets {
class Session;
}

namespace stillhouse::app {

class MetricPump : public QObject {
    Q_OBJECT
public:
    explicit MetricPump(widgets::Session& session, QObject* parent = nullptr);

    void push(const Report& report); ///< any thread
    void start();                    ///< UI thread
    void stop();                     ///< hands over what is left

private:
    void drain();

    widgets::Session& session_;
    QTimer timer_;
    std::mutex mutex_;
    std::vector<Report> waiting_;
};

} // namespace stillhouse::app
