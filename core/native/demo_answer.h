// SPDX-License-Identifier: GPL-3.0-or-later
// One version of a demonstration: its open model, and its answer to one prompt.
#pragma once
#include "core/api/demo.h"
#include "core/native/native_state.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace stillhouse::native {

using DemoTell = std::function<void(const DemoAnswer&)>;

/// One caller at a time. The same path twice in a request is two callers, so their models are asked one after another.
class DemoModel {
public:
    DemoModel(const std::string& path, int threads);

    void describe(DemoAnswer& answer) const;
    NativeState& state() { return state_; }
    std::mutex& mutex() { return mutex_; }

private:
    NativeState state_;
    ModelInfo info_;
    std::mutex mutex_;
};

/// Opens and reads every weight once, so that the first answer is timed like the others. answer.openMs is how long that took. base::Failure.
std::shared_ptr<DemoModel> openDemoModel(const std::string& path, int threads, DemoAnswer& answer);

/// Fills `answer` up to state Done, telling whenever there is more of it. base::Failure; of kind Cancelled once control wants to stop, also in
/// the middle of a prompt.
void answerDemo(DemoModel& model, const DemoRequest& request, const std::optional<Task>& task, DemoAnswer& answer, const DemoTell& tell, const RunControl& control);

} // namespace stillhouse::native
