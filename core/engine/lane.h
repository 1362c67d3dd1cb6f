// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/engine/prepare.h"

#include <filesystem>
#include <string>
#include <vector>

namespace stillhouse::engine {

/// What one strategy produced.
struct LaneResult {
    std::vector<StageState> stages;
    RunStatus status = RunStatus::Finished; ///< Cancelled when stopped on the way
    std::shared_ptr<model::Decoder> student;
    std::string modelPath;  ///< Hugging Face folder, once all stages are done
    std::string packedPath; ///< the native file that a quantizer made of it; empty without one
    struct Adapted {
        std::string subject, base, adapter; ///< what stood before is judged as `subject` ("A before LoRA"); folders of it and of the adapter
    };
    std::vector<Adapted> adapted;
    double seconds = 0;
};

/// What all lanes of a run share.
struct RunShared {
    const RunRequest& request;
    const train::RunData& data;
    const std::vector<train::Teacher>& teachers;
    RunControl& control;
    torch::Device device; ///< where every model of the run lives
};

/// Runs the stages of one strategy in order. A stage that an earlier try finished is loaded, not repeated; one that was interrupted
/// continues at its newest checkpoint. Ends with the student as a Hugging Face folder at <run>/<lane>/model, and
/// with a quantizer as a native file at <run>/<lane>/model.safetensors too.
LaneResult runLane(const RunShared& shared, const std::string& lane);

/// Brings the checkpoint that a run is forked from, and the finished stages before it, into the new run's folder. Returns the lane.
std::string takeOverFork(const RunRequest& request);

} // namespace stillhouse::engine
