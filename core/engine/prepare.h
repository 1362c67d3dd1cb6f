// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/train/stage.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace stillhouse::engine {

/// Refuses a document before any work: unknown stages and options, missing files, shapes that cannot be. Failures carry the key.
/// `lane`: only this strategy will run; empty: all.
void checkExperiment(const Experiment& experiment, const std::string& lane);

/// The student's configuration: the model at student.path, or the teacher's with the shape asked for.
formats::ModelConfig studentConfig(const Experiment& experiment);

/// The folder whose tokenizer the student speaks: its own, or that of the first teacher on this machine, whose configuration a fresh
/// student follows too. A base::Failure at "teacher" where there is neither.
std::string tokenizerFolder(const Experiment& experiment);

/// Train, validation and test examples with unique ids, the task, and the student's tokenizer. Examples of the test split
/// never reach training, also when `eval` is a file of its own (its prompts are taken out of the training data). Notes what was left out.
train::RunData loadData(const Experiment& experiment, std::vector<Text>& notes);

/// Teachers in the device's memory, without gradients, or behind their endpoints, in the document's order.
std::vector<train::Teacher> loadTeachers(const RunRequest& request, const train::RunData& data, torch::Device device);

/// Whether a teacher on this machine has the student's tokens with the same ids, and what a person should know about it.
struct VocabularyState {
    bool shared = true;
    Text note; ///< empty: nothing is remarkable
};
VocabularyState vocabularyOf(const TeacherSpec& teacher, const Experiment& experiment);

/// The vocabulary check, for every teacher and every stage that will run: how each is compared with the student is told in `notes`; what
/// cannot be is a base::Failure with the key and the reason, as is a source of the training examples for which no teacher speaks.
void checkVocabulary(const Experiment& experiment, const std::string& lane, const train::RunData& data, std::vector<Text>& notes);

} // namespace stillhouse::engine
