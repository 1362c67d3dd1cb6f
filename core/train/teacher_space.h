// SPDX-License-Identifier: GPL-3.0-or-later
// Where a teacher and the student can be compared: what the vocabulary check decides.
#pragma once
#include <string>

namespace stillhouse::train {

enum class TeacherSpace {
    Tokens, ///< token by token: both have the same tokens with the same ids
    Labels, ///< distributions over the task's labels, each model in its own tokens
    Sorted  ///< universal logit distillation: sorted probabilities, position by position (Boizard 2024)
};

struct SpaceQuestion {
    bool remote = false, sharesTokens = true;
    std::string taskKind; ///< "classification" or "generation"
    std::string wanted;   ///< the stage's option: "auto", "tokens", "labels", "sorted"
};
/// auto: tokens where they are shared, else labels for a classification and sorted probabilities for a generation task. What cannot be
/// is a base::Failure at `key`, with the reason.
TeacherSpace teacherSpace(const SpaceQuestion& question, const std::string& key);

} // namespace stillhouse::train
