// SPDX-License-Identifier: GPL-3.0-or-later
// Stage B4: progressive update. Accepted samples (without B2 and B3: the training examples) reach the student in batches of 1,024 at τ = 1;
// layers are unfrozen from the head down; after every batch the student is evaluated, and a batch that made it worse is rolled back.
#include "core/align/memory_checkpoint.h"
#include "core/align/stages.h"
#include "core/align/unfreeze.h"
#include "core/api/temperature.h"
#include "core/base/sha256.h"
#include "core/model/model_io.h"
#include "core/train/batch.h"
#include "core/train/encode.h"
#include "core/train/sampler.h"
#include "core/train/teacher_cache.h"
#include "core/train/train_loop.h"
#include "core/train/vocab_loss.h"

#include <optional>

namespace stillhouse::align {

namespace {

struct ProgressiveOptions : train::LoopOptions {
    ProgressiveOptions() { rateShape = "linear"; }
    std::int64_t samples = 1024;
    std::int64_t passes = 1;
    double alpha = 0.5;
    double tau = 1.0;
    std::int64_t firstGroups = 1;
    std::int64_t unfreezeEvery = 1;
    double tolerance = 0.02;
    std::int64_t patience = 3;
};

const base::Fields<ProgressiveOptions>& progressiveFields() {
    using O = ProgressiveOptions;
    static const auto made = [] {
        base::Fields<O> f;
        f.integer("samples", &O::samples, 1, 1 << 20, "examples", SH_TR("Samples per update"), SH_TR("Accepted samples that reach the student before it is evaluated"));
        f.integer("passes", &O::passes, 1, 100, "", SH_TR("Passes"), SH_TR("How often the samples of one update are gone through"));
        f.number("alpha", &O::alpha, 0, 1, "", SH_TR("α"), SH_TR("Share of the policy's distribution in the loss; the rest is cross-entropy on the answer"));
        f.number("tau", &O::tau, kMinTemperature, kMaxTemperature, "", SH_TR("τ"), SH_TR("Fixed at 1 in this strategy")).advanced();
        f.integer("first_groups", &O::firstGroups, 1, 1000, "groups", SH_TR("Groups at start"), SH_TR("Parameter groups, from the head down, that train in the first update"));
        f.integer("unfreeze_every", &O::unfreezeEvery, 0, 1000, "updates", SH_TR("Unfreeze every"), SH_TR("Updates until one more group trains; 0 trains everything from the start"));
        f.number("tolerance", &O::tolerance, 0, 1, "", SH_TR("Tolerance"), SH_TR("How far the validation metric may fall before an update is rolled back"));
        f.integer("patience", &O::patience, 1, 1000, "updates", SH_TR("Patience"), SH_TR("Roll-backs in a row that end the stage"));
        train::addLoopFields(f);
        return f;
    }();
    return made;
}

std::int64_t stepsPerUpdate(const ProgressiveOptions& o) { return (o.samples + o.batchSize - 1) / o.batchSize * o.passes; }

// Whole updates only: an update that was cut short could neither be judged nor rolled back.
std::int64_t stepsOf(const ProgressiveOptions& o, const std::string& preset, std::int64_t examples) {
    const auto one = stepsPerUpdate(o);
    return std::max<std::int64_t>(1, (train::stepsFor(o, preset, examples) + one / 2) / one) * one;
}

// The policy's own answers that the filter took; none in a lane without B2.
std::vector<evaluate::EncodedExample> acceptedSamples(const train::StageContext& context) {
    std::vector<evaluate::EncodedExample> out;
    for (const auto& s : context.memory->samples)
        if (s.sample.fate == "accepted")
            out.push_back({"sample-" + std::to_string(s.sample.number), s.ids, s.responseStart, -1, 0});
    return out;
}

class Progressive {
public:
    Progressive(train::StageContext& context, const ProgressiveOptions& options)
        : context_(context), o_(options), examples_(acceptedSamples(context)), sampled_(!examples_.empty()),
          dataHash_(sampled_ ? base::sha256(samplesJsonl(context.memory->samples)) : context.data.hash) {
        if (sampled_)
            train::reportEvent(context, 0, Severity::Info, "log",
                               Text(SH_TR("Learning from %1 accepted answers of the policy"), {std::to_string(examples_.size())}));
        else
            examples_ = train::encodeAll(context, context.data.train, options.maxTokens);
        sampler_.emplace(train::lengthsOf(examples_), options.batchSize, context.seed);
    }

