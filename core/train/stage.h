// SPDX-License-Identifier: GPL-3.0-or-later
// What a stage is and what it is given. A method file (core/distill/soft_targets.cpp, core/align/sft.cpp, …) defines one Stage:
// its table of options and a function that is readable top to bottom.
#pragma once
#include "core/model/torch.h"

#include "core/api/engine.h"
#include "core/evaluate/task_encoding.h"
#include "core/model/decoder.h"
#include "core/train/lane_memory.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace stillhouse::train {

/// A teacher in memory. `hash` is the key of everything cached from it.
struct Teacher {
    std::shared_ptr<const model::Decoder> decoder;
    TeacherSpec spec;
    std::string hash;
};

/// The examples of one run, encoded once, shared by its lanes and stages.
struct RunData {
    std::shared_ptr<const evaluate::TaskEncoder> encoder;
    std::vector<Example> train, validation, test;
    std::string hash;
    std::vector<Preference> preferences; ///< of the experiment's file; may be empty
};

/// Everything a stage may touch. Lives on the engine thread for the length of the stage.
struct StageContext {
    std::string lane;
    int stageIndex = 0;
    std::string stage;
    model::Decoder& student;
    std::shared_ptr<model::Decoder>& policy; ///< B's policy: a copy of the teacher until B0 trains it
    const std::vector<Teacher>& teachers;
    const RunData& data;
    RunControl& control;
    std::filesystem::path folder; ///< of this stage: checkpoints
    std::filesystem::path cache;  ///< of the run: teacher outputs
    std::string preset;           ///< the budget's: "quick", "standard", "long"
    double secondsAllowed = 0;    ///< 0: no limit
    std::uint64_t seed = 1;
    bool resume = false;
    std::filesystem::path tokenizerFrom; ///< folder whose tokenizer the student speaks
    std::filesystem::path packed;        ///< the lane's native file: a quantizer writes it
    std::shared_ptr<LaneMemory> memory = std::make_shared<LaneMemory>(); ///< what strategy B's stages hand on
};

struct StageOutcome {
    RunStatus status = RunStatus::Finished; ///< or Cancelled
    std::int64_t steps = 0;
};

/// What a stage will do with given options: for the dry run.
struct StageLoad {
    std::int64_t steps = 0;
    std::int64_t batchSize = 0; ///< examples in memory at once
    std::int64_t maxTokens = 0;
};

struct Stage {
    MethodSpec spec;
    std::function<StageOutcome(StageContext&, const OptionMap&)> run;
    /// Fails at the first option that is unknown or out of range, with `where` as the start of its key.
    std::function<void(const OptionMap&, const std::string& where)> check;
    std::function<StageLoad(const OptionMap&, const std::string& preset, std::int64_t examples)> load;
};

} // namespace stillhouse::train
