// SPDX-License-Identifier: GPL-3.0-or-later
// From plain row-major codes to the interleaved layout.
#include "core/infer/packed_matrix.h"

#include "core/base/large_pages.h"
#include "core/formats/half.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace stillhouse::infer {

namespace {

// One allocation for a matrix, cut into parts that begin on cache lines.
class Arena {
public:
    static std::size_t rounded(std::size_t bytes) { return (bytes + 63) / 64 * 64; }
    explicit Arena(std::size_t bytes) : memory_(base::sharedLargeMemory(bytes)) {}
    template <class T> T* take(std::int64_t count) {
        auto* at = memory_.get() + used_;
        used_ += rounded(std::size_t(count) * sizeof(T));
        return reinterpret_cast<T*>(at);
    }
    std::shared_ptr<const void> owner() const { return memory_; }

private:
    std::shared_ptr<std::byte> memory_;
    std::size_t used_ = 0;
};

std::size_t arenaBytes(const QuantizedCodes& q, const PackedMatrix& shape) {
    const auto lanes = std::size_t(shape.groups() * rowsPerGroup);
    std::size_t total = Arena::rounded(std::size_t(shape.codeBytes()));
    total += q.twoLevelScales ? Arena::rounded(lanes * std::size_t(shape.blocks())) + Arena::rounded(lanes * 2) : Arena::rounded(lanes * std::size_t(shape.blocks()) * 2);
    total += Arena::rounded(std::size_t(shape.codebooks()) * 16);
    return total + Arena::rounded(std::size_t(q.rows + 1) * 4) + Arena::rounded(q.outliers.size() * 4) + Arena::rounded(q.outliers.size() * 2);
}

// The code whose level is 0 or nearest to it: padding has scale 0, so any would do, but files shall not depend on chance.
std::uint8_t paddingCode(Packing packing) { return packing == Packing::Int8 ? 128 : packing == Packing::Int4 ? 8 : 0; }

void placeCodes(const QuantizedCodes& q, const PackedMatrix& m, std::uint8_t* out) {
    const bool bytes = q.packing == Packing::Int8;
    for (std::int64_t g = 0; g < m.groups(); ++g)
        for (std::int64_t b = 0; b < m.blocks(); ++b, out += bytes ? tileInt8 : tileInt4)
            for (std::int64_t lane = 0; lane < rowsPerGroup; ++lane)
                for (std::int64_t k = 0; k < blockColumns; ++k) {
                    const auto row = g * rowsPerGroup + lane, col = b * blockColumns + k;
                    const auto code = row < q.rows && col < q.cols ? q.codes[std::size_t(row * q.cols + col)] : paddingCode(q.packing);
                    if (bytes)
                        out[(k / 4) * 64 + lane * 4 + k % 4] = code;
                    else
                        out[(k / 8) * 64 + lane * 4 + k % 4] |= std::uint8_t((code & 15) << ((k / 4) % 2 * 4));
                }
}

void placeScales(const QuantizedCodes& q, PackedMatrix& m, Arena& arena) {
    const auto lanes = m.groups() * rowsPerGroup, blocks = m.blocks();
    auto* codes = q.twoLevelScales ? arena.take<std::int8_t>(lanes * blocks) : nullptr;
    auto* rows = q.twoLevelScales ? arena.take<std::uint16_t>(lanes) : nullptr;
    auto* plain = q.twoLevelScales ? nullptr : arena.take<std::uint16_t>(lanes * blocks);
    for (std::int64_t r = 0; r < q.rows; ++r) {
        if (rows)
            rows[r] = formats::floatToF16(q.rowScales[std::size_t(r)]);
        for (std::int64_t b = 0; b < blocks; ++b) {
            const auto at = ((r / rowsPerGroup) * blocks + b) * rowsPerGroup + r % rowsPerGroup;
            const float scale = q.scales[std::size_t(r * blocks + b)];
            if (plain)
                plain[at] = formats::floatToF16(scale);
            else if (q.rowScales[std::size_t(r)] != 0)
                codes[at] = std::int8_t(std::clamp(std::lround(scale / q.rowScales[std::size_t(r)]), -127L, 127L));
        }
    }
    m.scales = plain;
    m.scaleCodes = codes;
    m.rowScales = rows;
}

void placeOutliers(const QuantizedCodes& q, PackedMatrix& m, Arena& arena) {
    if (q.outliers.empty())
        return;
    auto* start = arena.take<std::uint32_t>(q.rows + 1);
    auto* column = arena.take<std::uint32_t>(std::int64_t(q.outliers.size()));
    auto* value = arena.take<std::uint16_t>(std::int64_t(q.outliers.size()));
    for (std::size_t i = 0; i < q.outliers.size(); ++i) {
        ++start[q.outliers[i].row + 1];
        column[i] = q.outliers[i].column;
        value[i] = formats::floatToF16(q.outliers[i].difference);
    }
    for (std::int64_t r = 0; r < q.rows; ++r)
        start[r + 1] += start[r];
    m.outlierStart = start;
    m.outlierColumn = column;
    m.outlierValue = value;
}

} // namespace

