// SPDX-License-Identifier: GPL-3.0-or-later
// Teachers, and how each of them can be compared with the student.
#include "core/base/failure.h"
#include "core/engine/methods.h"
#include "core/engine/prepare.h"
#include "core/engine/remote_voice.h"
#include "core/formats/hf_folder.h"
#include "core/model/model_io.h"
#include "core/text/token_agreement.h"
#include "core/train/teacher_mix.h"
#include "core/train/teacher_space.h"

#include <algorithm>
#include <set>

namespace stillhouse::engine {

namespace {

std::string nameOf(const TeacherSpec& teacher) { return teacher.isRemote() ? teacher.remote.model : std::filesystem::path(teacher.path).filename().string(); }

Text wayOf(train::TeacherSpace space, const std::string& name) {
    switch (space) {
    case train::TeacherSpace::Labels: return Text(SH_TR("Teacher %1 is compared with the student on the labels"), {name});
    case train::TeacherSpace::Sorted: return Text(SH_TR("Teacher %1 is compared with the student by sorted probabilities (universal logit distillation)"), {name});
    case train::TeacherSpace::Tokens: break;
    }
    return Text(SH_TR("Teacher %1 is compared with the student token by token"), {name});
}

std::string wanted(const OptionMap& options, const char* key, const char* standard) {
    const auto found = options.find(key);
    const auto* text = found == options.end() ? nullptr : std::get_if<std::string>(&found->second);
    return text ? *text : standard;
}

// An endpoint never tells how probable it finds an answer that is not its own.
void checkWeighting(const Experiment& experiment, const StageSpec& stage, const std::string& taskKind, const std::string& at) {
    const auto rule = wanted(stage.options, "teacher_weighting", "fixed");
    const bool remote = std::any_of(experiment.teachers.begin(), experiment.teachers.end(), [](const TeacherSpec& t) { return t.isRemote(); });
    if (experiment.teachers.size() > 1 && remote && taskKind != "classification" && (rule == "correctness" || rule == "learned"))
        base::failAt(at + ".teacher_weighting", SH_TR("A teacher behind an endpoint does not tell how probable it finds the right answer"), SH_TR("Choose fixed or confidence"));
}

void checkRouting(const Experiment& experiment, const train::RunData& data) {
    std::set<std::string> sources;
    for (const auto& example : data.train)
        sources.insert(example.source);
    for (const auto& source : sources)
        if (train::speakersFor(source, experiment.teachers).empty())
            base::failAt("teachers", source.empty() ? Text(SH_TR("No teacher speaks for examples without a source"))
                                                    : Text(SH_TR("No teacher speaks for the source '%1'"), {source}),
                         SH_TR("Let a teacher with a weight above 0 name this source, or keep one that names none"));
}

struct StageCheck {
    const Experiment& experiment;
    const std::vector<VocabularyState>& states;
    const std::string& taskKind;
    std::set<std::string> told;
};

void checkStage(StageCheck& check, const StageSpec& spec, const std::string& at, std::vector<Text>& notes) {
    const auto& stage = stageNamed(spec.stage, at + ".stage");
    const auto& teachers = check.experiment.teachers;
    bool any = false;
    for (std::size_t k = 0; k < teachers.size(); ++k)
        any = any || (!teachers[k].isRemote() && check.states[k].shared);
    if (stage.needsTokenTeacher && !any)
        base::failAt(at + ".stage", Text(SH_TR("The stage %1 needs a teacher on this machine with the student's tokens"), {spec.stage}),
                     SH_TR("Add a model folder whose tokenizer is the student's, or skip this stage"));
    const auto& options = stage.spec.options;
    if (std::none_of(options.begin(), options.end(), [](const OptionSpec& o) { return o.key == "vocabulary"; }))
        return;
    checkWeighting(check.experiment, spec, check.taskKind, at);
    for (std::size_t k = 0; k < teachers.size(); ++k) {
        const bool shared = !teachers[k].isRemote() && check.states[k].shared;
        const auto space = train::teacherSpace({teachers[k].isRemote(), shared, check.taskKind, wanted(spec.options, "vocabulary", "auto")}, at + ".vocabulary");
        auto text = wayOf(space, nameOf(teachers[k]));
        if ((teachers.size() > 1 || space != train::TeacherSpace::Tokens) && check.told.insert(text.english()).second)
            notes.push_back(std::move(text));
    }
}

} // namespace

std::string tokenizerFolder(const Experiment& experiment) {
    if (!experiment.student.path.empty())
        return experiment.student.path;
    if (const auto* teacher = experiment.localTeacher())
        return teacher->path;
    base::failAt("student.path", SH_TR("A fresh student follows a teacher on this machine, and there is none"), SH_TR("Give the student as a model folder, or add a teacher's folder"));
}

VocabularyState vocabularyOf(const TeacherSpec& spec, const Experiment& experiment) {
    const auto teacher = text::Tokenizer::load(spec.path), student = text::Tokenizer::load(tokenizerFolder(experiment));
    const auto teacherVocab = formats::HfFolder(spec.path).config().vocab, studentVocab = studentConfig(experiment).vocab;
    const auto number = [](auto value) { return std::to_string(value); };
    if (std::int64_t(teacher.vocabSize()) > teacherVocab)
        base::failAt("teacher.path", Text(SH_TR("The tokenizer knows %1 tokens, but the model only %2"), {number(teacher.vocabSize()), number(teacherVocab)}),
                     SH_TR("Use the tokenizer that belongs to the model"));
    const auto agreement = text::compareTokens(teacher, student);
    if (agreement.relation == TokenRelation::Different)
        return {false, Text(SH_TR("Teacher %1 and student have different tokenizers"), {nameOf(spec)})};
    if (std::int64_t(student.vocabSize()) > teacherVocab)
        return {false, Text(SH_TR("The student has tokens that teacher %1 does not know (%2 and %3)"), {nameOf(spec), number(student.vocabSize()), number(teacherVocab)})};
    if (agreement.relation == TokenRelation::Extended)
        return {true, Text(SH_TR("Teacher %1 and student share the first %2 tokens; one of them has more: the common ids are used"), {nameOf(spec), number(agreement.common)})};
    if (studentVocab != teacherVocab)
        return {true, Text(SH_TR("Teacher and student pad the vocabulary differently (%1 and %2): the common ids are used"), {number(teacherVocab), number(studentVocab)})};
    return {};
}

std::vector<train::Teacher> loadTeachers(const RunRequest& request, const train::RunData& data, torch::Device device) {
    std::vector<train::Teacher> out;
    for (const auto& spec : request.experiment.teachers) {
        if (spec.isRemote()) {
            out.push_back({nullptr, spec, spec.remote.endpoint + "|" + spec.remote.model, nullptr, remoteVoice(spec.remote, request)});
            continue;
        }
        auto decoder = std::make_shared<model::Decoder>(model::loadModel(spec.path, device));
        decoder->setRequiresGrad(false);
        const auto hash = model::modelHash(*decoder);
        std::shared_ptr<const evaluate::TaskEncoder> own;
        if (!vocabularyOf(spec, request.experiment).shared)
            own = std::make_shared<evaluate::TaskEncoder>(data.encoder->task(), text::Tokenizer::load(spec.path),
                                                          std::int32_t(std::min<std::int64_t>(data.encoder->maxTokens(), decoder->config().maxPositions)));
        out.push_back({std::move(decoder), spec, hash, std::move(own), nullptr});
    }
    return out;
}

void checkVocabulary(const Experiment& experiment, const std::string& lane, const train::RunData& data, std::vector<Text>& notes) {
    std::vector<VocabularyState> states;
    for (std::size_t k = 0; k < experiment.teachers.size(); ++k) {
        states.push_back(experiment.teachers[k].isRemote() ? VocabularyState{false, {}} : vocabularyOf(experiment.teachers[k], experiment));
        if (!states.back().note.empty())
            notes.push_back(states.back().note);
    }
    checkRouting(experiment, data);
    StageCheck check{experiment, states, data.encoder->task().kind, {}};
    for (const auto& [name, stages] : experiment.strategies)
        for (std::size_t i = 0; i < stages.size(); ++i)
            if (!stages[i].skip && (lane.empty() || lane == name))
                checkStage(check, stages[i], "strategies." + name + "[" + std::to_string(i) + "]", notes);
}

} // namespace stillhouse::engine
