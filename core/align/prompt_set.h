// SPDX-License-Identifier: GPL-3.0-or-later
// What a policy is asked, and its sampled answers. No gradients; engine thread.
#pragma once
#include "core/train/stage.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace stillhouse::align {

struct PromptSet {
    std::vector<evaluate::EncodedExample> prompts;  ///< the prompts' tokens alone
    std::vector<std::string> texts;                 ///< prompts as people wrote them
    std::vector<std::vector<std::int32_t>> answers; ///< classification: an answer ends as soon as it is one of these
    std::vector<std::int64_t> stopIds;              ///< generation: a token that ends an answer, and is its last
    std::int64_t maxNew = 1;                        ///< tokens of an answer at most
};

/// The examples' prompts. Classification: answers have at most the tokens of the longest verbalizer; generation: at most `maxNew`.
PromptSet promptSet(const train::StageContext& context, const std::vector<Example>& examples, std::int64_t maxTokens, std::int64_t maxNew);

struct SampledAnswer {
    std::vector<std::int32_t> ids; ///< never empty; with the token that ended it
    bool ended = false;            ///< by itself, or as one of the set's answers
};

struct SamplingChoice {
    double temperature = 1;
    std::uint64_t seed = 0;
};

/// One answer for each entry of `which` (indices into the set; the same prompt several times gives several draws). The same seed gives
/// the same answers. Nothing when the control asked to stop on the way.
std::optional<std::vector<SampledAnswer>> sampleAnswers(const model::Decoder& policy, const PromptSet& set,
                                                        std::span<const std::int64_t> which, const SamplingChoice& choice,
                                                        RunControl& control);

} // namespace stillhouse::align
