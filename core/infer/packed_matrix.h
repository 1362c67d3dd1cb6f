// SPDX-License-Identifier: GPL-3.0-or-later
// A weight matrix in the layout that the kernels read, and the same layout that a native file stores, so that a file is mapped and
// never copied.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stillhouse::infer {

/// How the weights of one matrix are stored.
enum class Packing {
    F32,         ///< row-major, as safetensors has it
    F16,         ///< row-major binary16
    BF16,        ///< row-major bfloat16
    Int8,        ///< 8-bit codes, one scale per block of 32
    Int4,        ///< 4-bit codes, evenly spaced levels −8 … 7
    Int4Codebook ///< 4-bit indices into 16 learned 8-bit levels per row group (non-uniform INT4); −64 … 63 multiply faster on AVX2
};

/// "f32", "f16", "bf16", "int8", "int4", "int4-nonuniform": in files, on the command line and on screen.
std::string_view packingName(Packing packing);
/// base::Failure (BadInput) naming `where` and the choices for another name.
Packing packingNamed(std::string_view name, const std::string& where);
inline bool isInteger(Packing packing) { return packing >= Packing::Int8; }

inline constexpr std::int64_t rowsPerGroup = 16;  ///< rows that are interleaved: one 32-bit lane of a 512-bit register each
inline constexpr std::int64_t blockColumns = 32;  ///< columns that share a scale
inline constexpr std::int64_t tileInt8 = 512;     ///< bytes of one group × block
inline constexpr std::int64_t tileInt4 = 256;

/// W (rows, cols) = (out, in). Does not own its memory unless `owner` does: the pointers lie in a mapped file or in a buffer.
///
/// Integer layouts. groups = ⌈rows/16⌉, blocks = ⌈cols/32⌉; missing rows and columns hold codes of weight 0 and scale 0.
///   W[r][c] = scale(r, c/32) · level(code) + protected(r, c)
///   Int8:  codes[group][block][k/4][r%16][k%4], k = c%32, one byte u, level = u − 128.
///   Int4*: codes[group][block][k/8][r%16][k%4] holds two columns: k with (k/4) even in the low nibble, k + 4 in the high nibble.
///          level = n − 8 (Int4) or codebook[group·16/codebookRows][n] (Int4Codebook).
///   scale: with rowScales null, F16 scales[group][block][r%16]; else the signed byte scaleCodes[group][block][r%16] times the F16
///          rowScales[group][r%16] (two-level scales: half the bytes).
/// Protected weights (outliers kept exactly) are added in F32: row r owns entries outlierStart[r] … outlierStart[r+1]−1, each a
/// column and the F16 difference to what the codes give.
struct PackedMatrix {
    Packing packing = Packing::F32;
    std::int64_t rows = 0, cols = 0;
    const std::byte* codes = nullptr;
    const std::uint16_t* scales = nullptr;
    const std::int8_t* scaleCodes = nullptr;
    const std::uint16_t* rowScales = nullptr;
    const std::int8_t* codebook = nullptr;
    std::int64_t codebookRows = 16; ///< rows that share a codebook: a multiple of 16
    const std::uint32_t* outlierStart = nullptr; ///< rows + 1 entries, or null
    const std::uint32_t* outlierColumn = nullptr;
    const std::uint16_t* outlierValue = nullptr;
    std::shared_ptr<const void> owner;

    std::int64_t groups() const { return (rows + rowsPerGroup - 1) / rowsPerGroup; }
    std::int64_t blocks() const { return (cols + blockColumns - 1) / blockColumns; }
    std::int64_t codebooks() const { return packing == Packing::Int4Codebook ? (rows + codebookRows - 1) / codebookRows : 0; }
    std::int64_t outliers() const { return outlierStart ? outlierStart[rows] : 0; }
    std::int64_t codeBytes() const;
    /// Everything that belongs to the matrix: codes, scales, codebooks, protected weights.
    std::int64_t bytes() const;
    /// bytes() · 8 / (rows · cols).
    double bitsPerWeight() const;
};

/// One row as F32; `out` holds cols. The definition of what a packed matrix means: kernels and embedding look-up agree with it.
void dequantizeRow(const PackedMatrix& matrix, std::int64_t row, std::span<float> out);

/// What a quantizer decided, in plain row-major order, before packing.
struct QuantizedCodes {
    Packing packing = Packing::Int4;
    std::int64_t rows = 0, cols = 0;
    std::vector<std::uint8_t> codes; ///< rows × cols: u for Int8, n for Int4*
    std::vector<float> scales;       ///< rows × blocks; already values that the stored form can hold (see roundScales)
    bool twoLevelScales = false;
    std::vector<float> rowScales;    ///< rows; with two-level scales: scales are rowScale · integer in −127 … 127
    std::vector<std::int8_t> codebook; ///< codebooks × 16
    std::int64_t codebookRows = 16;
    struct Outlier { std::uint32_t row, column; float difference; };
    std::vector<Outlier> outliers;   ///< sorted by row, then column
};

/// Rounds rows × blocks scales to what the file holds: F16 each, or an F16 row scale and a signed byte each. Fills rowScales.
void roundScales(QuantizedCodes& codes);

/// The layout above in a buffer of its own, 64-byte aligned.
PackedMatrix pack(const QuantizedCodes& codes);
/// Round to nearest without calibration: the block's scale from its largest magnitude. For Int8 and Int4.
PackedMatrix packRoundToNearest(std::span<const float> weights, std::int64_t rows, std::int64_t cols, Packing packing);
/// F32, F16 or BF16, rounded to nearest even.
PackedMatrix packFloat(std::span<const float> weights, std::int64_t rows, std::int64_t cols, Packing packing);

/// base::Failure naming `where` when pointers, counts, outlier order or columns do not fit the shape: for matrices read from files.
void checkPacked(const PackedMatrix& matrix, const std::string& where);

} // namespace stillhouse::infer
