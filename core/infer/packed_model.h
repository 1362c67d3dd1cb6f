// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/formats/model_config.h"
#include "core/infer/activation_format.h"
#include "core/infer/packed_matrix.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace stillhouse::infer {

/// A matrix with its bias; the bias is empty where the model has none.
struct PackedLinear {
    PackedMatrix weight;
    std::vector<float> bias;
};

struct PackedAttention {
    std::vector<float> norm, qNorm, kNorm;
    PackedLinear q, k, v, o;
};

struct PackedFeedForward {
    std::vector<float> norm;
    PackedLinear gate, up, down;
};

/// A sub-block that pruning took away is empty and costs nothing.
struct PackedLayer {
    std::optional<PackedAttention> attention;
    std::optional<PackedFeedForward> ffn;
};

/// A model that runs without LibTorch. Immutable once made; sessions on several threads may share one.
struct PackedModel {
    formats::ModelConfig config;
    PackedMatrix embedding; ///< (V, d)
    PackedMatrix head;      ///< (V, d); the embedding itself when tied
    std::vector<float> finalNorm;
    std::vector<PackedLayer> layers;
    std::optional<ActivationFormat> activations; ///< that layers round their inputs to; simulated
    std::string precision; ///< the packing asked for, or the types of the file

    /// Bytes of all matrices, a tied head counted once.
    std::int64_t bytes() const;
    /// Bytes of weights that one decoded token reads: all matrices but the embedding's other rows.
    std::int64_t bytesPerToken() const;
    /// Some matrix is packed as integers: what rounds its inputs anyway loses nothing by a cache in binary16.
    bool hasIntegers() const;
};

/// From a Hugging Face folder. Without `packing` F32, F16 and BF16 matrices stay in the mapped file and nothing is copied; with
/// it every matrix is packed so (integers by rounding to nearest). A learned codebook needs quantization: Int4Codebook is refused.
/// base::Failure names file and tensor.
PackedModel openPacked(const std::filesystem::path& folder, std::optional<Packing> packing = {});

/// From a GGUF file. Without `packing` F32, F16 and BF16 matrices stay in the mapped file (but for q and k of "llama" files, whose rows
/// are reordered), Q8_0, Q4_0 and IQ4_NL keep their codes and scales exactly as Int8, Int4 and Int4Codebook, and Q4_1 becomes F16.
/// base::Failure as formats::GgufModel.
PackedModel openGguf(const std::filesystem::path& path, std::optional<Packing> packing = {});

/// A model of a known shape with random weights, made packed: for measuring speed, it says nothing. "llama-110m" (width 768, 12
/// layers, 12 heads, FFN 2048) or "llama-1b" (2048, 22, 32 heads over 4 key/value heads, 5632), both with 32,000 tokens, untied.
PackedModel syntheticModel(const std::string& shape, Packing packing, std::uint64_t seed);

} // namespace stillhouse::infer