    train::StageOutcome run() {
        const model::Decoder& source = context_.policy ? *context_.policy : *train::tokenTeacher(context_.teachers).decoder;
        if (o_.alpha > 0) {
            common_ = std::min(source.config().vocab, context_.student.config().vocab);
            const auto limit = common_ < source.config().vocab ? common_ : 0; // a padded vocabulary
            cache_ = train::TeacherCache::open(context_.cache, {model::modelHash(source), dataHash_, 0, o_.maxTokens, o_.promptWeight, limit}, source, examples_, context_);
            if (!cache_)
                return {RunStatus::Cancelled, 0};
        }
        const auto steps = stepsOf(o_, context_.preset, std::int64_t(examples_.size()));
        unfreeze(0);
        takeSnapshot();
        train::LoopParts parts;
        parts.gradients = [this](std::int64_t step) { return gradients(step); };
        parts.afterStep = [this](std::int64_t step) { return step % stepsPerUpdate(o_) != 0 || judge(step); };
        parts.checkpointDue = [this](std::int64_t step) { return step % stepsPerUpdate(o_) == 0; };
        parts.save = [this](train::Checkpoint& c) { save(c); };
        parts.load = [this](const train::Checkpoint& c) { load(c); };
        const auto outcome = train::runLoop(context_, o_, steps, optimizer_, parts);
        context_.student.setRequiresGrad(true);
        return outcome;
    }

private:
    train::StepResult gradients(std::int64_t step) {
        // Every pass of an update goes through the same samples.
        const auto onePass = stepsPerUpdate(o_) / o_.passes, update = step / stepsPerUpdate(o_);
        const auto batch = train::collate(examples_, sampler_->batch(update * onePass + step % onePass), o_.promptWeight);
        train::VocabTeacher target;
        if (cache_) {
            const auto rows = cache_->rows(batch, examples_);
            target.ids = rows.ids;
            target.logProbs = rows.logProbs;
            target.common = common_;
        }
        train::VocabLossOptions loss;
        loss.alpha = o_.alpha;
        loss.temperature = o_.tau;
        const auto hidden = train::scoredRows(context_.student.hidden(batch.ids.to(context_.student.device())), batch);
        const auto value = train::vocabLoss(hidden, context_.student.headWeight(), batch.targets, loss, target, batch.weights);
        value.total.backward();
        const double norms = value.ceGradNorm + value.distillGradNorm;
        return {value.total.item<double>(), batch.tokens,
                {{"loss.ce", value.ce}, {"loss.distill", value.distill}, {"share.distill", norms > 0 ? value.distillGradNorm / norms : 0},
                 {"share.ce", norms > 0 ? value.ceGradNorm / norms : 0}, {"tau", o_.tau}}};
    }

    // After a whole update: keep it, or go back to where it began. False ends the stage.
    bool judge(std::int64_t step) {
        const double metric = train::reportValidation(context_, step, train::kValidationLimit);
        const std::int64_t update = step / stepsPerUpdate(o_);
        if (!std::isnan(best_) && metric < best_ - o_.tolerance) {
            restoreSnapshot();
            ++rollbacks_;
            train::reportEvent(context_, step, Severity::Warning, "rollback",
                               Text(SH_TR("Update %1 made the validation metric fall from %2 to %3 and was rolled back"),
                                    {std::to_string(update), std::to_string(best_), std::to_string(metric)}));
        } else {
            best_ = std::isnan(best_) ? metric : std::max(best_, metric);
            rollbacks_ = 0;
            takeSnapshot();
        }
        if (rollbacks_ >= o_.patience) {
            train::reportEvent(context_, step, Severity::Info, "early-stop", Text(SH_TR("Stopped after %1 roll-backs in a row"), {std::to_string(rollbacks_)}));
            return false;
        }
        unfreeze(update);
        return true;
    }

