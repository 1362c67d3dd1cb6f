// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/run_control.h"

#include <algorithm>
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

bool RunControl::waitWhilePaused(const std::function<void()>& meanwhile) {
    if (!paused())
        return false;
    while (paused() && !stopRequested()) {
        if (meanwhile)
            meanwhile();
        std::unique_lock lock(mutex_);
        if (paused() && !stopRequested())
            resumed_.wait_for(lock, std::chrono::milliseconds(100));
    }
    return true;
}

void RunControl::requestPicture(PictureRequest request) {
    std::lock_guard lock(mutex_);
    std::erase_if(requests_, [&](const PictureRequest& waiting) { return waiting.tag == request.tag; });
    requests_.push_back(std::move(request));
    pictures_ = requests_.size();
}

std::optional<PictureRequest> RunControl::takePictureRequest(const std::string& lane) {
    std::lock_guard lock(mutex_);
    const auto found = std::find_if(requests_.begin(), requests_.end(), [&](const auto& r) { return r.lane.empty() || r.lane == lane; });
    if (found == requests_.end())
        return std::nullopt;
    PictureRequest out = std::move(*found);
    requests_.erase(found);
    pictures_ = requests_.size();
    return out;
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
