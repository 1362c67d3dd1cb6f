// SPDX-License-Identifier: GPL-3.0-or-later
// What quantizing costs a trained model, in KL per token on text that the model wrote itself (see story_model.h). Prints the table;
// STILLHOUSE_QUALITY=long takes more text for steadier numbers.
#include "core/api/quantize.h"
#include "core/infer/native_file.h"
#include "core/text/tokenizer.h"
#include "tests/quantize/story_model.h"
#include "tests/quantize/support.h"
#include "tests/support/shared.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace stillhouse::quantize {
namespace {

using namespace tests;

// Layers rounded to nearest, embedding as the others have it.
infer::PackedModel rounded(const std::filesystem::path& folder, infer::Packing packing) {
    auto model = infer::openPacked(folder);
    const auto pack = [&](infer::PackedLinear& l) { l.weight = infer::packRoundToNearest(dequantized(l.weight), l.weight.rows, l.weight.cols, packing); };
    for (auto& layer : model.layers) {
        for (auto* l : {&layer.attention->q, &layer.attention->k, &layer.attention->v, &layer.attention->o, &layer.ffn->gate, &layer.ffn->up, &layer.ffn->down})
            pack(*l);
    }
    return model;
}

double layerBits(const infer::PackedModel& model) {
    double bits = 0, weights = 0;
    for (const auto& layer : model.layers)
        for (const auto* l : {&layer.attention->q, &layer.attention->k, &layer.attention->v, &layer.attention->o, &layer.ffn->gate, &layer.ffn->up, &layer.ffn->down}) {
            bits += double(l->weight.bytes()) * 8;
            weights += double(l->weight.rows) * double(l->weight.cols);
        }
    return bits / weights;
}

class Quality : public ::testing::Test {
protected:
    double measure(const char* what, const infer::PackedModel& model) {
        const double kl = divergence(exact_, model, held_);
        std::printf("%-44s %6.3f bits/weight (layers)  KL %.5f nats/token\n", what, layerBits(model), kl);
        return kl;
    }

    double quantized(const char* what, const std::string& calibration, OptionMap options) {
        QuantizeRequest request;
        request.model = folder_.string();
        request.out = (out_ / "model.safetensors").string();
        request.calibration = calibration;
        request.threads = 2;
        options["embedding"] = std::string("f32");
        request.options = std::move(options);
        RunControl control;
        const auto result = quantizeModel(request, control);
        EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().english());
        return result.ok() ? measure(what, infer::openNative(request.out)) : 1e9;
    }

    void prepare(const std::filesystem::path& folder) {
        folder_ = folder;
        exact_ = infer::openPacked(folder);
        const auto tokenizer = text::Tokenizer::load(folder);
        const auto first = tokenizer.encode("Once").front();
        const bool lengthy = std::getenv("STILLHOUSE_QUALITY") != nullptr;
        held_ = sampledWindows(folder, first, lengthy ? 40 : 8, 256, 1000);
        std::ofstream text(out_ / "calibration.txt");
        for (const auto& ids : sampledWindows(folder, first, lengthy ? 128 : 48, 256, 1))
            text << tokenizer.decode(ids) << "\n";
    }

    stillhouse::tests::TemporaryFolder out_;
    std::filesystem::path folder_;
    infer::PackedModel exact_;
    Windows held_;
};

TEST_F(Quality, EachStepIsWorthIt) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "model-tinystories-656k");
    prepare(folder);
    const auto calibration = (out_ / "calibration.txt").string();
    const double rtn = measure("int4, rounded to nearest", rounded(folder, infer::Packing::Int4));
    const double plain = quantized("int4-nonuniform, weights alone", "", {});
    const double calibrated = quantized("int4-nonuniform, calibrated", calibration, {});
    EXPECT_LT(plain, 0.8 * rtn);
    EXPECT_LT(calibrated, 0.7 * plain);
    if (!std::getenv("STILLHOUSE_QUALITY"))
        return;
    measure("int8, rounded to nearest", rounded(folder, infer::Packing::Int8));
    quantized("  F16 scales", calibration, {{"two_level_scales", false}});
    quantized("  without drift correction", calibration, {{"correct_drift", false}});
    quantized("  GPTQ alone (no passes)", calibration, {{"passes", std::int64_t(0)}});
    quantized("  10 passes", calibration, {{"passes", std::int64_t(10)}});
    quantized("  codebook per 64 rows", calibration, {{"codebook_rows", std::int64_t(64)}});
    quantized("  uniform int4", calibration, {{"format", std::string("int4")}});
    quantized("  protected 0.1 %", calibration, {{"protect_percent", 0.1}});
    quantized("  protected 0.5 %", calibration, {{"protect_percent", 0.5}});
    quantized("  damping 0.001", calibration, {{"damping", 0.001}});
    quantized("  damping 0.05", calibration, {{"damping", 0.05}});
    quantized("  auto INT8 within 0.5 bits", calibration, {{"int8_tensors", std::string("auto")}, {"int8_budget", 0.5}});
    quantized("  no GPTQ, diagonal alone", calibration, {{"gptq", false}});
}

} // namespace
} // namespace stillhouse::quantize
