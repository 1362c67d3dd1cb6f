// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/group_refine.h"

#include "core/formats/half.h"
#include "core/quantize/gemm.h"

#include <algorithm>
#include <cmath>

#pragma GCC optimize("O3", "no-trapping-math", "no-math-errno")
#if defined(__x86_64__)
#define SH_CLONES __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define SH_CLONES
#endif

namespace stillhouse::quantize {

namespace {

constexpr auto kColumnsPerBlock = infer::blockColumns;

SH_CLONES void addScaled(float* to, const float* from, float factor, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i)
        to[i] += factor * from[i];
}

float asHalf(float value) { return formats::f16ToFloat(formats::floatToF16(value)); }

// What a protected weight can be: its code's value plus a half.
float heldExactly(const GroupFit& g, std::int64_t r, std::int64_t c, std::uint8_t code, float wanted) {
    const float base = g.scales[g.block(r, c)] * float(g.levels.level(code));
    return base + asHalf(wanted - base);
}

// Sets code (and the kept value) of (r, c) to what comes nearest to `wanted`; returns the value.
float settle(GroupFit& g, std::int64_t r, std::int64_t c, float wanted) {
    const auto code = g.codeFor(r, c, wanted);
    g.codes[g.at(r, c)] = code;
    if (g.isProtected(r, c))
        g.kept[g.at(r, c)] = heldExactly(g, r, c, code, wanted);
    return g.value(r, c);
}

std::vector<float> errors(const GroupFit& g) {
    std::vector<float> e(g.weights.size());
    for (std::int64_t r = 0; r < g.rows; ++r)
        for (std::int64_t c = 0; c < g.cols; ++c)
            e[g.at(r, c)] = g.weights[g.at(r, c)] - g.value(r, c);
    return e;
}

class Descent {
public:
    Descent(GroupFit& group, const std::vector<float>& h) : g_(group), h_(h), e_(errors(group)), gradient_(e_.size(), 0.0f) {
        gemm(nullptr, g_.rows, g_.cols, g_.cols, 1, {e_.data(), g_.cols, 1}, {h_.data(), g_.cols, 1}, gradient_.data(), g_.cols);
    }

    std::int64_t codes() {
        std::int64_t changes = 0;
        for (std::int64_t c = 0; c < g_.cols; ++c) {
            const float* line = h_.data() + c * g_.cols;
            for (std::int64_t r = 0; r < g_.rows && line[c] > 0; ++r) {
                const auto i = g_.at(r, c);
                const float wanted = g_.weights[i] - e_[i] + gradient_[i] / line[c];
                const auto before = g_.codes[i];
                if (!g_.isProtected(r, c) && g_.codeFor(r, c, wanted) == before)
                    continue;
                const float error = g_.weights[i] - settle(g_, r, c, wanted), change = error - e_[i];
                changes += before != g_.codes[i];
                e_[i] = error;
                if (change != 0)
                    addScaled(gradient_.data() + r * g_.cols, line, change, g_.cols);
            }
        }
        return changes;
    }

    void scales() {
        for (std::int64_t r = 0; r < g_.rows; ++r)
            for (std::int64_t c = 0; c < g_.cols; c += kColumnsPerBlock)
                scale(r, c, std::min(kColumnsPerBlock, g_.cols - c));
    }

private:
    // Along the levels l of one block: E(a) = E − (a − a₀)·l, so the best a is a₀ + (E·H·l)/(l·H·l).
    void scale(std::int64_t r, std::int64_t c, std::int64_t count) {
        float l[kColumnsPerBlock];
        double slope = 0, curvature = 0;
        for (std::int64_t k = 0; k < count; ++k) {
            l[k] = g_.isProtected(r, c + k) ? 0 : float(g_.levels.level(g_.codes[g_.at(r, c + k)]));
            slope += double(l[k]) * gradient_[g_.at(r, c + k)];
        }
        for (std::int64_t i = 0; i < count; ++i)
            for (std::int64_t k = 0; k < count; ++k)
                curvature += double(l[i]) * l[k] * h_[std::size_t((c + i) * g_.cols + c + k)];
        float& stored = g_.scales[g_.block(r, c)];
        const float best = curvature > 0 ? g_.storable(r, float(stored + slope / curvature)) : stored;
        if (best == stored || best == 0)
            return;
        stored = best;
        for (std::int64_t k = 0; k < count; ++k) {
            const auto i = g_.at(r, c + k);
            if (g_.isProtected(r, c + k))
                g_.kept[i] = heldExactly(g_, r, c + k, g_.codes[i], g_.kept[i]);
            const float error = g_.weights[i] - g_.value(r, c + k), change = error - e_[i];
            e_[i] = error;
            if (change != 0)
                addScaled(gradient_.data() + r * g_.cols, h_.data() + (c + k) * g_.cols, change, g_.cols);
        }
    }

    GroupFit& g_;
    const std::vector<float>& h_;
    std::vector<float> e_, gradient_; ///< E and E·H
};

} // namespace

void compensate(GroupFit& g, const std::vector<float>& factor) {
    std::vector<float> w = g.weights, error(std::size_t(g.rows * kColumnsPerBlock));
    float importance[kColumnsPerBlock];
    for (std::int64_t c = 0; c < g.cols; c += kColumnsPerBlock) {
        const auto count = std::min(kColumnsPerBlock, g.cols - c), end = c + count;
        for (std::int64_t r = 0; r < g.rows; ++r) {
            for (std::int64_t k = 0; k < count; ++k) {
                const float u = factor[std::size_t((c + k) * g.cols + c + k)];
                importance[k] = g.isProtected(r, c + k) ? 0 : 1 / (u * u);
            }
            g.scales[g.block(r, c)] = g.storable(r, g.searchScale(w.data() + g.at(r, c), importance, count));
        }
        std::fill(error.begin(), error.end(), 0.0f);
        for (std::int64_t k = 0; k < count; ++k) {
            const float* u = factor.data() + (c + k) * g.cols;
            for (std::int64_t r = 0; r < g.rows; ++r) {
                const auto i = g.at(r, c + k);
                const float e = (w[i] - settle(g, r, c + k, w[i])) / u[c + k];
                error[std::size_t(r * kColumnsPerBlock + k)] = e;
                addScaled(w.data() + i + 1, u + c + k + 1, -e, count - k - 1);
            }
        }
        if (end < g.cols)
            gemm(nullptr, g.rows, g.cols - end, count, -1, {error.data(), kColumnsPerBlock, 1}, {factor.data() + c * g.cols + end, g.cols, 1}, w.data() + end, g.cols);
    }
}

void descend(GroupFit& g, const std::vector<float>& h, std::int64_t passes) {
    Descent descent(g, h);
    for (std::int64_t pass = 0; pass < passes; ++pass) {
        const auto changes = descent.codes();
        descent.scales();
        if (changes == 0)
            break;
    }
}

double quadraticError(const GroupFit& g, const std::vector<float>& h, bool ofWeights) {
    const auto e = ofWeights ? g.weights : errors(g);
    std::vector<float> product(e.size(), 0.0f);
    gemm(nullptr, g.rows, g.cols, g.cols, 1, {e.data(), g.cols, 1}, {h.data(), g.cols, 1}, product.data(), g.cols);
    double sum = 0;
    for (std::size_t i = 0; i < e.size(); ++i)
        sum += double(e[i]) * product[i];
    return sum;
}

} // namespace stillhouse::quantize
