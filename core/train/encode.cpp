// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/encode.h"

#include "core/base/failure.h"
#include "core/train/train_loop.h"

namespace stillhouse::train {

std::vector<evaluate::EncodedExample> encodeAll(StageContext& context, const std::vector<Example>& examples, std::int64_t maxTokens) {
    const evaluate::TaskEncoder encoder(context.data.encoder->task(), context.data.encoder->tokenizer(), std::int32_t(maxTokens));
    std::vector<evaluate::EncodedExample> out;
    out.reserve(examples.size());
    std::int64_t unanswered = 0;
    for (const auto& example : examples) {
        auto encoded = encoder.encode(example);
        if (std::int64_t(encoded.ids.size()) <= encoded.responseStart || encoded.ids.size() < 2) {
            ++unanswered;
            continue;
        }
        out.push_back(std::move(encoded));
    }
    if (out.empty())
        base::fail("data.train", SH_TR("No training example has an answer"), SH_TR("Label the examples, or map the response column when importing"));
    if (unanswered > 0)
        reportEvent(context, 0, Severity::Warning, "log", Text(SH_TR("%1 examples without an answer were left out"), {std::to_string(unanswered)}));
    return out;
}

std::unordered_map<std::string_view, const Example*> examplesById(const RunData& data) {
    std::unordered_map<std::string_view, const Example*> out;
    out.reserve(data.train.size());
    for (const auto& example : data.train)
        out.emplace(example.id, &example);
    return out;
}

std::vector<std::int32_t> lengthsOf(const std::vector<evaluate::EncodedExample>& examples) {
    std::vector<std::int32_t> out;
    out.reserve(examples.size());
    for (const auto& example : examples)
        out.push_back(std::int32_t(example.ids.size()));
    return out;
}

AdamOptions adamOptions(const LoopOptions& options) {
    AdamOptions out;
    out.weightDecay = options.weightDecay;
    out.clip = options.clip;
    return out;
}

} // namespace stillhouse::train
