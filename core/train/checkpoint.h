// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/torch.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace stillhouse::train {

using NamedTensors = std::vector<std::pair<std::string, torch::Tensor>>;

/// Everything a loop needs to go on as if it had never stopped: weights, optimizer, schedule and controller state, random numbers and
/// the data position (which is the step, see Sampler).
struct Checkpoint {
    std::int64_t step = 0;
    std::map<std::string, double> scalars; ///< controller state, best metric, … (exact: stored as bits)
    std::map<std::string, std::string> texts; ///< the student's configuration, what a stage knows of itself
    NamedTensors tensors;                  ///< "student/…", "optimizer/…", "snapshot/…"
};

/// Writes <folder>/checkpoint-<step>.safetensors: a temporary name, synced, renamed. Keeps the newest `keep`. Weights stay in their own
/// precision; the state of torch's default generator goes along.
std::filesystem::path writeCheckpoint(const std::filesystem::path& folder, const Checkpoint& checkpoint, int keep = 3);
/// Reads one file and restores torch's default generator. Damage is a base::Failure.
Checkpoint readCheckpoint(const std::filesystem::path& file);
/// The newest checkpoint in `folder`, or nothing.
std::optional<std::filesystem::path> newestCheckpoint(const std::filesystem::path& folder);

/// Copies tensors named "<prefix>/x" into the tensors of `targets` named x, in place. Missing ones and other shapes are Failures.
void restoreTensors(const Checkpoint& checkpoint, const std::string& prefix, const NamedTensors& targets, const std::string& where);

} // namespace stillhouse::train
