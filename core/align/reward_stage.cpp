// SPDX-License-Identifier: GPL-3.0-or-later
// Stage B1: the reward model. A body with a scalar head learns from preference pairs which of two answers is the better one.
#include "core/align/reward_quality.h"
#include "core/align/stages.h"
#include "core/base/atomic_file.h"
#include "core/base/failure.h"
#include "core/base/seed.h"
#include "core/train/encode.h"
#include "core/train/sampler.h"
#include "core/train/train_loop.h"

#include <nlohmann/json.hpp>

namespace stillhouse::align {

namespace {

struct RewardOptions : train::LoopOptions {
    RewardOptions() {
        learningRate = 3e-4;
        weightDecay = 0;
    }
    std::string source = "auto";
    std::string body = "policy";
    std::int64_t pairs = 0;
    double margin = 0;
    double heldOut = 0.2;
    std::int64_t epochs = 1;
    std::int64_t maxNew = 48;
};

const base::Fields<RewardOptions>& rewardFields() {
    using O = RewardOptions;
    static const auto made = [] {
        base::Fields<O> f;
        f.choice("source", &O::source, {"auto", "file", "labels", "both"}, SH_TR("Preferences"),
                 SH_TR("From the experiment's file of preferences, or derived from the labels (the right answer over each wrong one); auto "
                       "takes the file when there is one"));
        f.choice("body", &O::body, {"policy", "student"}, SH_TR("Body"),
                 SH_TR("What the reward model starts from: the policy after its warm start, or the smaller student"));
        f.integer("pairs", &O::pairs, 0, 1e9, "pairs", SH_TR("Derived pairs"),
                  SH_TR("At most so many are derived from labels; 0: quick 2,048, standard 8,192, long 50,000"));
        f.number("margin", &O::margin, 0, 100, "", SH_TR("Margin"),
                 SH_TR("By how much the better answer must score higher before a pair stops to count much"))
            .advanced();
        f.number("held_out", &O::heldOut, 0, 0.9, "", SH_TR("Held out"), SH_TR("Share of the prompts that only measure the reward model"));
        f.integer("epochs", &O::epochs, 1, 1000, "", SH_TR("Epochs"), SH_TR("One in the papers: a reward model overfits quickly"));
        f.integer("max_new", &O::maxNew, 1, 1 << 16, "tokens", SH_TR("Longest sampled answer"),
                  SH_TR("In a generation task, where the reference is preferred to an answer of the policy"))
            .advanced();
        train::addLoopFields(f);
        return f;
    }();
    return made;
}

std::int64_t pairLimit(const RewardOptions& o, const std::string& preset) {
    return o.pairs > 0 ? o.pairs : preset == "long" ? 50000 : preset == "standard" ? 8192 : 2048;
}

std::int64_t stepsOf(const RewardOptions& o, const std::string& preset, std::int64_t pairs) {
    return train::stepsFor(o, preset, pairs, double(o.epochs));
}

class RewardStage {
public:
    RewardStage(train::StageContext& context, const RewardOptions& options)
        : context_(context), o_(options), encoder_(*context.data.encoder, options.maxTokens), preferences_(collect()),
          split_(splitPairs(encoder_, preferences_, options.heldOut)), reward_(start()), own_(train::withStudent(context, reward_->body)),
          sampler_(pairLengths(), options.batchSize, context.seed) {}

