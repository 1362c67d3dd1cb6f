// SPDX-License-Identifier: GPL-3.0-or-later
// Known answers worked out by hand (448 is the largest of E4M3), and a session that really rounds what its matrices read.
#include "core/infer/activation_format.h"

#include "core/base/failure.h"
#include "core/infer/session.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>

namespace stillhouse::infer {
namespace {

ActivationFormat withScaling(ActivationScaling scaling) {
    ActivationFormat format;
    format.scaling = scaling;
    return format;
}

const std::vector<float> kTwoTokens = {7000, 3500, 0.007f, 0.0035f};

TEST(ActivationFormat, TokensAreScaledApartTensorsTogether) {
    auto token = kTwoTokens, tensor = kTwoTokens;
    ActivationRounding(withScaling(ActivationScaling::Token), 1).round(0, MatrixInput::Down, token, 2);
    ActivationRounding(withScaling(ActivationScaling::Tensor), 1).round(0, MatrixInput::Down, tensor, 2);
    EXPECT_NEAR(token[3], 0.0035, 1e-9); // 224 is a code
    EXPECT_EQ(tensor[3], 0);             // 0.0035 · 0.064 is less than half of the smallest code
}

TEST(ActivationFormat, CalibratedFactorsBelongToTheirInput) {
    auto format = withScaling(ActivationScaling::Calibrated);
    format.largest = {1, 7, 1, 1, 1, 14, 1, 1};
    ActivationRounding rounding(format, 2);
    std::vector<float> x = {0.3f, 8};
    rounding.round(0, MatrixInput::Output, x, 1);
    EXPECT_EQ(x, (std::vector<float>{0.3125f, 7})); // factor 64: 19.2 → 20, and saturation
    x = {0.3f, 8};
    rounding.round(1, MatrixInput::Output, x, 1);
    EXPECT_EQ(x, (std::vector<float>{0.3125f, 8})); // factor 32: 9.6 → 10 (steps of 1), 256
}

TEST(ActivationFormat, DelayedScalingStartsFromCalibrationAndForgetsWithTheText) {
    auto format = withScaling(ActivationScaling::Delayed);
    format.largest = {7, 7, 7, 7};
    format.window = 1;
    ActivationRounding rounding(format, 1);
    std::vector<float> x = {14};
    rounding.round(0, MatrixInput::Attention, x, 1);
    EXPECT_EQ(x[0], 7); // the calibration's factor
    x = {14};
    rounding.round(0, MatrixInput::Attention, x, 1);
    EXPECT_EQ(x[0], 14); // now the one of the call before
    rounding.reset();
    x = {14};
    rounding.round(0, MatrixInput::Attention, x, 1);
    EXPECT_EQ(x[0], 7);
}

TEST(ActivationFormat, SurvivesTheReport) {
    auto format = withScaling(ActivationScaling::Delayed);
    format.format = formats::Fp8::E5M2;
    format.window = 33;
    format.margin = 2;
    format.largest = {1, 2, 3, 4.5f};
    const auto back = activationFormatOf(withActivationFormat(R"({"native": false})", format), 1, "file");
    ASSERT_TRUE(back);
    EXPECT_EQ(back->format, format.format);
    EXPECT_EQ(back->scaling, format.scaling);
    EXPECT_EQ(back->window, 33);
    EXPECT_EQ(back->margin, 2);
    EXPECT_EQ(back->largest, format.largest);
    EXPECT_FALSE(activationFormatOf("", 1, "file"));
    EXPECT_FALSE(activationFormatOf(R"({"native": true})", 1, "file"));
}

TEST(ActivationFormat, RefusesWhatDoesNotFit) {
    const char* bad[] = {
        R"({"activation_format": 3})",
        R"({"activation_format": {"format": "fp9", "scaling": "token"}})",
        R"({"activation_format": {"format": "fp8-e4m3", "scaling": "token", "window": 1e9, "margin": 0}})",
        R"({"activation_format": {"format": "fp8-e4m3", "scaling": "token", "window": 1, "margin": -5}})",
        R"({"activation_format": {"format": "fp8-e4m3", "scaling": "calibrated", "window": 1, "margin": 0}})",
        R"({"activation_format": {"format": "fp8-e4m3", "scaling": "token", "window": 1, "margin": 0, "largest": [1, 2]}})",
        R"({"activation_format": {"format": "fp8-e4m3", "scaling": "token", "window": 1, "margin": 0, "largest": ["a", 1, 1, 1]}})",
        R"({"activation_format": {"format": "fp8-e4m3", "scaling": "token", "window": 1, "margin": 0, "largest": [-1, 1, 1, 1]}})"};
    for (const char* report : bad)
        EXPECT_THROW(activationFormatOf(report, 1, "file"), base::Failure) << report;
}

TEST(ActivationFormat, ASessionRoundsEveryInputOfItsLayers) {
    auto model = std::make_shared<PackedModel>(syntheticModel("llama-110m", Packing::F32, 3));
    model->layers.resize(2);
    model->config.layers.resize(2);
    const std::vector<std::int32_t> ids = {5, 17, 900};
    Session plain(model, 1, 8);
    std::vector<std::pair<std::int64_t, MatrixInput>> seen;
    plain.setInputTap([&](std::int64_t layer, MatrixInput input, std::span<float> x, std::int64_t tokens) {
        seen.emplace_back(layer, input);
        ActivationRounding(withScaling(ActivationScaling::Token), 2).round(layer, input, x, tokens);
    });
    const auto first = plain.prompt(ids);
    const std::vector<float> expected(first.begin(), first.end());
    using enum MatrixInput;
    EXPECT_EQ(seen, (std::vector<std::pair<std::int64_t, MatrixInput>>{
                        {0, Attention}, {0, Output}, {0, FeedForward}, {0, Down}, {1, Attention}, {1, Output}, {1, FeedForward}, {1, Down}}));
    plain.setInputTap({});
    plain.truncate(0);
    const auto exact = plain.prompt(ids);
    EXPECT_FALSE(std::equal(exact.begin(), exact.end(), expected.begin()));
    model->activations = withScaling(ActivationScaling::Token);
    Session rounding(model, 2, 8);
    const auto rounded = rounding.prompt(ids);
    EXPECT_TRUE(std::equal(rounded.begin(), rounded.end(), expected.begin()));
}

} // namespace
} // namespace stillhouse::infer
