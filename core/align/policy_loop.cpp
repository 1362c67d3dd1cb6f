// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/align/policy_loop.h"

#include "core/align/memory_checkpoint.h"
#include "core/base/failure.h"
#include "core/base/seed.h"
#include "core/train/encode.h"

#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <numeric>

namespace stillhouse::align {

namespace {

class PolicyLoop {
public:
    PolicyLoop(train::StageContext& context, const PolicyOptions& options, const PolicyTask& task, PolicyUpdate& update,
               const train::AdamOptions& adam)
        : context_(context), o_(options), task_(task), update_(update), optimizer_(update.parameters(), adam), health_(task.health),
          perRollout_(stepsPerRollout(options, task.learnedAnswers)) {}

    train::StageOutcome run() {
        auto& samples = context_.memory->samples;
        if (!context_.resume || !train::newestCheckpoint(context_.folder)) {
            samples.clear();
            if (!take(0))
                return {RunStatus::Cancelled, 0};
        }
        train::LoopParts parts;
        parts.gradients = [this](std::int64_t step) { return gradients(step); };
        parts.afterStep = [this](std::int64_t step) { return afterStep(step); };
        // Between rollouts only, where the state is smallest.
        parts.checkpointDue = [this](std::int64_t step) {
            return step % perRollout_ == 0 && step / o_.checkpointEvery != (step - perRollout_) / o_.checkpointEvery;
        };
        parts.save = [this](train::Checkpoint& c) { save(c); };
        parts.load = [this](const train::Checkpoint& c) { load(c); };
        return train::runLoop(context_, o_, task_.rollouts * perRollout_, optimizer_, parts);
    }

private:
    train::StepResult gradients(std::int64_t step) {
        const auto within = step % perRollout_, perEpoch = perRollout_ / o_.epochs;
        const auto epoch = (step / perRollout_) * o_.epochs + within / perEpoch;
        auto order = update_.learned(rollout_);
        base::Random random(base::mix(context_.seed ^ 0x9e3779b9u, std::uint64_t(epoch)));
        base::shuffle(order, random);
        const auto first = (within % perEpoch) * o_.batchSize, last = std::min(first + o_.batchSize, std::int64_t(order.size()));
        auto taken = update_.gradients(rollout_, {order.begin() + first, order.begin() + last}, step);
        ratio_ = taken.ratio;
        return std::move(taken.result);
    }

    bool afterStep(std::int64_t step) {
        if (const auto verdict = health_.minibatch(ratio_))
            return derail(*verdict, step);
        if (step % perRollout_ != 0)
            return true;
        const auto index = step / perRollout_;
        if (o_.evaluateEvery > 0 ? step % o_.evaluateEvery == 0
                                 : index % std::max<std::int64_t>(1, task_.rollouts / 3) == 0 || index == task_.rollouts)
            train::reportValidation(context_, step, train::kValidationLimit);
        return take(step);
    }

    // The next rollout, judged before anything is learned from it. False ends the stage; a rollout that a stop cut short leaves none
    // behind, and the loop ends by itself.
    bool take(std::int64_t step) {
        const auto index = step / perRollout_;
        context_.control.report(
            Progress{context_.lane, context_.stageIndex, step, task_.rollouts * perRollout_, 0, "", 0, SH_TR("Sampling answers")});
        rollout_ = {};
        auto next = sampleRollout(context_.student, task_.reference, update_.value(), task_.prompts, update_.draw(index),
                                  {update_.temperature(), base::mix(context_.seed, std::uint64_t(index))}, context_.control);
        if (!next)
            return step > 0;
        next->scores = penalised(task_.score(*next), *next);
        const auto numbers = numbersOf(*next);
        show(step, *next, numbers);
        if (const auto verdict = health_.rollout(numbers))
            return derail(*verdict, step);
        rollout_ = std::move(*next);
        record();
        for (const auto& [name, value] : update_.prepare(rollout_))
            metric(step, name, value);
        healthy_ = everything(step);
        return true;
    }

    torch::Tensor penalised(const torch::Tensor& scores, const Rollout& rollout) const {
        if (o_.missingEnd <= 0)
            return scores;
        const auto ended = torch::tensor(rollout.ended, torch::kLong).to(torch::kFloat64);
        return scores - o_.missingEnd * (1 - ended);
    }

    static RolloutNumbers numbersOf(const Rollout& rollout) {
        const double ended =
            double(std::accumulate(rollout.ended.begin(), rollout.ended.end(), std::int64_t(0))) / double(rollout.ended.size());
        return {rollout.kl().mean().item<double>(), rollout.entropies.mean().item<double>(), ended};
    }

    void show(std::int64_t step, const Rollout& rollout, const RolloutNumbers& numbers) {
        const auto& scores = rollout.scores;
        const double mean = scores.mean().item<double>();
        metric(step, "reward", mean);
        metric(step, "reward.std", std::sqrt((scores - mean).square().mean().item<double>()));
        metric(step, "kl", numbers.kl);
        metric(step, "entropy", numbers.entropy);
        metric(step, "ended", numbers.ended);
        metric(step, "response_tokens", double(rollout.tokens()) / double(rollout.episodes.size()));
    }

