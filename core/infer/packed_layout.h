// SPDX-License-Identifier: GPL-3.0-or-later
// Where packed_matrix.h says a code lies: what dequantizeRow and the scalar kernel, which define the result, read by.
#pragma once
#include "core/infer/packed_matrix.h"

namespace stillhouse::infer {

/// The codes of one row group × block.
inline const std::uint8_t* tileAt(const PackedMatrix& m, std::int64_t group, std::int64_t block) {
    const auto bytes = m.packing == Packing::Int8 ? tileInt8 : tileInt4;
    return reinterpret_cast<const std::uint8_t*>(m.codes) + (group * m.blocks() + block) * bytes;
}

/// The level of column k (0 … 31) of a tile's row `lane`, before its scale.
inline int levelAt(const PackedMatrix& m, const std::uint8_t* tile, std::int64_t group, std::int64_t lane, std::int64_t k) {
    if (m.packing == Packing::Int8)
        return int(tile[(k / 4) * 64 + lane * 4 + k % 4]) - 128;
    const int byte = tile[(k / 8) * 64 + lane * 4 + k % 4];
    const int n = (k / 4) % 2 == 0 ? byte & 15 : byte >> 4;
    return m.packing == Packing::Int4 ? n - 8 : int(m.codebook[(group * rowsPerGroup / m.codebookRows) * 16 + n]);
}

} // namespace stillhouse::infer
