// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/train_loop.h"

#include "core/base/failure.h"
#include "core/evaluate/label_scores.h"
#include "core/evaluate/response_nll.h"

#include <cmath>

namespace stillhouse::train {

namespace {

// Share of labelled examples whose most likely label is the right one.
double validationAccuracy(StageContext& context, const std::vector<Example>& examples) {
    const auto& encoder = *context.data.encoder;
    const auto best = evaluate::scoreLabels(context.student, encoder, examples, {}, nullptr).argmax(-1); // (n)
    std::int64_t right = 0, labelled = 0;
    for (std::size_t i = 0; i < examples.size(); ++i) {
        const auto truth = encoder.labelIndex(examples[i].label);
        if (truth < 0)
            continue;
        ++labelled;
        right += best[std::int64_t(i)].item<std::int64_t>() == truth;
    }
    return labelled > 0 ? double(right) / double(labelled) : std::nan("");
}

double validationNll(StageContext& context, const std::vector<Example>& examples) {
    std::vector<evaluate::EncodedExample> encoded;
    for (const auto& example : examples)
        encoded.push_back(context.data.encoder->encode(example));
    double sum = 0;
    std::int64_t tokens = 0;
    for (const auto& nll : evaluate::responseNll(context.student, encoded)) {
        sum += nll.sum;
        tokens += nll.tokens;
    }
    return tokens > 0 ? sum / double(tokens) : std::nan("");
}

} // namespace

double reportValidation(StageContext& context, std::int64_t step, std::int64_t limit) {
    const auto& all = context.data.validation;
    if (all.empty())
        return std::nan("");
    const std::vector<Example> examples(all.begin(), all.begin() + std::ptrdiff_t(std::min<std::size_t>(all.size(), std::size_t(limit))));
    const double nll = validationNll(context, examples);
    context.control.report(Metric{context.lane, context.stageIndex, "eval.nll", step, nll});
    if (context.data.encoder->task().kind != "classification")
        return -nll;
    const double accuracy = validationAccuracy(context, examples);
    context.control.report(Metric{context.lane, context.stageIndex, "eval.accuracy", step, accuracy});
    return accuracy;
}

} // namespace stillhouse::train
