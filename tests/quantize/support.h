// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/seed.h"
#include "core/infer/packed_matrix.h"

#include <cmath>
#include <vector>

namespace stillhouse::quantize::tests {

inline float normal(base::Random& random) {
    const double u = 1 - random.uniform(), v = random.uniform();
    return float(std::sqrt(-2 * std::log(u)) * std::cos(6.283185307179586 * v));
}

inline std::vector<float> normals(std::size_t count, std::uint64_t seed, float deviation = 1) {
    base::Random random(seed);
    std::vector<float> values(count);
    for (auto& value : values)
        value = deviation * normal(random);
    return values;
}

/// Inputs (tokens, width) whose neighbours go together: a moving sum over noise, with a scale that grows along the width.
inline std::vector<float> correlatedInputs(std::int64_t tokens, std::int64_t width, std::uint64_t seed) {
    base::Random random(seed);
    std::vector<float> x(std::size_t(tokens * width));
    for (std::int64_t t = 0; t < tokens; ++t) {
        float carried = 0;
        for (std::int64_t c = 0; c < width; ++c) {
            carried = 0.9f * carried + 0.44f * normal(random);
            x[std::size_t(t * width + c)] = carried * (0.5f + float(c) / float(width));
        }
    }
    return x;
}

inline std::vector<float> dequantized(const infer::PackedMatrix& m) {
    std::vector<float> values(std::size_t(m.rows * m.cols));
    for (std::int64_t r = 0; r < m.rows; ++r)
        infer::dequantizeRow(m, r, std::span(values).subspan(std::size_t(r * m.cols), std::size_t(m.cols)));
    return values;
}

/// ‖X(W − Ŵ)ᵀ‖² in F64, by its definition.
inline double outputError(const std::vector<float>& x, const std::vector<float>& w, const std::vector<float>& seen, std::int64_t width) {
    double sum = 0;
    for (std::size_t t = 0; t < x.size(); t += std::size_t(width))
        for (std::size_t r = 0; r < w.size(); r += std::size_t(width)) {
            double dot = 0;
            for (std::size_t c = 0; c < std::size_t(width); ++c)
                dot += double(x[t + c]) * (double(w[r + c]) - seen[r + c]);
            sum += dot * dot;
        }
    return sum;
}

} // namespace stillhouse::quantize::tests
