// SPDX-License-Identifier: GPL-3.0-or-later
// The session against the decoder of the training side, an implementation of its own, through a folder on disk: every switch of the
// architecture, on every kernel, as a prompt and token by token.
#include "core/model/torch.h"

#include "core/infer/session.h"
#include "core/model/model_io.h"
#include "tests/engine/model_support.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <functional>

namespace stillhouse::tests {
namespace {

struct Case {
    const char* name;
    std::function<void(formats::ModelConfig&)> change;
};

const std::vector<Case>& cases() {
    static const std::vector<Case> all = {
        {"plain", [](auto&) {}},
        {"tied", [](auto& c) { c.tiedEmbeddings = true; }},
        {"qwen2_bias", [](auto& c) { c.architecture = formats::Architecture::Qwen2; c.attentionBias = true; }},
        {"every_bias", [](auto& c) { c.attentionBias = c.attentionOutputBias = c.mlpBias = true; }},
        {"qwen3_norm", [](auto& c) { c.architecture = formats::Architecture::Qwen3; c.qkNorm = true; }},
        {"window", [](auto& c) { c.architecture = formats::Architecture::Mistral; c.slidingWindow = 5; }},
        {"linear_rope", [](auto& c) { c.ropeScaling = {formats::RopeScaling::Kind::Linear, 4, 1, 4, 8192}; }},
        {"llama3_rope", [](auto& c) { c.ropeScaling = {formats::RopeScaling::Kind::Llama3, 8, 1, 4, 16}; }},
        {"pruned", [](auto& c) {
             c.layers = {{4, 2, 20, true, true}, {0, 0, 9, false, true}, {2, 1, 0, true, false}, {6, 2, 33, true, true}};
         }},
    };
    return all;
}

// Lively enough that attention is not uniform, calm enough that the rounding of keys and values is not blown up from layer to layer.
// Biases and norms are drawn too, or they would be 0 and 1.
model::Decoder decoderFor(const formats::ModelConfig& config) {
    auto decoder = model::Decoder::random(config, {7, 0.3});
    torch::NoGradGuard noGrad;
    torch::manual_seed(3);
    decoder.visit([](const std::string&, torch::Tensor& weight) {
        if (weight.dim() == 1)
            weight = weight + torch::rand_like(weight) - 0.5;
    });
    return decoder;
}

class SessionAgainstDecoder : public ::testing::TestWithParam<Case> {};

TEST_P(SessionAgainstDecoder, GivesTheSameLogits) {
    auto config = tinyModel();
    GetParam().change(config);
    const auto decoder = decoderFor(config);
    const TemporaryFolder folder;
    model::saveModel(decoder, folder / "model");
    const auto packed = std::make_shared<infer::PackedModel>(infer::openPacked(folder / "model"));
    std::vector<std::int32_t> ids;
    for (int i = 0; i < 40; ++i)
        ids.push_back((i * 7 + i / 5) % 16);
    torch::InferenceMode inference;
    const auto expected = decoder.forward(idTensor({ids.begin(), ids.end()}))[0]; // (T,V)
    const double bound = 3e-3 * expected.abs().max().item<double>();              // keys and values are rounded to F16: 2^-11 each
    const auto before = infer::kernelName();
    for (const auto& kernel : infer::availableKernels()) {
        infer::forceKernel(kernel);
        infer::Session whole(packed, 2, 64), single(packed, 1, 64);
        auto all = whole.allLogits(ids);
        EXPECT_LT(largestDifference(torch::from_blob(all.data(), {40, 16}), expected), bound) << kernel;
        for (int t = 0; t < 40; ++t) {
            const auto step = single.step(ids[std::size_t(t)]);
            const std::vector<float> row(step.begin(), step.end());
            EXPECT_LT(largestDifference(torch::tensor(row), expected[t]), bound) << kernel << " token " << t;
        }
    }
    infer::forceKernel(before);
}

INSTANTIATE_TEST_SUITE_P(Switches, SessionAgainstDecoder, ::testing::ValuesIn(cases()), [](const auto& info) { return std::string(info.param.name); });

} // namespace
} // namespace stillhouse::tests
