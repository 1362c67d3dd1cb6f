// SPDX-License-Identifier: GPL-3.0-or-later
// Which tensors make up one matrix in a native file: said once for writing and reading.
#pragma once
#include "core/formats/safetensors.h"
#include "core/infer/packed_matrix.h"

#include <string>
#include <vector>

namespace stillhouse::infer {

/// What the metadata says about one matrix.
struct MatrixEntry {
    std::string name;
    Packing packing = Packing::F32;
    std::int64_t rows = 0, cols = 0, codebookRows = rowsPerGroup, outliers = 0;
    bool twoLevel = false;
};

/// The field of PackedMatrix that a part is.
enum class Part { Codes, Scales, ScaleCodes, RowScales, Codebook, OutlierStart, OutlierColumn, OutlierValue };

struct MatrixPart {
    Part part;
    formats::TensorInfo info;
};

MatrixEntry entryOf(const std::string& name, const PackedMatrix& matrix);
/// Needs an entry whose shape passed checkEntry.
std::vector<MatrixPart> partsOf(const MatrixEntry& entry);
const std::byte* partOf(const PackedMatrix& matrix, Part part);
void setPart(PackedMatrix& matrix, Part part, const std::byte* bytes);

/// The metadata `quantization`.
std::string entriesJson(const std::vector<MatrixEntry>& entries);
/// base::Failure at `where` for what no matrix can be.
std::vector<MatrixEntry> parseEntries(const std::string& json, const std::string& where);

} // namespace stillhouse::infer
