// SPDX-License-Identifier: GPL-3.0-or-later
// Strategy B's quantizer on a trained model: what the file holds, what it says about itself, and what running it gives.
#include "core/formats/half.h"
#include "core/formats/hf_folder.h"
#include "core/infer/native_file.h"
#include "core/infer/session.h"
#include "core/quantize/format_error.h"
#include "core/quantize/quantizer.h"
#include "tests/support/shared.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

namespace stillhouse::quantize {
namespace {

const std::vector<std::int32_t> kIds = {1, 400, 30, 77, 1200, 5, 6, 900, 12, 44};

std::vector<float> logitsOf(const infer::PackedModel& model) {
    infer::Session session(std::make_shared<infer::PackedModel>(model), 2, 16);
    return session.allLogits(kIds);
}

double relativeError(const std::vector<float>& seen, const std::vector<float>& expected) {
    double lost = 0, whole = 0;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        lost += (double(seen[i]) - expected[i]) * (double(seen[i]) - expected[i]);
        whole += double(expected[i]) * expected[i];
    }
    return lost / whole;
}

class Fp16Quantizer : public ::testing::Test {
protected:
    QuantizeResult quantized(const std::filesystem::path& model, const OptionMap& options, const std::string& calibration = {}) {
        QuantizeRequest request;
        request.model = model.string();
        request.out = (folder_ / "out.safetensors").string();
        request.method = "quantize.fp16";
        request.options = options;
        request.calibration = calibration;
        request.threads = 2;
        RunControl control;
        auto result = quantizeModel(request, control);
        EXPECT_TRUE(result) << result.error().english();
        return result ? *result : QuantizeResult{};
    }
    infer::PackedModel opened() { return infer::openNative(folder_ / "out.safetensors"); }

    stillhouse::tests::TemporaryFolder folder_;
};

TEST_F(Fp16Quantizer, PlainFp16IsNativeAndHalfTheSize) {
    STILLHOUSE_SHARED_OR_SKIP(model, "model-tinystories-656k");
    const auto result = quantized(model, {{"activations", std::string("none")}});
    EXPECT_TRUE(result.native);
    EXPECT_EQ(result.bitsPerWeight, 16);
    const auto file = opened();
    EXPECT_FALSE(file.activations);
    EXPECT_EQ(file.precision, "f16");
    const auto original = infer::openPacked(model);
    EXPECT_EQ(file.bytes() * 2, original.bytes());
    const formats::HfFolder source(model);
    const auto& view = source.tensor("model.layers.0.mlp.down_proj.weight");
    std::vector<float> exact(std::size_t(view.info.elements())), row(std::size_t(view.info.shape[1]));
    view.toFloat(exact);
    infer::dequantizeRow(file.layers[0].ffn->down.weight, 3, row);
    for (std::size_t i = 0; i < row.size(); ++i)
        EXPECT_EQ(row[i], formats::f16ToFloat(formats::floatToF16(exact[3 * row.size() + i])));
    EXPECT_LT(relativeError(logitsOf(file), logitsOf(original)), 1e-6);
}

TEST_F(Fp16Quantizer, SimulatedWeightsHoldTheValuesOfTheirFormat) {
    STILLHOUSE_SHARED_OR_SKIP(model, "model-tinystories-656k");
    const auto result = quantized(model, {{"activations", std::string("none")}, {"weights", std::string("mxfp4")}});
    EXPECT_FALSE(result.native);
    const formats::HfFolder source(model);
    const auto& view = source.tensor("model.layers.1.self_attn.q_proj.weight");
    const auto cols = std::size_t(view.info.shape[1]);
    std::vector<float> exact(std::size_t(view.info.elements())), row(cols);
    view.toFloat(exact);
    std::span expected(exact.data() + 5 * cols, cols);
    weightRounding("mxfp4")(expected);
    infer::dequantizeRow(opened().layers[1].attention->q.weight, 5, row);
    EXPECT_TRUE(std::equal(row.begin(), row.end(), expected.begin()));
    for (const auto& tensor : result.tensors) {
        const bool layer = tensor.name.find("layers") != std::string::npos;
        EXPECT_EQ(tensor.packing, layer ? "f16 (mxfp4 simulated)" : "f16") << tensor.name;
        EXPECT_EQ(tensor.weightError > 1e-4, layer) << tensor.name;
        EXPECT_EQ(tensor.outputError, -1) << tensor.name;
    }
}

TEST_F(Fp16Quantizer, ActivationsAreRoundedWhereverTheFileRuns) {
    STILLHOUSE_SHARED_OR_SKIP(model, "model-tinystories-656k");
    const auto original = logitsOf(infer::openPacked(model));
    const auto text = folder_ / "text.txt";
    std::ofstream(text)
        << "Once upon a time there was a little girl. She liked to play in the garden with her dog.\n\nOne day the dog ran away.\n";
    double e4 = 0;
    for (const std::string format : {"fp8-e4m3", "fp8-e5m2"})
        for (const std::string scaling : {"token", "tensor", "calibrated", "delayed"}) {
            const auto result = quantized(model, {{"activations", format}, {"activation_scaling", scaling}}, text.string());
            EXPECT_FALSE(result.native);
            EXPECT_EQ(result.activations.size(), 8u); // two layers, four inputs
            const auto file = opened();
            ASSERT_TRUE(file.activations);
            EXPECT_NE(file.precision.find("simulated"), std::string::npos) << file.precision;
            const double error = relativeError(logitsOf(file), original);
            EXPECT_GT(error, 1e-7) << format << " " << scaling;
            EXPECT_LT(error, 0.05) << format << " " << scaling;
            if (scaling == "token" && format == "fp8-e4m3")
                e4 = error;
            if (scaling == "token" && format == "fp8-e5m2") {
                EXPECT_GT(error, e4); // a bit less of mantissa
            }
            for (const auto& tensor : result.tensors)
                if (tensor.name.find("layers") != std::string::npos) {
                    EXPECT_GT(tensor.outputError, 0) << tensor.name;
                    EXPECT_LT(tensor.outputError, 0.01) << tensor.name;
                }
            for (const auto& range : result.activations) {
                EXPECT_LE(range.p50, range.p99);
                EXPECT_LE(range.p999, range.largest);
            }
            const auto said = readQuantization((folder_ / "out.safetensors").string());
            ASSERT_TRUE(said);
            EXPECT_FALSE(said->native);
            EXPECT_EQ(said->tensors.size(), result.tensors.size());
        }
}

TEST_F(Fp16Quantizer, RefusesWhatCannotBe) {
    STILLHOUSE_SHARED_OR_SKIP(model, "model-tinystories-656k");
    QuantizeRequest request;
    request.model = model.string();
    request.out = (folder_ / "out.safetensors").string();
    request.method = "quantize.fp16";
    RunControl control;
    request.options = {{"activation_scaling", std::string("calibrated")}};
    auto result = quantizeModel(request, control);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().key, "calibration");
    request.options = {{"weights", std::string("fp9")}};
    EXPECT_FALSE(quantizeModel(request, control));
    request.options = {};
    control.requestStop();
    result = quantizeModel(request, control);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::Cancelled);
    EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

} // namespace
} // namespace stillhouse::quantize
