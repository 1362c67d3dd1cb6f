// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/align/ppo.h"

#include "core/base/seed.h"
#include "core/train/batch.h"
#include "core/train/vocab_loss.h"

#include <numeric>

namespace stillhouse::align {

using torch::Tensor;

PpoUpdate::PpoUpdate(train::StageContext& context, const PpoOptions& options, const PromptSet& prompts,
                     std::vector<evaluate::EncodedExample> mix)
    : context_(context), o_(options), sampler_(train::lengthsOf(prompts.prompts), options.answers, base::mix(context.seed, 2)),
      mix_(std::move(mix)), value_(context.student), controller_(options.beta, options.klTarget, options.klGain) {
    if (!mix_.empty())
        mixSampler_.emplace(train::lengthsOf(mix_), options.batchSize, base::mix(context.seed, 3));
}

std::vector<train::AdamGroup> PpoUpdate::parameters() {
    train::AdamGroup policy, head;
    policy.parameters = context_.student.namedParameters();
    head.parameters = {{"value_head.weight", value_.weight}, {"value_head.bias", value_.bias}};
    head.rateScale = o_.valueRate;
    head.decays = false;
    return {policy, head};
}

NamedNumbers PpoUpdate::prepare(const Rollout& rollout) {
    const double beta = controller_.beta(), kl = rollout.kl().mean().item<double>();
    const auto rewards = tokenRewards(rollout.logProbs, rollout.reference, rollout.scores, rollout.offsets, beta);
    auto made = generalisedAdvantages(rewards, rollout.values, rollout.offsets, o_.gamma, o_.lambda);
    advantages_ = o_.whiten ? whiten(made.advantages) : made.advantages;
    returns_ = made.returns;
    controller_.observe(kl); // in force from the next rollout on
    const double error = (made.returns - rollout.values).square().mean().item<double>();
    const double spread = (made.returns - made.returns.mean()).square().mean().item<double>();
    return {{"beta", beta},
            {"objective", rollout.scores.mean().item<double>() - beta * kl},
            {"advantage", made.advantages.mean().item<double>()},
            {"value.explained", spread > 0 ? 1 - error / spread : 0}};
}

std::vector<std::int64_t> PpoUpdate::learned(const Rollout& rollout) const {
    std::vector<std::int64_t> all(rollout.episodes.size());
    std::iota(all.begin(), all.end(), 0);
    return all;
}

Tensor PpoUpdate::mixLoss(std::int64_t step) {
    const auto batch = train::collate(mix_, mixSampler_->batch(step), o_.promptWeight);
    const auto hidden = train::scoredRows(context_.student.hidden(batch.ids.to(context_.student.device())), batch);
    return train::vocabLoss(hidden, context_.student.headWeight(), batch.targets, {}, {}, batch.weights).total;
}

PolicyUpdate::Step PpoUpdate::gradients(const Rollout& rollout, const std::vector<std::int64_t>& answers, std::int64_t step) {
    const auto batch = train::collate(rollout.episodes, answers, 0);
    const auto device = context_.student.device();
    const auto rows = rollout.rowsOf(answers);
    const auto old = [&](const Tensor& all) { return all.index_select(0, rows).to(device); };
    const auto hidden = train::scoredRows(context_.student.hidden(batch.ids.to(device)), batch);
    const auto own = rowLogProbs(context_.student.logits(hidden), batch.targets.to(device));
    const auto loss = ppoLoss(own.logProbs, old(rollout.logProbs), old(advantages_), value_(hidden), old(rollout.values), old(returns_),
                              o_.ratioClip, o_.valueClip);
    auto total = loss.policy + o_.valueWeight * loss.value;
    const double entropy = own.entropies.mean().item<double>();
    if (o_.entropyWeight > 0)
        total = total - o_.entropyWeight * own.entropies.mean();
    Step out;
    out.result.metrics = {{"loss.policy", loss.policy.item<double>()},
                          {"loss.value", loss.value.item<double>()},
                          {"clip_fraction", loss.clipFraction},
                          {"clip_fraction.value", loss.valueClipFraction},
                          {"ratio", loss.ratio},
                          {"kl.step", loss.stepKl},
                          {"entropy.step", entropy}};
    if (o_.pretrainWeight > 0 && mixSampler_) {
        const auto mix = mixLoss(step);
        out.result.metrics.emplace_back("loss.pretrain", mix.item<double>());
        total = total + o_.pretrainWeight * mix;
    }
    total.backward();
    out.result.loss = total.item<double>();
    out.result.tokens = batch.tokens;
    out.ratio = loss.ratio;
    return out;
}

void PpoUpdate::save(train::Checkpoint& c) const {
    c.tensors.emplace_back("value/weight", value_.weight);
    c.tensors.emplace_back("value/bias", value_.bias);
    c.tensors.emplace_back("value/advantages", advantages_.defined() ? advantages_ : torch::zeros({0}));
    c.tensors.emplace_back("value/returns", returns_.defined() ? returns_ : torch::zeros({0}));
    c.scalars["beta"] = controller_.beta();
}

void PpoUpdate::load(const train::Checkpoint& c) {
    train::restoreTensors(c, "value", {{"weight", value_.weight}, {"bias", value_.bias}}, context_.stage);
    for (const auto& [name, tensor] : c.tensors)
        if (name == "value/advantages" || name == "value/returns")
            (name == "value/advantages" ? advantages_ : returns_) = tensor;
    if (c.scalars.count("beta"))
        controller_.setBeta(c.scalars.at("beta"));
}

train::AdamOptions ppoAdam(const PpoOptions& o) {
    auto adam = train::adamOptions(o);
    adam.epsilon = 1e-5; // of the original code
    adam.placement = o.epsilon == "original" ? train::EpsilonPlacement::BeforeCorrection : train::EpsilonPlacement::AfterCorrection;
    return adam;
}

} // namespace stillhouse::align
