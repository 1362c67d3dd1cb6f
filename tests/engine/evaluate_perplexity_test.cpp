// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/evaluate/perplexity.h"
#include "core/evaluate/response_nll.h"
#include "core/model/model_io.h"
#include "tests/engine/evaluate_support.h"
#include "tests/support/shared.h"

#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace stillhouse::evaluate {
namespace {

using tests::byteModel;
using tests::byteTokenizer;

/// −log p of each token but the first, from all logits.
double naiveNll(const model::Decoder& decoder, const std::vector<std::int32_t>& ids) {
    torch::NoGradGuard noGrad;
    const auto logp = torch::log_softmax(decoder.forward(tests::idTensor({ids.begin(), ids.end()}))[0].to(torch::kDouble), -1);
    double sum = 0;
    for (std::size_t i = 1; i < ids.size(); ++i)
        sum -= logp[static_cast<std::int64_t>(i) - 1][ids[i]].item<double>();
    return sum;
}

TEST(Perplexity, IsEToTheMeanOverWindowsWithBos) {
    const auto decoder = byteModel();
    const auto tokenizer = byteTokenizer();
    const std::string text = "hello world, this is a text of some length: hello, hello, wonderful world!";
    const auto ids = tokenizer.encode(text);
    double sum = 0;
    for (std::size_t at = 0; at < ids.size(); at += 9) {
        std::vector<std::int32_t> window{262};
        window.insert(window.end(), ids.begin() + static_cast<std::ptrdiff_t>(at),
                      ids.begin() + static_cast<std::ptrdiff_t>(std::min(at + 9, ids.size())));
        sum += naiveNll(decoder, window);
    }
    const double mean = sum / static_cast<double>(ids.size());
    for (const std::int64_t batchTokens : {1, 35, 4096}) {
        RunControl control;
        const auto result = perplexity(decoder, tokenizer, text, 10, control, {.batchTokens = batchTokens});
        EXPECT_EQ(result.tokens, static_cast<std::int64_t>(ids.size()));
        EXPECT_NEAR(result.nll, mean, 1e-5);
        EXPECT_NEAR(result.perplexity / std::exp(mean), 1, 1e-5);
        EXPECT_NEAR(result.bitsPerByte, sum / std::log(2.0) / static_cast<double>(text.size()), 1e-5);
    }
}

TEST(Perplexity, WithoutBosTheFirstTokenOfAWindowIsNotScored) {
    const auto decoder = byteModel();
    const text::Tokenizer tokenizer(tests::smallByteLevel());
    const std::string text = "abcdefghijklmnopqrstuvw"; // 23 tokens in windows of 5: 4+4+4+4+2 are scored
    RunControl control;
    const auto result = perplexity(decoder, tokenizer, text, 5, control);
    const auto ids = tokenizer.encode(text);
    ASSERT_EQ(ids.size(), 23u);
    EXPECT_EQ(result.tokens, 18);
    double sum = 0;
    for (std::size_t at = 0; at < 23; at += 5)
        sum += naiveNll(decoder, {ids.begin() + static_cast<std::ptrdiff_t>(at),
                                  ids.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(at + 5, 23))});
    EXPECT_NEAR(result.nll, sum / 18, 1e-5);
    EXPECT_NEAR(result.bitsPerByte, result.nll / std::log(2.0), 1e-9) << "one byte a token";
}

TEST(Perplexity, OfAModelThatKnowsNothingIsTheVocabulary) {
    auto decoder = byteModel();
    decoder.visit([](const std::string& name, torch::Tensor& weight) {
        if (name == "lm_head.weight")
            weight = torch::zeros_like(weight);
    });
    RunControl control;
    EXPECT_NEAR(perplexity(decoder, byteTokenizer(), "any text", 0, control).perplexity, 264, 1e-3);
}

TEST(Perplexity, RefusesWhatItCannotScore) {
    const auto decoder = byteModel();
    RunControl control;
    EXPECT_THROW(perplexity(decoder, byteTokenizer(), "", 10, control), base::Failure);
    EXPECT_THROW(perplexity(decoder, text::Tokenizer(tests::smallByteLevel()), "a", 10, control), base::Failure);
    for (const std::int64_t context : {-1, 1, 257})
        EXPECT_THROW(perplexity(decoder, byteTokenizer(), "hello", context, control), base::Failure) << context;
    EXPECT_THROW(perplexityOfFile(decoder, byteTokenizer(), "/nonexistent/text", 10, control), base::Failure);
    control.requestStop();
    EXPECT_THROW(perplexity(decoder, byteTokenizer(), "hello", 10, control), base::Failure);
}

TEST(ResponseNll, CountsTheAnswerOnly) {
    const auto decoder = byteModel();
    std::vector<EncodedExample> examples(2);
    examples[0].ids = {5, 6, 7, 8, 9};
    examples[0].responseStart = 3;
    examples[1].ids = {5, 6};
    examples[1].responseStart = 2;
    const auto nll = responseNll(decoder, examples);
    EXPECT_EQ(nll[0].tokens, 2);
    EXPECT_NEAR(nll[0].sum, naiveNll(decoder, {5, 6, 7, 8, 9}) - naiveNll(decoder, {5, 6, 7}), 1e-4);
    EXPECT_EQ(nll[1].tokens, 0);
    EXPECT_EQ(nll[1].sum, 0);
}

TEST(Perplexity, OfARealModelMatchesAnIndependentForwardPass) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "model-tinystories-656k");
    std::ifstream file(folder / "reference.json");
    const auto reference = nlohmann::json::parse(file);
    const auto decoder = model::loadModel(folder);
    const auto tokenizer = text::Tokenizer::load(folder);
    RunControl control;
    const auto result = perplexity(decoder, tokenizer, reference["nll_text"].get<std::string>(), 512, control);
    EXPECT_EQ(result.tokens + 1, static_cast<std::int64_t>(reference["nll_text_ids"].size()));
    EXPECT_NEAR(result.nll, double(reference["nll_mean_nats"]), 1e-3);
    EXPECT_NEAR(result.perplexity, std::exp(result.nll), 1e-9);
}

} // namespace
} // namespace stillhouse::evaluate
