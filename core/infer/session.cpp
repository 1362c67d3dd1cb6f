// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/session.h"

#include "core/base/failure.h"
#include "core/formats/rope_frequencies.h"
#include "core/infer/vector_ops.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::infer {

namespace {

constexpr std::int64_t kChunk = 256; ///< tokens of a prompt that pass a layer together
constexpr std::int64_t kRows = 24;   ///< queries that attend together

void rmsNorm(const float* x, const std::vector<float>& weight, double eps, std::int64_t rows, float* out) {
    const auto width = std::int64_t(weight.size());
    for (std::int64_t r = 0; r < rows; ++r)
        rmsNormRow(x + r * width, weight.data(), width, eps, out + r * width);
}

void addBias(float* values, const std::vector<float>& bias, std::int64_t tokens) {
    const auto width = std::int64_t(bias.size());
    for (std::int64_t t = 0; t < tokens && width > 0; ++t)
        for (std::int64_t i = 0; i < width; ++i)
            values[t * width + i] += bias[std::size_t(i)];
}

// work(begin, end) over parts of `tokens`, on all threads where there are enough of them: one token is less work than waking the others.
template <class Work> void inParts(WorkerPool& pool, std::int64_t tokens, Work work) {
    if (tokens < 8)
        return work(0, tokens);
    pool.run([&](int thread) {
        const auto [begin, end] = partOf(tokens, thread, pool.threads());
        work(begin, end);
    });
}

} // namespace

Session::Session(std::shared_ptr<const PackedModel> model, int threads, std::int64_t context, CacheFormat cache)
    : model_(std::move(model)), pool_(threads), cache_(model_->config, context, cache), context_(context),
      frequencies_(formats::ropeFrequencies(model_->config)), scratch_(std::size_t(std::max(1, threads))), rows_(scratch_.size()) {
    if (model_->activations)
        rounding_.emplace(*model_->activations, model_->config.layerCount());
    // In F64 and rounded once, as the training side does.
    for (std::int64_t p = 0; p < context_; ++p)
        for (const double frequency : frequencies_) {
            cos_.push_back(float(std::cos(double(p) * frequency)));
            sin_.push_back(float(std::sin(double(p) * frequency)));
        }
}

void Session::truncate(std::int64_t length) {
    length_ = std::clamp<std::int64_t>(length, 0, length_);
    if (length_ == 0 && rounding_)
        rounding_->reset();
}

void Session::tapped(std::int64_t layer, MatrixInput input, std::vector<float>& x, std::int64_t tokens) {
    if (tap_)
        tap_(layer, input, x, tokens);
    if (rounding_)
        rounding_->round(layer, input, x, tokens);
}

void Session::check(std::span<const std::int32_t> ids) const {
    if (ids.empty())
        base::fail("session", SH_TR("There are no token ids"), SH_TR("Give at least one"));
    for (const auto id : ids)
        if (id < 0 || id >= model_->config.vocab)
            base::fail(
                "session",
                Text(SH_TR("Token id %1 is outside the vocabulary of %2"), {std::to_string(id), std::to_string(model_->config.vocab)}),
                SH_TR("Use the model's own tokenizer"));
    if (length_ + std::int64_t(ids.size()) > context_)
        base::fail("session",
                   Text(SH_TR("%1 tokens do not fit the context of %2"),
                        {std::to_string(length_ + std::int64_t(ids.size())), std::to_string(context_)}),
                   SH_TR("Shorten the text"));
}

std::span<const float> Session::prompt(std::span<const std::int32_t> ids) {
    check(ids);
    std::int64_t last = 0;
    for (std::size_t done = 0; done < ids.size(); done += std::size_t(last)) {
        last = std::min<std::int64_t>(kChunk, std::int64_t(ids.size() - done));
        forward(ids.subspan(done, std::size_t(last)));
    }
    logits_.resize(std::size_t(model_->config.vocab));
    head(last - 1, 1, logits_.data());
    return logits_;
}

