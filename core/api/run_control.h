// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/events.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace stillhouse {

/// The one line between a run and whoever watches it. The engine calls the right-hand half on its own thread, at every step;
/// any other thread may call the left-hand half at any time. Nothing here blocks except `waitWhilePaused`.
class RunControl {
public:
    using Observer = std::function<void(const Report&)>;

    RunControl() = default;
    /// For a part of a run that reports on its own: what stops or pauses `parent`, which must outlive it, stops or pauses this too.
    explicit RunControl(const RunControl* parent) : parent_(parent) {}

    // --- for the watcher (any thread) ---
    void requestStop();
    void requestPause();
    void requestResume();
    bool paused() const;
    /// Sets a live value ("tau") from the next step on; nothing gives the control back to schedule and controller.
    void setOverride(const std::string& lane, const std::string& key, std::optional<double> value);
    /// Asks for a picture of a model in training; the answer is a Picture among the reports. The newest request of a tag wins.
    void requestPicture(PictureRequest request);
    /// Called on the engine thread for every report, in order; must return quickly. Add before the run starts.
    void addObserver(Observer observer);

    // --- for the engine (engine thread) ---
    bool stopRequested() const { return stop_.load(std::memory_order_relaxed) || (parent_ && parent_->stopRequested()); }
    /// Blocks while paused and not stopped. Returns true when it had to wait. `meanwhile` is called at once and then ten times a second.
    bool waitWhilePaused(const std::function<void()>& meanwhile = {});
    /// Takes the picture request that waits longest among those for `lane` or for any.
    std::optional<PictureRequest> takePictureRequest(const std::string& lane);
    bool pictureRequested() const { return pictures_.load(std::memory_order_relaxed) > 0; } ///< cheap: asked at every step
    std::optional<double> overrideFor(const std::string& lane, const std::string& key) const;
    void report(const Report& report);

private:
    const RunControl* parent_ = nullptr;
    std::atomic<bool> stop_{false};
    std::atomic<bool> paused_{false};
    mutable std::mutex mutex_;
    std::condition_variable resumed_;
    std::map<std::pair<std::string, std::string>, double> overrides_;
    std::vector<PictureRequest> requests_; ///< oldest first
    std::atomic<std::size_t> pictures_{0};  ///< requests_.size()
    std::vector<Observer> observers_;
};

} // namespace stillhouse
