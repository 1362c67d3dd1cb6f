// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/ops_kernels.h"

#include "core/model/ops_simd.h"

#include <algorithm>

namespace stillhouse::model::kernels {

namespace {

using simd::Dispatch;
using std::int64_t;

SH_KERNEL void rmsNormBody(const float* x, const float* w, float eps, int64_t rows, int64_t width, float* y, float* r) {
    for (int64_t i = 0; i < rows; ++i, x += width, y += width) {
        const double squares = simd::blockSum<float>(
            width, [=](int64_t j) __attribute__((always_inline)) { return x[j] * x[j]; });
        const float factor = float(1 / std::sqrt(squares / double(width) + double(eps)));
        r[i] = factor;
        SH_SIMD
        for (int64_t j = 0; j < width; ++j)
            y[j] = w[j] * (x[j] * factor);
    }
}

SH_KERNEL void rmsNormBackwardBody(const float* x, const float* w, const float* r, const float* dy, int64_t rows, int64_t width, float* dx,
                                   float* dw) {
    for (int64_t i = 0; i < rows; ++i, x += width, dy += width) {
        const float factor = r[i];
        if (dw) {
            SH_SIMD
            for (int64_t j = 0; j < width; ++j)
                dw[j] += dy[j] * (x[j] * factor);
        }
        if (!dx)
            continue;
        const double inner = simd::blockSum<float>(
            width, [=](int64_t j) __attribute__((always_inline)) { return w[j] * dy[j] * x[j]; });
        const float along = float(inner * factor * factor * factor / double(width));
        float* out = dx + i * width;
        SH_SIMD
        for (int64_t j = 0; j < width; ++j)
            out[j] = factor * w[j] * dy[j] - along * x[j];
    }
}

SH_KERNEL float sigmoid(float x) {
    return 1.0F / (1.0F + simd::exponential(-x));
}

SH_KERNEL void swigluBody(const float* g, const float* u, int64_t count, float* y) {
    SH_SIMD
    for (int64_t i = 0; i < count; ++i)
        y[i] = g[i] * sigmoid(g[i]) * u[i];
}

SH_KERNEL void swigluBackwardBody(const float* g, const float* u, const float* dy, int64_t count, float* dg, float* du) {
    SH_SIMD
    for (int64_t i = 0; i < count; ++i) {
        const float s = sigmoid(g[i]);
        dg[i] = dy[i] * u[i] * s * (1.0F + g[i] * (1.0F - s));
        du[i] = dy[i] * g[i] * s;
    }
}

SH_KERNEL void ropeBody(const float* x, const float* cos, const float* sin, float direction, int64_t heads, int64_t width, float* y) {
    const int64_t half = width / 2;
    for (int64_t h = 0; h < heads; ++h, x += width, y += width) {
        SH_SIMD
        for (int64_t j = 0; j < half; ++j) {
            const float a = x[j], b = x[half + j], s = direction * sin[j];
            y[j] = a * cos[j] - b * s;
            y[half + j] = b * cos[j] + a * s;
        }
    }
}

struct Range {
    int64_t begin, end;
};

SH_KERNEL Range visible(const ScoreRows& s, int64_t row) {
    const int64_t end = s.firstEnd + row, limited = end < s.columns ? end : s.columns;
    const int64_t begin = s.window > 0 && end > s.window ? end - s.window : 0;
    return {begin, limited};
}

SH_KERNEL void clearOutside(float* row, Range range, int64_t columns) {
    for (int64_t j = 0; j < range.begin; ++j)
        row[j] = 0;
    for (int64_t j = range.end; j < columns; ++j)
        row[j] = 0;
}

SH_KERNEL void causalSoftmaxBody(const ScoreRows* s, float* logSum) {
    for (int64_t i = 0; i < s->rows; ++i) {
        float* row = s->scores + i * s->columns;
        const Range range = visible(*s, i);
        float* x = row + range.begin;
        const int64_t count = range.end - range.begin;
        const float shift = simd::largest(x, count);
        const double sum = simd::blockSum<float>(
            count, [=](int64_t j) __attribute__((always_inline)) {
                const float e = simd::exponential(x[j] - shift);
                x[j] = e;
                return e;
            });
        const float factor = float(1 / sum);
        SH_SIMD
        for (int64_t j = 0; j < count; ++j)
            x[j] *= factor;
        clearOutside(row, range, s->columns);
        logSum[i] = shift + float(std::log(sum));
    }
}

SH_KERNEL void causalProbabilitiesBody(const ScoreRows* s, const float* logSum) {
    for (int64_t i = 0; i < s->rows; ++i) {
        float* row = s->scores + i * s->columns;
        const Range range = visible(*s, i);
        const float shift = logSum[i];
        SH_SIMD
        for (int64_t j = range.begin; j < range.end; ++j)
            row[j] = simd::exponential(row[j] - shift);
        clearOutside(row, range, s->columns);
    }
}

SH_KERNEL void softmaxBackwardBody(const ScoreRows* s, float scale, float* d) {
    for (int64_t i = 0; i < s->rows; ++i) {
        const float* p = s->scores + i * s->columns;
        float* row = d + i * s->columns;
        const float mean = float(simd::blockSum<float>(
            s->columns, [=](int64_t j) __attribute__((always_inline)) { return p[j] * row[j]; }));
        SH_SIMD
        for (int64_t j = 0; j < s->columns; ++j)
            row[j] = p[j] * (row[j] - mean) * scale;
    }
}

} // namespace

void rmsNorm(const float* x, const float* w, float eps, int64_t rows, int64_t width, float* y, float* r) {
    Dispatch<&rmsNormBody>::call(x, w, eps, rows, width, y, r);
}
void rmsNormBackward(const float* x, const float* w, const float* r, const float* dy, int64_t rows, int64_t width, float* dx, float* dw) {
    Dispatch<&rmsNormBackwardBody>::call(x, w, r, dy, rows, width, dx, dw);
}
void swiglu(const float* g, const float* u, int64_t count, float* y) {
    Dispatch<&swigluBody>::call(g, u, count, y);
}
void swigluBackward(const float* g, const float* u, const float* dy, int64_t count, float* dg, float* du) {
    Dispatch<&swigluBackwardBody>::call(g, u, dy, count, dg, du);
}
void rope(const float* x, const float* cos, const float* sin, float direction, int64_t heads, int64_t width, float* y) {
    Dispatch<&ropeBody>::call(x, cos, sin, direction, heads, width, y);
}
void causalSoftmax(const ScoreRows& s, float* logSum) {
    Dispatch<&causalSoftmaxBody>::call(&s, logSum);
}
void causalProbabilities(const ScoreRows& s, const float* logSum) {
    Dispatch<&causalProbabilitiesBody>::call(&s, logSum);
}
void softmaxBackward(const ScoreRows& s, float scale, float* d) {
    Dispatch<&softmaxBackwardBody>::call(&s, scale, d);
}

} // namespace stillhouse::model::kernels
