// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/formats/model_config.h"

#include <cstdint>
#include <span>
#include <string>

namespace stillhouse::formats {

/// "blk.3.attn_q.weight" of "model.layers.3.self_attn.q_proj.weight", and so on for every name in parameterShapes. base::Failure
/// (Internal) for a name outside them.
std::string ggufTensorName(const std::string& name);

/// Number of heads whose rows the file holds in another order than Hugging Face; 0 for all other tensors. Only "llama" files reorder,
/// and in them q and k, weights and biases.
std::int64_t ggufReorderedHeads(const ModelConfig& config, const std::string& name);

/// The row of the Hugging Face matrix that is row `row` of the file. Hugging Face rotates row i of a head with row i + D/2, the file
/// has the two of a pair next to each other: row h·D + 2i + p of the file is row h·D + p·D/2 + i.
inline std::int64_t hfRowOfGguf(std::int64_t row, std::int64_t headDim) {
    const auto in = row % headDim;
    return row - in + in % 2 * (headDim / 2) + in / 2;
}

/// `to` gets the rows of `from`, each `width` long, in the file's order (`toFile`) or in that of Hugging Face.
void reorderRows(std::span<const float> from, std::span<float> to, std::int64_t width, std::int64_t headDim, bool toFile);

} // namespace stillhouse::formats
