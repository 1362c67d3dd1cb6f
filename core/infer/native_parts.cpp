// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/native_parts.h"

#include "core/base/failure.h"
#include "core/base/json.h"
#include "core/formats/json_fields.h"

namespace stillhouse::infer {

namespace {

using formats::DType;

constexpr std::size_t maxEntriesBytes = 16u << 20;
constexpr std::int64_t maxCount = std::int64_t(1) << 31;

DType floatType(Packing packing) { return packing == Packing::F32 ? DType::F32 : packing == Packing::F16 ? DType::F16 : DType::BF16; }

MatrixEntry entryFrom(const formats::JsonFields& fields, const std::string& where) {
    MatrixEntry entry;
    entry.name = fields.string("name", "");
    entry.packing = packingNamed(fields.string("packing", ""), where + ", matrix " + entry.name);
    entry.rows = fields.integerIn("rows", 1, maxCount);
    entry.cols = fields.integerIn("cols", 1, maxCount);
    entry.twoLevel = fields.boolean("two_level", false);
    entry.codebookRows = fields.has("codebook_rows") ? fields.integerIn("codebook_rows", rowsPerGroup, maxCount) : rowsPerGroup;
    entry.outliers = fields.has("outliers") ? fields.integerIn("outliers", 0, maxCount - 1) : 0;
    if (!isInteger(entry.packing) && (entry.twoLevel || entry.outliers > 0))
        fields.fail("packing", SH_TR("Only integer matrices have scales and protected weights"), SH_TR("The file is damaged: write it again"));
    return entry;
}

} // namespace

MatrixEntry entryOf(const std::string& name, const PackedMatrix& m) {
    return {name, m.packing, m.rows, m.cols, m.codebookRows, m.outliers(), m.rowScales != nullptr};
}

std::vector<MatrixPart> partsOf(const MatrixEntry& e) {
    if (!isInteger(e.packing))
        return {{Part::Codes, {e.name, floatType(e.packing), {e.rows, e.cols}}}};
    PackedMatrix shape;
    shape.packing = e.packing;
    shape.rows = e.rows;
    shape.cols = e.cols;
    shape.codebookRows = e.codebookRows;
    const auto groups = shape.groups(), blocks = shape.blocks();
    std::vector<MatrixPart> parts{{Part::Codes, {e.name + ".codes", DType::U8, {groups, blocks, e.packing == Packing::Int8 ? tileInt8 : tileInt4}}}};
    if (e.twoLevel) {
        parts.push_back({Part::ScaleCodes, {e.name + ".scale_codes", DType::I8, {groups, blocks, rowsPerGroup}}});
        parts.push_back({Part::RowScales, {e.name + ".row_scales", DType::F16, {groups, rowsPerGroup}}});
    } else {
        parts.push_back({Part::Scales, {e.name + ".scales", DType::F16, {groups, blocks, rowsPerGroup}}});
    }
    if (e.packing == Packing::Int4Codebook)
        parts.push_back({Part::Codebook, {e.name + ".codebook", DType::I8, {shape.codebooks(), 16}}});
    if (e.outliers > 0) {
        parts.push_back({Part::OutlierStart, {e.name + ".outlier_start", DType::I32, {e.rows + 1}}});
        parts.push_back({Part::OutlierColumn, {e.name + ".outlier_column", DType::I32, {e.outliers}}});
        parts.push_back({Part::OutlierValue, {e.name + ".outlier_value", DType::F16, {e.outliers}}});
    }
    return parts;
}

const std::byte* partOf(const PackedMatrix& m, Part part) {
    const auto bytes = [](const auto* pointer) { return reinterpret_cast<const std::byte*>(pointer); };
    switch (part) {
    case Part::Codes: return m.codes;
    case Part::Scales: return bytes(m.scales);
    case Part::ScaleCodes: return bytes(m.scaleCodes);
    case Part::RowScales: return bytes(m.rowScales);
    case Part::Codebook: return bytes(m.codebook);
    case Part::OutlierStart: return bytes(m.outlierStart);
    case Part::OutlierColumn: return bytes(m.outlierColumn);
    case Part::OutlierValue: return bytes(m.outlierValue);
    }
    return nullptr;
}

void setPart(PackedMatrix& m, Part part, const std::byte* bytes) {
    switch (part) {
    case Part::Codes: m.codes = bytes; return;
    case Part::Scales: m.scales = reinterpret_cast<const std::uint16_t*>(bytes); return;
    case Part::ScaleCodes: m.scaleCodes = reinterpret_cast<const std::int8_t*>(bytes); return;
    case Part::RowScales: m.rowScales = reinterpret_cast<const std::uint16_t*>(bytes); return;
    case Part::Codebook: m.codebook = reinterpret_cast<const std::int8_t*>(bytes); return;
    case Part::OutlierStart: m.outlierStart = reinterpret_cast<const std::uint32_t*>(bytes); return;
    case Part::OutlierColumn: m.outlierColumn = reinterpret_cast<const std::uint32_t*>(bytes); return;
    case Part::OutlierValue: m.outlierValue = reinterpret_cast<const std::uint16_t*>(bytes); return;
    }
}

std::string entriesJson(const std::vector<MatrixEntry>& entries) {
    auto list = nlohmann::json::array();
    for (const auto& e : entries) {
        nlohmann::json one = {{"name", e.name}, {"packing", packingName(e.packing)}, {"rows", e.rows}, {"cols", e.cols}};
        if (isInteger(e.packing)) {
            one["two_level"] = e.twoLevel;
            one["outliers"] = e.outliers;
        }
        if (e.packing == Packing::Int4Codebook)
            one["codebook_rows"] = e.codebookRows;
        list.push_back(std::move(one));
    }
    return nlohmann::json{{"matrices", std::move(list)}}.dump();
}

std::vector<MatrixEntry> parseEntries(const std::string& text, const std::string& where) {
    if (text.size() > maxEntriesBytes)
        base::fail(where, SH_TR("The list of matrices is too long"), SH_TR("The file is damaged: write it again"));
    const auto json = base::parseJson(text, where);
    const auto list = formats::JsonFields(json, where).objects("matrices");
    std::vector<MatrixEntry> entries;
    if (list)
        for (const auto& fields : *list)
            entries.push_back(entryFrom(fields, where));
    return entries;
}

} // namespace stillhouse::infer
