// SPDX-License-Identifier: GPL-3.0-or-later
// Models that run without LibTorch against the training side's decoder, an implementation of its own, both as callers see them.
#include "core/api/engine.h"
#include "core/api/native.h"
#include "core/text/bpe_trainer.h"
#include "tests/native/random_model.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <memory>

extern "C" stillhouse::Engine* stillhouse_make_engine();

namespace stillhouse::tests {
namespace {

std::unique_ptr<Engine> makeEngine() {
    std::unique_ptr<Engine> engine(stillhouse_make_engine());
    engine->setThreads(1);
    return engine;
}

class NativeAgainstEngine : public ::testing::TestWithParam<ModelCase> {};

// F32 on both sides, summed in different orders: what remains is relative to the largest logit.
TEST_P(NativeAgainstEngine, GivesTheSameLogits) {
    const TemporaryFolder folder;
    const auto path = (folder / "model").string();
    writeRandomModel(path, caseConfig(GetParam()));
    std::vector<std::int64_t> ids;
    for (std::int64_t i = 0; i < 40; ++i)
        ids.push_back((i * 37 + i * i / 7) % 96);
    const auto expected = makeEngine()->logits(path, ids);
    ASSERT_TRUE(expected.ok()) << expected.error().english();
    auto model = NativeModel::open(path, {.threads = 1});
    ASSERT_TRUE(model.ok()) << model.error().english();
    const auto seen = model->logits(ids);
    ASSERT_TRUE(seen.ok()) << seen.error().english();
    ASSERT_EQ(seen->size(), expected->size());
    double largest = 1, difference = 0;
    for (std::size_t t = 0; t < expected->size(); ++t)
        for (std::size_t v = 0; v < (*expected)[t].size(); ++v) {
            largest = std::max(largest, std::fabs(double((*expected)[t][v])));
            difference = std::max(difference, std::fabs(double((*expected)[t][v]) - (*seen)[t][v]));
        }
    EXPECT_LT(difference, 1e-4 * largest);
}

INSTANTIATE_TEST_SUITE_P(Switches, NativeAgainstEngine, ::testing::ValuesIn(modelCases()),
                         [](const auto& info) { return std::string(info.param.name); });

// A random model with a tokenizer trained on the text. Windows that fill the context and windows that do not.
TEST(NativeAgainstEnginePerplexity, IsTheSame) {
    const TemporaryFolder folder;
    std::string text;
    for (int i = 0; i < 80; ++i)
        text += "The payment of " + std::to_string(17 + i * 31) + " EUR to account " + std::to_string(1000 + i * 7) + " was reviewed.\n";
    std::ofstream(folder / "text.txt", std::ios::binary) << text;
    const auto tokenizer = text::trainBpe({std::string_view(text)}, {.vocabSize = 320});
    auto config = smallConfig();
    config.vocab = std::int64_t(tokenizer.vocabSize());
    const auto path = (folder / "model").string();
    writeRandomModel(path, config);
    text::saveTokenizer(tokenizer, path);
    const auto engine = makeEngine();
    auto model = NativeModel::open(path, {.threads = 1});
    ASSERT_TRUE(model.ok()) << model.error().english();
    RunControl control;
    for (const std::int64_t context : {9, 64, 0}) {
        const auto expected = engine->perplexity(path, (folder / "text.txt").string(), context, control);
        ASSERT_TRUE(expected.ok()) << expected.error().english();
        const auto seen = model->perplexity((folder / "text.txt").string(), context, control);
        ASSERT_TRUE(seen.ok()) << seen.error().english();
        EXPECT_EQ(seen->tokens, expected->tokens) << context;
        EXPECT_NEAR(seen->perplexity / expected->perplexity, 1, 1e-6) << context;
        EXPECT_NEAR(seen->bitsPerByte / expected->bitsPerByte, 1, 1e-6) << context;
    }
}

} // namespace
} // namespace stillhouse::tests
