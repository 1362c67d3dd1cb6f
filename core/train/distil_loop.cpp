// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/distil_loop.h"

#include "core/train/encode.h"
#include "core/train/on_policy.h"
#include "core/train/sampler.h"
#include "core/train/supervised_loop.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::train {

namespace {

class Distil {
public:
    Distil(StageContext& context, const SoftTargetOptions& options, const Extra* extra, LoraAdapter* adapter)
        : context_(context), options_(options), extra_(extra), adapter_(adapter), examples_(encodeAll(context, context.data.train, options.maxTokens)),
          objective_(context, options), weight_(extra ? extra->weight : 0) {}

    StageOutcome run() {
        const auto steps = stepsFor(options_, context_.preset, std::int64_t(examples_.size()));
        if (!objective_.prepare(examples_, steps))
            return {RunStatus::Cancelled, 0};
        context_.student.setRequiresGrad(!adapter_);
        if (extra_ && extra_->freeze)
            extra_->freeze(context_.student);
        if (extra_ && extra_->start)
            extra_->start(examples_);
        Sampler sampler(lengthsOf(examples_), options_.batchSize, context_.seed);
        AdamW optimizer(trainedGroups(context_.student, adapter_), adamOptions(options_));
        LoopParts parts;
        if (adapter_)
            parts.adapter = adapter_->parameters();
        parts.gradients = [&](std::int64_t step) { return take(step, sampler.batch(step)); };
        parts.afterStep = [&](std::int64_t step) {
            const auto every = options_.evaluateEvery > 0 ? options_.evaluateEvery : std::max<std::int64_t>(1, steps / 10);
            if (step % every == 0)
                reportValidation(context_, step, kValidationLimit);
            return true;
        };
        parts.save = [this](Checkpoint& c) { save(c); };
        parts.load = [this](const Checkpoint& c) { load(c); };
        const auto outcome = runLoop(context_, options_, steps, optimizer, parts);
        context_.student.setRequiresGrad(true);
        return outcome;
    }

private:
    StepResult take(std::int64_t step, const std::vector<std::int64_t>& indices) {
        if (isOnPolicy(options_.onPolicy, context_.seed, step)) {
            const auto batch = sampledBatch(context_.student, *context_.data.encoder, examples_, indices, options_, context_.seed, step);
            if (batch.rows.numel() > 0)
                return gradients(step, batch, true);
        }
        return gradients(step, collate(examples_, indices, options_.promptWeight), false);
    }

    StepResult gradients(std::int64_t step, const Batch& batch, bool sampled) {
        model::Hooks hooks;
        model::ForwardOptions forward;
        if (extra_ && extra_->request) {
            extra_->request(hooks);
            forward.hooks = &hooks;
        }
        const auto hidden = scoredRows(trainingPass(context_, adapter_, step, batch, forward), batch); // (R,d)
        auto soft = objective_.loss(step, batch, hidden, sampled);
        StepResult result{0, batch.tokens, std::move(soft.metrics)};
        describe(result, batch, sampled);
        const auto weighted = extra_ ? soft.total * extra_->softWeight : soft.total;
        result.loss = weighted.item<double>();
        const auto term = extra_ ? extra_->term(step, batch, hooks, hidden) : ExtraTerm{};
        result.metrics.insert(result.metrics.end(), term.metrics.begin(), term.metrics.end());
        if (term.value.defined())
            addTerm(step, weighted, term.value, result);
        else
            weighted.backward();
        return result;
    }

    // A sampled answer is no label: its cross-entropy would only say how sure the student is of itself.
    void describe(StepResult& result, const Batch& batch, bool sampled) const {
        if (options_.onPolicy > 0)
            result.metrics.emplace_back("on_policy", sampled ? 1 : 0);
        if (!sampled)
            return;
        std::erase_if(result.metrics, [](const auto& m) { return m.first == "loss.ce" || m.first == "share.ce" || m.first == "share.distill"; });
        result.metrics.emplace_back("sampled_tokens", double(batch.rows.numel()));
    }

    void addTerm(std::int64_t step, const torch::Tensor& soft, const torch::Tensor& value, StepResult& result) {
        const auto term = value * weight_;
        result.loss += term.item<double>();
        result.metrics.emplace_back("loss." + extra_->name, value.item<double>());
        if (step % kShareEvery != 0) {
            (soft + term).backward();
            return;
        }
        const double share = backwardApart(soft, term);
        result.metrics.emplace_back("share." + extra_->name, share);
        if (extra_->balanceTo > 0) {
            result.metrics.emplace_back("weight." + extra_->name, weight_);
            weight_ = balancedWeight(weight_, share, extra_->balanceTo);
        }
    }

    void save(Checkpoint& c) const {
        objective_.save(c);
        c.scalars["extra.weight"] = weight_;
        if (extra_ && extra_->save)
            extra_->save(c);
    }

    void load(const Checkpoint& c) {
        objective_.load(c);
        if (extra_ && extra_->balanceTo > 0 && c.scalars.count("extra.weight"))
            weight_ = c.scalars.at("extra.weight");
        if (extra_ && extra_->load)
            extra_->load(c);
    }

    // Both backward passes one after the other; the gradients add up to those of the sum.
    double backwardApart(const torch::Tensor& soft, const torch::Tensor& term) {
        soft.backward({}, true);
        std::vector<torch::Tensor> first;
        double softSquares = 0, termSquares = 0;
        for (const auto& parameter : context_.student.parameters()) {
            first.push_back(parameter.grad().defined() ? parameter.grad().clone() : torch::Tensor());
            if (first.back().defined())
                softSquares += first.back().pow(2).sum().item<double>();
        }
        term.backward();
        std::size_t i = 0;
        for (const auto& parameter : context_.student.parameters()) {
            const auto& before = first[i++];
            if (parameter.grad().defined())
                termSquares += (before.defined() ? parameter.grad() - before : parameter.grad()).pow(2).sum().item<double>();
        }
        const double both = std::sqrt(softSquares) + std::sqrt(termSquares);
        return both > 0 ? std::sqrt(termSquares) / both : 0;
    }

    StageContext& context_;
    const SoftTargetOptions& options_;
    const Extra* extra_;
    LoraAdapter* adapter_;
    std::vector<evaluate::EncodedExample> examples_;
    Objective objective_;
    double weight_; ///< of the extra term
};

} // namespace

double balancedWeight(double weight, double share, double target) {
    if (!(share > 0 && share < 1 && target > 0 && target < 1))
        return weight;
    const double wanted = weight * (target / (1 - target)) * ((1 - share) / share);
    return std::clamp(weight * std::pow(wanted / weight, 0.3), 1e-3, 1e3);
}

StageLoad softTargetLoad(const SoftTargetOptions& options, const std::string& preset, std::int64_t examples) {
    StageLoad load{stepsFor(options, preset, examples), options.batchSize, options.maxTokens};
    load.sampledShare = options.onPolicy;
    load.teacherPasses = options.alpha > 0 ? (options.cacheTeacher ? options.onPolicy : 1) : 0;
    return load;
}

StageOutcome distil(StageContext& context, const SoftTargetOptions& options, const Extra* extra, LoraAdapter* adapter) {
    return Distil(context, options, extra, adapter).run();
}

} // namespace stillhouse::train
