// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/train_loop.h"

#include "core/base/failure.h"
#include "core/evaluate/label_scores.h"
#include "core/evaluate/response_nll.h"

#include <cmath>

namespace stillhouse::train {

namespace {

// Share of labelled examples whose most likely label is the right one.
double accuracyOf(const model::Decoder& decoder, const evaluate::TaskEncoder& encoder, const std::vector<Example>& examples, RunControl* control) {
    const auto best = evaluate::scoreLabels(decoder, encoder, examples, {}, control).argmax(-1); // (n)
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

double nllOf(const model::Decoder& decoder, const evaluate::TaskEncoder& encoder, const std::vector<Example>& examples, RunControl* control) {
    std::vector<evaluate::EncodedExample> encoded;
    for (const auto& example : examples)
        encoded.push_back(encoder.encode(example));
    double sum = 0;
    std::int64_t tokens = 0;
    for (const auto& nll : evaluate::responseNll(decoder, encoded, {}, control)) {
        sum += nll.sum;
        tokens += nll.tokens;
    }
    return tokens > 0 ? sum / double(tokens) : std::nan("");
}

} // namespace

Validation validate(const model::Decoder& decoder, const RunData& data, std::int64_t limit, RunControl* control) {
    const std::vector<Example> examples(data.validation.begin(), data.validation.begin() + std::ptrdiff_t(std::min<std::size_t>(data.validation.size(), std::size_t(limit))));
    Validation out;
    out.nll = nllOf(decoder, *data.encoder, examples, control);
    if (data.encoder->task().kind == "classification")
        out.accuracy = accuracyOf(decoder, *data.encoder, examples, control);
    return out;
}

double reportValidation(StageContext& context, std::int64_t step, std::int64_t limit) {
    if (context.data.validation.empty())
        return std::nan("");
    const auto now = validate(context.student, context.data, limit);
    context.control.report(Metric{context.lane, context.stageIndex, "eval.nll", step, now.nll});
    if (context.data.encoder->task().kind != "classification")
        return -now.nll;
    context.control.report(Metric{context.lane, context.stageIndex, "eval.accuracy", step, now.accuracy});
    return now.accuracy;
}

} // namespace stillhouse::train