std::vector<float> Session::allLogits(std::span<const std::int32_t> ids) {
    check(ids);
    const auto vocab = std::size_t(model_->config.vocab);
    std::vector<float> all(ids.size() * vocab);
    for (std::size_t done = 0; done < ids.size();) {
        const auto tokens = std::min<std::size_t>(std::size_t(kChunk), ids.size() - done);
        forward(ids.subspan(done, tokens));
        head(0, std::int64_t(tokens), all.data() + done * vocab);
        done += tokens;
    }
    return all;
}

void Session::head(std::int64_t first, std::int64_t tokens, float* out) {
    const auto d = model_->config.hidden;
    norm_.resize(std::size_t(tokens * d));
    rmsNorm(x_.data() + first * d, model_->finalNorm, model_->config.rmsEps, tokens, norm_.data());
    activations_.set(norm_, tokens, d, &pool_);
    const Product product{&model_->head, out};
    multiply(pool_, std::span(&product, 1), activations_);
}

void Session::forward(std::span<const std::int32_t> ids) {
    const auto d = model_->config.hidden, tokens = std::int64_t(ids.size());
    x_.resize(std::size_t(tokens * d));
    for (std::int64_t t = 0; t < tokens; ++t)
        dequantizeRow(model_->embedding, ids[std::size_t(t)], std::span(x_).subspan(std::size_t(t * d), std::size_t(d)));
    for (std::size_t i = 0; i < model_->layers.size(); ++i) {
        const auto& layer = model_->layers[i];
        if (layer.attention)
            attend(std::int64_t(i), *layer.attention, tokens);
        if (layer.ffn)
            feedForward(std::int64_t(i), *layer.ffn, tokens);
    }
    length_ += tokens;
}

void Session::addBack(const PackedLinear& linear, std::span<const float> input, std::int64_t tokens) {
    activations_.set(input, tokens, linear.weight.cols, &pool_);
    back_.resize(std::size_t(tokens * linear.weight.rows));
    const Product product{&linear.weight, back_.data()};
    multiply(pool_, std::span(&product, 1), activations_);
    addBias(back_.data(), linear.bias, tokens);
    for (std::size_t i = 0; i < back_.size(); ++i)
        x_[i] += back_[i];
}

// Rotate-half, as Hugging Face has it: pair i is (i, i + D/2).
void Session::rotate(float* head, std::int64_t position) const {
    const auto half = std::int64_t(frequencies_.size());
    const float *cos = cos_.data() + position * half, *sin = sin_.data() + position * half;
    for (std::int64_t i = 0; i < half; ++i) {
        const float a = head[i], b = head[i + half];
        head[i] = a * cos[i] - b * sin[i];
        head[i + half] = b * cos[i] + a * sin[i];
    }
}

void Session::attend(std::int64_t index, const PackedAttention& block, std::int64_t tokens) {
    const auto& config = model_->config;
    norm_.resize(x_.size());
    rmsNorm(x_.data(), block.norm, config.rmsEps, tokens, norm_.data());
    q_.resize(std::size_t(tokens * block.q.weight.rows));
    k_.resize(std::size_t(tokens * block.k.weight.rows));
    v_.resize(std::size_t(tokens * block.v.weight.rows));
    mixed_.resize(q_.size());
    tapped(index, MatrixInput::Attention, norm_, tokens);
    activations_.set(norm_, tokens, config.hidden, &pool_);
    const Product products[] = {{&block.q.weight, q_.data()}, {&block.k.weight, k_.data()}, {&block.v.weight, v_.data()}};
    multiply(pool_, products, activations_);
    addBias(q_.data(), block.q.bias, tokens);
    addBias(k_.data(), block.k.bias, tokens);
    addBias(v_.data(), block.v.bias, tokens);
    const auto heads = block.q.weight.rows / config.headDim, kvHeads = block.k.weight.rows / config.headDim;
    if (!block.qNorm.empty()) {
        rmsNorm(q_.data(), block.qNorm, config.rmsEps, tokens * heads, q_.data());
        rmsNorm(k_.data(), block.kNorm, config.rmsEps, tokens * kvHeads, k_.data());
    }
    attendTokens(index, tokens, heads, kvHeads);
    tapped(index, MatrixInput::Output, mixed_, tokens);
    addBack(block.o, mixed_, tokens);
}

