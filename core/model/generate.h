// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/infer/sampler.h"
#include "core/model/decoder.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace stillhouse::model {

using infer::Sampler;
using infer::SamplingOptions;

struct GenerateOptions {
    SamplingOptions sampling;
    std::int64_t maxNew = 256;          ///< tokens at most; the model's context limits it too
    std::vector<std::int64_t> stopIds;  ///< ends a row; not part of its ids
};

struct Generation {
    enum class End { Stop, Length, Cancelled };
    std::vector<std::int64_t> ids;      ///< the new ones
    std::optional<std::int64_t> stopId; ///< the token that ended it
    End end = End::Length;
    double firstTokenSeconds = 0;       ///< from the call to the first new token (of the batch)
    double seconds = 0;                 ///< the whole call
};

/// Called with each new token; false cancels (in a batch: everything).
using TokenCallback = std::function<bool(std::int64_t row, std::int64_t id)>;

/// Continues `prompt` with a KV cache, without gradients. An empty prompt means the model's first token (BOS). base::Failure for an id
/// outside the vocabulary or a prompt beyond the context.
Generation generate(const Decoder& decoder, const std::vector<std::int64_t>& prompt, const GenerateOptions& options,
                    const TokenCallback& onToken = {});

/// Continues several prompts side by side. They may differ in length: all rows stand at the same position, and a row whose prompt is
/// longer takes its next token from there, so no padding exists and each row gets what it would get alone (up to rounding).
/// Prompts of similar length together cost least.
std::vector<Generation> generateBatch(const Decoder& decoder, const std::vector<std::vector<std::int64_t>>& prompts,
                                      const GenerateOptions& options, const TokenCallback& onToken = {});

} // namespace stillhouse::model
