// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/distill/soft_targets.h"

#include "core/api/temperature.h"
#include "core/distill/stages.h"
#include "core/train/teacher_cache.h"
#include "core/train/encode.h"
#include "core/train/sampler.h"
#include "core/train/train_loop.h"

namespace stillhouse::distill {

namespace {

using train::Batch;

// The stage's moving parts between two steps; what `save` and `load` carry through a checkpoint.
struct State {
    TemperatureState temperature;
    LossBalance balance;
    std::optional<double> lastOverride;

    void save(train::Checkpoint& c) const {
        c.scalars["tau.loss"] = temperature.smoothedLoss;
        c.scalars["tau.started"] = temperature.started;
        c.scalars["tau.regime"] = temperature.regime;
        c.scalars["tau.log_factor"] = temperature.logFactor;
        c.scalars["balance"] = balance.factor;
    }
    void load(const train::Checkpoint& c) {
        const auto at = [&c](const char* key, double standard) { return c.scalars.count(key) ? c.scalars.at(key) : standard; };
        temperature = {at("tau.loss", 0), at("tau.started", 0) != 0, int(at("tau.regime", 0)), at("tau.log_factor", 0)};
        balance.factor = at("balance", 1);
    }
};

class SoftTargets {
public:
    SoftTargets(train::StageContext& context, const SoftTargetOptions& options)
        : context_(context), options_(options), schedule_(scheduleFrom(options.temperature)), controller_(controllerFrom(options.temperature)),
          examples_(train::encodeAll(context, context.data.train, options.maxTokens)) {}

    train::StageOutcome run() {
        const auto& teacher = context_.teachers.at(0);
        if (options_.cacheTeacher && options_.alpha > 0) {
            cache_ = train::TeacherCache::open(context_.cache, {teacher.hash, context_.data.hash, options_.cacheTopK, options_.maxTokens, options_.promptWeight},
                                        *teacher.decoder, examples_, context_);
            if (!cache_)
                return {RunStatus::Cancelled, 0};
            context_.control.report(Metric{context_.lane, context_.stageIndex, "cache.rest_mass", 0, cache_->meanRestMass()});
        }
        steps_ = train::stepsFor(options_, context_.preset, std::int64_t(examples_.size()));
        context_.student.setRequiresGrad(true);
        train::Sampler sampler(train::lengthsOf(examples_), options_.batchSize, context_.seed);
        train::AdamW optimizer(context_.student, train::adamOptions(options_));
        train::LoopParts parts;
        parts.gradients = [&](std::int64_t step) { return gradients(step, train::collate(examples_, sampler.batch(step), options_.promptWeight)); };
        parts.afterStep = [&](std::int64_t step) {
            const auto every = options_.evaluateEvery > 0 ? options_.evaluateEvery : std::max<std::int64_t>(1, steps_ / 10);
            if (step % every == 0)
                train::reportValidation(context_, step, train::kValidationLimit);
            return true;
        };
        parts.save = [this](train::Checkpoint& c) { state_.save(c); };
        parts.load = [this](const train::Checkpoint& c) { state_.load(c); };
        return train::runLoop(context_, options_, steps_, optimizer, parts);
    }

private:
    // τ of this step: the user's hand when it holds the handle, else controller(schedule(t), loss).
    double temperature(std::int64_t step) {
        const auto held = context_.control.overrideFor(context_.lane, "tau");
        if (held != state_.lastOverride) {
            const std::string value = held ? std::to_string(*held) : "null";
            train::reportEvent(context_, step, Severity::Info, "override",
                               held ? Text(SH_TR("τ held at %1 by hand from step %2"), {value, std::to_string(step)})
                                    : Text(SH_TR("τ given back to the schedule at step %1"), {std::to_string(step)}),
                               "{\"key\":\"tau\",\"value\":" + value + "}");
            state_.lastOverride = held;
        }
        if (held)
            return std::clamp(*held, kMinTemperature, kMaxTemperature);
        const double t = steps_ > 1 ? double(step) / double(steps_ - 1) : 0;
        return temperatureAt(schedule_, controller_, state_.temperature, t);
    }

