// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/options.h"

#include <string>
#include <vector>

namespace stillhouse {

enum class MethodKind { Stage, Pruner, Quantizer, Objective };

/// What a method says about itself. Forms, validation, CLI flags, JSON Schema and help pages derive from it.
struct MethodSpec {
    std::string id; ///< "distill.soft": the word in an experiment's "stage"
    MethodKind kind = MethodKind::Stage;
    Text title;                      ///< "Soft targets"
    Text summary;                    ///< one sentence
    std::string source;              ///< "Hinton et al. 2015; Agarwal et al. 2023 (GKD)"
    std::string strategies;          ///< letters of the strategies that offer it: "A", "B" or "AB"
    std::vector<OptionSpec> options; ///< in the order of the form
};

} // namespace stillhouse
