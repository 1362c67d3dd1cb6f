// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/metric_pump.h"

#include "widgets/session.h"

namespace stillhouse::app {

MetricPump::MetricPump(widgets::Session& session, QObject* parent) : QObject(parent), session_(session) {
    timer_.setInterval(40);
    connect(&timer_, &QTimer::timeout, this, &MetricPump::drain);
}

void MetricPump::push(const Report& report) {
    std::lock_guard lock(mutex_);
    waiting_.push_back(report);
}

void MetricPump::start() { timer_.start(); }

void MetricPump::stop() {
    timer_.stop();
    drain();
}

void MetricPump::drain() {
    std::vector<Report> reports;
    {
        std::lock_guard lock(mutex_);
        reports.swap(waiting_);
    }
    if (!reports.empty())
        session_.deliver(reports);
}

} // namespace stillhouse::app
