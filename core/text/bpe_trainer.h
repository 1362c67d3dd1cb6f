// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/tokenizer.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stillhouse::text {

struct BpeTrainerOptions {
    /// Tokens in all: special tokens, the 256 bytes, then merges. Fewer come out when the text has no pair left to join.
    std::size_t vocabSize = 4096;
    /// Get the ids from 0, in this order. The one named here first is BOS and EOS at once (as in GPT-2) when there is one alone;
    /// of two or more the first is BOS, the second EOS, a third the padding.
    std::vector<std::string> specialTokens = {"<|endoftext|>"};
    /// What merges never cross; default: Qwen 2's expression.
    std::string expression;
    /// A pair that occurs less often is not joined.
    std::uint64_t minPairCount = 2;
};

/// Called with the work done and the total (bytes counted, then merges made); returning false cancels with a base::Failure of kind
/// Cancelled. Called on the caller's thread.
using TrainerProgress = std::function<bool(std::uint64_t done, std::uint64_t total)>;

/// Trains a byte-level BPE (Sennrich 2016, Radford 2019): the most frequent pair of neighbours becomes the next token; among pairs of
/// equal count the one with the smaller (left, right) ids. Deterministic. Cost: O(distinct words) memory, and time proportional to the
/// changes of pair counts, which are kept in a heap. Text that is not UTF-8 is used too, as bytes.
Tokenizer trainBpe(std::span<const std::string_view> texts, const BpeTrainerOptions& options, const TrainerProgress& progress = {});
inline Tokenizer trainBpe(std::initializer_list<std::string_view> texts, const BpeTrainerOptions& options, const TrainerProgress& progress = {}) {
    return trainBpe(std::span<const std::string_view>(texts.begin(), texts.size()), options, progress);
}

/// Writes tokenizer.json and tokenizer_config.json into `folder` (made when absent), each whole or not at all.
void saveTokenizer(const Tokenizer& tokenizer, const std::filesystem::path& folder);

} // namespace stillhouse::text
