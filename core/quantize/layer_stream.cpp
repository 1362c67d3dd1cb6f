// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/layer_stream.h"

#include "core/formats/rope_frequencies.h"
#include "core/infer/vector_ops.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stillhouse::quantize {

LayerStream::LayerStream(const infer::PackedModel& model, std::vector<std::vector<std::int32_t>> sequences, infer::WorkerPool& pool) : model_(model), pool_(pool), mixed_(sequences.size()) {
    const auto d = std::size_t(model.config.hidden);
    std::size_t longest = 0;
    for (const auto& ids : sequences) {
        auto& x = hidden_.emplace_back(ids.size() * d);
        for (std::size_t t = 0; t < ids.size(); ++t)
            infer::dequantizeRow(model.embedding, ids[t], std::span(x).subspan(t * d, d));
        longest = std::max(longest, ids.size());
    }
    const auto frequencies = formats::ropeFrequencies(model.config);
    for (std::size_t p = 0; p < longest; ++p)
        for (const double frequency : frequencies) {
            cos_.push_back(float(std::cos(double(p) * frequency)));
            sin_.push_back(float(std::sin(double(p) * frequency)));
        }
}

std::int64_t LayerStream::tokens(std::size_t sequence) const { return std::int64_t(hidden_[sequence].size()) / model_.config.hidden; }

std::span<const float> LayerStream::normed(std::size_t sequence, const std::vector<float>& weight) {
    const auto& x = hidden_[sequence];
    const auto d = model_.config.hidden;
    norm_.resize(x.size());
    for (std::int64_t t = 0; t < tokens(sequence); ++t)
        infer::rmsNormRow(x.data() + t * d, weight.data(), d, model_.config.rmsEps, norm_.data() + t * d);
    return norm_;
}

std::span<const float> LayerStream::attentionInput(std::size_t sequence, const infer::PackedAttention& block) { return normed(sequence, block.norm); }
std::span<const float> LayerStream::feedInput(std::size_t sequence, const infer::PackedFeedForward& block) { return normed(sequence, block.norm); }
std::span<const float> LayerStream::headInput(std::size_t sequence) { return normed(sequence, model_.finalNorm); }

void LayerStream::multiplied(std::span<const float> input, std::int64_t count, std::span<const infer::PackedLinear* const> linears, std::span<std::vector<float>* const> out) {
    activations_.set(input, count, linears[0]->weight.cols, &pool_);
    std::vector<infer::Product> products;
    for (std::size_t i = 0; i < linears.size(); ++i) {
        out[i]->resize(std::size_t(count * linears[i]->weight.rows));
        products.push_back({&linears[i]->weight, out[i]->data()});
    }
    infer::multiply(pool_, products, activations_);
    for (std::size_t i = 0; i < linears.size(); ++i)
        for (std::size_t k = 0; k < out[i]->size() && !linears[i]->bias.empty(); ++k)
            (*out[i])[k] += linears[i]->bias[k % linears[i]->bias.size()];
}

// Rotate-half, as Session does.
void LayerStream::rotate(float* head, std::int64_t position) const {
    const auto half = model_.config.headDim / 2;
    const float *cos = cos_.data() + position * half, *sin = sin_.data() + position * half;
    for (std::int64_t i = 0; i < half; ++i) {
        const float a = head[i], b = head[i + half];
        head[i] = a * cos[i] - b * sin[i];
        head[i + half] = b * cos[i] + a * sin[i];
    }
}

void LayerStream::attend(std::size_t sequence, const infer::PackedAttention& block, std::int64_t layer) {
    const auto count = tokens(sequence), d = model_.config.headDim;
    const std::array linears = {&block.q, &block.k, &block.v};
    const std::array outputs = {&q_, &k_, &v_};
    multiplied(normed(sequence, block.norm), count, linears, outputs);
    const auto normHeads = [&](std::vector<float>& values, const std::vector<float>& weight) {
        for (std::size_t at = 0; at < values.size() && !weight.empty(); at += std::size_t(d))
            infer::rmsNormRow(values.data() + at, weight.data(), d, model_.config.rmsEps, values.data() + at);
    };
    normHeads(q_, block.qNorm);
    normHeads(k_, block.kNorm);
    mixed_[sequence].resize(q_.size());
    auto config = model_.config;
    config.layers = {model_.config.layers[std::size_t(layer)]};
    infer::AttentionCache cache(config, count);
    const auto kvHeads = block.k.weight.rows / d;
    pool_.run([&](int thread) {
        const auto [begin, end] = infer::partOf(kvHeads, thread, pool_.threads());
        for (auto head = begin; head < end; ++head)
            attendHead(block, head, count, layer, cache, mixed_[sequence].data());
    });
}

void LayerStream::attendHead(const infer::PackedAttention& block, std::int64_t head, std::int64_t count, std::int64_t layer, infer::AttentionCache& cache, float* out) {
    const auto d = model_.config.headDim, heads = block.q.weight.rows / d, kvHeads = block.k.weight.rows / d, group = heads / kvHeads;
    const auto window = model_.config.window(layer);
    const float scale = 1 / std::sqrt(float(d));
    for (std::int64_t t = 0; t < count; ++t) {
        float* key = k_.data() + (t * kvHeads + head) * d;
        rotate(key, t);
        cache.store(0, head, t, key, v_.data() + (t * kvHeads + head) * d);
    }
    infer::AttentionCache::Scratch scratch;
    std::vector<infer::AttentionCache::Row> rows;
    for (std::int64_t t = 0; t < count; ++t) {
        rows.clear();
        for (std::int64_t h = 0; h < group; ++h) {
            const auto at = (t * heads + head * group + h) * d;
            rotate(q_.data() + at, t);
            for (std::int64_t i = 0; i < d; ++i)
                q_[std::size_t(at + i)] *= scale;
            rows.push_back({q_.data() + at, window > 0 ? std::max<std::int64_t>(0, t + 1 - window) : 0, t + 1, out + at});
        }
        cache.attend(0, head, rows, scratch);
    }
}

void LayerStream::addBack(std::size_t sequence, std::span<const float> input, const infer::PackedLinear& linear) {
    const std::array linears = {&linear};
    const std::array outputs = {&back_};
    multiplied(input, tokens(sequence), linears, outputs);
    auto& x = hidden_[sequence];
    for (std::size_t i = 0; i < x.size(); ++i)
        x[i] += back_[i];
}

void LayerStream::addAttention(std::size_t sequence, const infer::PackedAttention& block) {
    addBack(sequence, mixed_[sequence], block.o);
    mixed_[sequence] = {};
}

std::span<const float> LayerStream::gated(std::size_t sequence, const infer::PackedFeedForward& block) {
    const std::array linears = {&block.gate, &block.up};
    const std::array outputs = {&gate_, &up_};
    multiplied(normed(sequence, block.norm), tokens(sequence), linears, outputs);
    infer::swiglu(gate_.data(), up_.data(), std::int64_t(gate_.size()));
    return gate_;
}

void LayerStream::addFeedForward(std::size_t sequence, const infer::PackedFeedForward& block) {
    (void)gated(sequence, block);
    addBack(sequence, gate_, block.down);
}

void LayerStream::pass(const infer::PackedLayer& layer, std::int64_t index, const std::function<void()>& check) {
    for (std::size_t s = 0; s < sequences(); ++s) {
        check();
        if (layer.attention) {
            attend(s, *layer.attention, index);
            addAttention(s, *layer.attention);
        }
        if (layer.ffn)
            addFeedForward(s, *layer.ffn);
    }
}

} // namespace stillhouse::quantize
