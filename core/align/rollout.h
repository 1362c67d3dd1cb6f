// SPDX-License-Identifier: GPL-3.0-or-later
// Answers of a policy with everything an update needs to know of them. Engine thread.
#pragma once
#include "core/align/prompt_set.h"
#include "core/align/reward_model.h"
#include "core/train/checkpoint.h"

#include <functional>

namespace stillhouse::align {

/// A value for every hidden state: v = h · weight + bias.
struct ValueHead {
    torch::Tensor weight;                             ///< (d)
    torch::Tensor bias;                               ///< (1)
    explicit ValueHead(const model::Decoder& policy); ///< zeros that want gradients
    torch::Tensor operator()(const torch::Tensor& hidden) const {
        return hidden.to(torch::kFloat32).matmul(weight) + bias;
    } ///< (R,d) → (R)
};

/// E answers with R tokens altogether; the tokens of answer e are the rows offsets[e] … offsets[e+1]−1.
struct Rollout {
    std::vector<std::int64_t> prompts;                    ///< (E): index into the prompt set
    std::vector<evaluate::EncodedExample> episodes;       ///< prompt and answer
    std::vector<std::int64_t> offsets;                    ///< (E+1)
    std::vector<std::int64_t> ended;                      ///< (E): 1 where the answer ended by itself
    torch::Tensor logProbs, reference, entropies, values; ///< (R) float32; values only with a value head
    torch::Tensor scores;                                 ///< (E) float64
    bool empty() const { return episodes.empty(); }

    torch::Tensor kl() const; ///< (E) float64: Σ log π − log π_ref over the answer's tokens
    std::int64_t tokens() const { return offsets.empty() ? 0 : offsets.back(); }
    /// The flat rows of some episodes, in the order that train::collate gives them.
    torch::Tensor rowsOf(const std::vector<std::int64_t>& episodes) const;
};

/// Scores (E) float64 of a rollout's episodes. Programmatic rewards and the reward model stand behind the same call.
using Scorer = std::function<torch::Tensor(const Rollout&)>;

Scorer rewardScorer(std::shared_ptr<const RewardModel> model);
/// 1 where the answer is the example's label (verbalizer), else 0. Classification only; `labels[i]`: label index of prompt i.
Scorer labelScorer(const evaluate::TaskEncoder& encoder, std::vector<std::int32_t> labels);

/// log π(target), and entropies in nats, of the rows of logits (R,V); both (R). Keeps gradients.
struct RowLogProbs {
    torch::Tensor logProbs, entropies;
};
RowLogProbs rowLogProbs(const torch::Tensor& logits, const torch::Tensor& targets);

/// Answers to the prompts in `which`, with both models' log probabilities and without scores. Nothing when asked to stop.
std::optional<Rollout> sampleRollout(const model::Decoder& policy, const model::Decoder& reference, const ValueHead* value,
                                     const PromptSet& set, const std::vector<std::int64_t>& which, const SamplingChoice& choice,
                                     RunControl& control);

/// The rollout as tensors named "rollout/…" and back.
void addRollout(train::Checkpoint& checkpoint, const Rollout& rollout);
Rollout rolloutFrom(const train::Checkpoint& checkpoint, const PromptSet& set);

} // namespace stillhouse::align
