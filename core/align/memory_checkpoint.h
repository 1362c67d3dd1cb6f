// SPDX-License-Identifier: GPL-3.0-or-later
// What strategy B's stages hand on, as tensors of a checkpoint: "reward/…" and "samples".
#pragma once
#include "core/train/checkpoint.h"
#include "core/train/stage.h"

namespace stillhouse::align {

void addMemory(train::Checkpoint& checkpoint, const train::LaneMemory& memory);
/// Replaces reward model and samples by those of the checkpoint, where it has them. Damage is a base::Failure at `where`.
void restoreMemory(const train::Checkpoint& checkpoint, train::LaneMemory& memory, const std::string& where);

/// Samples alone, for a checkpoint in the middle of a stage.
void addSamples(train::Checkpoint& checkpoint, const std::vector<train::PolicySample>& samples);
bool restoreSamples(const train::Checkpoint& checkpoint, std::vector<train::PolicySample>& samples, const std::string& where);

/// One JSON object a line: number, id, prompt, response, reward, kl, fate, ids, start.
std::string samplesJsonl(const std::vector<train::PolicySample>& samples);
/// Writes the lane's samples to <lane's folder>/samples.jsonl and reports the file, which the store imports.
void reportSamples(const train::StageContext& context);
/// Such a file. base::Failure when it is missing or damaged.
std::vector<train::PolicySample> readSamples(const std::filesystem::path& jsonl);

} // namespace stillhouse::align
