// SPDX-License-Identifier: GPL-3.0-or-later
// What a model is, without its weights: the shapes and constants of one decoder-only transformer.
#pragma once
#include "core/formats/dtype.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace stillhouse::formats {

enum class Architecture { Llama, Mistral, Qwen2, Qwen3 };

/// The name that config.json carries as `model_type`: "llama", "mistral", "qwen2", "qwen3".
std::string architectureName(Architecture architecture);

/// How rotary frequencies are stretched beyond the trained context.
struct RopeScaling {
    enum class Kind {
        None,
        Linear, ///< every frequency divided by `factor` (position interpolation, Chen 2023)
        Llama3  ///< low frequencies divided by `factor`, high ones kept, a ramp between (Llama 3.1)
    };
    Kind kind = Kind::None;
    double factor = 1;
    double lowFrequencyFactor = 1;
    double highFrequencyFactor = 4;
    std::int64_t originalMaxPositions = 8192;
    bool operator==(const RopeScaling&) const = default;
};

/// One layer's shape. Pruning leaves layers that differ; an absent sub-block has its counts at 0.
struct LayerShape {
    std::int64_t heads = 0;
    std::int64_t kvHeads = 0;
    std::int64_t ffn = 0;
    bool hasAttention = true;
    bool hasFfn = true;
    bool operator==(const LayerShape&) const = default;
};

struct ModelConfig {
    Architecture architecture = Architecture::Llama;
    std::int64_t vocab = 0;
    std::int64_t hidden = 0;
    std::int64_t headDim = 0;
    std::vector<LayerShape> layers;
    double ropeTheta = 10000;
    RopeScaling ropeScaling;
    double rmsEps = 1e-6;
    bool tiedEmbeddings = false;
    bool attentionBias = false;       ///< q, k and v have a bias (Qwen 2; Llama with `attention_bias`)
    bool attentionOutputBias = false; ///< o has a bias (Llama with `attention_bias`)
    bool mlpBias = false;             ///< gate, up and down have a bias (Llama with `mlp_bias`)
    bool qkNorm = false;              ///< RMSNorm over each head of q and k before the rotation (Qwen 3)
    std::int64_t maxPositions = 2048;
    std::optional<std::int64_t> slidingWindow; ///< a query sees itself and the window−1 tokens before it
    std::int64_t slidingWindowFrom = 0;        ///< first layer that the window holds for (Qwen's `max_window_layers`)
    std::optional<std::int64_t> bos;
    std::vector<std::int64_t> eos;
    std::optional<std::int64_t> pad;
    DType dtype = DType::F32; ///< the precision that the folder says its weights are stored in

    std::int64_t layerCount() const { return static_cast<std::int64_t>(layers.size()); }
    /// All layers have one shape and both sub-blocks: any Hugging Face loader can read the folder.
    bool uniform() const;
    /// The window of layer `index`; 0 when it sees the whole context.
    std::int64_t window(std::int64_t index) const;
    bool operator==(const ModelConfig&) const = default;
};

/// Refuses (base::Failure at `where`) what no transformer can be or no machine can hold: counts below 1 or beyond 2^24 entries,
/// more than 4,096 layers, odd head width, heads that are no multiple of key/value heads, ids outside the vocabulary, a parameter
/// count that overflows 64 bits.
void checkConfig(const ModelConfig& config, const std::string& where);

/// Reads a Hugging Face config.json, with the per-layer array `stillhouse_layers` when there is one. base::Failure names file and key.
ModelConfig readConfig(const std::filesystem::path& path);

/// The same from text that was read elsewhere (for example from a native file's metadata).
ModelConfig parseConfig(const std::string& json, const std::string& where);

/// config.json as text. A uniform model is a plain Hugging Face config; else `stillhouse_layers` lists every layer and
/// `architectures` names Stillhouse, so that another loader refuses instead of misreading.
std::string configJson(const ModelConfig& config);

/// Writes configJson atomically.
void writeConfig(const ModelConfig& config, const std::filesystem::path& path);

/// Number of stored parameters; a tied head counts once. Throws base::Failure on overflow.
std::int64_t parameterCount(const ModelConfig& config);

/// Floating-point operations (a multiply-add is two) to compute one token's logits when it attends to `context` tokens, itself
/// included: 2 × the weights of every matrix it passes, 4 × heads × head width × keys for attention. Norms, rotation and softmax
/// are left out, as is usual.
double flopsPerToken(const ModelConfig& config, std::int64_t context);

/// Bytes of keys and values for `tokens` tokens of one sequence.
double kvCacheBytes(const ModelConfig& config, std::int64_t tokens, double bytesPerValue);

} // namespace stillhouse::formats
