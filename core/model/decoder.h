// SPDX-License-Identifier: GPL-3.0-or-later
// The one transformer of this program: pre-norm, rotary positions, grouped-query attention, SwiGLU; llama, mistral, qwen2 and qwen3
// are settings of it. Weights are plain tensors, so training, pruning and quantization change them where they stand.
#pragma once
#include "core/formats/model_config.h"
#include "core/model/hooks.h"
#include "core/model/kv_cache.h"
#include "core/model/linear.h"
#include "core/model/torch.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace stillhouse::model {

class RopeTable;

struct Attention {
    torch::Tensor norm; // (d)
    Linear q;           // (H·D, d)
    Linear k;           // (K·D, d)
    Linear v;           // (K·D, d)
    Linear o;           // (d, H·D)
    torch::Tensor qNorm; // (D), Qwen 3 only
    torch::Tensor kNorm; // (D), Qwen 3 only
};

struct FeedForward {
    torch::Tensor norm; // (d)
    Linear gate;        // (F, d)
    Linear up;          // (F, d)
    Linear down;        // (d, F)
};

/// A sub-block that pruning took away is an empty optional and costs nothing.
struct Layer {
    std::optional<Attention> attention;
    std::optional<FeedForward> ffn;
};

struct ForwardOptions {
    KvCache* cache = nullptr;                ///< continue behind its tokens and store these; inference only
    Hooks* hooks = nullptr;                  ///< what to capture or scale
    std::optional<std::int64_t> layerLimit;  ///< run only the first so many layers (early exit); with a cache, the same in every pass
};

struct InitOptions {
    std::uint64_t seed = 0;
    double deviation = 0.02; ///< of the normal distribution; divided by sqrt(2·L) for what writes to the residual stream (GPT-2)
};

/// Parameters that are frozen and thawed together.
struct ParameterGroup {
    std::string name; ///< "head", "layer 3", "embedding"
    std::vector<torch::Tensor> tensors;
};

using NamedTensor = std::pair<std::string, torch::Tensor>;

/// Movable, not copyable: a copy that shares its weights would surprise; clone() makes a real one. Const members may run on
/// several threads at once, as long as hooks and caches are not shared.
class Decoder {
public:
    /// Empty F32 weights on the CPU, to be filled through visit(). Fails like formats::checkConfig.
    explicit Decoder(formats::ModelConfig config);
    /// Freshly initialised weights that want gradients. The same seed gives the same weights on every device and thread count.
    static Decoder random(const formats::ModelConfig& config, const InitOptions& init = {});
    Decoder(Decoder&&) noexcept;
    Decoder& operator=(Decoder&&) noexcept;
    ~Decoder();

    const formats::ModelConfig& config() const { return config_; }

    /// ids (B,T) int64, on any device → logits (B,T,V), on the model's. Attention is causal, so rows padded on the right need no mask:
    /// what stands behind a token does not reach it.
    torch::Tensor forward(const torch::Tensor& ids, const ForwardOptions& options = {}) const;
    /// ids (B,T) → the hidden states (B,T,d) after the final norm; logits are hidden · headWeight()ᵀ. For losses that never hold
    /// all logits at once.
    torch::Tensor hidden(const torch::Tensor& ids, const ForwardOptions& options = {}) const;
    /// hidden (…,d) → logits (…,V).
    torch::Tensor logits(const torch::Tensor& hidden) const;
    /// (V,d); the embedding itself when tied.
    const torch::Tensor& headWeight() const { return config_.tiedEmbeddings ? embedding_ : head_; }

    /// Names and order of formats::parameterShapes. The tensors are the weights themselves.
    std::vector<NamedTensor> namedParameters() const;
    std::vector<torch::Tensor> parameters() const;
    /// From the head down: "head" (final norm, and the head when untied), the layers from the last, "embedding" (which is the head
    /// too when tied).
    std::vector<ParameterGroup> groups() const;
    void setRequiresGrad(bool wanted);
    /// Calls `change` with each parameter in order; it may put another tensor of the same shape in its place.
    void visit(const std::function<void(const std::string&, torch::Tensor&)>& change);

    /// Weights become new leaves; requires_grad stays as it was.
    void to(torch::Device device);
    void to(torch::ScalarType type);
    torch::Device device() const { return embedding_.device(); }
    torch::ScalarType scalarType() const { return embedding_.scalar_type(); }
    /// A deep copy with the same requires_grad, without extensions.
    Decoder clone() const;

    /// Layers may be read and changed in place; setLayer changes a layer's shape (pruning) and keeps config() in step.
    std::vector<Layer>& layers() { return layers_; }
    const std::vector<Layer>& layers() const { return layers_; }
    void setLayer(std::int64_t index, Layer layer);

private:
    torch::Tensor attend(std::int64_t index, const torch::Tensor& x, const ForwardOptions& options) const;
    torch::Tensor feedForward(std::int64_t index, const torch::Tensor& x, Hooks* hooks) const;
    void allocate();

    formats::ModelConfig config_;
    torch::Tensor embedding_; // (V,d)
    std::vector<Layer> layers_;
    torch::Tensor finalNorm_; // (d)
    torch::Tensor head_;      // (V,d), undefined when tied
    std::unique_ptr<RopeTable> rope_;
};

} // namespace stillhouse::model
