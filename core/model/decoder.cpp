// SPDX-License-Identifier: GPL-3.0-or-later
// The weights of a decoder: allocation, naming, initialisation, moving. The arithmetic is in decoder_forward.cpp.
#include "core/model/torch.h"

#include "core/model/decoder.h"

#include "core/base/failure.h"
#include "core/formats/parameter_shapes.h"
#include "core/model/rope.h"

#include <ATen/CPUGeneratorImpl.h>
#include <cmath>

namespace stillhouse::model {

namespace {

using torch::Tensor;

using Visitor = std::function<void(const std::string&, Tensor&)>;

void visitLinear(std::int64_t index, const std::string& part, Linear& linear, const Visitor& change) {
    change(formats::layerParameterName(index, (part + ".weight").c_str()), linear.weight);
    if (linear.bias.defined())
        change(formats::layerParameterName(index, (part + ".bias").c_str()), linear.bias);
}

void visitAttention(std::int64_t index, Attention& block, const Visitor& change) {
    change(formats::layerParameterName(index, "input_layernorm.weight"), block.norm);
    visitLinear(index, "self_attn.q_proj", block.q, change);
    visitLinear(index, "self_attn.k_proj", block.k, change);
    visitLinear(index, "self_attn.v_proj", block.v, change);
    if (block.qNorm.defined()) {
        change(formats::layerParameterName(index, "self_attn.q_norm.weight"), block.qNorm);
        change(formats::layerParameterName(index, "self_attn.k_norm.weight"), block.kNorm);
    }
    visitLinear(index, "self_attn.o_proj", block.o, change);
}

void visitFeedForward(std::int64_t index, FeedForward& block, const Visitor& change) {
    change(formats::layerParameterName(index, "post_attention_layernorm.weight"), block.norm);
    visitLinear(index, "mlp.gate_proj", block.gate, change);
    visitLinear(index, "mlp.up_proj", block.up, change);
    visitLinear(index, "mlp.down_proj", block.down, change);
}

Linear emptyLinear(std::int64_t out, std::int64_t in, bool bias) {
    return {torch::empty({out, in}), bias ? torch::empty({out}) : Tensor(), nullptr};
}

Layer emptyLayer(const formats::ModelConfig& config, const formats::LayerShape& shape) {
    const auto d = config.hidden, query = shape.heads * config.headDim, key = shape.kvHeads * config.headDim;
    Layer layer;
    if (shape.hasAttention) {
        layer.attention = Attention{torch::empty({d}),
                                    emptyLinear(query, d, config.attentionBias),
                                    emptyLinear(key, d, config.attentionBias),
                                    emptyLinear(key, d, config.attentionBias),
                                    emptyLinear(d, query, config.attentionOutputBias),
                                    config.qkNorm ? torch::empty({config.headDim}) : Tensor(),
                                    config.qkNorm ? torch::empty({config.headDim}) : Tensor()};
    }
    if (shape.hasFfn)
        layer.ffn = FeedForward{torch::empty({d}), emptyLinear(shape.ffn, d, config.mlpBias), emptyLinear(shape.ffn, d, config.mlpBias),
                                emptyLinear(d, shape.ffn, config.mlpBias)};
    return layer;
}

std::vector<std::pair<std::string, std::vector<std::int64_t>>> shapesOf(Layer& layer) {
    std::vector<std::pair<std::string, std::vector<std::int64_t>>> shapes;
    const Visitor collect = [&shapes](const std::string& name, Tensor& weight) { shapes.emplace_back(name, weight.sizes().vec()); };
    if (layer.attention)
        visitAttention(0, *layer.attention, collect);
    if (layer.ffn)
        visitFeedForward(0, *layer.ffn, collect);
    return shapes;
}

} // namespace

Decoder::Decoder(formats::ModelConfig config) : config_(std::move(config)) {
    formats::checkConfig(config_, "model");
    rope_ = std::make_unique<RopeTable>(config_);
    allocate();
}

Decoder::Decoder(Decoder&&) noexcept = default;
Decoder& Decoder::operator=(Decoder&&) noexcept = default;
Decoder::~Decoder() = default;

void Decoder::allocate() {
    embedding_ = torch::empty({config_.vocab, config_.hidden});
    finalNorm_ = torch::empty({config_.hidden});
    if (!config_.tiedEmbeddings)
        head_ = torch::empty({config_.vocab, config_.hidden});
    for (const auto& shape : config_.layers)
        layers_.push_back(emptyLayer(config_, shape));
}

Decoder Decoder::random(const formats::ModelConfig& config, const InitOptions& init) {
    torch::NoGradGuard noGrad;
    Decoder decoder(config);
    auto generator = at::detail::createCPUGenerator(init.seed);
    const double residual = init.deviation / std::sqrt(2.0 * static_cast<double>(std::max<std::int64_t>(config.layerCount(), 1)));
    decoder.visit([&](const std::string& name, Tensor& weight) {
        if (name.ends_with("norm.weight"))
            weight.fill_(1);
        else if (name.ends_with(".bias"))
            weight.zero_();
        else
            weight.normal_(0, name.ends_with("o_proj.weight") || name.ends_with("down_proj.weight") ? residual : init.deviation, generator);
    });
    decoder.setRequiresGrad(true);
    return decoder;
}

void Decoder::visit(const Visitor& change) {
    change(formats::embeddingName, embedding_);
    for (std::int64_t i = 0; i < config_.layerCount(); ++i) {
        auto& layer = layers_[static_cast<std::size_t>(i)];
        if (layer.attention)
            visitAttention(i, *layer.attention, change);
        if (layer.ffn)
            visitFeedForward(i, *layer.ffn, change);
    }
    change(formats::finalNormName, finalNorm_);
    if (!config_.tiedEmbeddings)
        change(formats::headName, head_);
}

std::vector<NamedTensor> Decoder::namedParameters() const {
    std::vector<NamedTensor> list;
    // The visitor below changes nothing; visiting is written once, for both uses.
    const_cast<Decoder*>(this)->visit([&list](const std::string& name, Tensor& weight) { list.emplace_back(name, weight); });
    return list;
}

std::vector<Tensor> Decoder::parameters() const {
    std::vector<Tensor> list;
    for (auto& [name, weight] : namedParameters())
        list.push_back(weight);
    return list;
}

std::vector<ParameterGroup> Decoder::groups() const {
    std::vector<ParameterGroup> groups(static_cast<std::size_t>(config_.layerCount()) + 2);
    groups.front().name = "head";
    groups.front().tensors.push_back(finalNorm_);
    if (!config_.tiedEmbeddings)
        groups.front().tensors.push_back(head_);
    for (std::int64_t i = 0; i < config_.layerCount(); ++i) {
        auto& group = groups[static_cast<std::size_t>(config_.layerCount() - i)];
        group.name = "layer " + std::to_string(i);
        auto layer = layers_[static_cast<std::size_t>(i)];
        const Visitor collect = [&group](const std::string&, Tensor& weight) { group.tensors.push_back(weight); };
        if (layer.attention)
            visitAttention(i, *layer.attention, collect);
        if (layer.ffn)
            visitFeedForward(i, *layer.ffn, collect);
    }
    groups.back() = {"embedding", {embedding_}};
    return groups;
}

void Decoder::setRequiresGrad(bool wanted) {
    visit([wanted](const std::string&, Tensor& weight) { weight.requires_grad_(wanted); });
}

void Decoder::to(torch::Device device) {
    visit([device](const std::string&, Tensor& weight) { weight = weight.detach().to(device).requires_grad_(weight.requires_grad()); });
}

void Decoder::to(torch::ScalarType type) {
    visit([type](const std::string&, Tensor& weight) { weight = weight.detach().to(type).requires_grad_(weight.requires_grad()); });
}

Decoder Decoder::clone() const {
    Decoder copy(config_);
    auto source = parameters();
    std::size_t next = 0;
    copy.visit([&](const std::string&, Tensor& weight) {
        const auto& original = source[next++];
        weight = original.detach().clone().requires_grad_(original.requires_grad());
    });
    return copy;
}

void Decoder::setLayer(std::int64_t index, Layer layer) {
    formats::LayerShape shape{0, 0, 0, layer.attention.has_value(), layer.ffn.has_value()};
    if (layer.attention) {
        shape.heads = layer.attention->q.weight.size(0) / config_.headDim;
        shape.kvHeads = layer.attention->k.weight.size(0) / config_.headDim;
    }
    if (layer.ffn)
        shape.ffn = layer.ffn->gate.weight.size(0);
    auto changed = config_;
    changed.layers.at(static_cast<std::size_t>(index)) = shape;
    formats::checkConfig(changed, "model");
    auto expected = emptyLayer(changed, shape);
    if (shapesOf(layer) != shapesOf(expected))
        base::fail(formats::layerParameterName(index, "*"), SH_TR("The new weights of the layer do not fit together"), {},
                   ErrorKind::Internal);
    config_ = std::move(changed);
    layers_[static_cast<std::size_t>(index)] = std::move(layer);
}

} // namespace stillhouse::model
