// SPDX-License-Identifier: GPL-3.0-or-later
// Random weights in a known shape, drawn as codes: a 1.1 B model would take minutes to quantize, and its speed does not depend on it.
#include "core/infer/packed_model.h"

#include "core/base/failure.h"
#include "core/base/seed.h"

#include <cmath>

namespace stillhouse::infer {

namespace {

formats::ModelConfig shapeNamed(const std::string& name) {
    formats::ModelConfig config;
    config.vocab = 32000;
    config.maxPositions = 4096;
    const auto set = [&](std::int64_t hidden, std::int64_t layers, std::int64_t heads, std::int64_t kvHeads, std::int64_t ffn) {
        config.hidden = hidden;
        config.headDim = hidden / heads;
        config.layers.assign(std::size_t(layers), {heads, kvHeads, ffn, true, true});
    };
    if (name == "llama-110m")
        set(768, 12, 12, 12, 2048);
    else if (name == "llama-1b")
        set(2048, 22, 32, 4, 5632);
    else
        base::failAt("synthetic", Text(SH_TR("'%1' is not one of the choices"), {name}), SH_TR("Use llama-110m or llama-1b"));
    return config;
}

class Maker {
public:
    Maker(Packing packing, std::uint64_t seed) : packing_(packing), random_(seed) {}

    // Unit variance in, unit variance out, so that activations neither vanish nor grow through the layers.
    PackedMatrix matrix(std::int64_t rows, std::int64_t cols) {
        const double deviation = 1 / std::sqrt(double(cols));
        if (!isInteger(packing_)) {
            std::vector<float> weights(std::size_t(rows * cols));
            for (auto& weight : weights)
                weight = float((random_.uniform() - 0.5) * std::sqrt(12.0) * deviation);
            return packFloat(weights, rows, cols, packing_);
        }
        QuantizedCodes q;
        q.packing = packing_;
        q.rows = rows;
        q.cols = cols;
        q.codes.resize(std::size_t(rows * cols));
        const std::uint64_t mask = packing_ == Packing::Int8 ? 255 : 15;
        for (auto& code : q.codes)
            code = std::uint8_t(random_.next() & mask);
        // Evenly spread codes −n … n−1 have deviation n/√3.
        const double spread = packing_ == Packing::Int4 ? 8 : packing_ == Packing::Int8 ? 128 : 64;
        q.scales.assign(std::size_t(rows * ((cols + blockColumns - 1) / blockColumns)), float(deviation * std::sqrt(3.0) / spread));
        if (packing_ == Packing::Int4Codebook)
            for (std::int64_t i = 0; i < (rows + 15) / 16 * 16; ++i)
                q.codebook.push_back(std::int8_t(i % 16 * 8 - 60)); // seven bits, as the quantizers learn them
        roundScales(q);
        return pack(q);
    }

private:
    Packing packing_;
    base::Random random_;
};

} // namespace

PackedModel syntheticModel(const std::string& shape, Packing packing, std::uint64_t seed) {
    PackedModel model;
    model.config = shapeNamed(shape);
    model.precision = std::string(packingName(packing));
    Maker make(packing, seed);
    const auto& config = model.config;
    const auto d = config.hidden;
    const std::vector<float> ones(std::size_t(d), 1.0f);
    model.embedding = make.matrix(config.vocab, d);
    for (const auto& layer : config.layers) {
        auto& out = model.layers.emplace_back();
        const auto query = layer.heads * config.headDim, key = layer.kvHeads * config.headDim;
        out.attention = PackedAttention{ones, {}, {}, {make.matrix(query, d), {}}, {make.matrix(key, d), {}}, {make.matrix(key, d), {}}, {make.matrix(d, query), {}}};
        out.ffn = PackedFeedForward{ones, {make.matrix(layer.ffn, d), {}}, {make.matrix(layer.ffn, d), {}}, {make.matrix(d, layer.ffn), {}}};
    }
    model.finalNorm = ones;
    model.head = make.matrix(config.vocab, d);
    return model;
}

} // namespace stillhouse::infer
