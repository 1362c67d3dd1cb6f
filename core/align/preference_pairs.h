// SPDX-License-Identifier: GPL-3.0-or-later
// Preference pairs as tokens: from people (files, the labelling panel) or derived from labels. No gradients.
#pragma once
#include "core/train/stage.h"

#include <cstdint>
#include <string>
#include <vector>

namespace stillhouse::align {

/// A prompt with the better and the worse answer. Both rows begin with the same prompt.
struct EncodedPair {
    std::vector<std::int32_t> chosen, rejected;
    std::int32_t responseStart = 0;
    std::string prompt; ///< decides the split
};

/// Turns texts into pairs the way training examples are encoded: the task's template around the prompt, an answer as its continuation.
/// In a classification task an answer that is a label's name or verbalizer becomes the verbalizer; every other answer stands as it is.
class PairEncoder {
public:
    PairEncoder(const evaluate::TaskEncoder& encoder, std::int64_t maxTokens);
    /// Empty rows where an answer has no tokens or both come out the same.
    EncodedPair encode(const Preference& preference) const;

private:
    std::vector<std::int32_t> row(const std::string& prompt, const std::string& answer, std::int32_t& start) const;

    evaluate::TaskEncoder labels_, free_;
    bool classification_;
};

/// The correct verbalizer over each incorrect one, for every labelled example of a classification task: at most `limit` pairs, in the order
/// of a seeded shuffle of the examples.
std::vector<Preference> pairsFromLabels(const evaluate::TaskEncoder& encoder, const std::vector<Example>& examples, std::int64_t limit,
                                        std::uint64_t seed);

/// The reference answer over the policy's own sampled one, for a generation task. Stops early when the control says so.
std::vector<Preference> pairsFromReferences(train::StageContext& context, const model::Decoder& policy, std::int64_t limit,
                                            std::int64_t maxNew);

struct PairSplit {
    std::vector<EncodedPair> train, heldOut;
    std::int64_t unusable = 0; ///< pairs that the tokenizer or the limit made equal
};
/// By the hash of the prompt, so that a prompt never stands on both sides.
PairSplit splitPairs(const PairEncoder& encoder, const std::vector<Preference>& preferences, double heldOut);

/// `more` behind `old`, equal pairs once.
std::vector<Preference> joinPreferences(std::vector<Preference> old, const std::vector<Preference>& more);
/// SHA-256 over all pairs in order.
std::string preferencesHash(const std::vector<Preference>& preferences);
/// JSONL of {prompt, chosen, rejected, annotator}, as readPreferences reads it.
std::string preferencesJsonl(const std::vector<Preference>& preferences);

} // namespace stillhouse::align
