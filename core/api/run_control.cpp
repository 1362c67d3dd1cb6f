// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/run_control.h"

#include <chrono>

namespace stillhouse {

void RunControl::requestStop() {
    stop_ = true;
    requestResume();
}

void RunControl::requestPause() { paused_ = true; }

void RunControl::requestResume() {
    {
        std::lock_guard lock(mutex_);
        paused_ = false;
    }
    resumed_.notify_all();
}

bool RunControl::paused() const { return paused_ || (parent_ && parent_->paused()); }

void RunControl::setOverride(const std::string& lane, const std::string& key, std::optional<double> value) {
    std::lock_guard lock(mutex_);
    if (value)
        overrides_[{lane, key}] = *value;
    else
        overrides_.erase({lane, key});
}

void RunControl::addObserver(Observer observer) { observers_.push_back(std::move(observer)); }

bool RunControl::waitWhilePaused() {
    if (!paused())
        return false;
    std::unique_lock lock(mutex_);
    while (paused() && !stopRequested())
        resumed_.wait_for(lock, std::chrono::milliseconds(100));
    return true;
}

std::optional<double> RunControl::overrideFor(const std::string& lane, const std::string& key) const {
    std::lock_guard lock(mutex_);
    const auto found = overrides_.find({lane, key});
    return found == overrides_.end() ? std::nullopt : std::optional(found->second);
}

void RunControl::report(const Report& report) {
    for (const auto& observer : observers_)
        observer(report);
}

} // namespace stillhouse
