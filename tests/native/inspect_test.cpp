// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/engine.h"
#include "core/api/export.h"
#include "core/api/quantize.h"
#include "core/base/json.h"
#include "core/infer/native_file.h"
#include "tests/infer/native_support.h"
#include "tests/native/random_model.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>

namespace stillhouse {
namespace {

const TensorInfo& tensorOf(const ModelInfo& info, const std::string& name) {
    for (const auto& tensor : info.tensors)
        if (tensor.name == name)
            return tensor;
    throw std::runtime_error("no tensor " + name);
}

TEST(InspectNative, SaysPackingAndBitsOfEveryMatrix) {
    const tests::TemporaryFolder folder;
    infer::writeNative(folder / "m.safetensors", tests::MixedModel(1).make(), {.tokenizerJson = "{}"});
    const auto info = inspectModel((folder / "m.safetensors").string());
    ASSERT_TRUE(info.ok()) << info.error().english();
    EXPECT_EQ(info->architecture, "qwen3");
    EXPECT_EQ(info->layers, 3);
    EXPECT_EQ(info->hidden, 48);
    EXPECT_EQ(info->heads, 4);
    EXPECT_EQ(info->kvHeads, 2);
    EXPECT_EQ(info->vocab, 40);
    EXPECT_EQ(info->tokenizer, "tokenizer.json");
    EXPECT_EQ(info->method, "");
    EXPECT_FALSE(info->simulated);
    EXPECT_EQ(info->bytes, std::int64_t(std::filesystem::file_size(folder / "m.safetensors")));
    EXPECT_EQ(tensorOf(*info, "model.embed_tokens.weight").dtype, "f16");
    EXPECT_EQ(tensorOf(*info, "model.embed_tokens.weight").bitsPerWeight, 16);
    EXPECT_EQ(tensorOf(*info, "model.norm.weight").dtype, "F32");
    EXPECT_EQ(tensorOf(*info, "model.norm.weight").bytes, 48 * 4);
    // By hand from the layout: 70 rows are 5 groups, 48 columns 2 blocks; a tile is 256 bytes, a scale 2, a protected weight 4 + 2 and
    // the list of row starts 4 for each of 71.
    const auto& gate = tensorOf(*info, "model.layers.0.mlp.gate_proj.weight");
    EXPECT_EQ(gate.dtype, "int4");
    EXPECT_EQ(gate.shape, (std::vector<std::int64_t>{70, 48}));
    EXPECT_EQ(gate.bytes, 5 * 2 * 256 + 5 * 2 * 16 * 2 + 9 * 6 + 71 * 4);
    EXPECT_DOUBLE_EQ(gate.bitsPerWeight, double(gate.bytes) * 8 / (70 * 48));
    // Two-level scales: 48 rows are 3 groups, 70 columns 3 blocks; 512-byte tiles, a byte per scale, 2 per row.
    EXPECT_EQ(tensorOf(*info, "model.layers.0.mlp.down_proj.weight").bytes, 3 * 3 * 512 + 3 * 3 * 16 + 3 * 16 * 2);
    double bytes = 0, weights = 0;
    for (const auto& tensor : info->tensors)
        if (tensor.shape.size() == 2) {
            bytes += double(tensor.bytes);
            weights += double(tensor.shape[0] * tensor.shape[1]);
        }
    EXPECT_DOUBLE_EQ(info->bitsPerWeight, bytes * 8 / weights);
}

TEST(InspectNative, RepeatsWhatTheQuantizerSays) {
    const tests::TemporaryFolder folder;
    tests::writeRandomModel(folder / "model", tests::smallConfig());
    RunControl control;
    const auto inspected = [&](const std::string& method, OptionMap options) {
        QuantizeRequest request;
        request.model = (folder / "model").string();
        request.out = (folder / "packed.safetensors").string();
        request.method = method;
        request.options = std::move(options);
        request.threads = 1;
        const auto made = quantizeModel(request, control);
        EXPECT_TRUE(made.ok()) << made.error().english();
        EXPECT_EQ(made->method, method);
        const auto info = inspectModel(request.out);
        EXPECT_TRUE(info.ok()) << info.error().english();
        EXPECT_NEAR(info->bitsPerWeight, made->bitsPerWeight, 1e-9);
        EXPECT_EQ(info->method, method);
        EXPECT_EQ(info->calibrationTokens, 0);
        return *info;
    };
    EXPECT_FALSE(inspected("quantize.int4", {}).simulated);
    const auto rounded = inspected("quantize.fp16", {{"activations", "fp8-e4m3"}});
    EXPECT_TRUE(rounded.simulated);
    EXPECT_NE(rounded.precision.find("simulated"), std::string::npos) << rounded.precision;
}

// The same model in every format, and in each the same shapes and as many weights.
TEST(InspectNative, EveryExportedFormatIsDescribed) {
    const tests::TemporaryFolder folder;
    tests::writeRandomModel(folder / "model", tests::smallConfig());
    RunControl control;
    const auto original = inspectModel((folder / "model").string());
    ASSERT_TRUE(original.ok());
    EXPECT_EQ(original->bitsPerWeight, 32);
    const std::pair<const char*, const char*> files[] = {
        {"hf", "out"}, {"gguf", "m.gguf"}, {"native", "m.safetensors"}, {"onnx", "m.onnx"}};
    for (const auto& [format, name] : files) {
        const auto written = exportModel({(folder / "model").string(), format, "f16", (folder / name).string(), 1}, control);
        ASSERT_TRUE(written.ok()) << written.error().english();
        const auto info = inspectModel((folder / name).string());
        ASSERT_TRUE(info.ok()) << info.error().english();
        EXPECT_EQ(info->architecture, original->architecture) << format;
        EXPECT_EQ(info->parameters, original->parameters) << format;
        EXPECT_EQ(info->vocab, original->vocab) << format;
        EXPECT_EQ(info->context, original->context) << format;
        EXPECT_EQ(info->layers, original->layers) << format;
        EXPECT_EQ(info->hidden, original->hidden) << format;
        EXPECT_EQ(info->heads, original->heads) << format;
        EXPECT_EQ(info->kvHeads, original->kvHeads) << format;
        EXPECT_EQ(info->bitsPerWeight, 16) << format;
    }
}

TEST(InspectNative, RefusesOtherFilesClearly) {
    const tests::TemporaryFolder folder;
    tests::writeRandomModel(folder / "model", tests::smallConfig());
    const auto plain = inspectModel((folder / "model/model.safetensors").string());
    ASSERT_FALSE(plain.ok());
    EXPECT_EQ(plain.error().kind, ErrorKind::Unsupported);
    EXPECT_NE(plain.error().english().find("no packed model"), std::string::npos) << plain.error().english();
    EXPECT_NE(plain.error().english().find("Open the folder"), std::string::npos) << plain.error().english();
    formats::SafetensorsWriter bare(folder / "bare.safetensors", {{"x", formats::DType::F32, {1}}});
    bare.write("x", std::vector<float>{1});
    bare.commit();
    const auto nameless = inspectModel((folder / "bare.safetensors").string());
    ASSERT_FALSE(nameless.ok());
    EXPECT_NE(nameless.error().english().find("no packed model"), std::string::npos) << nameless.error().english();
    std::ofstream(folder / "notes.txt") << "words";
    const auto words = inspectModel((folder / "notes.txt").string());
    ASSERT_FALSE(words.ok());
    EXPECT_EQ(words.error().kind, ErrorKind::Unsupported);
    EXPECT_FALSE(inspectModel((folder / "nowhere").string()).ok());
    auto model = tests::MixedModel(2).make();
    infer::writeNative(
        folder / "odd.safetensors", model,
        {.report = R"({"tensors":[],"activations":[],"bits_per_weight":4,"original_bytes":1e300,"calibration_tokens":1,"native":true})"});
    const auto odd = inspectModel((folder / "odd.safetensors").string());
    ASSERT_FALSE(odd.ok());
    EXPECT_NE(odd.error().english().find("report"), std::string::npos) << odd.error().english();
}

} // namespace
} // namespace stillhouse
