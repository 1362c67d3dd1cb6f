// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/describe.h"

#include "core/formats/gguf_model.h"
#include "core/formats/gguf_vocabulary.h"
#include "core/formats/hf_folder.h"
#include "core/formats/llama2c.h"
#include "core/formats/onnx_reader.h"
#include "core/formats/onnx_writer.h"
#include "core/formats/parameter_shapes.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <set>

namespace stillhouse::formats {

namespace {

std::int64_t elementsOf(const std::vector<std::int64_t>& shape) {
    return std::accumulate(shape.begin(), shape.end(), std::int64_t(1), std::multiplies<>());
}

std::int64_t layerNumberOf(const std::string& text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

} // namespace

void describeConfig(const ModelConfig& config, ModelInfo& out) {
    out.architecture = architectureName(config.architecture);
    out.parameters = parameterCount(config);
    out.layers = config.layerCount();
    out.hidden = config.hidden;
    out.heads = config.layers.empty() ? 0 : config.layers.front().heads;
    out.kvHeads = config.layers.empty() ? 0 : config.layers.front().kvHeads;
    out.vocab = config.vocab;
    out.context = config.maxPositions;
    out.tied = config.tiedEmbeddings;
    out.flopsPerToken = flopsPerToken(config, 1);
    for (const auto& shape : config.layers)
        out.layerInfo.push_back({shape.heads, shape.kvHeads, shape.ffn, 0, shape.hasAttention, shape.hasFfn});
    for (const auto& tensor : parameterShapes(config)) {
        constexpr std::string_view prefix = "model.layers.";
        if (tensor.name.rfind(prefix, 0) == 0)
            out.layerInfo.at(std::size_t(std::atoll(tensor.name.c_str() + prefix.size()))).parameters += elementsOf(tensor.shape);
    }
}

std::string tensorTypes(const ModelInfo& out) {
    std::set<std::string> types;
    for (const auto& tensor : out.tensors)
        types.insert(tensor.dtype);
    std::string text;
    for (const auto& type : types)
        text += (text.empty() ? "" : ", ") + type;
    return text;
}

void describeFolder(const std::string& path, ModelInfo& out) {
    const HfFolder folder(path);
    describeConfig(folder.config(), out);
    out.bytes = std::int64_t(folder.fileBytes());
    for (const auto& tensor : folder.tensors())
        out.tensors.push_back({tensor.name, std::string(dtypeName(tensor.dtype)), tensor.shape, tensor.byteCount()});
    out.precision = tensorTypes(out);
    const auto files = tokenizerFiles(path);
    out.tokenizer = files.empty() ? "" : files.front().filename().string();
}

void describeGguf(const std::string& path, ModelInfo& out) {
    const GgufFile file(path);
    if (ggufArchitectureKnown(file))
        describeConfig(readGgufConfig(file), out);
    else
        out.architecture = file.text("general.architecture").value_or("");
    if (!out.vocab)
        if (const auto tokens = file.texts("tokenizer.ggml.tokens"))
            out.vocab = std::int64_t(tokens->size());
    out.bytes = std::int64_t(file.fileBytes());
    for (const auto& tensor : file.tensors())
        out.tensors.push_back({tensor.name, std::string(tensor.typeName()), tensor.shape, std::int64_t(tensor.bytes.size())});
    out.precision = tensorTypes(out);
    out.tokenizer = ggufTokenizerKind(file);
}

void describeLlama2c(const std::string& path, ModelInfo& out) {
    const Llama2cFile file(path);
    describeConfig(file.config(), out);
    out.bytes = std::int64_t(std::filesystem::file_size(path));
    out.precision = "F32";
    for (const auto& tensor : parameterShapes(file.config()))
        out.tensors.push_back({tensor.name, "F32", tensor.shape, elementsOf(tensor.shape) * 4});
}

namespace {

// Where the metadata says nothing: the width of the embedding and the number in "layers.N.", if another exporter kept such names.
void deriveShapes(ModelInfo& out) {
    for (const auto& tensor : out.tensors) {
        if (out.hidden == 0 && tensor.shape.size() == 2 && tensor.name.find("embed_tokens") != std::string::npos)
            out.hidden = tensor.shape.back();
        if (const auto at = tensor.name.find("layers."); at != std::string::npos && tensor.name.find_first_of("0123456789", at + 7) == at + 7)
            out.layers = std::max(out.layers, layerNumberOf(tensor.name.substr(at + 7)) + 1);
    }
}

} // namespace

void describeOnnx(const std::string& path, ModelInfo& out) {
    const OnnxFile file(path);
    const auto& graph = file.graph();
    const auto said = [&](const char* key) {
        const auto found = file.metadata().find(key);
        return found == file.metadata().end() ? std::string() : found->second;
    };
    out.architecture = said("architecture");
    out.context = layerNumberOf(said("context"));
    out.layers = layerNumberOf(said("layers"));
    out.hidden = layerNumberOf(said("hidden"));
    out.heads = layerNumberOf(said("heads"));
    out.kvHeads = layerNumberOf(said("kv_heads"));
    if (!graph.outputs.empty() && !graph.outputs.front().dims.empty())
        out.vocab = layerNumberOf(graph.outputs.front().dims.back());
    out.bytes = std::int64_t(std::filesystem::file_size(path));
    if (const auto data = onnxDataFile(path); std::filesystem::is_regular_file(data))
        out.bytes += std::int64_t(std::filesystem::file_size(data));
    for (const auto& tensor : graph.initializers) {
        if (tensor.dims.empty() || (tensor.type != OnnxType::F32 && tensor.type != OnnxType::F16))
            continue; // constants of the graph are no weights
        out.tensors.push_back({tensor.name, tensor.type == OnnxType::F32 ? "F32" : "F16", tensor.dims, tensor.byteCount()});
        out.parameters += tensor.elements();
    }
    out.precision = tensorTypes(out);
    deriveShapes(out);
}

} // namespace stillhouse::formats
