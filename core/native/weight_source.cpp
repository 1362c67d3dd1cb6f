// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/native/weight_source.h"

#include "core/base/failure.h"
#include "core/formats/parameter_shapes.h"

#include <algorithm>

namespace stillhouse::native {

WeightSource::WeightSource(std::shared_ptr<const infer::PackedModel> model) : model_(std::move(model)) {
    parts_.emplace(formats::embeddingName, &model_->embedding);
    for (std::size_t i = 0; i < model_->layers.size(); ++i)
        addLayer(std::int64_t(i), model_->layers[i]);
    parts_.emplace(formats::finalNormName, &model_->finalNorm);
    if (!model_->config.tiedEmbeddings)
        parts_.emplace(formats::headName, &model_->head);
}

void WeightSource::addLinear(const std::string& name, const infer::PackedLinear& linear) {
    parts_.emplace(name + ".weight", &linear.weight);
    if (!linear.bias.empty())
        parts_.emplace(name + ".bias", &linear.bias);
}

void WeightSource::addLayer(std::int64_t index, const infer::PackedLayer& layer) {
    const auto name = [&](const char* part) { return formats::layerParameterName(index, part); };
    if (const auto& a = layer.attention) {
        parts_.emplace(name("input_layernorm.weight"), &a->norm);
        addLinear(name("self_attn.q_proj"), a->q);
        addLinear(name("self_attn.k_proj"), a->k);
        addLinear(name("self_attn.v_proj"), a->v);
        addLinear(name("self_attn.o_proj"), a->o);
        if (!a->qNorm.empty()) {
            parts_.emplace(name("self_attn.q_norm.weight"), &a->qNorm);
            parts_.emplace(name("self_attn.k_norm.weight"), &a->kNorm);
        }
    }
    if (const auto& f = layer.ffn) {
        parts_.emplace(name("post_attention_layernorm.weight"), &f->norm);
        addLinear(name("mlp.gate_proj"), f->gate);
        addLinear(name("mlp.up_proj"), f->up);
        addLinear(name("mlp.down_proj"), f->down);
    }
}

const WeightSource::Part& WeightSource::at(const std::string& name) const {
    const auto found = parts_.find(name);
    if (found == parts_.end())
        base::fail("tensor " + name, SH_TR("The model has no such tensor"), {}, ErrorKind::Internal);
    return found->second;
}

void WeightSource::row(const std::string& name, std::int64_t row, std::span<float> out) const {
    const auto& part = at(name);
    if (const auto* matrix = std::get_if<const infer::PackedMatrix*>(&part))
        return infer::dequantizeRow(**matrix, row, out);
    const auto& values = *std::get<const std::vector<float>*>(part);
    std::copy(values.begin(), values.end(), out.begin());
}

void WeightSource::all(const std::string& name, std::span<float> out, const std::function<void(std::int64_t)>& between) const {
    const auto* found = matrix(name);
    const auto cols = found ? found->cols : std::int64_t(out.size()), rows = found ? found->rows : 1;
    std::int64_t bytes = 0;
    for (std::int64_t r = 0; r < rows; ++r) {
        row(name, r, out.subspan(std::size_t(r * cols), std::size_t(cols)));
        bytes += cols * std::int64_t(sizeof(float));
        if (between && (bytes >= (1 << 20) || r + 1 == rows)) {
            between(bytes);
            bytes = 0;
        }
    }
}

const infer::PackedMatrix* WeightSource::matrix(const std::string& name) const {
    const auto* found = std::get_if<const infer::PackedMatrix*>(&at(name));
    return found ? *found : nullptr;
}

std::int64_t WeightSource::parameters() const { return formats::parameterCount(model_->config); }

} // namespace stillhouse::native
