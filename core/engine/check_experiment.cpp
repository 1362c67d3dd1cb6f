// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/prepare.h"

#include "core/api/temperature.h"
#include "core/base/failure.h"
#include "core/engine/methods.h"
#include "core/formats/hf_folder.h"
#include "core/model/device.h"

#include <algorithm>

namespace stillhouse::engine {

namespace fs = std::filesystem;

namespace {

void mustExist(const std::string& path, const std::string& key) {
    std::error_code ignored;
    if (path.empty())
        base::failAt(key, SH_TR("A path is needed here"), SH_TR("Choose a file or folder"));
    if (!fs::exists(path, ignored))
        base::failAt(key, Text(SH_TR("There is nothing at %1"), {path}), SH_TR("Check the path; relative paths start at the experiment's folder"));
}

void checkOverrides(const std::vector<OverrideSpec>& overrides, const MethodSpec& method, const std::string& where) {
    const bool hasTemperature = std::any_of(method.options.begin(), method.options.end(), [](const OptionSpec& o) { return o.key == "tau_start"; });
    for (std::size_t i = 0; i < overrides.size(); ++i) {
        const auto at = where + ".overrides[" + std::to_string(i) + "]";
        if (!hasTemperature || overrides[i].key != "tau")
            base::failAt(at + ".key", Text(SH_TR("The stage %1 has no value '%2' that can be held"), {method.id, overrides[i].key}), SH_TR("Only 'tau' can be held, in stages with a temperature"));
        if (const auto value = overrides[i].value; value && (*value < kMinTemperature || *value > kMaxTemperature))
            base::failAt(at + ".value", Text(SH_TR("τ is %1, but it must be between 0.1 and 10"), {std::to_string(*value)}), SH_TR("Choose a value in this range"));
    }
}

void checkStages(const Experiment& experiment, const std::string& lane) {
    if (!lane.empty() && experiment.strategies.count(lane) == 0)
        base::failAt("strategies." + lane, Text(SH_TR("The experiment has no strategy %1"), {lane}), SH_TR("Add its stages, or run the other one"));
    std::size_t active = 0;
    for (const auto& [name, stages] : experiment.strategies) {
        std::string quantized;
        for (std::size_t i = 0; i < stages.size(); ++i) {
            const std::string at = "strategies." + name + "[" + std::to_string(i) + "]";
            const auto& stage = stageNamed(stages[i].stage, at + ".stage");
            stage.check(stages[i].options, at);
            checkOverrides(stages[i].overrides, stage.spec, at);
            if (stage.spec.strategies.find(name) == std::string::npos)
                base::failAt(at + ".stage", Text(SH_TR("Strategy %1 does not offer the stage %2"), {name, stages[i].stage}), SH_TR("Move it to the other strategy"));
            if (!stages[i].skip && !quantized.empty())
                base::failAt(at + ".stage", Text(SH_TR("Nothing can follow the stage %1: its weights are packed"), {quantized}), SH_TR("Move it to the end"));
            if (!stages[i].skip && stage.spec.kind == MethodKind::Quantizer)
                quantized = stages[i].stage;
            active += !stages[i].skip && (lane.empty() || lane == name);
        }
    }
    if (active == 0)
        base::failAt("strategies", SH_TR("There is no stage to run"), SH_TR("Add a stage, or stop skipping one"));
}

// What a stage asks of its models. With several teachers it is asked when it starts.
void checkModels(const Experiment& experiment, const std::string& at, const StageSpec& spec, const formats::ModelConfig& student) {
    const auto& stage = stageNamed(spec.stage, at);
    std::vector<std::string> local;
    for (const auto& teacher : experiment.teachers)
        if (!teacher.path.empty())
            local.push_back(teacher.path);
    if (local.size() < experiment.teachers.size() && stage.load(spec.options, experiment.budget.preset, 1).sampledShare > 0)
        base::failAt(at + ".on_policy", SH_TR("A teacher behind an endpoint cannot be asked about every sample of the student"), SH_TR("Set the on-policy share to 0, or keep local teachers alone"));
    if (!stage.checkModels)
        return;
    if (local.empty())
        base::failAt(at + ".stage", Text(SH_TR("The stage %1 looks inside its teacher, and no teacher is in a local folder"), {spec.stage}), SH_TR("Add a local teacher, or skip this stage"));
    if (local.size() == 1)
        stage.checkModels(spec.options, student, formats::HfFolder(local.front()).config(), at);
}

// Stage by stage, with the student as it arrives there: pruning changes its shape.
void checkShapes(const Experiment& experiment) {
    for (const auto& [name, stages] : experiment.strategies) {
        auto config = studentConfig(experiment);
        for (std::size_t i = 0; i < stages.size(); ++i) {
            const std::string at = "strategies." + name + "[" + std::to_string(i) + "]";
            if (stages[i].skip)
                continue;
            checkModels(experiment, at, stages[i], config);
            const auto& stage = stageNamed(stages[i].stage, name);
            if (stage.trainedParameters)
                (void)stage.trainedParameters(stages[i].options, config, at);
            if (stage.reshapes)
                config = stage.reshapes(stages[i].options, config, at);
        }
    }
}

} // namespace

void checkExperiment(const Experiment& experiment, const std::string& lane) {
    checkStages(experiment, lane);
    (void)model::deviceNamed(experiment.device);
    if (experiment.teachers.empty())
        base::failAt("teacher", SH_TR("The experiment names no teacher"), SH_TR("Choose a model folder in the Teacher panel"));
    for (std::size_t i = 0; i < experiment.teachers.size(); ++i)
        if (!experiment.teachers[i].isRemote())
            mustExist(experiment.teachers[i].path, experiment.teachers.size() == 1 ? "teacher.path" : "teachers[" + std::to_string(i) + "].path");
    mustExist(experiment.data.train, "data.train");
    if (!experiment.data.eval.empty())
        mustExist(experiment.data.eval, "data.eval");
    if (!experiment.data.task.empty())
        mustExist(experiment.data.task, "data.task");
    if (!experiment.data.preferences.empty())
        mustExist(experiment.data.preferences, "data.preferences");
    if (experiment.data.testFraction + experiment.data.validationFraction >= 1)
        base::failAt("data.test_fraction", SH_TR("Test and validation leave nothing to train on"), SH_TR("Lower the fractions"));
    checkShapes(experiment);
}

formats::ModelConfig studentConfig(const Experiment& experiment) {
    const auto& s = experiment.student;
    if (!s.path.empty()) {
        mustExist(s.path, "student.path");
        return formats::HfFolder(s.path).config();
    }
    auto config = formats::HfFolder(tokenizerFolder(experiment)).config();
    const auto need = [](std::int64_t value, const char* key) {
        if (value < 1)
            base::failAt(std::string("student.") + key, SH_TR("The student's shape is not complete"), SH_TR("Give hidden, layers, heads and ffn, or a path"));
    };
    need(s.hidden, "hidden");
    need(s.layers, "layers");
    need(s.heads, "heads");
    need(s.ffn, "ffn");
    const std::int64_t kvHeads = s.kvHeads > 0 ? s.kvHeads : s.heads;
    if (s.hidden % s.heads != 0 || s.heads % kvHeads != 0)
        base::failAt("student.heads", SH_TR("Heads must divide the width, and key/value heads the heads"), SH_TR("Choose a width that is a multiple of the heads"));
    config.hidden = s.hidden;
    config.headDim = s.hidden / s.heads;
    config.layers.assign(std::size_t(s.layers), {s.heads, kvHeads, s.ffn, true, true});
    config.slidingWindowFrom = std::min(config.slidingWindowFrom, s.layers);
    config.dtype = formats::DType::F32;
    formats::checkConfig(config, "student");
    return config;
}

} // namespace stillhouse::engine
