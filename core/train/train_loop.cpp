// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/train_loop.h"

#include "core/base/failure.h"
#include "core/base/memory.h"
#include "core/model/device.h"
#include "core/train/learning_rate.h"
#include "core/train/picture_server.h"
#include "core/train/student_shape.h"

#include <chrono>
#include <cmath>

namespace stillhouse::train {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// One run of the loop; the pieces are methods so that each reads on its own.
class Loop {
public:
    Loop(StageContext& context, const LoopOptions& options, std::int64_t steps, AdamW& optimizer, const LoopParts& parts)
        : context_(context), options_(options), steps_(steps), optimizer_(optimizer), parts_(parts) {}

    StageOutcome run() {
        std::int64_t step = context_.resume ? restore() : parts_.firstStep;
        if (parts_.checkpointFirst && step == parts_.firstStep)
            checkpoint(step);
        start_ = lastReport_ = Clock::now();
        first_ = step;
        StageOutcome outcome;
        PictureServer pictures(context_, [this] { return secondsSince(start_); });
        while (step < steps_) {
            if (context_.control.waitWhilePaused([&] { pictures.whilePaused(step); })) {
                lastReport_ = Clock::now();
                pictures.skipTime();
            }
            if (context_.control.stopRequested()) {
                checkpoint(step);
                outcome.status = RunStatus::Cancelled;
                break;
            }
            take(step);
            ++step;
            pictures.betweenSteps(step);
            const bool goOn = !parts_.afterStep || parts_.afterStep(step);
            if (due(step))
                checkpoint(step);
            if (!goOn || outOfTime(step))
                break;
        }
        outcome.steps = step;
        return outcome;
    }

private:
    std::int64_t restore() {
        const auto file = newestCheckpoint(context_.folder);
        if (!file)
            return parts_.firstStep;
        const Checkpoint saved = readCheckpoint(*file);
        restoreTensors(saved, trainedPrefix(), trained(), file->string());
        restoreTensors(saved, "optimizer", optimizer_.state(), file->string());
        optimizer_.setSteps(std::int64_t(saved.scalars.count("optimizer.steps") ? saved.scalars.at("optimizer.steps") : 0));
        if (parts_.load)
            parts_.load(saved);
        reportEvent(context_, saved.step, Severity::Info, "log", Text(SH_TR("Continued from the checkpoint at step %1"), {std::to_string(saved.step)}),
                    "{\"key\":\"resume\"}");
        return saved.step;
    }

    void checkpoint(std::int64_t step) {
        if (step == lastCheckpoint_)
            return;
        Checkpoint out;
        out.step = step;
        for (const auto& [name, tensor] : trained())
            out.tensors.emplace_back(trainedPrefix() + "/" + name, tensor);
        for (const auto& [name, tensor] : optimizer_.state())
            out.tensors.emplace_back("optimizer/" + name, tensor);
        out.scalars["optimizer.steps"] = double(optimizer_.steps());
        keepShape(out, context_.student);
        if (parts_.save)
            parts_.save(out);
        const auto path = writeCheckpoint(context_.folder, out);
        lastCheckpoint_ = step;
        context_.control.report(Artifact{context_.lane, "checkpoint", path.string(), std::int64_t(std::filesystem::file_size(path)), {}});
        reportEvent(context_, step, Severity::Debug, "checkpoint", Text(SH_TR("Checkpoint at step %1"), {std::to_string(step)}));
    }

    std::string trainedPrefix() const { return parts_.adapter.empty() ? "student" : "adapter"; }
    NamedTensors trained() const { return parts_.adapter.empty() ? context_.student.namedParameters() : parts_.adapter; }

    bool due(std::int64_t step) const {
        if (parts_.checkpointDue)
            return parts_.checkpointDue(step);
        return step % options_.checkpointEvery == 0;
    }

    bool outOfTime(std::int64_t step) {
        if (context_.secondsAllowed <= 0 || secondsSince(start_) < context_.secondsAllowed || step >= steps_)
            return false;
        checkpoint(step);
        reportEvent(context_, step, Severity::Warning, "log",
                    Text(SH_TR("The time budget ended this stage at step %1 of %2"), {std::to_string(step), std::to_string(steps_)}));
        return true;
    }