    train::StageOutcome run() {
        tellPairs();
        reward_->body.setRequiresGrad(true);
        reward_->head.requires_grad_(true);
        train::AdamGroup body, head;
        body.parameters = reward_->body.namedParameters();
        head.parameters = {{"reward_head.weight", reward_->head}};
        head.decays = false;
        train::AdamW optimizer({body, head}, train::adamOptions(o_));
        const auto steps = stepsOf(o_, context_.preset, std::int64_t(split_.train.size()));
        train::LoopParts parts;
        parts.gradients = [this](std::int64_t step) { return gradients(step); };
        parts.afterStep = [this, steps](std::int64_t step) {
            if (step % (o_.evaluateEvery > 0 ? o_.evaluateEvery : std::max<std::int64_t>(1, steps / 4)) == 0)
                watch(step);
            return true;
        };
        parts.save = [this](train::Checkpoint& c) { c.tensors.emplace_back("reward/head", reward_->head); };
        parts.load = [this](const train::Checkpoint& c) { train::restoreTensors(c, "reward", {{"head", reward_->head}}, context_.stage); };
        const auto outcome = train::runLoop(own_, o_, steps, optimizer, parts);
        reward_->body.setRequiresGrad(false);
        reward_->head.requires_grad_(false);
        if (outcome.status == RunStatus::Finished)
            finish(outcome.steps);
        return outcome;
    }

private:
    std::vector<Preference> collect() {
        const bool file = !context_.data.preferences.empty(), classification = context_.data.encoder->task().kind == "classification";
        if (o_.source == "file" && !file)
            base::failAt("data.preferences", SH_TR("The experiment names no file of preferences"),
                         SH_TR("Name one, or derive the pairs from the labels"));
        std::vector<Preference> fresh;
        if (o_.source != "labels")
            fresh = context_.data.preferences;
        if (o_.source == "labels" || o_.source == "both" || (o_.source == "auto" && !file)) {
            const auto limit = pairLimit(o_, context_.preset);
            const auto& policy = context_.policy ? *context_.policy : *train::tokenTeacher(context_.teachers).decoder;
            fresh = joinPreferences(std::move(fresh),
                                    classification ? pairsFromLabels(*context_.data.encoder, context_.data.train, limit, context_.seed)
                                                   : pairsFromReferences(context_, policy, limit, o_.maxNew));
        }
        return joinPreferences(context_.memory->round.preferences, fresh);
    }

    // The former round's reward model goes on; otherwise a fresh head on a copy of the body.
    std::shared_ptr<RewardModel> start() const {
        if (split_.train.empty())
            base::fail(context_.lane + "/" + context_.stage, SH_TR("There is no pair of answers to learn from"),
                       SH_TR("Label preferences, name a file under data.preferences, or label examples"));
        if (context_.memory->reward) {
            const auto& former = *context_.memory->reward;
            return std::make_shared<RewardModel>(RewardModel{former.body.clone(), former.head.clone(), 0, 1});
        }
        const auto& policy = context_.policy ? *context_.policy : *train::tokenTeacher(context_.teachers).decoder;
        return freshReward(o_.body == "student" ? context_.student : policy, base::mix(context_.seed, 4));
    }

    std::vector<std::int32_t> pairLengths() const {
        std::vector<std::int32_t> out;
        for (const auto& pair : split_.train)
            out.push_back(std::int32_t(std::max(pair.chosen.size(), pair.rejected.size())));
        return out;
    }

    void tellPairs() {
        train::reportEvent(context_, 0, Severity::Info, "log",
                           Text(SH_TR("%1 pairs to learn from, %2 held out"),
                                {std::to_string(split_.train.size()), std::to_string(split_.heldOut.size())}));
        if (split_.unusable > 0)
            train::reportEvent(context_, 0, Severity::Warning, "log",
                               Text(SH_TR("%1 pairs were left out: within the longest example both answers are the same"),
                                    {std::to_string(split_.unusable)}));
    }

    train::StepResult gradients(std::int64_t step) {
        std::vector<std::vector<std::int32_t>> rows;
        std::int64_t tokens = 0;
        const auto indices = sampler_.batch(step);
        for (const bool better : {true, false})
            for (const auto i : indices) {
                rows.push_back(better ? split_.train[std::size_t(i)].chosen : split_.train[std::size_t(i)].rejected);
                tokens += std::int64_t(rows.back().size());
            }
        const auto scores = rawScores(*reward_, rows).split(std::int64_t(indices.size()));
        const auto loss = pairLoss(scores[0], scores[1], o_.margin);
        loss.backward();
        const auto difference = (scores[0] - scores[1]).detach();
        return {loss.item<double>(),
                tokens,
                {{"pair_accuracy.train", difference.gt(0).to(torch::kFloat32).mean().item<double>()},
                 {"reward.gap", difference.mean().item<double>()}}};
    }

    void metric(std::int64_t step, const std::string& name, double value) {
        context_.control.report(Metric{context_.lane, context_.stageIndex, name, step, value});
    }

    RewardQuality watch(std::int64_t step) {
        const auto quality = rewardQuality(*reward_, split_.heldOut, context_.seed);
        if (quality.pairs == 0)
            return quality;
        metric(step, "pair_accuracy", quality.accuracy.value);
        metric(step, "pair_accuracy.low", quality.accuracy.low);
        metric(step, "pair_accuracy.high", quality.accuracy.high);
        metric(step, "pair_loss", quality.loss);
        metric(step, "ece", quality.calibrationError);
        return quality;
    }

