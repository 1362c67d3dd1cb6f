// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/failure.h"
#include "core/base/guard.h"
#include "core/formats/describe.h"
#include "core/formats/parameter_shapes.h"
#include "core/infer/native_file.h"
#include "core/quantize/report_json.h"

#include <map>

namespace stillhouse {

namespace {

void describeReport(const infer::NativeFile& file, ModelInfo& out) {
    if (file.report().empty())
        return;
    const auto report = quantize::parseReport(file.report(), file.path() + ", report");
    out.method = report.method;
    out.calibrationTokens = report.calibrationTokens;
    out.simulated = !report.native;
}

void describeNative(const std::string& path, ModelInfo& out) {
    const infer::NativeFile file(path);
    formats::describeConfig(file.config(), out);
    out.bytes = std::int64_t(file.fileBytes());
    out.precision = infer::openNative(file).precision;
    out.tokenizer = file.tokenizerJson().empty() ? "" : "tokenizer.json";
    std::map<std::string, const infer::PackedMatrix*> matrices;
    for (const auto& [name, matrix] : file.matrices())
        matrices.emplace(name, &matrix);
    for (const auto& [name, shape] : formats::parameterShapes(file.config())) {
        const auto found = matrices.find(name);
        if (found == matrices.end())
            out.tensors.push_back({name, "F32", shape, shape.front() * std::int64_t(sizeof(float))});
        else
            out.tensors.push_back({name, std::string(infer::packingName(found->second->packing)), shape, found->second->bytes()});
    }
    describeReport(file, out);
}

// Per tensor, and over the matrices: norms and biases are too few to count and never packed.
void countBits(ModelInfo& out) {
    double bits = 0, weights = 0;
    for (auto& tensor : out.tensors) {
        double elements = 1;
        for (const auto dim : tensor.shape)
            elements *= double(dim);
        if (elements > 0)
            tensor.bitsPerWeight = double(tensor.bytes) * 8 / elements;
        if (tensor.shape.size() != 2)
            continue;
        bits += double(tensor.bytes) * 8;
        weights += elements;
    }
    out.bitsPerWeight = weights > 0 ? bits / weights : 0;
}

void describeFile(const std::string& path, const std::string& kind, ModelInfo& out) {
    if (kind == ".safetensors")
        describeNative(path, out);
    else if (kind == ".gguf")
        formats::describeGguf(path, out);
    else if (kind == ".onnx")
        formats::describeOnnx(path, out);
    else if (kind == ".bin")
        formats::describeLlama2c(path, out);
    else
        base::fail(path, SH_TR("A file of this name is no model that can be read"),
                   SH_TR("Name a model folder, or a file that ends in .safetensors, .gguf, .onnx or .bin"), ErrorKind::Unsupported);
}

} // namespace

Result<ModelInfo> inspectModel(const std::string& path) {
    return base::guard([&] {
        ModelInfo out;
        out.path = path;
        std::error_code ignored;
        if (std::filesystem::is_regular_file(path, ignored))
            describeFile(path, std::filesystem::path(path).extension().string(), out);
        else
            formats::describeFolder(path, out);
        countBits(out);
        return out;
    });
}

} // namespace stillhouse
