// SPDX-License-Identifier: GPL-3.0-or-later
// What perplexity is measured on: the same for the training side's decoder and for packed models.
//
// A text is read in consecutive windows of `context` tokens that do not overlap. Where the tokenizer's configuration puts BOS in front
// of a text, each window is BOS and context−1 tokens of the text, and every token of the text is scored; else the first token of a
// window has nothing before it and is not scored. nll: nats per scored token. perplexity = e^nll. bits per byte = nll · (tokens of the
// text) / (ln 2 · bytes of the text).
#pragma once
#include "core/api/engine.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace stillhouse::native {

inline constexpr std::size_t maxTextBytes = std::size_t{4} << 30;

/// `context`, or the model's whole context for 0. base::Failure below 2, beyond the model's, or with no room behind `front` tokens.
std::int64_t checkedContext(std::int64_t maxPositions, std::int64_t context, std::size_t front);

/// The windows, front tokens included.
std::vector<std::vector<std::int32_t>> textWindows(std::span<const std::int32_t> ids, std::span<const std::int32_t> front,
                                                   std::int64_t context);

/// Position of the first token of a window that is scored.
inline std::size_t firstScored(std::size_t front) { return front > 1 ? front : 1; }

/// The figures from the sum of nats over `tokens` scored tokens of a text. base::Failure when none was scored.
PerplexityResult perplexityFrom(double sum, std::int64_t tokens, std::size_t textTokens, std::size_t textBytes);

} // namespace stillhouse::native