    void record() {
        auto& samples = context_.memory->samples;
        const auto kl = rollout_.kl();
        const auto& tokenizer = context_.data.encoder->tokenizer();
        for (std::size_t e = 0; e < rollout_.episodes.size(); ++e) {
            const auto& episode = rollout_.episodes[e];
            const std::vector<std::int32_t> answer(episode.ids.begin() + episode.responseStart, episode.ids.end());
            samples.push_back({{std::int64_t(samples.size()), episode.id, task_.prompts.texts[std::size_t(rollout_.prompts[e])],
                                tokenizer.decode(answer, true), rollout_.scores.data_ptr<double>()[e], kl.data_ptr<double>()[e], "sampled"},
                               episode.ids,
                               episode.responseStart});
        }
        // Whoever watches sees samples early; the file is written whole each time, so ever more rarely.
        if (samples.size() >= 2 * written_) {
            reportSamples(context_);
            written_ = samples.size();
        }
    }

    train::Checkpoint everything(std::int64_t step) const {
        train::Checkpoint out;
        out.step = step;
        for (const auto& [name, tensor] : context_.student.namedParameters())
            out.tensors.emplace_back("student/" + name, tensor);
        for (const auto& [name, tensor] : optimizer_.state())
            out.tensors.emplace_back("optimizer/" + name, tensor);
        out.scalars["optimizer.steps"] = double(optimizer_.steps());
        saveState(out);
        for (auto& [name, tensor] : out.tensors)
            tensor = tensor.detach().clone();
        return out;
    }

    // Back to the last healthy policy: in memory, and as the newest checkpoint, so that a resume goes on from there.
    bool derail(const HealthVerdict& verdict, std::int64_t step) {
        if (!healthy_.tensors.empty()) {
            train::restoreTensors(healthy_, "student", context_.student.namedParameters(), context_.stage);
            addSamples(healthy_, context_.memory->samples); // all of them are of healthy policies
            const auto written = train::writeCheckpoint(context_.folder, healthy_, 1000);
            for (auto newest = train::newestCheckpoint(context_.folder); newest && *newest != written;
                 newest = train::newestCheckpoint(context_.folder))
                std::filesystem::remove(*newest);
        }
        const nlohmann::json data{{"rule", verdict.rule},
                                  {"value", std::isfinite(verdict.value) ? nlohmann::json(verdict.value) : nlohmann::json()},
                                  {"limit", verdict.limit},
                                  {"healthy_step", healthy_.step}};
        train::reportEvent(context_, step, o_.derailed == "keep" ? Severity::Warning : Severity::Error, "health", verdict.text,
                           data.dump());
        if (o_.derailed == "keep")
            return false;
        base::fail(context_.lane + "/" + context_.stage, verdict.text,
                   SH_TR("Lower the learning rate or raise the KL coefficient, and resume from the last healthy checkpoint"),
                   ErrorKind::Refused);
    }

    void save(train::Checkpoint& c) const {
        saveState(c);
        addSamples(c, context_.memory->samples);
    }

    // Without the samples, whose text grows with every rollout.
    void saveState(train::Checkpoint& c) const {
        update_.save(c);
        for (const auto& [key, value] : health_.state())
            c.scalars[key] = value;
        if (!rollout_.empty())
            addRollout(c, rollout_);
    }

    void load(const train::Checkpoint& c) {
        update_.load(c);
        health_.restore(c.scalars);
        (void)restoreSamples(c, context_.memory->samples, context_.stage);
        rollout_ = rolloutFrom(c, task_.prompts);
        if (rollout_.empty() && !take(c.step))
            base::fail(context_.lane + "/" + context_.stage, SH_TR("The policy of the last checkpoint has left the rails"),
                       SH_TR("Start the stage again with a lower learning rate"), ErrorKind::Refused);
        if (!rollout_.empty())
            healthy_ = everything(c.step);
    }

    void metric(std::int64_t step, const std::string& name, double value) {
        context_.control.report(Metric{context_.lane, context_.stageIndex, name, step, value});
    }

    train::StageContext& context_;
    const PolicyOptions& o_;
    const PolicyTask& task_;
    PolicyUpdate& update_;
    train::AdamW optimizer_;
    HealthRules health_;
    std::int64_t perRollout_;
    Rollout rollout_;
    train::Checkpoint healthy_; ///< at the newest rollout that was judged well
    double ratio_ = 1;
    std::size_t written_ = 0; ///< samples in the lane's file
};

} // namespace

train::StageOutcome runPolicyLoop(train::StageContext& context, const PolicyOptions& options, const PolicyTask& task, PolicyUpdate& update,
                                  const train::AdamOptions& adam) {
    return PolicyLoop(context, options, task, update, adam).run();
}

} // namespace stillhouse::align