// Tokens [begin, end) of this pass: keys and queries turned to their positions, queries scaled, keys and values into the cache.
void Session::storeTokens(std::int64_t index, std::int64_t begin, std::int64_t end, std::int64_t heads, std::int64_t kvHeads) {
    const auto width = model_->config.headDim;
    const float scale = 1 / std::sqrt(float(width));
    for (auto t = begin; t < end; ++t) {
        for (std::int64_t h = 0; h < kvHeads; ++h) {
            float* key = k_.data() + (t * kvHeads + h) * width;
            rotate(key, length_ + t);
            cache_.store(index, h, length_ + t, key, v_.data() + (t * kvHeads + h) * width);
        }
        float* queries = q_.data() + t * heads * width;
        for (std::int64_t h = 0; h < heads; ++h)
            rotate(queries + h * width, length_ + t);
        for (std::int64_t i = 0; i < heads * width; ++i)
            queries[i] *= scale;
    }
}

// A piece of work is one key/value head and so many tokens that about kRows queries share the widening of what they read. Where that
// leaves threads without work, the query heads of a group are split as well.
void Session::attendTokens(std::int64_t index, std::int64_t tokens, std::int64_t heads, std::int64_t kvHeads) {
    const auto width = model_->config.headDim, group = heads / kvHeads, window = model_->config.window(index);
    inParts(pool_, tokens, [&](std::int64_t begin, std::int64_t end) { storeTokens(index, begin, end, heads, kvHeads); });
    const auto step = std::clamp<std::int64_t>(kRows / group, 1, tokens), tiles = (tokens + step - 1) / step;
    const auto splits = std::clamp<std::int64_t>((pool_.threads() + kvHeads * tiles - 1) / (kvHeads * tiles), 1, group);
    pool_.share(kvHeads * tiles * splits, [&](int thread, std::int64_t piece) {
        const auto split = piece % splits, head = piece / splits % kvHeads, tile = piece / splits / kvHeads;
        auto& rows = rows_[std::size_t(thread)];
        rows.clear();
        for (auto t = tile * step; t < std::min(tokens, (tile + 1) * step); ++t)
            for (auto h = group * split / splits; h < group * (split + 1) / splits; ++h) {
                const auto at = (t * heads + head * group + h) * width, last = length_ + t + 1;
                rows.push_back({q_.data() + at, window > 0 ? std::max<std::int64_t>(0, last - window) : 0, last, mixed_.data() + at});
            }
        cache_.attend(index, head, rows, scratch_[std::size_t(thread)]);
    });
}

void Session::feedForward(std::int64_t index, const PackedFeedForward& block, std::int64_t tokens) {
    norm_.resize(x_.size());
    rmsNorm(x_.data(), block.norm, model_->config.rmsEps, tokens, norm_.data());
    gate_.resize(std::size_t(tokens * block.gate.weight.rows));
    up_.resize(gate_.size());
    tapped(index, MatrixInput::FeedForward, norm_, tokens);
    activations_.set(norm_, tokens, model_->config.hidden, &pool_);
    const Product products[] = {{&block.gate.weight, gate_.data()}, {&block.up.weight, up_.data()}};
    multiply(pool_, products, activations_);
    addBias(gate_.data(), block.gate.bias, tokens);
    addBias(up_.data(), block.up.bias, tokens);
    const auto count = std::int64_t(gate_.size());
    if (tokens == 1)
        swiglu(gate_.data(), up_.data(), count); // less work than waking the other threads
    else
        pool_.run([&](int thread) {
            const auto [begin, end] = partOf(count, thread, pool_.threads());
            swiglu(gate_.data() + begin, up_.data() + begin, end - begin);
        });
    tapped(index, MatrixInput::Down, gate_, tokens);
    addBack(block.down, gate_, tokens);
}

} // namespace stillhouse::infer
