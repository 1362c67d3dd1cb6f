// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/native_file.h"

#include "core/base/failure.h"
#include "core/formats/parameter_shapes.h"
#include "core/infer/native_parts.h"

#include <set>

namespace stillhouse::infer {

namespace {

using formats::DType;

constexpr std::size_t maxConfigBytes = 16u << 20;

Text again() { return SH_TR("The file is damaged: write it again"); }

std::string metadataOf(const formats::SafetensorsFile& file, const char* key) {
    const auto found = file.metadata().find(key);
    if (found == file.metadata().end() || found->second.size() > maxConfigBytes)
        base::fail(file.path().string() + ", metadata " + key, SH_TR("The entry is missing or too long"), again());
    return found->second;
}

// What numbers are read through must lie at a multiple of their size, and what a tensor is must be what the shapes demand.
const std::byte* checkedBytes(const formats::SafetensorsFile& file, const formats::TensorInfo& wanted) {
    const auto& view = file.at(wanted.name);
    const auto where = file.path().string() + ", tensor " + wanted.name;
    if (view.info.dtype != wanted.dtype || view.info.shape != wanted.shape)
        base::fail(where, SH_TR("Type or shape do not fit the model's configuration"), again());
    if (reinterpret_cast<std::uintptr_t>(view.bytes.data()) % formats::sizeOf(wanted.dtype) != 0)
        base::fail(where, SH_TR("The tensor does not begin at a multiple of its element's size"), again());
    return view.bytes.data();
}

PackedMatrix matrixFrom(const std::shared_ptr<const formats::SafetensorsFile>& file, const MatrixEntry& entry, std::set<std::string>& seen) {
    PackedMatrix m;
    m.packing = entry.packing;
    m.rows = entry.rows;
    m.cols = entry.cols;
    m.codebookRows = entry.codebookRows;
    m.owner = file;
    for (const auto& part : partsOf(entry)) {
        setPart(m, part.part, checkedBytes(*file, part.info));
        seen.insert(part.info.name);
    }
    const auto where = file->path().string() + ", tensor " + entry.name;
    if (m.outliers() != entry.outliers)
        base::fail(where, SH_TR("The count of protected weights does not fit their list"), again());
    checkPacked(m, where);
    return m;
}

} // namespace

NativeFile::NativeFile(const std::filesystem::path& path) : file_(std::make_shared<formats::SafetensorsFile>(path)) {
    readMetadata();
    readMatrices();
}

void NativeFile::readMetadata() {
    const auto where = file_->path().string();
    if (const auto format = file_->metadata().find("format"); format == file_->metadata().end() || format->second != nativeFormat)
        base::fail(where, SH_TR("This is no packed model of Stillhouse"), SH_TR("Open the folder that holds the file and its config.json"),
                   ErrorKind::Unsupported);
    if (const auto version = metadataOf(*file_, "version"); version != "1")
        base::fail(where, Text(SH_TR("The file has version %1; this program reads version 1"), {version}),
                   SH_TR("Use a newer program, or quantize again"), ErrorKind::Unsupported);
    config_ = formats::parseConfig(metadataOf(*file_, "config"), where + ", metadata config");
    generation_ = formats::parseGenerationConfig(metadataOf(*file_, "generation"), where + ", metadata generation");
    if (const auto found = file_->metadata().find("report"); found != file_->metadata().end())
        report_ = found->second;
}

void NativeFile::readMatrices() {
    const auto where = file_->path().string();
    std::map<std::string, MatrixEntry> entries;
    for (auto& entry : parseEntries(metadataOf(*file_, "quantization"), where + ", metadata quantization"))
        if (const auto name = entry.name; !entries.emplace(name, std::move(entry)).second)
            base::fail(where + ", tensor " + name, SH_TR("The matrix is listed twice"), again());
    std::set<std::string> seen = {"tokenizer.json", "tokenizer_config.json"};
    for (const auto& parameter : formats::parameterShapes(config_)) {
        if (parameter.shape.size() == 1) {
            checkedBytes(*file_, {parameter.name, DType::F32, parameter.shape});
            seen.insert(parameter.name);
            continue;
        }
        const auto found = entries.find(parameter.name);
        if (found == entries.end() || parameter.shape != std::vector{found->second.rows, found->second.cols})
            base::fail(where + ", tensor " + parameter.name, SH_TR("Type or shape do not fit the model's configuration"), again());
        index_.emplace(parameter.name, matrices_.size());
        matrices_.push_back({parameter.name, matrixFrom(file_, found->second, seen)});
    }
    if (entries.size() != matrices_.size())
        base::fail(where, SH_TR("The file lists matrices that the model does not have"), again());
    for (const auto& tensor : file_->tensors())
        if (!seen.count(tensor.info.name))
            base::fail(where + ", tensor " + tensor.info.name, SH_TR("The model's configuration does not know this tensor"), again());
}

PackedMatrix NativeFile::matrix(const std::string& name) const {
    const auto found = index_.find(name);
    if (found == index_.end())
        base::fail(file_->path().string() + ", tensor " + name, SH_TR("The tensor is missing"));
    return matrices_[found->second].matrix;
}

std::vector<float> NativeFile::vector(const std::string& name) const {
    const auto& view = file_->at(name);
    std::vector<float> values(static_cast<std::size_t>(view.info.elements()));
    view.toFloat(values);
    return values;
}

std::string_view NativeFile::bytesOf(const char* name) const {
    const auto* view = file_->find(name);
    return view ? std::string_view(reinterpret_cast<const char*>(view->bytes.data()), view->bytes.size()) : std::string_view();
}

bool isNativeFile(const std::filesystem::path& path) {
    std::error_code ignored;
    if (path.extension() != ".safetensors" || !std::filesystem::is_regular_file(path, ignored))
        return false;
    try {
        const auto metadata = formats::SafetensorsFile(path).metadata();
        const auto found = metadata.find("format");
        return found != metadata.end() && found->second == nativeFormat;
    } catch (const base::Failure&) {
        return false;
    }
}

PackedModel openNative(const NativeFile& file) {
    auto model = buildModel(file);
    std::string precision; // the packings of the layers' matrices; the embedding alone says little
    std::set<std::string_view> names;
    for (const auto& [name, matrix] : file.matrices())
        if (name != formats::embeddingName && name != formats::headName && names.insert(packingName(matrix.packing)).second)
            precision += (precision.empty() ? "" : ", ") + std::string(packingName(matrix.packing));
    model.precision = precision.empty() ? model.precision : precision;
    model.activations = activationFormatOf(file.report(), model.config.layerCount(), file.path() + ", report");
    if (model.activations)
        model.precision += ", " + describeActivations(*model.activations);
    return model;
}

} // namespace stillhouse::infer