void roundScales(QuantizedCodes& q) {
    const auto blocks = std::size_t((q.cols + blockColumns - 1) / blockColumns);
    if (!q.twoLevelScales) {
        for (auto& scale : q.scales)
            scale = formats::f16ToFloat(formats::floatToF16(std::clamp(scale, -65504.0f, 65504.0f)));
        return;
    }
    q.rowScales.assign(std::size_t(q.rows), 0);
    for (std::size_t r = 0; r < std::size_t(q.rows); ++r) {
        const std::span<float> row(q.scales.data() + r * blocks, blocks);
        float largest = 0;
        for (const float scale : row)
            largest = std::max(largest, std::fabs(scale));
        q.rowScales[r] = formats::f16ToFloat(formats::floatToF16(std::min(largest / 127, 65504.0f)));
        for (float& scale : row)
            scale = q.rowScales[r] == 0 ? 0 : q.rowScales[r] * std::clamp(std::nearbyint(scale / q.rowScales[r]), -127.0f, 127.0f);
    }
}

PackedMatrix pack(const QuantizedCodes& q) {
    PackedMatrix m;
    m.packing = q.packing;
    m.rows = q.rows;
    m.cols = q.cols;
    m.codebookRows = q.codebookRows;
    Arena arena(arenaBytes(q, m));
    m.owner = arena.owner();
    auto* codes = arena.take<std::uint8_t>(m.codeBytes());
    placeCodes(q, m, codes);
    m.codes = reinterpret_cast<const std::byte*>(codes);
    placeScales(q, m, arena);
    if (q.packing == Packing::Int4Codebook) {
        auto* levels = arena.take<std::int8_t>(m.codebooks() * 16);
        std::copy_n(q.codebook.begin(), m.codebooks() * 16, levels);
        m.codebook = levels;
    }
    placeOutliers(q, m, arena);
    return m;
}

PackedMatrix packRoundToNearest(std::span<const float> weights, std::int64_t rows, std::int64_t cols, Packing packing) {
    QuantizedCodes q;
    q.packing = packing;
    q.rows = rows;
    q.cols = cols;
    q.codes.resize(weights.size());
    const auto blocks = (cols + blockColumns - 1) / blockColumns;
    q.scales.resize(std::size_t(rows * blocks));
    for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t b = 0; b < blocks; ++b) {
            const auto block = weights.subspan(std::size_t(r * cols + b * blockColumns), std::size_t(std::min(blockColumns, cols - b * blockColumns)));
            const float extreme = *std::max_element(block.begin(), block.end(), [](float x, float y) { return std::fabs(x) < std::fabs(y); });
            // Four bits reach −8 on one side only: the sign of the scale turns the largest magnitude there.
            q.scales[std::size_t(r * blocks + b)] = packing == Packing::Int8 ? std::fabs(extreme) / 127 : extreme / -8;
        }
    roundScales(q);
    const int low = packing == Packing::Int8 ? -127 : -8, high = packing == Packing::Int8 ? 127 : 7, zero = packing == Packing::Int8 ? 128 : 8;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const auto r = std::int64_t(i) / cols, c = std::int64_t(i) % cols;
        const float scale = q.scales[std::size_t(r * blocks + c / blockColumns)];
        const float level = scale == 0 ? 0 : std::clamp(std::nearbyint(weights[i] / scale), float(low), float(high));
        q.codes[i] = std::uint8_t(int(level) + zero);
    }
    return pack(q);
}

PackedMatrix packFloat(std::span<const float> weights, std::int64_t rows, std::int64_t cols, Packing packing) {
    PackedMatrix m;
    m.packing = packing;
    m.rows = rows;
    m.cols = cols;
    Arena arena(Arena::rounded(std::size_t(m.codeBytes())));
    m.owner = arena.owner();
    auto* out = arena.take<std::byte>(m.codeBytes());
    m.codes = out;
    if (packing == Packing::F32)
        std::memcpy(out, weights.data(), weights.size_bytes());
    else
        for (std::size_t i = 0; i < weights.size(); ++i) {
            const auto bits = packing == Packing::F16 ? formats::floatToF16(weights[i]) : formats::floatToBf16(weights[i]);
            std::memcpy(out + i * 2, &bits, 2);
        }
    return m;
}

} // namespace stillhouse::infer
