// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/optimizer_kernel.h"

#include "core/model/ops_simd.h"

namespace stillhouse::train {

namespace {

namespace simd = model::simd;

SH_KERNEL void adamBody(const AdamFactors* factors, const float* g, float* m, float* v, float* w, std::int64_t count) {
    const AdamFactors f = *factors;
    SH_SIMD
    for (std::int64_t i = 0; i < count; ++i) {
        const float d = g[i] * f.gradient;
        const float first = f.beta1 * m[i] + (1 - f.beta1) * d;
        const float second = f.beta2 * v[i] + (1 - f.beta2) * d * d;
        m[i] = first;
        v[i] = second;
        w[i] = f.keep * w[i] - f.rate * first / (__builtin_sqrtf(second) * f.vScale + f.epsilon);
    }
}

SH_KERNEL double squaresBody(const float* g, std::int64_t count) {
    return simd::blockSum<float>(
        count, [=](std::int64_t i) __attribute__((always_inline)) { return g[i] * g[i]; });
}

} // namespace

void adamUpdate(const AdamFactors& f, const float* g, float* m, float* v, float* w, std::int64_t count) {
    simd::Dispatch<&adamBody>::call(&f, g, m, v, w, count);
}

double sumOfSquares(const float* g, std::int64_t count) {
    return simd::Dispatch<&squaresBody>::call(g, count);
}

} // namespace stillhouse::train
