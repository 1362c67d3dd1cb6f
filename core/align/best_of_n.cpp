// SPDX-License-Identifier: GPL-3.0-or-later
// Best-of-n, the alternative to PPO that needs no second model in training (RAFT): every prompt gets n answers, the policy learns the
// best one of each by cross-entropy, then answers again. Without learning (epochs stay, learning_rate 0) it is plain best-of-n sampling.
#include "core/align/policy_stage.h"
#include "core/align/stages.h"
#include "core/base/seed.h"
#include "core/train/batch.h"
#include "core/train/encode.h"
#include "core/train/sampler.h"
#include "core/train/vocab_loss.h"

namespace stillhouse::align {

namespace {

struct BestOfNOptions : PolicyOptions {
    BestOfNOptions() {
        learningRate = 1e-4;
        batchSize = 64;
        epochs = 1;
        answers = 1024;
    }
    std::int64_t n = 4;
    double temperature = 1;
};

const base::Fields<BestOfNOptions>& bestOfNFields() {
    using O = BestOfNOptions;
    static const auto made = [] {
        base::Fields<O> f;
        f.integer("n", &O::n, 1, 1024, "answers", SH_TR("Answers per prompt"), SH_TR("Of which the policy learns the best"));
        f.number("temperature", &O::temperature, 0.01, 10, "", SH_TR("Sampling temperature"), SH_TR("Higher gives more different answers"));
        addPolicyFields(f);
        return f;
    }();
    return made;
}

std::int64_t promptsOf(const BestOfNOptions& o) {
    return std::max<std::int64_t>(1, o.answers / o.n);
}

class BestOfN : public PolicyUpdate {
public:
    BestOfN(train::StageContext& context, const BestOfNOptions& options, const PromptSet& prompts)
        : context_(context), o_(options), sampler_(train::lengthsOf(prompts.prompts), promptsOf(options), base::mix(context.seed, 2)) {}

    std::vector<std::int64_t> draw(std::int64_t rollout) override {
        std::vector<std::int64_t> out;
        for (const auto prompt : sampler_.batch(rollout))
            out.insert(out.end(), std::size_t(o_.n), prompt);
        return out;
    }
    double temperature() const override { return o_.temperature; }

    NamedNumbers prepare(const Rollout& rollout) override {
        double best = 0;
        const auto chosen = learned(rollout);
        for (const auto e : chosen)
            best += rollout.scores.data_ptr<double>()[e] / double(chosen.size());
        return {{"reward.best", best}};
    }

    // Answers of one prompt stand together; the first of equal ones wins.
    std::vector<std::int64_t> learned(const Rollout& rollout) const override {
        std::vector<std::int64_t> out;
        const auto* scores = rollout.scores.data_ptr<double>();
        for (std::int64_t first = 0; first < std::int64_t(rollout.episodes.size()); first += o_.n)
            out.push_back(std::max_element(scores + first, scores + first + o_.n) - scores);
        return out;
    }

    Step gradients(const Rollout& rollout, const std::vector<std::int64_t>& answers, std::int64_t) override {
        const auto batch = train::collate(rollout.episodes, answers, 0);
        const auto hidden = train::scoredRows(context_.student.hidden(batch.ids.to(context_.student.device())), batch);
        const auto loss = train::vocabLoss(hidden, context_.student.headWeight(), batch.targets, {}, {}, batch.weights);
        loss.total.backward();
        return {{loss.total.item<double>(), batch.tokens, {{"loss.ce", loss.ce}}}, 1};
    }

    std::vector<train::AdamGroup> parameters() override {
        train::AdamGroup group;
        group.parameters = context_.student.namedParameters();
        return {group};
    }

private:
    train::StageContext& context_;
    const BestOfNOptions& o_;
    train::Sampler sampler_;
};

train::StageOutcome runBestOfN(train::StageContext& context, const OptionMap& map) {
    const auto o = bestOfNFields().parse(map, {});
    PolicyRun stage(context, o);
    BestOfN update(stage.own, o, stage.prompts);
    const PolicyTask task{stage.prompts,
                          stage.score,
                          stage.reference,
                          healthLimits(o, 0, stage.classification),
                          rolloutsFor(o, context.preset, stepsPerRollout(o, promptsOf(o))),
                          promptsOf(o)};
    return stage.finish(runPolicyLoop(stage.own, o, task, update, train::adamOptions(o)));
}

} // namespace

train::Stage bestOfN() {
    train::Stage stage;
    stage.spec = {"align.best_of_n",
                  MethodKind::Stage,
                  SH_TR("Best of n"),
                  SH_TR("Every prompt gets n answers and the policy learns the best one of each; its answers become the student's data"),
                  "Dong et al. 2023 (RAFT); Stiennon et al. 2020",
                  "B",
                  bestOfNFields().specs()};
    stage.run = runBestOfN;
    stage.needsTokenTeacher = true;
    stage.check = [](const OptionMap& options, const std::string& where) { (void)bestOfNFields().parse(options, where); };
    stage.load = [](const OptionMap& options, const std::string& preset, std::int64_t) {
        const auto o = bestOfNFields().parse(options, {});
        const auto each = stepsPerRollout(o, promptsOf(o));
        return train::StageLoad{rolloutsFor(o, preset, each) * each, o.batchSize, o.maxTokens};
    };
    return stage;
}

} // namespace stillhouse::align
