// SPDX-License-Identifier: GPL-3.0-or-later
// Stage B2: the policy learns by PPO to give answers that the reward likes, and its answers are the data of distillation.
#include "core/align/policy_stage.h"
#include "core/align/ppo.h"
#include "core/align/stages.h"

namespace stillhouse::align {

namespace {

const base::Fields<PpoOptions>& ppoFields() {
    using O = PpoOptions;
    static const auto made = [] {
        base::Fields<O> f;
        f.number("beta", &O::beta, 0, 100, "", SH_TR("β"), SH_TR("Price of a nat away from the policy of the start, in units of reward"));
        f.number("kl_target", &O::klTarget, 0, 1e6, "nats", SH_TR("KL target"),
                 SH_TR("β follows so that an answer stays about this far from the policy of the start; 0 keeps β"));
        f.number("kl_gain", &O::klGain, 0, 5, "", SH_TR("KL gain"),
                 SH_TR("How fast β follows: 0.1 in the paper with hundreds of rollouts, more for few"))
            .advanced();
        f.number("gamma", &O::gamma, 0, 1, "", SH_TR("γ"), SH_TR("Discount of later rewards")).advanced();
        f.number("lambda", &O::lambda, 0, 1, "", SH_TR("λ"), SH_TR("Of generalised advantage estimation")).advanced();
        f.number("ratio_clip", &O::ratioClip, 0.001, 10, "", SH_TR("Ratio clip"),
                 SH_TR("How far the probability of a token may move before it stops to count"))
            .advanced();
        f.number("value_clip", &O::valueClip, 0.001, 1e6, "", SH_TR("Value clip"), SH_TR("The same for the value head")).advanced();
        f.number("value_weight", &O::valueWeight, 0, 100, "", SH_TR("Value weight"), SH_TR("Of the value head's error in the loss"))
            .advanced();
        f.number("value_rate", &O::valueRate, 0, 1e4, "", SH_TR("Value rate"),
                 SH_TR("Learning rate of the value head as a multiple of the policy's"))
            .advanced();
        f.flag("whiten", &O::whiten, SH_TR("Whiten advantages"), SH_TR("Mean 0 and variance 1 over each rollout")).advanced();
        f.number("entropy_weight", &O::entropyWeight, 0, 10, "", SH_TR("Entropy weight"),
                 SH_TR("A bonus for undecided answers; 0 in the papers"))
            .advanced();
        f.number("pretrain_weight", &O::pretrainWeight, 0, 1000, "", SH_TR("Pre-training mix"),
                 SH_TR("Weight of the training examples' cross-entropy beside the reward (InstructGPT's PPO-ptx)"))
            .advanced();
        f.choice(
             "adam_epsilon", &O::epsilon, {"original", "pytorch"}, SH_TR("Adam's ε"),
             SH_TR("Where it stands: as in the original code, or as in PyTorch, whose first steps move the policy several times as far"))
            .advanced();
        addPolicyFields(f);
        return f;
    }();
    return made;
}

train::StageOutcome runPpo(train::StageContext& context, const OptionMap& map) {
    const auto o = ppoFields().parse(map, {});
    PolicyRun stage(context, o);
    std::vector<evaluate::EncodedExample> mix;
    if (o.pretrainWeight > 0)
        mix = train::encodeAll(stage.own, context.data.train, o.maxTokens);
    PpoUpdate update(stage.own, o, stage.prompts, std::move(mix));
    const PolicyTask task{stage.prompts,
                          stage.score,
                          stage.reference,
                          healthLimits(o, o.klTarget, stage.classification),
                          rolloutsFor(o, context.preset, stepsPerRollout(o, o.answers)),
                          o.answers};
    return stage.finish(runPolicyLoop(stage.own, o, task, update, ppoAdam(o)));
}

} // namespace

train::Stage ppo() {
    train::Stage stage;
    stage.spec = {"align.ppo",
                  MethodKind::Stage,
                  SH_TR("PPO"),
                  SH_TR("The policy learns to give answers that the reward likes; its answers become the student's data"),
                  "Schulman et al. 2017; Ziegler et al. 2019; Ouyang et al. 2022",
                  "B",
                  ppoFields().specs()};
    stage.run = runPpo;
    stage.needsTokenTeacher = true;
    stage.check = [](const OptionMap& options, const std::string& where) { (void)ppoFields().parse(options, where); };
    stage.load = [](const OptionMap& options, const std::string& preset, std::int64_t) {
        const auto o = ppoFields().parse(options, {});
        const auto each = stepsPerRollout(o, o.answers);
        return train::StageLoad{rolloutsFor(o, preset, each) * each, o.batchSize, o.maxTokens};
    };
    return stage;
}

} // namespace stillhouse::align
