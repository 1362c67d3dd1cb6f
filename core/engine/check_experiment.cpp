// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/prepare.h"

#include "core/base/failure.h"
#include "core/engine/methods.h"
#include "core/formats/hf_folder.h"
#include "core/text/tokenizer.h"

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

} // namespace

void checkExperiment(const Experiment& experiment, const std::string& lane) {
    checkStages(experiment, lane);
    if (experiment.teachers.empty())
        base::failAt("teacher", SH_TR("The experiment names no teacher"), SH_TR("Choose a model folder in the Teacher panel"));
    if (experiment.teachers.size() > 1)
        base::failAt("teachers", SH_TR("These stages learn from one teacher"), SH_TR("Keep one entry under 'teachers'"));
    mustExist(experiment.teachers.front().path, "teacher.path");
    mustExist(experiment.data.train, "data.train");
    if (!experiment.data.eval.empty())
        mustExist(experiment.data.eval, "data.eval");
    if (!experiment.data.task.empty())
        mustExist(experiment.data.task, "data.task");
    if (!experiment.data.preferences.empty())
        mustExist(experiment.data.preferences, "data.preferences");
    if (experiment.data.testFraction + experiment.data.validationFraction >= 1)
        base::failAt("data.test_fraction", SH_TR("Test and validation leave nothing to train on"), SH_TR("Lower the fractions"));
    (void)studentConfig(experiment);
}

formats::ModelConfig studentConfig(const Experiment& experiment) {
    const auto& s = experiment.student;
    if (!s.path.empty()) {
        mustExist(s.path, "student.path");
        return formats::HfFolder(s.path).config();
    }
    auto config = formats::HfFolder(experiment.teachers.at(0).path).config();
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

void checkVocabulary(const Experiment& experiment, std::vector<Text>& notes) {
    const auto& teacherPath = experiment.teachers.at(0).path;
    const auto teacher = text::Tokenizer::load(teacherPath);
    const auto teacherVocab = formats::HfFolder(teacherPath).config().vocab;
    const auto config = studentConfig(experiment);
    if (!experiment.student.path.empty()) {
        const auto student = text::Tokenizer::load(experiment.student.path);
        if (student.hash() != teacher.hash())
            base::failAt("student.path", SH_TR("Teacher and student have different tokenizers"), SH_TR("Soft targets need the same tokens with the same ids: start from a fresh student, or choose another teacher"));
    }
    if (std::int64_t(teacher.vocabSize()) > teacherVocab)
        base::failAt("teacher.path", Text(SH_TR("The tokenizer knows %1 tokens, but the model only %2"), {std::to_string(teacher.vocabSize()), std::to_string(teacherVocab)}),
                     SH_TR("Use the tokenizer that belongs to the model"));
    if (config.vocab != teacherVocab)
        notes.push_back(Text(SH_TR("Teacher and student pad the vocabulary differently (%1 and %2): the common ids are used"),
                             {std::to_string(teacherVocab), std::to_string(config.vocab)}));
}

} // namespace stillhouse::engine
