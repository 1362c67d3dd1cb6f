// SPDX-License-Identifier: GPL-3.0-or-later
// The table of importances with everything that a slider needs: the curve of the validation split and the model of latency.
#pragma once
#include "core/model/torch.h"

#include "core/api/prune.h"
#include "core/prune/head_options.h"
#include "core/prune/importance.h"
#include "core/train/stage.h"

#include <cstdint>
#include <filesystem>

namespace stillhouse::prune {

struct TableSettings {
    ImportanceSettings importance;
    std::int64_t examples = 256; ///< of the training split, spread evenly over it
    std::int64_t maxTokens = 256;
    bool curve = true;          ///< measure the validation split at some budgets, in both modes where both are possible
    bool latency = true;        ///< time the native engine
    std::filesystem::path file; ///< instead of a file in the context's cache
};

/// What the stage's options ask for; τ as its schedule begins.
TableSettings tableSettings(const HeadOptions& options, const train::StageContext& context);

/// Examples of the training split as tokens: what importance is measured on.
std::vector<evaluate::EncodedExample> calibrationExamples(train::StageContext& context, std::int64_t count, std::int64_t maxTokens);

/// SHA-256 over model, data, teacher and settings. Whether channels, curve and latency are there is not part of it: a file that has
/// more than is asked for will do.
std::string tableKey(const train::StageContext& context, const TableSettings& settings);

/// <folder>/importance-<key>.json
std::filesystem::path tablePath(const std::filesystem::path& folder, const std::string& key);

/// The table of context.student (the first teacher of the context, if there is one, takes part in the loss): from the file that
/// the settings name, or the one in `context.cache`, when it has this key, else measured and written there. base::Failure, also when
/// cancelled.
HeadImportance importanceTable(train::StageContext& context, const TableSettings& settings);

} // namespace stillhouse::prune