    train::VocabTeacher target(const Batch& batch) const {
        if (options_.alpha == 0)
            return {};
        if (cache_) {
            const auto rows = cache_->rows(batch, examples_);
            return {{}, {}, {}, rows.ids, rows.logProbs};
        }
        torch::InferenceMode inference;
        const auto& decoder = *context_.teachers.at(0).decoder;
        return {{}, train::scoredRows(decoder.hidden(batch.ids.to(decoder.device())), batch), decoder.headWeight(), {}, {}};
    }

    train::StepResult gradients(std::int64_t step, const Batch& batch) {
        const double tau = temperature(step);
        const auto teacher = target(batch);
        const auto hidden = train::scoredRows(context_.student.hidden(batch.ids.to(context_.student.device())), batch); // (R,d)
        train::VocabLossOptions loss;
        // Balancing changes how the two terms are mixed, not how large their sum is.
        const double soft = options_.alpha * state_.balance.factor;
        loss.alpha = soft / (soft + 1 - options_.alpha);
        loss.temperature = tau;
        loss.divergence = divergenceFrom(options_.divergence);
        loss.beta = options_.beta;
        const auto value = train::vocabLoss(hidden, context_.student.headWeight(), batch.targets, loss, teacher, batch.weights);
        value.total.backward();
        const double total = value.total.item<double>();
        const double norms = value.ceGradNorm + value.distillGradNorm;
        const double share = norms > 0 ? value.distillGradNorm / norms : 0;
        if (options_.balance)
            state_.balance.observe(value.ceGradNorm, value.distillGradNorm, options_.alpha);
        observe(controller_, {total, share, controller_.kind == ControllerKind::Learned ? slope(hidden, batch, loss, teacher, total) : 0}, state_.temperature);
        return {total, batch.tokens, {{"loss.ce", value.ce}, {"loss.distill", value.distill}, {"share.distill", share}, {"share.ce", norms > 0 ? 1 - share : 0},
                                      {"tau", tau}, {"loss.smoothed", state_.temperature.smoothedLoss}}};
    }

    // ∂L/∂ log τ by a forward difference of 2 %: the learned controller needs its sign and rough size only.
    double slope(const torch::Tensor& hidden, const Batch& batch, train::VocabLossOptions loss, const train::VocabTeacher& teacher, double total) const {
        torch::NoGradGuard noGradient;
        loss.temperature *= 1.02;
        const auto moved = train::vocabLoss(hidden.detach(), context_.student.headWeight().detach(), batch.targets, loss, teacher, batch.weights);
        return (moved.total.item<double>() - total) / std::log(1.02);
    }

    train::StageContext& context_;
    const SoftTargetOptions& options_;
    TemperatureSchedule schedule_;
    TemperatureController controller_;
    std::vector<evaluate::EncodedExample> examples_;
    std::unique_ptr<train::TeacherCache> cache_;
    std::int64_t steps_ = 0;
    State state_;
};

} // namespace

train::Stage softTargets() {
    train::Stage stage;
    stage.spec = {"distill.soft", MethodKind::Stage, SH_TR("Soft targets"),
                  SH_TR("The student learns the teacher's softened distribution and the labels, under an adaptive temperature"),
                  "Hinton et al. 2015; MiniLLM 2023; GKD 2023; DistiLLM 2024; CTKD 2023", "A", softTargetFields().specs()};
    stage.run = [](train::StageContext& context, const OptionMap& options) {
        const auto typed = softTargetFields().parse(options, {});
        return SoftTargets(context, typed).run();
    };
    stage.check = [](const OptionMap& options, const std::string& where) { (void)softTargetFields().parse(options, where); };
    stage.load = [](const OptionMap& options, const std::string& preset, std::int64_t examples) {
        const auto typed = softTargetFields().parse(options, {});
        return train::StageLoad{train::stepsFor(typed, preset, examples), typed.batchSize, typed.maxTokens};
    };
    return stage;
}

} // namespace stillhouse::distill
