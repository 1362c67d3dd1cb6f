// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/on_policy.h"

#include "core/base/failure.h"
#include "core/base/seed.h"
#include "core/model/generate.h"

#include <algorithm>

namespace stillhouse::train {

namespace {

// Streams of their own beside the sampler's.
constexpr std::uint64_t kChoice = 0x6f6e2d706f6c6963u, kSamples = 0x73616d706c657321u;

std::int64_t longestAnswer(std::span<const evaluate::EncodedExample> examples, const std::vector<std::int64_t>& indices) {
    std::int64_t longest = 1;
    for (const auto i : indices)
        longest = std::max(longest, std::int64_t(examples[std::size_t(i)].ids.size()) - examples[std::size_t(i)].responseStart);
    return longest;
}

} // namespace

bool isOnPolicy(double share, std::uint64_t seed, std::int64_t step) {
    return share > 0 && base::Random(base::mix(base::mix(seed, kChoice), std::uint64_t(step))).uniform() < share;
}

Batch sampledBatch(const model::Decoder& student, const evaluate::TaskEncoder& encoder, std::span<const evaluate::EncodedExample> examples,
                   const std::vector<std::int64_t>& indices, const SoftTargetOptions& options, std::uint64_t seed, std::int64_t step) {
    model::GenerateOptions generate;
    generate.sampling.temperature = options.onPolicyTemperature;
    generate.sampling.seed = base::mix(base::mix(seed, kSamples), std::uint64_t(step));
    generate.maxNew = options.onPolicyMaxNew > 0 ? options.onPolicyMaxNew : longestAnswer(examples, indices);
    const auto ends = encoder.tokenizer().eosIds();
    generate.stopIds.assign(ends.begin(), ends.end());
    std::vector<std::vector<std::int64_t>> prompts;
    for (const auto i : indices) {
        const auto& example = examples[std::size_t(i)];
        prompts.emplace_back(example.ids.begin(), example.ids.begin() + example.responseStart);
    }
    const auto vocabulary = std::int64_t(encoder.tokenizer().vocabSize());
    const auto samples = model::generateBatch(student, prompts, generate);
    std::vector<evaluate::EncodedExample> answered(indices.size());
    std::vector<std::int64_t> places(indices.size());
    for (std::size_t b = 0; b < indices.size(); ++b) {
        auto& example = answered[b];
        example.id = examples[std::size_t(indices[b])].id;
        example.responseStart = std::int32_t(prompts[b].size());
        example.ids.assign(prompts[b].begin(), prompts[b].end());
        // An id that only pads the vocabulary is no token: the teacher may not even have it. The sample ends before it.
        const auto last = std::find_if(samples[b].ids.begin(), samples[b].ids.end(), [&](std::int64_t id) { return id >= vocabulary; });
        example.ids.insert(example.ids.end(), samples[b].ids.begin(), last);
        if (samples[b].stopId && last == samples[b].ids.end())
            example.ids.push_back(std::int32_t(*samples[b].stopId));
        places[b] = std::int64_t(b);
    }
    auto batch = collate(answered, places, 0);
    batch.examples = indices;
    return batch;
}

void checkOnPolicy(const SoftTargetOptions& options, const std::string& where) {
    if (options.onPolicy > 0 && options.alpha == 0)
        base::failAt(where.empty() ? "on_policy" : where + ".on_policy",
                     SH_TR("Samples of the student have no label, and α = 0 asks no teacher"),
                     SH_TR("Raise α, or set the on-policy share to 0"));
}

} // namespace stillhouse::train
