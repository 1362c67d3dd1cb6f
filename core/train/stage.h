// SPDX-License-Identifier: GPL-3.0-or-later
// What a stage is and what it is given. A method file (core/distill/soft_targets.cpp, core/align/sft.cpp, …) defines one Stage:
// its table of options and a function that is readable top to bottom.
#pragma once
#include "core/model/torch.h"

#include "core/api/engine.h"
#include "core/api/remote.h"
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

/// How a teacher behind an endpoint is asked. Both block until every prompt is answered; base::Failure, Cancelled when the control wants to stop.
struct RemoteVoice {
    /// p over the labels for each prompt, in the order of `labels`.
    std::function<std::vector<std::vector<double>>(const std::vector<std::string>& prompts, const std::vector<TaskLabel>& labels, RunControl&)> labels;
    /// The teacher's own answer to each prompt, with the alternatives at every token.
    std::function<std::vector<RemoteAnswer>(const std::vector<std::string>& prompts, std::int64_t maxTokens, RunControl&)> answers;
};

/// A teacher: in memory, or behind an endpoint. `hash` is the key of everything cached from it.
struct Teacher {
    std::shared_ptr<const model::Decoder> decoder; ///< null: remote
    TeacherSpec spec;
    std::string hash;
    std::shared_ptr<const evaluate::TaskEncoder> encoder = nullptr; ///< with its own tokenizer; null: it has the student's tokens
    std::shared_ptr<const RemoteVoice> remote = nullptr;

    bool sharesTokens() const { return decoder && !encoder; }
};

/// The first teacher on this machine with the student's tokens: what stages need that copy it or look inside. base::Failure without one.
const Teacher& tokenTeacher(const std::vector<Teacher>& teachers);

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
    std::filesystem::path studentFrom = {}; ///< the folder that holds the student as it stands, where there is one
    std::vector<OverrideSpec> overrides = {}; ///< values that are held again when a run is repeated
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
    double teacherPasses = 0;        ///< of the teacher over each batch while training, besides the one that fills its cache
    double sampledShare = 0;         ///< of the steps: answers are sampled from the student
    std::int64_t comparedLayers = 0; ///< layers whose attention maps are in memory, of both models; −1: every layer of the student
    bool asksTeachers = true;        ///< in strategy A: their outputs over the data are cached first
};

struct Stage {
    MethodSpec spec;
    std::function<StageOutcome(StageContext&, const OptionMap&)> run;
    /// Fails at the first option that is unknown or out of range, with `where` as the start of its key.
    std::function<void(const OptionMap&, const std::string& where)> check;
    /// Fails where the stage cannot work with these models; may be empty. A stage before it may have changed the student's shape since.
    std::function<void(const OptionMap&, const formats::ModelConfig& student, const formats::ModelConfig& teacher, const std::string& where)> checkModels;
    std::function<StageLoad(const OptionMap&, const std::string& preset, std::int64_t examples)> load;
    /// The student's configuration behind the stage, where the stage changes it; fails as `check` when that student cannot be made.
    std::function<formats::ModelConfig(const OptionMap&, const formats::ModelConfig&, const std::string& where)> reshapes = {};
    /// Memory that it needs at some point beside models and data while it does not train; may be empty.
    std::function<double(const OptionMap&, const formats::ModelConfig& student)> workBytes = {};
    /// How many parameters learn, on a model of this shape; empty: all of the model's. Fails as `check`.
    std::function<std::int64_t(const OptionMap&, const formats::ModelConfig&, const std::string& where)> trainedParameters = {};
    /// It copies a teacher or looks inside one, so there must be one on this machine with the student's tokens.
    bool needsTokenTeacher = false;
};

} // namespace stillhouse::train