    void take(std::int64_t step) {
        optimizer_.zeroGrad();
        const StepResult result = parts_.gradients(step);
        if (!std::isfinite(result.loss))
            base::fail(context_.lane + "/" + context_.stage, Text(SH_TR("The loss is not a finite number at step %1"), {std::to_string(step)}),
                       SH_TR("Lower the learning rate or the temperature and resume from the last checkpoint"), ErrorKind::Internal);
        const double rate = learningRate(options_.rateShape, options_.learningRate, options_.rateFloor,
                                         std::int64_t(options_.warmup * double(steps_)), step, steps_);
        const double norm = optimizer_.step(rate);
        if (!std::isfinite(norm))
            base::fail(context_.lane + "/" + context_.stage, Text(SH_TR("The gradient is not finite at step %1"), {std::to_string(step)}),
                       SH_TR("Lower the learning rate or the temperature and resume from the last checkpoint"), ErrorKind::Internal);
        tokens_ += result.tokens;
        show(step + 1, result, rate, norm);
    }

    void metric(std::int64_t step, const std::string& name, double value) {
        context_.control.report(Metric{context_.lane, context_.stageIndex, name, step, value});
    }

    void show(std::int64_t step, const StepResult& result, double rate, double norm) {
        metric(step, "loss", result.loss);
        metric(step, "lr", rate);
        metric(step, "grad_norm", norm);
        for (const auto& [name, value] : result.metrics)
            metric(step, name, value);
        const double passed = secondsSince(lastReport_);
        if (passed < 0.25 && step != steps_)
            return;
        const double speed = double(tokens_ - reportedTokens_) / std::max(passed, 1e-9);
        lastReport_ = Clock::now();
        reportedTokens_ = tokens_;
        metric(step, "tokens_per_second", speed);
        metric(step, "memory_bytes", double(base::residentBytes()));
        if (const auto memory = model::deviceMemory(context_.student.device()); memory.total > 0)
            metric(step, "gpu_memory_bytes", double(memory.total - memory.free));
        const double perStep = secondsSince(start_) / double(step - first_);
        context_.control.report(Progress{context_.lane, context_.stageIndex, step, steps_, speed, "tokens/s", perStep * double(steps_ - step), SH_TR("Training")});
    }

    StageContext& context_;
    const LoopOptions& options_;
    std::int64_t steps_;
    AdamW& optimizer_;
    const LoopParts& parts_;
    Clock::time_point start_, lastReport_;
    std::int64_t first_ = 0, lastCheckpoint_ = -1, tokens_ = 0, reportedTokens_ = 0;
};

} // namespace

StageOutcome runLoop(StageContext& context, const LoopOptions& options, std::int64_t steps, AdamW& optimizer, const LoopParts& parts) {
    return Loop(context, options, steps, optimizer, parts).run();
}

std::int64_t stepsFor(const LoopOptions& options, const std::string& preset, std::int64_t examples, double epochs) {
    if (options.steps > 0)
        return options.steps;
    const std::int64_t wanted = preset == "long" ? 10000 : preset == "standard" ? 2000 : 300;
    const auto all = std::int64_t(std::ceil(epochs * double(examples) / double(options.batchSize)));
    return std::max<std::int64_t>(1, std::min(wanted, all));
}

StageContext withStudent(const StageContext& c, model::Decoder& student) {
    StageContext out{c.lane, c.stageIndex, c.stage, student, c.policy, c.teachers, c.data, c.control, c.folder, c.cache, c.preset, c.secondsAllowed, c.seed, c.resume};
    out.tokenizerFrom = c.tokenizerFrom;
    out.overrides = c.overrides;
    out.memory = c.memory;
    return out;
}

void reportEvent(StageContext& context, std::int64_t step, Severity severity, const std::string& kind, Text text, const std::string& json) {
    const double now = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    context.control.report(Event{context.lane, context.stageIndex, step, severity, kind, std::move(text), json, now});
}

} // namespace stillhouse::train
