// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/method.h"
#include "core/api/options.h"
#include "core/api/remote_spec.h"
#include "core/api/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace stillhouse {

/// A teacher, either a local model folder (`path`) or an endpoint (`remote`), and how much it counts.
struct TeacherSpec {
    std::string path;
    double weight = 1;
    std::vector<std::string> sources; ///< examples of these sources only; empty: all
    RemoteSpec remote;                ///< used when it names an endpoint; its keys stand beside weight and sources in the document

    bool isRemote() const { return !remote.endpoint.empty(); }
};

/// The student: either an existing model (`path`), or a fresh one of this shape.
struct StudentSpec {
    std::string path;
    std::int64_t hidden = 0, layers = 0, heads = 0, kvHeads = 0, ffn = 0;
    bool fromTeacher = true; ///< tokenizer, norms and positions follow the teacher's configuration
};

struct DataSpec {
    std::string train;       ///< JSONL, CSV/TSV or text; split by hash when `eval` is empty
    std::string eval;        ///< held-out file; empty: the test part of the split
    std::string task;        ///< task file (template, labels, verbalizers)
    std::string preferences; ///< JSONL of {prompt, chosen, rejected}
    double testFraction = 0.2;
    double validationFraction = 0.05;
};

/// A value held by hand from a step on (counted from 0), until another entry; no value gives it back to schedule and controller. A run
/// records its own as events; in a document they are held again at the same steps. A hand that takes the handle meanwhile goes first.
struct OverrideSpec {
    std::int64_t step = 0;
    std::string key = "tau";
    std::optional<double> value;

    bool operator==(const OverrideSpec&) const = default;
};

struct StageSpec {
    std::string stage;  ///< a method id
    OptionMap options;  ///< only what differs from the defaults
    bool skip = false;
    std::vector<OverrideSpec> overrides = {};
};

struct BudgetSpec {
    std::string preset = "quick"; ///< "quick", "standard" or "long": scales steps that stages leave at their default
    double maxMinutes = 0;        ///< 0: no limit; otherwise a stage ends early, cleanly, and says so
};

struct EvaluateSpec {
    std::int64_t limit = 0;         ///< examples of the test split; 0: all
    std::int64_t latencyRequests = 60;
    std::int64_t bootstrap = 1000;  ///< resamples for 95 % intervals
    std::vector<std::string> gates; ///< "accuracy>0.95"
};

/// One experiment document, version 1. The window and the CLI read and write the same file (resources/experiment.schema.json).
struct Experiment {
    std::string name;
    std::int64_t seed = 1;
    std::string device = "auto"; ///< where LibTorch computes: "auto" (CUDA where there is one, else the CPU), "cpu", "cuda" or "cuda:N"
    std::vector<TeacherSpec> teachers;
    StudentSpec student;
    DataSpec data;
    std::map<std::string, std::vector<StageSpec>> strategies; ///< "A", "B"
    BudgetSpec budget;
    EvaluateSpec evaluate;

    /// The first teacher on this machine: a fresh student follows its configuration and speaks its tokens. Null: there is none.
    const TeacherSpec* localTeacher() const {
        for (const TeacherSpec& teacher : teachers)
            if (!teacher.isRemote())
                return &teacher;
        return nullptr;
    }
};

/// Reads a document. Unknown keys are errors that name the key and its nearest spelling; relative paths are taken from `folder`.
Result<Experiment> parseExperiment(const std::string& json, const std::string& where, const std::string& folder);
Result<Experiment> readExperiment(const std::string& path);
/// The document as JSON text; only what differs from the defaults, keys in a stable order.
std::string formatExperiment(const Experiment& experiment);
Result<void> writeExperiment(const Experiment& experiment, const std::string& path);

/// The cascade: the same document with a LoRA fine-tuning behind strategy A, before its quantizer, where it has none yet. A document
/// without strategy A gets its first stage too; strategy B stays as it is. `lora`: options of the stage lora.sft, on all linear matrices
/// where they name no targets.
Experiment cascadeOf(Experiment experiment, OptionMap lora = {});

/// The document as JSON Schema 2020-12, with the options of every stage (resources/experiment.schema.json is its output).
std::string experimentSchema(const std::vector<MethodSpec>& methods);

} // namespace stillhouse
