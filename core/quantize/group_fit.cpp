// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/group_fit.h"

#include "core/formats/half.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stillhouse::quantize {

namespace {

constexpr int kRounds = 4;
constexpr float kMaxScale = 65504;
constexpr int kMost = 63; ///< learned levels have seven bits: the AVX2 kernels multiply those without care for signs
constexpr int kStarts[] = {63, 60, 56, 52}; ///< where a block's largest weight falls at first: whole levels fit the better or worse for it

// The levels until the first fit: quantiles of a normal distribution look like this.
const std::vector<int>& firstLevels() {
    static const std::vector<int> levels = {-63, -49, -38, -29, -22, -15, -9, -4, 1, 6, 11, 17, 23, 31, 40, 54};
    return levels;
}

float half(float value) { return formats::f16ToFloat(formats::floatToF16(std::clamp(value, -kMaxScale, kMaxScale))); }

} // namespace

GroupFit::GroupFit(std::span<const float> w, std::int64_t r, std::int64_t c, const MatrixOptions& o)
    : rows(r), cols(c), blocks((c + infer::blockColumns - 1) / infer::blockColumns), options(o), weights(w.begin(), w.end()),
      levels(o.packing == infer::Packing::Int4Codebook ? Levels(firstLevels()) : Levels::uniform(o.packing)), scales(std::size_t(r * blocks)), codes(w.size()) {}

float GroupFit::searchScale(const float* w, const float* importance, std::int64_t count) const {
    float lowest = 0, highest = 0;
    for (std::int64_t i = 0; i < count; ++i)
        if (importance[i] > 0) {
            lowest = std::min(lowest, w[i]);
            highest = std::max(highest, w[i]);
        }
    if (lowest == 0 && highest == 0)
        return 0;
    const float bottom = float(levels.values().front()), top = float(levels.values().back());
    // The scale that just holds both ends, for either direction of the levels.
    const float holds[2] = {std::max(lowest / bottom, highest / top), -std::max(highest / -bottom, -lowest / top)};
    const int candidates = options.packing == infer::Packing::Int8 ? 4 : 14;
    double best = -1;
    float chosen = holds[0];
    for (const float held : holds)
        for (int i = 0; i < candidates; ++i) {
            const float scale = held * (1.06f - 0.03f * float(i)), inverse = 1 / scale;
            double product = 0, square = 0;
            for (std::int64_t k = 0; k < count; ++k) {
                const float level = float(levels.level(levels.nearest(w[k] * inverse)));
                product += double(importance[k] * w[k] * level);
                square += double(importance[k] * level * level);
            }
            // With these codes the least-squares scale leaves Σ i·w² − product²/square.
            if (square > 0 && product * product / square > best && std::isfinite(inverse)) {
                best = product * product / square;
                chosen = float(product / square);
            }
        }
    return chosen;
}

float GroupFit::storable(std::int64_t row, float scale) const {
    if (!options.twoLevelScales)
        return half(scale);
    const float unit = rowScales[std::size_t(row)];
    return unit == 0 ? 0 : unit * std::clamp(std::nearbyint(scale / unit), -127.0f, 127.0f);
}

void GroupFit::roundScales() {
    rowScales.assign(std::size_t(rows), 0);
    for (std::int64_t r = 0; r < rows; ++r) {
        const auto row = std::span(scales).subspan(std::size_t(r * blocks), std::size_t(blocks));
        float largest = 0;
        for (const float scale : row)
            largest = std::max(largest, std::fabs(scale));
        rowScales[std::size_t(r)] = half(largest / 127);
        for (float& scale : row)
            scale = storable(r, scale);
    }
}

void GroupFit::startScales(int most) {
    for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t c = 0; c < cols; c += infer::blockColumns) {
            float extreme = 0;
            for (auto k = c; k < std::min(cols, c + infer::blockColumns); ++k)
                if (!isProtected(r, k) && std::fabs(weights[at(r, k)]) > std::fabs(extreme))
                    extreme = weights[at(r, k)];
            scales[block(r, c)] = extreme / float(-most);
        }
}

void GroupFit::refitLevels(std::span<const float> sensitivity) {
    std::vector<float> values, masses;
    values.reserve(weights.size());
    masses.reserve(weights.size());
    for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t c = 0; c < cols; ++c) {
            const float scale = scales[block(r, c)], importance = importanceAt(sensitivity, r, c);
            if (scale == 0 || importance == 0)
                continue;
            values.push_back(weights[at(r, c)] / scale);
            masses.push_back(importance * scale * scale);
        }
    if (!values.empty())
        levels = Levels(bestLevels(values, masses, 16, kMost));
}

void GroupFit::refitScales(std::span<const float> sensitivity) {
    float importance[infer::blockColumns];
    for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t c = 0; c < cols; c += infer::blockColumns) {
            const auto count = std::min(infer::blockColumns, cols - c);
            for (std::int64_t k = 0; k < count; ++k)
                importance[k] = importanceAt(sensitivity, r, c + k);
            scales[block(r, c)] = searchScale(weights.data() + at(r, c), importance, count);
        }
}

void GroupFit::fitFrom(int most, std::span<const float> sensitivity) {
    startScales(most);
    refitLevels(sensitivity);
    for (int i = 0; i < kRounds; ++i) {
        refitScales(sensitivity);
        refitLevels(sensitivity);
    }
}

double GroupFit::error(std::span<const float> sensitivity) const {
    double sum = 0;
    for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t c = 0; c < cols; ++c) {
            const double e = weights[at(r, c)] - value(r, c);
            sum += importanceAt(sensitivity, r, c) * e * e;
        }
    return sum;
}

void GroupFit::fit(std::span<const float> sensitivity) {
    if (options.packing != infer::Packing::Int4Codebook)
        return fitScales(sensitivity);
    double least = std::numeric_limits<double>::infinity();
    GroupFit best = *this;
    for (const int most : kStarts) {
        fitFrom(most, sensitivity);
        roundScales();
        round();
        if (const double cost = error(sensitivity); cost < least) {
            least = cost;
            best.levels = levels;
            best.scales = scales;
            best.rowScales = rowScales;
            best.codes = codes;
        }
    }
    levels = std::move(best.levels);
    scales = std::move(best.scales);
    rowScales = std::move(best.rowScales);
    codes = std::move(best.codes);
}

void GroupFit::fitScales(std::span<const float> sensitivity) {
    refitScales(sensitivity);
    roundScales();
    round();
}

void GroupFit::round() {
    for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t c = 0; c < cols; ++c)
            codes[at(r, c)] = codeFor(r, c, weights[at(r, c)]);
}

} // namespace stillhouse::quantize
