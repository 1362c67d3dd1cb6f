// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/layer_file.h"

#include "core/base/failure.h"
#include "core/infer/native_parts.h"
#include "core/quantize/report_json.h"

#include <algorithm>
#include <memory>

namespace stillhouse::quantize {

namespace {

constexpr const char* kFormat = "stillhouse-quantize-part-1";

struct Piece {
    infer::MatrixPart part;
    const infer::PackedMatrix* matrix;
};

FinishedPart read(const std::filesystem::path& path, const std::string& key) {
    const auto file = std::make_shared<formats::SafetensorsFile>(path);
    const auto& metadata = file->metadata();
    if (!metadata.contains("key") || metadata.at("key") != key || !metadata.contains("quantization") || !metadata.contains("report"))
        base::fail(path.string(), SH_TR("The file belongs to other work"), {});
    FinishedPart out;
    for (const auto& entry : infer::parseEntries(metadata.at("quantization"), path.string())) {
        infer::PackedMatrix m;
        m.packing = entry.packing;
        m.rows = entry.rows;
        m.cols = entry.cols;
        m.codebookRows = entry.codebookRows;
        m.owner = file;
        for (const auto& part : infer::partsOf(entry)) {
            const auto& view = file->at(part.info.name);
            if (!(view.info == part.info))
                base::fail(path.string(), SH_TR("A part has another shape than the list says"), {});
            infer::setPart(m, part.part, view.bytes.data());
        }
        infer::checkPacked(m, path.string());
        out.matrices.push_back({entry.name, m});
    }
    out.report = parseReport(metadata.at("report"), path.string());
    return out;
}

} // namespace

const infer::PackedMatrix& FinishedPart::matrix(const std::string& name) const {
    for (const auto& named : matrices)
        if (named.name == name)
            return named.matrix;
    base::fail(name, SH_TR("A finished layer lacks a matrix"), SH_TR("Start again without resuming"), ErrorKind::Internal);
}

void writePart(const std::filesystem::path& path, const std::string& key, const FinishedPart& part) {
    std::vector<infer::MatrixEntry> entries;
    std::vector<Piece> pieces;
    for (const auto& named : part.matrices) {
        entries.push_back(infer::entryOf(named.name, named.matrix));
        for (auto& piece : infer::partsOf(entries.back()))
            pieces.push_back({std::move(piece), &named.matrix});
    }
    // By kind: codes first, single numbers last, so that all lie at multiples of their size.
    std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.part.part < b.part.part; });
    std::vector<formats::TensorInfo> infos;
    for (const auto& piece : pieces)
        infos.push_back(piece.part.info);
    formats::SafetensorsWriter writer(path, infos, {{"format", kFormat}, {"key", key}, {"quantization", infer::entriesJson(entries)}, {"report", reportJson(part.report)}});
    for (const auto& piece : pieces)
        writer.writeBytes(piece.part.info.name, std::span(infer::partOf(*piece.matrix, piece.part.part), std::size_t(piece.part.info.byteCount())));
    writer.commit();
}

std::optional<FinishedPart> readPart(const std::filesystem::path& path, const std::string& key) {
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        return {};
    try {
        return read(path, key);
    } catch (const base::Failure&) {
        return {};
    }
}

} // namespace stillhouse::quantize
