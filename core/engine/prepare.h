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

/// Train, validation and test examples with unique ids, the task, and the tokenizer of the first teacher. Examples of the test split
/// never reach training, also when `eval` is a file of its own (its prompts are taken out of the training data). Notes what was left out.
train::RunData loadData(const Experiment& experiment, std::vector<Text>& notes);

/// Teachers in memory, without gradients.
std::vector<train::Teacher> loadTeachers(const Experiment& experiment);

/// The vocabulary check: teacher and student must share tokens and ids; a padded embedding is told in `notes`.
void checkVocabulary(const Experiment& experiment, std::vector<Text>& notes);

} // namespace stillhouse::engine
