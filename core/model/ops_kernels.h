// SPDX-License-Identifier: GPL-3.0-or-later
// Row kernels of the fused operations: plain arrays in, plain arrays out, one thread. Formulas: ops.h.
#pragma once
#include <cstdint>

namespace stillhouse::model::kernels {

/// y = w·x·r with r = 1/sqrt(mean(x²) + eps) for `rows` rows of `width`; stores r (rows).
void rmsNorm(const float* x, const float* w, float eps, std::int64_t rows, std::int64_t width, float* y, float* r);
/// dx = r·w·dy − x·r³/width·Σ(w·dy·x); adds dy·x·r to dw (width). dx or dw may be null.
void rmsNormBackward(const float* x, const float* w, const float* r, const float* dy, std::int64_t rows, std::int64_t width, float* dx,
                     float* dw);

/// y = g·σ(g)·u
void swiglu(const float* g, const float* u, std::int64_t count, float* y);
/// dg = dy·u·σ(1 + g(1−σ)), du = dy·g·σ
void swigluBackward(const float* g, const float* u, const float* dy, std::int64_t count, float* dg, float* du);

/// y = [a·cos − b·sin, b·cos + a·sin] for `heads` heads of one token; `direction` 1 turns forward, −1 back. cos and sin (width/2).
void rope(const float* x, const float* cos, const float* sin, float direction, std::int64_t heads, std::int64_t width, float* y);

/// Rows of attention scores, in place. Row i of `rows` may see columns [begin, end) with end = firstEnd + i and, with window > 0,
/// begin = max(0, end − window); what it may not see becomes 0.
struct ScoreRows {
    float* scores; ///< (rows, columns)
    std::int64_t rows, columns;
    std::int64_t firstEnd, window;
};
/// Softmax of each row; stores log Σ exp (rows).
void causalSoftmax(const ScoreRows& s, float* logSum);
/// exp(score − logSum): the same probabilities once more.
void causalProbabilities(const ScoreRows& s, const float* logSum);
/// d (rows,columns) becomes p·(d − Σ p·d)·scale with p = s.scores.
void softmaxBackward(const ScoreRows& s, float scale, float* d);

} // namespace stillhouse::model::kernels
