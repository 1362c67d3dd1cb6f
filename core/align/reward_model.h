// SPDX-License-Identifier: GPL-3.0-or-later
// The reward model of B1 (Ziegler 2019; Ouyang et al. 2022): a decoder's body with a scalar head on the last token of the answer.
// Engine thread.
#pragma once
#include "core/evaluate/task_encoding.h"
#include "core/train/lane_memory.h"

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace stillhouse::align {

using train::RewardModel;

/// A copy of `body` with a head drawn from N(0, 1/(d+1)), as in the original code.
std::shared_ptr<RewardModel> freshReward(const model::Decoder& body, std::uint64_t seed);

/// Raw scores (B) with gradient, without the mean: head · h at the last token of each row.
torch::Tensor rawScores(const RewardModel& model, std::span<const std::vector<std::int32_t>> rows);

/// Scores minus the mean, float64 on the CPU, without gradient, in batches of at most `batchTokens` tokens.
torch::Tensor scoreAll(const RewardModel& model, const std::vector<std::vector<std::int32_t>>& rows, std::int64_t batchTokens = 8192);

/// −log σ(chosen − rejected − margin), mean over pairs (Bradley & Terry 1952; the margin after Touvron 2023). chosen, rejected (B).
torch::Tensor pairLoss(const torch::Tensor& chosen, const torch::Tensor& rejected, double margin);

/// Sets mean and deviation so that the rows score 0 on average. Nothing changes for no rows.
void normaliseOn(RewardModel& model, const std::vector<std::vector<std::int32_t>>& rows);

/// A Hugging Face folder with the tensor "reward_head.weight" (1, d) and the mean in the metadata.
void saveReward(const RewardModel& model, const std::filesystem::path& folder, const std::filesystem::path& tokenizerFrom);
std::shared_ptr<RewardModel> loadReward(const std::filesystem::path& folder);

} // namespace stillhouse::align
