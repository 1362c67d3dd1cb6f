// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/packed_matrix.h"

#include "core/base/failure.h"
#include "core/formats/half.h"
#include "core/infer/packed_layout.h"

#include <array>
#include <cstring>

namespace stillhouse::infer {

namespace {

constexpr std::array<std::pair<Packing, std::string_view>, 6> kNames = {{
    {Packing::F32, "f32"}, {Packing::F16, "f16"}, {Packing::BF16, "bf16"},
    {Packing::Int8, "int8"}, {Packing::Int4, "int4"}, {Packing::Int4Codebook, "int4-nonuniform"},
}};

std::int64_t elementBytes(Packing packing) { return packing == Packing::F32 ? 4 : 2; }

float floatAt(const PackedMatrix& m, std::int64_t index) {
    if (m.packing == Packing::F32) {
        float value;
        std::memcpy(&value, m.codes + index * 4, 4);
        return value;
    }
    std::uint16_t bits;
    std::memcpy(&bits, m.codes + index * 2, 2);
    return m.packing == Packing::F16 ? formats::f16ToFloat(bits) : formats::bf16ToFloat(bits);
}

float scaleAt(const PackedMatrix& m, std::int64_t group, std::int64_t block, std::int64_t lane) {
    const auto index = (group * m.blocks() + block) * rowsPerGroup + lane;
    if (m.rowScales)
        return float(m.scaleCodes[index]) * formats::f16ToFloat(m.rowScales[group * rowsPerGroup + lane]);
    return formats::f16ToFloat(m.scales[index]);
}

void checkOutlierRow(const PackedMatrix& m, std::int64_t row, const std::string& where) {
    for (auto i = m.outlierStart[row]; i < m.outlierStart[row + 1]; ++i) {
        const auto column = m.outlierColumn[i];
        if (std::int64_t(column) >= m.cols)
            base::fail(where, Text(SH_TR("A protected weight stands in column %1 of %2"), {std::to_string(column), std::to_string(m.cols)}), SH_TR("The file is damaged: write it again"));
        if (i > m.outlierStart[row] && column <= m.outlierColumn[i - 1])
            base::fail(where, Text(SH_TR("The protected weights of row %1 are not in the order of their columns"), {std::to_string(row)}), SH_TR("The file is damaged: write it again"));
    }
}

void checkOutliers(const PackedMatrix& m, const std::string& where) {
    if (!m.outlierStart)
        return;
    if (m.outlierStart[0] != 0)
        base::fail(where, SH_TR("The list of protected weights does not begin at 0"), SH_TR("The file is damaged: write it again"));
    for (std::int64_t r = 0; r < m.rows; ++r) {
        if (m.outlierStart[r + 1] < m.outlierStart[r])
            base::fail(where, Text(SH_TR("The protected weights of row %1 end before they begin"), {std::to_string(r)}), SH_TR("The file is damaged: write it again"));
    }
    if (m.outliers() > 0 && (!m.outlierColumn || !m.outlierValue))
        base::fail(where, SH_TR("The protected weights have no columns or no values"), SH_TR("The file is damaged: write it again"));
    for (std::int64_t r = 0; r < m.rows; ++r)
        checkOutlierRow(m, r, where);
}

} // namespace

std::string_view packingName(Packing packing) { return kNames[std::size_t(packing)].second; }

Packing packingNamed(std::string_view name, const std::string& where) {
    std::string choices;
    for (const auto& [packing, known] : kNames) {
        if (known == name)
            return packing;
        choices += (choices.empty() ? "" : ", ") + std::string(known);
    }
    base::failAt(where, Text(SH_TR("'%1' is not one of the choices"), {std::string(name)}), Text(SH_TR("Use one of %1"), {choices}));
}

std::int64_t PackedMatrix::codeBytes() const {
    if (!isInteger(packing))
        return rows * cols * elementBytes(packing);
    return groups() * blocks() * (packing == Packing::Int8 ? tileInt8 : tileInt4);
}

std::int64_t PackedMatrix::bytes() const {
    std::int64_t total = codeBytes();
    if (isInteger(packing))
        total += rowScales ? groups() * rowsPerGroup * (blocks() + 2) : groups() * rowsPerGroup * blocks() * 2;
    total += codebooks() * 16;
    if (outlierStart)
        total += (rows + 1) * 4 + outliers() * 6;
    return total;
}

double PackedMatrix::bitsPerWeight() const { return rows * cols == 0 ? 0 : double(bytes()) * 8 / (double(rows) * double(cols)); }

void dequantizeRow(const PackedMatrix& m, std::int64_t row, std::span<float> out) {
    if (!isInteger(m.packing)) {
        for (std::int64_t c = 0; c < m.cols; ++c)
            out[std::size_t(c)] = floatAt(m, row * m.cols + c);
        return;
    }
    const auto group = row / rowsPerGroup, lane = row % rowsPerGroup;
    for (std::int64_t c = 0; c < m.cols; ++c) {
        const auto block = c / blockColumns;
        out[std::size_t(c)] = scaleAt(m, group, block, lane) * float(levelAt(m, tileAt(m, group, block), group, lane, c % blockColumns));
    }
    if (m.outlierStart)
        for (auto i = m.outlierStart[row]; i < m.outlierStart[row + 1]; ++i)
            out[m.outlierColumn[i]] += formats::f16ToFloat(m.outlierValue[i]);
}

void checkPacked(const PackedMatrix& m, const std::string& where) {
    constexpr std::int64_t most = std::int64_t(1) << 31;
    // The product too, or the count of bytes would not fit 64 bits and a damaged file could pass its own length check.
    if (m.rows < 1 || m.cols < 1 || m.rows > most || m.cols > most || m.rows > (std::int64_t(1) << 48) / m.cols)
        base::fail(where, Text(SH_TR("A matrix of %1 × %2 cannot be"), {std::to_string(m.rows), std::to_string(m.cols)}), SH_TR("The file is damaged: write it again"));
    const bool scaled = m.rowScales ? m.scaleCodes != nullptr : m.scales != nullptr;
    if (!m.codes || (isInteger(m.packing) && !scaled) || (m.packing == Packing::Int4Codebook && !m.codebook))
        base::fail(where, SH_TR("A packed matrix lacks its codes, scales or codebook"), SH_TR("The file is damaged: write it again"));
    if (m.packing == Packing::Int4Codebook && (m.codebookRows < rowsPerGroup || m.codebookRows % rowsPerGroup != 0))
        base::fail(where, Text(SH_TR("%1 rows cannot share a codebook: it must be a multiple of 16"), {std::to_string(m.codebookRows)}), SH_TR("The file is damaged: write it again"));
    checkOutliers(m, where);
}

} // namespace stillhouse::infer
