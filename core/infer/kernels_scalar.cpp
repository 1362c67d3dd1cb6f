// SPDX-License-Identifier: GPL-3.0-or-later
// The reference: one weight at a time, straight from the definition in products.h.
#include "core/infer/kernels.h"

#include "core/formats/half.h"

#include <algorithm>

namespace stillhouse::infer {

namespace {

int level(const PackedMatrix& m, const std::uint8_t* tile, std::int64_t group, std::int64_t lane, std::int64_t k) {
    if (m.packing == Packing::Int8)
        return int(tile[(k / 4) * 64 + lane * 4 + k % 4]) - 128;
    const int byte = tile[(k / 8) * 64 + lane * 4 + k % 4];
    const int n = (k / 4) % 2 == 0 ? byte & 15 : byte >> 4;
    return m.packing == Packing::Int4 ? n - 8 : int(m.codebook[(group * rowsPerGroup / m.codebookRows) * 16 + n]);
}

float dot(const PackedMatrix& w, const Activations& x, std::int64_t token, std::int64_t group, std::int64_t lane) {
    const auto bytes = w.packing == Packing::Int8 ? tileInt8 : tileInt4;
    float total = 0;
    for (std::int64_t b = 0; b < w.blocks(); ++b) {
        const auto* tile = reinterpret_cast<const std::uint8_t*>(w.codes) + (group * w.blocks() + b) * bytes;
        const auto* codes = x.codes.data() + (token * x.blocks + b) * blockColumns;
        std::int32_t sum = 0;
        for (std::int64_t k = 0; k < blockColumns; ++k)
            sum += level(w, tile, group, lane, k) * codes[k];
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
