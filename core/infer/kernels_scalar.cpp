// SPDX-License-Identifier: GPL-3.0-or-later
// The reference: one weight at a time, straight from the definition in products.h.
#include "core/infer/kernels.h"

#include "core/formats/half.h"
#include "core/infer/packed_layout.h"

#include <algorithm>

namespace stillhouse::infer {

namespace {

float dot(const PackedMatrix& w, const Activations& x, std::int64_t token, std::int64_t group, std::int64_t lane) {
    float total = 0;
    for (std::int64_t b = 0; b < w.blocks(); ++b) {
        const auto* tile = tileAt(w, group, b);
        const auto* codes = x.codes.data() + (token * x.blocks + b) * blockColumns;
        std::int32_t sum = 0;
        for (std::int64_t k = 0; k < blockColumns; ++k)
            sum += levelAt(w, tile, group, lane, k) * codes[k];
        const auto at = (group * w.blocks() + b) * rowsPerGroup + lane;
        const float scale = w.rowScales ? float(w.scaleCodes[at]) : formats::f16ToFloat(w.scales[at]);
        total += float(sum) * (scale * x.scales[std::size_t(token * x.blocks + b)]);
    }
    return w.rowScales ? total * formats::f16ToFloat(w.rowScales[group * rowsPerGroup + lane]) : total;
}

void integer(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    for (std::int64_t r = begin * rowsPerGroup; r < std::min(end * rowsPerGroup, w.rows); ++r)
        for (std::int64_t t = 0; t < x.tokens; ++t)
            out[t * w.rows + r] = dot(w, x, t, r / rowsPerGroup, r % rowsPerGroup);
}

void floating(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    std::vector<float> row(std::size_t(w.cols));
    for (std::int64_t r = begin; r < end; ++r) {
        dequantizeRow(w, r, row);
        for (std::int64_t t = 0; t < x.tokens; ++t) {
            float total = 0;
            for (std::int64_t c = 0; c < w.cols; ++c)
                total += row[std::size_t(c)] * x.values[t * x.cols + c];
            out[t * w.rows + r] = total;
        }
    }
}

} // namespace

const Kernel& scalarKernel() {
    static const Kernel kernel = {"scalar", [] { return true; }, integer, floating};
    return kernel;
}

} // namespace stillhouse::infer
