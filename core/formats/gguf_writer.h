// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/text.h"
#include "core/formats/gguf_types.h"
#include "core/formats/gguf_vocabulary.h"
#include "core/formats/model_config.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace stillhouse::formats {

struct GgufWriteOptions {
    GgufType type = GgufType::F16;            ///< F32, F16, Q8_0, Q4_0 or IQ4_NL: what ggufWriteType names
    std::optional<GgufVocabulary> vocabulary; ///< without one the file takes and gives token ids alone
    std::string name;                         ///< general.name
    int threads = 1;                          ///< that search the scales of Q4_0 and IQ4_NL
};

/// Fills `out` with a parameter by its name in parameterShapes(config), in the layout of Hugging Face.
using GgufWeights = std::function<void(const std::string& name, std::span<float> out)>;

/// Writes a GGUF v3 file that llama.cpp runs, whole or not at all, asking for one tensor at a time in the order of
/// parameterShapes(config): never more than the largest tensor is held in F32. Stop by throwing from `weights`.
///
/// Norms and biases are F32. With a 4-bit type the head (or the embedding that serves as one) is Q8_0, as llama.cpp keeps it more
/// precise too; a matrix whose rows are no multiple of 32 long is F16. Rows of q and k are reordered for "llama" (its rotary pairs
/// are neighbours there). A vocabulary shorter than the embedding is padded with unused tokens.
///
/// Returns what a reader of the report should know. base::Failure: layers that differ (Unsupported, names the pruning that would have
/// been exportable), biases that the format's architecture has no place for, values that are not finite or too large for the type.
std::vector<Text> writeGguf(const std::filesystem::path& path, const ModelConfig& config, const GgufWriteOptions& options,
                            const GgufWeights& weights);

} // namespace stillhouse::formats
