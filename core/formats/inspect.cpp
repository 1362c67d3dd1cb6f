// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/engine.h"
#include "core/base/guard.h"
#include "core/formats/gguf_model.h"
#include "core/formats/gguf_vocabulary.h"
#include "core/formats/hf_folder.h"
#include "core/formats/llama2c.h"
#include "core/formats/parameter_shapes.h"

#include <numeric>
#include <set>

namespace stillhouse {

namespace {

std::int64_t elements(const std::vector<std::int64_t>& shape) {
    return std::accumulate(shape.begin(), shape.end(), std::int64_t(1), std::multiplies<>());
}

void describeConfig(const formats::ModelConfig& config, ModelInfo& out) {
    out.architecture = formats::architectureName(config.architecture);
    out.parameters = formats::parameterCount(config);
    out.layers = config.layerCount();
    out.hidden = config.hidden;
    out.heads = config.layers.empty() ? 0 : config.layers.front().heads;
    out.kvHeads = config.layers.empty() ? 0 : config.layers.front().kvHeads;
    out.vocab = config.vocab;
    out.context = config.maxPositions;
    out.tied = config.tiedEmbeddings;
    out.flopsPerToken = formats::flopsPerToken(config, 1);
    for (const auto& shape : config.layers)
        out.layerInfo.push_back({shape.heads, shape.kvHeads, shape.ffn, 0, shape.hasAttention, shape.hasFfn});
    for (const auto& tensor : formats::parameterShapes(config)) {
        constexpr std::string_view prefix = "model.layers.";
        if (tensor.name.rfind(prefix, 0) == 0)
            out.layerInfo.at(std::size_t(std::atoll(tensor.name.c_str() + prefix.size()))).parameters += elements(tensor.shape);
    }
}

void describeFolder(const std::string& path, ModelInfo& out) {
    const formats::HfFolder folder(path);
    describeConfig(folder.config(), out);
    out.bytes = std::int64_t(folder.fileBytes());
    std::set<std::string> types;
    for (const auto& tensor : folder.tensors()) {
        const std::string type(formats::dtypeName(tensor.dtype));
        types.insert(type);
        out.tensors.push_back({tensor.name, type, tensor.shape, tensor.byteCount()});
    }
    for (const auto& type : types)
        out.precision += (out.precision.empty() ? "" : ", ") + type;
    const auto files = formats::tokenizerFiles(path);
    out.tokenizer = files.empty() ? "" : files.front().filename().string();
}

// Also of files that cannot be run: a vocabulary alone, another architecture, types that are not read.
void describeGguf(const std::string& path, ModelInfo& out) {
    const formats::GgufFile file(path);
    if (formats::ggufArchitectureKnown(file))
        describeConfig(formats::readGgufConfig(file), out);
    else
        out.architecture = file.text("general.architecture").value_or("");
    if (!out.vocab)
        if (const auto tokens = file.texts("tokenizer.ggml.tokens"))
            out.vocab = std::int64_t(tokens->size());
    out.bytes = std::int64_t(file.fileBytes());
    std::set<std::string> types;
    for (const auto& tensor : file.tensors()) {
        types.emplace(tensor.typeName());
        out.tensors.push_back({tensor.name, std::string(tensor.typeName()), tensor.shape, std::int64_t(tensor.bytes.size())});
    }
    for (const auto& type : types)
        out.precision += (out.precision.empty() ? "" : ", ") + type;
    out.tokenizer = formats::ggufTokenizerKind(file);
}

} // namespace

Result<ModelInfo> inspectModel(const std::string& path) {
    return base::guard([&] {
        ModelInfo out;
        out.path = path;
        if (std::filesystem::is_regular_file(path) && path.ends_with(".bin")) {
            const formats::Llama2cFile file(path);
            describeConfig(file.config(), out);
            out.bytes = std::int64_t(std::filesystem::file_size(path));
            out.precision = "F32";
            for (const auto& tensor : formats::parameterShapes(file.config()))
                out.tensors.push_back({tensor.name, "F32", tensor.shape, elements(tensor.shape) * 4});
        } else if (std::filesystem::is_regular_file(path) && path.ends_with(".gguf")) {
            describeGguf(path, out);
        } else {
            describeFolder(path, out);
        }
        return out;
    });
}

} // namespace stillhouse
