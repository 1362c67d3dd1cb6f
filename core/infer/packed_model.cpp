// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/packed_model.h"

#include "core/base/failure.h"
#include "core/formats/hf_folder.h"
#include "core/formats/parameter_shapes.h"

#include <functional>

namespace stillhouse::infer {

namespace {

template <class Visit> void visitMatrices(const PackedModel& model, Visit visit) {
    for (const auto& layer : model.layers) {
        if (layer.attention)
            for (const auto* part : {&layer.attention->q, &layer.attention->k, &layer.attention->v, &layer.attention->o})
                visit(part->weight);
        if (layer.ffn)
            for (const auto* part : {&layer.ffn->gate, &layer.ffn->up, &layer.ffn->down})
                visit(part->weight);
    }
}

class FolderLoader {
public:
    FolderLoader(const std::filesystem::path& folder, std::optional<Packing> packing) : folder_(std::make_shared<formats::HfFolder>(folder)), packing_(packing) {
        if (packing_ == Packing::Int4Codebook)
            base::failAt("quant", SH_TR("Non-uniform INT4 needs codebooks that are learned from the weights"), SH_TR("Use f16, int8 or int4"));
    }

    PackedModel load() const {
        PackedModel model;
        model.config = folder_->config();
        model.embedding = matrix(formats::embeddingName);
        model.head = model.config.tiedEmbeddings ? model.embedding : matrix(formats::headName);
        model.finalNorm = vector(formats::finalNormName);
        for (std::int64_t i = 0; i < model.config.layerCount(); ++i)
            model.layers.push_back(layer(i, model.config));
        model.precision = std::string(packingName(model.embedding.packing));
        return model;
    }

private:
    PackedLayer layer(std::int64_t index, const formats::ModelConfig& config) const {
        const auto& shape = config.layers[std::size_t(index)];
        const auto name = [&](const char* part) { return formats::layerParameterName(index, part); };
        PackedLayer out;
        if (shape.hasAttention) {
            auto& a = out.attention.emplace();
            a.norm = vector(name("input_layernorm.weight"));
            a.q = linear(name("self_attn.q_proj"), config.attentionBias);
            a.k = linear(name("self_attn.k_proj"), config.attentionBias);
            a.v = linear(name("self_attn.v_proj"), config.attentionBias);
            a.o = linear(name("self_attn.o_proj"), config.attentionOutputBias);
            if (config.qkNorm) {
                a.qNorm = vector(name("self_attn.q_norm.weight"));
                a.kNorm = vector(name("self_attn.k_norm.weight"));
            }
        }
        if (shape.hasFfn) {
            auto& f = out.ffn.emplace();
            f.norm = vector(name("post_attention_layernorm.weight"));
            f.gate = linear(name("mlp.gate_proj"), config.mlpBias);
            f.up = linear(name("mlp.up_proj"), config.mlpBias);
            f.down = linear(name("mlp.down_proj"), config.mlpBias);
        }
        return out;
    }

    PackedLinear linear(const std::string& name, bool bias) const {
        return {matrix(name + ".weight"), bias ? vector(name + ".bias") : std::vector<float>()};
    }

    std::vector<float> vector(const std::string& name) const {
        const auto& view = folder_->tensor(name);
        std::vector<float> values(std::size_t(view.info.elements()));
        view.toFloat(values);
        return values;
    }

    PackedMatrix matrix(const std::string& name) const {
        const auto& view = folder_->tensor(name);
        const auto rows = view.info.shape.at(0), cols = view.info.shape.at(1);
        const auto stored = storedPacking(view.info.dtype);
        if (stored && (!packing_ || packing_ == stored)) {
            PackedMatrix m;
            m.packing = *stored;
            m.rows = rows;
            m.cols = cols;
            m.codes = view.bytes.data();
            m.owner = folder_;
            return m;
        }
        const auto values = vector(name);
        const auto wanted = packing_.value_or(Packing::F32);
        return isInteger(wanted) ? packRoundToNearest(values, rows, cols, wanted) : packFloat(values, rows, cols, wanted);
    }

    static std::optional<Packing> storedPacking(formats::DType type) {
        switch (type) {
        case formats::DType::F32: return Packing::F32;
        case formats::DType::F16: return Packing::F16;
        case formats::DType::BF16: return Packing::BF16;
        default: return {};
        }
    }

    std::shared_ptr<const formats::HfFolder> folder_;
    std::optional<Packing> packing_;
};

} // namespace

std::int64_t PackedModel::bytes() const {
    std::int64_t total = embedding.bytes() + (config.tiedEmbeddings ? 0 : head.bytes());
    visitMatrices(*this, [&](const PackedMatrix& m) { total += m.bytes(); });
    return total;
}

std::int64_t PackedModel::bytesPerToken() const {
    std::int64_t total = head.bytes();
    visitMatrices(*this, [&](const PackedMatrix& m) { total += m.bytes(); });
    return total;
}

PackedModel openPacked(const std::filesystem::path& folder, std::optional<Packing> packing) { return FolderLoader(folder, packing).load(); }

} // namespace stillhouse::infer
