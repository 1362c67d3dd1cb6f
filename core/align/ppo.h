// SPDX-License-Identifier: GPL-3.0-or-later
// Proximal policy optimisation of a language model (Ziegler 2019; Ouyang et al. 2022), with the details of the original code (Huang et al.
// 2024, "The N implementation details of RLHF with PPO"). Engine thread.
#pragma once
#include "core/align/policy_loop.h"
#include "core/align/ppo_math.h"
#include "core/train/encode.h"
#include "core/train/sampler.h"

#include <optional>

namespace stillhouse::align {

struct PpoOptions : PolicyOptions {
    PpoOptions() {
        learningRate = 1e-4;
        batchSize = 64;
        promptWeight = 1;
        weightDecay = 0;
        warmup = 0;
    }
    double beta = 0.1;
    double klTarget = 2;
    double klGain = 0.5;
    double gamma = 1;
    double lambda = 0.95;
    double ratioClip = 0.2;
    double valueClip = 0.2;
    double valueWeight = 0.1;
    double valueRate = 10;
    bool whiten = true;
    double entropyWeight = 0;
    double pretrainWeight = 0;
    std::string epsilon = "original";
};

/// Learning from a rollout: rewards per token, GAE, whitening, clipped policy and value loss, and the pre-training mix.
class PpoUpdate : public PolicyUpdate {
public:
    /// `prompts`: lengths of the prompt set. `mix`: examples for the pre-training mix; may be empty.
    PpoUpdate(train::StageContext& context, const PpoOptions& options, const PromptSet& prompts, std::vector<evaluate::EncodedExample> mix);

    const ValueHead* value() const override { return &value_; }
    std::vector<std::int64_t> draw(std::int64_t rollout) override { return sampler_.batch(rollout); }
    NamedNumbers prepare(const Rollout& rollout) override;
    std::vector<std::int64_t> learned(const Rollout& rollout) const override;
    Step gradients(const Rollout& rollout, const std::vector<std::int64_t>& answers, std::int64_t step) override;
    std::vector<train::AdamGroup> parameters() override;
    void save(train::Checkpoint& checkpoint) const override;
    void load(const train::Checkpoint& checkpoint) override;

private:
    torch::Tensor mixLoss(std::int64_t step);

    train::StageContext& context_;
    const PpoOptions& o_;
    train::Sampler sampler_;
    std::vector<evaluate::EncodedExample> mix_;
    std::optional<train::Sampler> mixSampler_;
    ValueHead value_;
    KlController controller_;
    torch::Tensor advantages_, returns_; ///< (R) of the rollout at hand
};

train::AdamOptions ppoAdam(const PpoOptions& options);

} // namespace stillhouse::align
