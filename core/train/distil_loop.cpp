// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/distil_loop.h"

#include "core/train/encode.h"
#include "core/train/sampler.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::train {

namespace {

class Distil {
public:
    Distil(StageContext& context, const SoftTargetOptions& options, const Extra* extra)
        : context_(context), options_(options), extra_(extra), examples_(encodeAll(context, context.data.train, options.maxTokens)),
          objective_(context, options) {}

    StageOutcome run() {
        const auto steps = stepsFor(options_, context_.preset, std::int64_t(examples_.size()));
        if (!objective_.prepare(examples_, steps))
            return {RunStatus::Cancelled, 0};
        context_.student.setRequiresGrad(true);
        if (extra_ && extra_->freeze)
            extra_->freeze(context_.student);
        Sampler sampler(lengthsOf(examples_), options_.batchSize, context_.seed);
        AdamW optimizer(context_.student, adamOptions(options_));
        LoopParts parts;
        parts.gradients = [&](std::int64_t step) { return gradients(step, collate(examples_, sampler.batch(step), options_.promptWeight)); };
        parts.afterStep = [&](std::int64_t step) {
            const auto every = options_.evaluateEvery > 0 ? options_.evaluateEvery : std::max<std::int64_t>(1, steps / 10);
            if (step % every == 0)
                reportValidation(context_, step, kValidationLimit);
            return true;
        };
        parts.save = [this](Checkpoint& c) { objective_.save(c); };
        parts.load = [this](const Checkpoint& c) { objective_.load(c); };
        const auto outcome = runLoop(context_, options_, steps, optimizer, parts);
        context_.student.setRequiresGrad(true);
        return outcome;
    }

private:
    StepResult gradients(std::int64_t step, const Batch& batch) {
        model::Hooks hooks;
        model::ForwardOptions forward;
        if (extra_) {
            extra_->request(hooks);
            forward.hooks = &hooks;
        }
        const auto hidden = scoredRows(context_.student.hidden(batch.ids.to(context_.student.device()), forward), batch); // (R,d)
        auto soft = objective_.loss(step, batch, hidden);
        if (!extra_) {
            soft.total.backward();
            return {soft.total.item<double>(), batch.tokens, std::move(soft.metrics)};
        }
        return withExtra(step, batch, hooks, hidden, soft);
    }

    StepResult withExtra(std::int64_t step, const Batch& batch, const model::Hooks& hooks, const torch::Tensor& hidden, Objective::Value& soft) {
        const auto term = extra_->term(step, batch, hooks, hidden);
        const auto weighted = soft.total * extra_->softWeight;
        StepResult result{weighted.item<double>(), batch.tokens, std::move(soft.metrics)};
        result.metrics.insert(result.metrics.end(), term.metrics.begin(), term.metrics.end());
        if (!term.value.defined()) {
            weighted.backward();
            return result;
        }
        const double value = term.value.item<double>();
        result.loss += value;
        result.metrics.emplace_back("loss." + extra_->name, value);
        if (step % kShareEvery == 0)
            result.metrics.emplace_back("share." + extra_->name, backwardApart(weighted, term.value));
        else
            (weighted + term.value).backward();
        return result;
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
    std::vector<evaluate::EncodedExample> examples_;
    Objective objective_;
};

} // namespace

StageOutcome distil(StageContext& context, const SoftTargetOptions& options, const Extra* extra) {
    return Distil(context, options, extra).run();
}

} // namespace stillhouse::train