    // Reference answers score 0 on average: those of the training examples, or the better ones of the pairs where there are none.
    std::vector<std::vector<std::int32_t>> references() const {
        constexpr std::size_t most = 512;
        const evaluate::TaskEncoder encoder(context_.data.encoder->task(), context_.data.encoder->tokenizer(), std::int32_t(o_.maxTokens));
        std::vector<std::vector<std::int32_t>> rows;
        for (const auto& example : context_.data.train) {
            auto encoded = encoder.encode(example);
            if (rows.size() < most && std::int64_t(encoded.ids.size()) > encoded.responseStart)
                rows.push_back(std::move(encoded.ids));
        }
        for (std::size_t i = 0; rows.empty() && i < std::min(most, split_.train.size()); ++i)
            rows.push_back(split_.train[i].chosen);
        return rows;
    }

    void finish(std::int64_t steps) {
        normaliseOn(*reward_, references());
        const auto quality = watch(steps);
        metric(steps, "length_accuracy", quality.lengthAccuracy.value);
        metric(steps, "reward.deviation", reward_->deviation);
        train::reportEvent(
            context_, steps, Severity::Info, "calibration",
            Text(SH_TR("Held out: %1 of %2 pairs right"),
                 {std::to_string(std::llround(quality.accuracy.value * double(quality.pairs))), std::to_string(quality.pairs)}),
            qualityJson(quality));
        context_.memory->reward = reward_;
        const auto folder = context_.folder.parent_path() / "reward", pairs = context_.folder.parent_path() / "preferences.jsonl";
        saveReward(*reward_, folder, context_.tokenizerFrom);
        const auto text = preferencesJsonl(preferences_);
        base::writeAtomically(pairs, std::string_view(text));
        context_.control.report(Artifact{context_.lane, "reward", folder.string(), 0, {}});
        context_.control.report(
            Artifact{context_.lane, "preferences", pairs.string(), std::int64_t(text.size()), preferencesHash(preferences_)});
        tellRound(steps, quality);
    }

    void tellRound(std::int64_t steps, const RewardQuality& quality) {
        const auto& round = context_.memory->round;
        const nlohmann::json data{{"number", round.number},
                                  {"parent", round.parent},
                                  {"preferences", preferences_.size()},
                                  {"new_preferences", preferences_.size() - round.preferences.size()},
                                  {"hash", preferencesHash(preferences_)},
                                  {"accuracy", quality.accuracy.value},
                                  {"low", quality.accuracy.low},
                                  {"high", quality.accuracy.high}};
        train::reportEvent(
            context_, steps, Severity::Info, "round",
            Text(SH_TR("Feedback round %1 with %2 preferences"), {std::to_string(round.number), std::to_string(preferences_.size())}),
            data.dump());
    }

    train::StageContext& context_;
    const RewardOptions& o_;
    PairEncoder encoder_;
    std::vector<Preference> preferences_;
    PairSplit split_;
    std::shared_ptr<RewardModel> reward_;
    train::StageContext own_; ///< its student is the body
    train::Sampler sampler_;
};

} // namespace

train::Stage reward() {
    train::Stage stage;
    stage.spec = {"align.reward",
                  MethodKind::Stage,
                  SH_TR("Reward model"),
                  SH_TR("Learns from preference pairs which of two answers is the better one; its scores steer PPO and the filter"),
                  "Bradley & Terry 1952; Ziegler et al. 2019; Ouyang et al. 2022",
                  "B",
                  rewardFields().specs()};
    stage.run = [](train::StageContext& context, const OptionMap& options) {
        const auto typed = rewardFields().parse(options, {});
        return RewardStage(context, typed).run();
    };
    stage.needsTokenTeacher = true;
    stage.check = [](const OptionMap& options, const std::string& where) { (void)rewardFields().parse(options, where); };
    stage.load = [](const OptionMap& options, const std::string& preset, std::int64_t) {
        const auto typed = rewardFields().parse(options, {});
        // Two rows for each pair; how many pairs a file holds is not known here.
        return train::StageLoad{stepsOf(typed, preset, pairLimit(typed, preset)), 2 * typed.batchSize, typed.maxTokens};
    };
    return stage;
}

} // namespace stillhouse::align
