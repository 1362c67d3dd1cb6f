// SPDX-License-Identifier: GPL-3.0-or-later
// The decoder against answers that were computed by others' code.
#include "core/model/torch.h"

#include "core/base/json.h"
#include "core/model/generate.h"
#include "core/model/model_io.h"
#include "core/text/tokenizer.h"
#include "tests/engine/model_support.h"
#include "tests/support/shared.h"

#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace stillhouse::model {
namespace {

using Ids = std::vector<std::int64_t>;

nlohmann::json baseline() {
    return base::readJson(STILLHOUSE_SOURCE_DIR "/tests/baselines/decoder_reference.json", 1 << 20);
}

// Golden values: tests/baselines/decoder_reference.py, an independent float64 forward pass in NumPy. They cover all four
// architectures, biases, tied heads, both rope scalings, the sliding window, explicit head widths and absent sub-blocks.
TEST(DecoderReference, EqualsTheIndependentForwardPass) {
    const auto golden = baseline();
    torch::NoGradGuard noGrad;
    for (const auto& entry : golden["cases"]) {
        Decoder decoder(formats::parseConfig(entry["config"].dump(), entry["name"]));
        tests::fillByFormula(decoder);
        const auto logits = decoder.forward(tests::idTensor(golden["ids"].get<Ids>()))[0];
        for (std::size_t i = 0; i < golden["positions"].size(); ++i) {
            const auto expected = torch::tensor(entry["logits"][i].get<std::vector<double>>(), torch::kDouble);
            EXPECT_LT(tests::largestDifference(logits[golden["positions"][i].get<std::int64_t>()], expected), 1e-9) << entry["name"];
        }
    }
}

// The same with a key/value cache, one token at a time.
TEST(DecoderReference, EqualsItTokenByTokenThroughTheCache) {
    const auto golden = baseline();
    torch::NoGradGuard noGrad;
    for (const auto& entry : golden["cases"]) {
        Decoder decoder(formats::parseConfig(entry["config"].dump(), entry["name"]));
        tests::fillByFormula(decoder);
        KvCache cache(decoder.config(), 2);
        ForwardOptions options;
        options.cache = &cache;
        std::vector<torch::Tensor> logits;
        for (const auto id : golden["ids"].get<Ids>())
            logits.push_back(decoder.forward(tests::idTensor({id}), options)[0][0]);
        const auto last = torch::tensor(entry["logits"].back().get<std::vector<double>>(), torch::kDouble);
        EXPECT_LT(tests::largestDifference(logits.back(), last), 1e-9) << entry["name"];
    }
}

class TinyStories : public ::testing::Test {
protected:
    static nlohmann::json reference(const std::filesystem::path& path) {
        return base::readJson((path / "reference.json").string(), 1 << 20);
    }
};

TEST_F(TinyStories, LogitsGreedyIdsAndLossEqualTheReference) {
    STILLHOUSE_SHARED_OR_SKIP(path, "model-tinystories-656k");
    const auto golden = reference(path);
    const auto decoder = loadModel(path);
    torch::NoGradGuard noGrad;
    const auto prompt = golden["prompt_ids"].get<Ids>();
    const auto [values, ids] = decoder.forward(tests::idTensor(prompt))[0][-1].topk(5);
    EXPECT_TRUE(ids.equal(torch::tensor(golden["last_prompt_top5_ids"].get<Ids>(), torch::kLong)));
    EXPECT_LT(tests::largestDifference(values, torch::tensor(golden["last_prompt_top5_logits"].get<std::vector<double>>(), torch::kDouble)),
              1e-3);

    GenerateOptions options;
    options.sampling.greedy = true;
    const auto greedy = golden["greedy_ids"].get<Ids>();
    options.maxNew = static_cast<std::int64_t>(greedy.size());
    EXPECT_EQ(generate(decoder, prompt, options).ids, greedy);

    const auto text = tests::idTensor(golden["nll_text_ids"].get<Ids>());
    const auto logits = decoder.forward(text)[0];
    const auto count = text.size(1) - 1;
    const auto loss = torch::nll_loss(torch::log_softmax(logits.narrow(0, 0, count), -1), text[0].narrow(0, 1, count)).item<double>();
    EXPECT_NEAR(loss, golden["nll_mean_nats"].get<double>(), 1e-3);
}

// llama2.c's own test: BOS alone, then 200 greedy steps. The stored text ends with a line break of the file.
TEST(Stories260K, TwoHundredGreedyStepsGiveTheExpectedTextByteForByte) {
    STILLHOUSE_SHARED_OR_SKIP(path, "model-stories260k");
    const auto decoder = loadModel(path / "stories260K.bin");
    const auto tokenizer = text::Tokenizer::load(path / "tok512.bin");
    GenerateOptions options;
    options.sampling.greedy = true;
    options.maxNew = 200;
    options.stopIds = {1};
    const auto result = generate(decoder, {}, options);
    const std::vector<std::int32_t> ids(result.ids.begin(), result.ids.end());
    std::ifstream in(path / "expected_greedy_200_steps.txt", std::ios::binary);
    const std::string expected{std::istreambuf_iterator<char>(in), {}};
    ASSERT_FALSE(expected.empty());
    EXPECT_EQ(tokenizer.decode(ids, true), expected.substr(0, expected.find_last_not_of('\n') + 1));
}

} // namespace
} // namespace stillhouse::model
