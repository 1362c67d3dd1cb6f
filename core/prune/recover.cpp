// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/prune/recover.h"

#include "core/train/encode.h"
#include "core/train/sampler.h"
#include "core/train/vocab_loss.h"

#include <algorithm>

namespace stillhouse::prune {

namespace {

constexpr std::int64_t kCachedTokens = 128; ///< per position, as A1 keeps them by default: one cache serves both

} // namespace

Recovery::Recovery(train::StageContext& context, const HeadOptions& options)
    : context_(context), options_(options), examples_(train::encodeAll(context, context.data.train, options.maxTokens)),
      steps_(train::stepsFor(options, context.preset, std::int64_t(examples_.size()))) {}

bool Recovery::prepare() {
    if (options_.alpha == 0 || context_.teachers.empty())
        return true;
    const auto& teacher = context_.teachers.front();
    cache_ = train::TeacherCache::open(context_.cache, {teacher.hash, context_.data.hash, kCachedTokens, options_.maxTokens, options_.promptWeight}, *teacher.decoder, examples_, context_);
    return cache_ != nullptr;
}

train::StepResult Recovery::gradients(const train::Batch& batch) {
    train::VocabTeacher teacher;
    train::VocabLossOptions loss;
    loss.temperature = options_.temperature;
    if (cache_) {
        const auto rows = cache_->rows(batch, examples_);
        teacher = {{}, {}, {}, rows.ids, rows.logProbs};
        loss.alpha = options_.alpha;
    }
    const auto hidden = train::scoredRows(context_.student.hidden(batch.ids.to(context_.student.device())), batch);
    const auto value = train::vocabLoss(hidden, context_.student.headWeight(), batch.targets, loss, teacher, batch.weights);
    value.total.backward();
    const double norms = value.ceGradNorm + value.distillGradNorm, share = norms > 0 ? value.distillGradNorm / norms : 0;
    return {value.total.item<double>(), batch.tokens, {{"loss.ce", value.ce}, {"loss.distill", value.distill}, {"share.distill", share}, {"share.ce", norms > 0 ? 1 - share : 0}}};
}

train::StageOutcome Recovery::round(std::int64_t round, bool continues, const std::function<void(train::Checkpoint&)>& save) {
    auto context = train::withStudent(context_, context_.student);
    context.resume = continues;
    context.secondsAllowed = context_.secondsAllowed / double(options_.rounds);
    context.student.setRequiresGrad(true);
    const std::int64_t end = (round + 1) * steps_, total = options_.rounds * steps_;
    const auto every = options_.evaluateEvery > 0 ? options_.evaluateEvery : std::max<std::int64_t>(1, total / 10);
    train::Sampler sampler(train::lengthsOf(examples_), options_.batchSize, context.seed);
    train::AdamW optimizer(context.student, train::adamOptions(options_));
    train::LoopParts parts;
    parts.firstStep = round * steps_;
    parts.checkpointFirst = true;
    parts.gradients = [&](std::int64_t step) { return gradients(train::collate(examples_, sampler.batch(step), options_.promptWeight)); };
    parts.afterStep = [&](std::int64_t step) {
        if (step % every == 0 || step == end)
            train::reportValidation(context, step, train::kValidationLimit);
        return step < end;
    };
    parts.save = save;
    return train::runLoop(context, options_, total, optimizer, parts);
}

} // namespace stillhouse::prune
