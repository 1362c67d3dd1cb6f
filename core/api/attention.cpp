// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/attention.h"

#include <algorithm>
#include <cmath>

namespace stillhouse {

const float* attentionMap(const Picture& picture, std::int64_t layer, std::int64_t head) {
    if (picture.shape.size() != 4 || layer < 0 || head < 0 || layer >= picture.shape[0] || head >= picture.shape[1])
        return nullptr;
    const std::int64_t size = picture.shape[2] * picture.shape[3];
    const std::int64_t at = (layer * picture.shape[1] + head) * size;
    if (size <= 0 || at + size > std::int64_t(picture.values.size()))
        return nullptr;
    const float* map = picture.values.data() + at;
    return std::isnan(map[0]) ? nullptr : map;
}

AttentionFacts attentionFacts(const float* map, std::int64_t tokens) {
    AttentionFacts out;
    for (std::int64_t i = 0; i < tokens; ++i) {
        const float* row = map + i * tokens;
        for (std::int64_t j = 0; j <= i; ++j) {
            const double p = row[j];
            out.entropy -= p > 0 ? p * std::log(p) : 0;
            out.distance += p * double(i - j);
        }
        out.firstShare += row[0];
    }
    const double rows = double(std::max<std::int64_t>(tokens, 1));
    return {out.entropy / rows, out.distance / rows, out.firstShare / rows};
}

double attentionDivergence(const float* p, const float* q, std::int64_t tokens) {
    double sum = 0;
    for (std::int64_t i = 0; i < tokens; ++i)
        for (std::int64_t j = 0; j <= i; ++j) {
            const double a = p[i * tokens + j], b = std::max(double(q[i * tokens + j]), 1e-9);
            sum += a > 0 ? a * std::log(a / b) : 0;
        }
    return sum / double(std::max<std::int64_t>(tokens, 1));
}

std::int64_t matchingLayer(std::int64_t layer, std::int64_t of, std::int64_t layers) {
    if (of <= 0 || layers <= 0)
        return 0;
    const auto last = std::llround(double(layer + 1) * double(layers) / double(of));
    return std::clamp<std::int64_t>(last - 1, 0, layers - 1);
}

} // namespace stillhouse
