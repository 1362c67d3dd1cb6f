// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/align/prompt_set.h"

#include "core/base/seed.h"
#include "core/evaluate/batches.h"
#include "core/model/generate.h"

#include <algorithm>

namespace stillhouse::align {

namespace {

constexpr std::int64_t samplingTokens = 8192;
// Up to so many new tokens whole passes over prompt and answer beat a cache that is filled row by row.
constexpr std::int64_t shortAnswer = 2;

bool endsHere(const PromptSet& set, const std::vector<std::int32_t>& ids) {
    if (!set.answers.empty())
        return std::find(set.answers.begin(), set.answers.end(), ids) != set.answers.end();
    return !ids.empty() && std::find(set.stopIds.begin(), set.stopIds.end(), ids.back()) != set.stopIds.end();
}

// Answers of one or two tokens: the last position of a pass over the whole row, as often as there are tokens.
void sampleShort(const model::Decoder& policy, const PromptSet& set, const std::vector<std::size_t>& batch,
                 std::span<const std::int64_t> which, std::vector<model::Sampler>& samplers, std::vector<SampledAnswer>& out) {
    std::vector<std::size_t> open = batch;
    for (std::int64_t token = 0; token < set.maxNew && !open.empty(); ++token) {
        std::vector<std::vector<std::int32_t>> rows;
        std::vector<std::int64_t> last;
        for (const auto i : open) {
            auto row = set.prompts[std::size_t(which[i])].ids;
            row.insert(row.end(), out[i].ids.begin(), out[i].ids.end());
            last.push_back(std::int64_t(row.size()) - 1);
            rows.push_back(std::move(row));
        }
        const auto hidden = policy.hidden(evaluate::paddedIds(rows, policy.device())); // (B,T,d)
        const auto places = torch::arange(std::int64_t(rows.size()), torch::kLong) * hidden.size(1) + torch::tensor(last, torch::kLong);
        const auto logits = policy.logits(hidden.reshape({-1, hidden.size(2)}).index_select(0, places.to(hidden.device())))
                                .to(torch::kCPU, torch::kFloat32)
                                .contiguous();
        const auto vocab = std::size_t(logits.size(1));
        std::vector<std::size_t> next;
        for (std::size_t k = 0; k < open.size(); ++k) {
            auto& answer = out[open[k]];
            answer.ids.push_back(std::int32_t(samplers[open[k]].pick({logits.data_ptr<float>() + k * vocab, vocab})));
            answer.ended = endsHere(set, answer.ids);
            if (!answer.ended)
                next.push_back(open[k]);
        }
        open = std::move(next);
    }
}

void sampleLong(const model::Decoder& policy, const PromptSet& set, const std::vector<std::size_t>& batch,
                std::span<const std::int64_t> which, const SamplingChoice& choice, std::vector<SampledAnswer>& out) {
    std::vector<std::vector<std::int64_t>> prompts;
    for (const auto i : batch) {
        const auto& ids = set.prompts[std::size_t(which[i])].ids;
        prompts.emplace_back(ids.begin(), ids.end());
    }
    model::GenerateOptions options;
    options.sampling.temperature = choice.temperature;
    options.sampling.seed = base::mix(choice.seed, batch.front());
    options.maxNew = set.maxNew;
    options.stopIds = set.stopIds;
    const auto results = model::generateBatch(policy, prompts, options);
    for (std::size_t k = 0; k < batch.size(); ++k) {
        auto& answer = out[batch[k]];
        for (const auto id : results[k].ids) {
            answer.ids.push_back(std::int32_t(id));
            if (!set.answers.empty() && endsHere(set, answer.ids))
                break;
        }
        if (results[k].stopId)
            answer.ids.push_back(std::int32_t(*results[k].stopId));
        answer.ended = endsHere(set, answer.ids);
    }
}

} // namespace

PromptSet promptSet(const train::StageContext& context, const std::vector<Example>& examples, std::int64_t maxTokens, std::int64_t maxNew) {
    const evaluate::TaskEncoder encoder(context.data.encoder->task(), context.data.encoder->tokenizer(), std::int32_t(maxTokens));
    PromptSet set;
    for (const auto& example : examples) {
        set.prompts.push_back(encoder.encodePrompt(example));
        set.texts.push_back(example.prompt);
    }
    if (encoder.task().kind == "classification") {
        set.answers = encoder.labelTokens();
        for (const auto& answer : set.answers)
            set.maxNew = std::max(set.maxNew, std::int64_t(answer.size()));
    } else {
        set.maxNew = maxNew;
        const auto ends = encoder.tokenizer().eosIds();
        set.stopIds.assign(ends.begin(), ends.end());
    }
    return set;
}

std::optional<std::vector<SampledAnswer>> sampleAnswers(const model::Decoder& policy, const PromptSet& set,
                                                        std::span<const std::int64_t> which, const SamplingChoice& choice,
                                                        RunControl& control) {
    torch::NoGradGuard noGradient;
    std::vector<SampledAnswer> out(which.size());
    std::vector<model::Sampler> samplers;
    std::vector<std::size_t> lengths;
    model::SamplingOptions sampling;
    sampling.temperature = choice.temperature;
    sampling.seed = choice.seed;
    for (std::size_t i = 0; i < which.size(); ++i) {
        samplers.emplace_back(sampling, std::int64_t(i));
        lengths.push_back(set.prompts[std::size_t(which[i])].ids.size());
    }
    for (const auto& batch : evaluate::lengthBatches(lengths, std::size_t(set.maxNew), samplingTokens, false)) {
        (void)control.waitWhilePaused();
        if (control.stopRequested())
            return std::nullopt;
        if (set.maxNew <= shortAnswer)
            sampleShort(policy, set, batch, which, samplers, out);
        else
            sampleLong(policy, set, batch, which, choice, out);
    }
    return out;
}

} // namespace stillhouse::align