    void unfreeze(std::int64_t update) {
        const auto groups = context_.student.groups();
        const auto count = thawedGroups(groups.size(), o_.firstGroups, o_.unfreezeEvery, update);
        if (count == thawed_)
            return;
        thaw(context_.student, count);
        thawed_ = count;
        train::reportEvent(context_, update * stepsPerUpdate(o_), Severity::Info, "unfreeze",
                           Text(SH_TR("Training %1 of %2 parameter groups, down to '%3'"), {std::to_string(count), std::to_string(groups.size()), groups[count - 1].name}));
    }

    void takeSnapshot() {
        torch::NoGradGuard noGradient;
        snapshot_.clear();
        for (const auto& [name, tensor] : context_.student.namedParameters())
            snapshot_.emplace_back("student/" + name, tensor.detach().clone());
        for (const auto& [name, tensor] : optimizer_.state())
            snapshot_.emplace_back("optimizer/" + name, tensor.detach().clone());
        snapshotSteps_ = optimizer_.steps();
    }

    void restoreSnapshot() {
        train::Checkpoint kept;
        kept.tensors = snapshot_;
        train::restoreTensors(kept, "student", context_.student.namedParameters(), context_.stage);
        train::restoreTensors(kept, "optimizer", optimizer_.state(), context_.stage);
        optimizer_.setSteps(snapshotSteps_);
    }

    void save(train::Checkpoint& c) const {
        c.scalars["best"] = best_;
        c.scalars["rollbacks"] = double(rollbacks_);
        c.scalars["snapshot.steps"] = double(snapshotSteps_);
        for (const auto& [name, tensor] : snapshot_)
            c.tensors.emplace_back("snapshot/" + name, tensor);
    }

    void load(const train::Checkpoint& c) {
        best_ = c.scalars.count("best") ? c.scalars.at("best") : best_;
        rollbacks_ = std::int64_t(c.scalars.count("rollbacks") ? c.scalars.at("rollbacks") : 0);
        snapshotSteps_ = std::int64_t(c.scalars.count("snapshot.steps") ? c.scalars.at("snapshot.steps") : 0);
        train::restoreTensors(c, "snapshot", snapshot_, context_.stage);
        unfreeze(c.step / stepsPerUpdate(o_));
    }

    train::StageContext& context_;
    const ProgressiveOptions& o_;
    std::vector<evaluate::EncodedExample> examples_;
    bool sampled_ = false;
    std::string dataHash_; ///< names the cache of the policy's distributions
    std::optional<train::Sampler> sampler_;
    train::AdamW optimizer_{context_.student, train::adamOptions(o_)};
    std::unique_ptr<train::TeacherCache> cache_;
    train::NamedTensors snapshot_; ///< weights and optimizer at the end of the last update that was kept
    std::int64_t snapshotSteps_ = 0, rollbacks_ = 0;
    std::int64_t common_ = 0; ///< ids that policy and student both have
    std::size_t thawed_ = 0;
    double best_ = std::nan("");
};

} // namespace

train::Stage progressive() {
    train::Stage stage;
    stage.spec = {"align.progressive", MethodKind::Stage, SH_TR("Progressive update"),
                  SH_TR("Samples reach the student in batches of 1,024 at τ = 1; layers thaw from the head down; a batch that harms is rolled back"),
                  "Howard & Ruder 2018 (gradual unfreezing); Hinton et al. 2015", "B", progressiveFields().specs()};
    stage.run = [](train::StageContext& context, const OptionMap& options) {
        const auto typed = progressiveFields().parse(options, {});
        return Progressive(context, typed).run();
    };
    stage.needsTokenTeacher = true;
    stage.check = [](const OptionMap& options, const std::string& where) { (void)progressiveFields().parse(options, where); };
    stage.load = [](const OptionMap& options, const std::string& preset, std::int64_t examples) {
        const auto typed = progressiveFields().parse(options, {});
        return train::StageLoad{stepsOf(typed, preset, examples), typed.batchSize, typed.maxTokens};
    };
    return stage;
}

} // namespace stillhouse::align
