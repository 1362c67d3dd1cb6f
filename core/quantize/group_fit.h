// SPDX-License-Identifier: GPL-3.0-or-later
// The rows that share a codebook: the unit that is quantized by itself, so that results do not depend on threads.
#pragma once
#include "core/quantize/levels.h"

#include <cstdint>
#include <span>
#include <vector>

namespace stillhouse::quantize {

/// How one matrix is to be stored and by what effort.
struct MatrixOptions {
    infer::Packing packing = infer::Packing::Int4Codebook;
    std::int64_t codebookRows = 16;
    bool twoLevelScales = true;
    double protectPercent = 0; ///< of the weights, kept in F16 beside the codes
    bool compensate = true;    ///< GPTQ, where inputs are known
    std::int64_t passes = 3;   ///< of coordinate descent behind it
};

/// State of one group. All arrays are row-major; value (r, c) = scale(r, c/32)·level(code) or, where protected, `kept`.
class GroupFit {
public:
    GroupFit(std::span<const float> weights, std::int64_t rows, std::int64_t cols, const MatrixOptions& options);

    /// Chooses codebook, scales and codes for Σ importance·(w − ŵ)², alternately: levels by bestLevels on the weights over their scale,
    /// a block's scale among candidates around the one that just holds its largest weight, either sign (levels need not be
    /// symmetric), each made the least-squares one of its codes. The best of several starts. `sensitivity` (cols): the mean square of each input, or ones.
    void fit(std::span<const float> sensitivity);
    /// Scales and codes alone, for the levels as they are.
    void fitScales(std::span<const float> sensitivity);
    /// Nearest codes under the present levels and scales.
    void round();
    /// The best scale of block b of row r for these weights, as the file can hold it.
    float searchScale(const float* weights, const float* importance, std::int64_t count) const;
    float storable(std::int64_t row, float scale) const;

    float value(std::int64_t r, std::int64_t c) const { return isProtected(r, c) ? kept[at(r, c)] : scales[block(r, c)] * float(levels.level(codes[at(r, c)])); }
    bool isProtected(std::int64_t r, std::int64_t c) const { return !protectedMask.empty() && protectedMask[at(r, c)]; }
    /// Code nearest to `value` under the scale of its block.
    std::uint8_t codeFor(std::int64_t r, std::int64_t c, float value) const {
        const float scale = scales[block(r, c)];
        return levels.nearest(scale == 0 ? 0 : value / scale);
    }
    std::size_t at(std::int64_t r, std::int64_t c) const { return std::size_t(r * cols + c); }
    std::size_t block(std::int64_t r, std::int64_t c) const { return std::size_t(r * blocks + c / infer::blockColumns); }

    std::int64_t rows, cols, blocks;
    const MatrixOptions& options;
    std::vector<float> weights; ///< the target
    Levels levels;
    std::vector<float> scales, rowScales; ///< (rows, blocks), (rows)
    std::vector<std::uint8_t> codes;
    std::vector<std::uint8_t> protectedMask; ///< empty: none
    std::vector<float> kept;

private:
    void startScales(int most);
    void fitFrom(int most, std::span<const float> sensitivity);
    double error(std::span<const float> sensitivity) const; ///< Σ importance·(w − ŵ)²
    void refitLevels(std::span<const float> sensitivity);
    void refitScales(std::span<const float> sensitivity);
    void roundScales();
    float importanceAt(std::span<const float> sensitivity, std::int64_t r, std::int64_t c) const { return isProtected(r, c) ? 0 : sensitivity[std::size_t(c)]; }
};

} // namespace stillhouse::quantize
