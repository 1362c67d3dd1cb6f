// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/native.h"

#include "core/formats/hf_folder.h"
#include "core/infer/native_file.h"
#include "core/text/tokenizer.h"
#include "tests/support/shared.h"
#include "tests/support/temporary_folder.h"

#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace stillhouse::tests {
namespace {

namespace fs = std::filesystem;

NativeOptions oneThread(const std::string& quant = {}) {
    NativeOptions options;
    options.quant = quant;
    options.threads = 1;
    return options;
}

NativeModel open(const fs::path& path, const NativeOptions& options = oneThread()) {
    auto model = NativeModel::open(path.string(), options);
    if (!model)
        throw std::runtime_error(model.error().english());
    return std::move(model.value());
}

nlohmann::json reference(const fs::path& folder) { return nlohmann::json::parse(std::ifstream(folder / "reference.json")); }

void writeNativeOf(const fs::path& folder, infer::Packing packing, const fs::path& out) {
    const auto tokenizer = text::Tokenizer::load(folder);
    infer::NativeWriteOptions options;
    options.tokenizerJson = tokenizer.saveJson();
    options.tokenizerConfigJson = tokenizer.saveConfigJson();
    options.generation = formats::HfFolder(folder).generation();
    infer::writeNative(out, infer::openPacked(folder, packing), options);
}

// The expected ids and logits come from an independent float64 forward pass (the shared data's README).
TEST(NativeModel, GivesTheReferencesIdsAndLogits) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "model-tinystories-656k");
    const TemporaryFolder own;
    writeNativeOf(folder, infer::Packing::F32, own / "f32.safetensors");
    writeNativeOf(folder, infer::Packing::F16, own / "f16.safetensors");
    const auto expected = reference(folder);
    GenerateRequest request;
    request.ids = expected.at("prompt_ids").get<std::vector<std::int64_t>>();
    request.maxTokens = 100;
    const auto best = expected.at("last_prompt_top5_ids").get<std::vector<std::int64_t>>();
    const auto values = expected.at("last_prompt_top5_logits").get<std::vector<double>>();
    for (const auto& [path, bound] : {std::pair(folder, 1e-3), {own / "f32.safetensors", 1e-3}, {own / "f16.safetensors", 2e-2}}) {
        auto model = open(path);
        const auto made = model.generate(request, {});
        ASSERT_TRUE(made) << made.error().english();
        EXPECT_EQ(made->ids, expected.at("greedy_ids").get<std::vector<std::int64_t>>()) << path;
        const auto rows = model.logits(request.ids);
        ASSERT_TRUE(rows);
        ASSERT_EQ(rows->size(), request.ids.size());
        for (std::size_t i = 0; i < best.size(); ++i)
            EXPECT_NEAR(rows->back().at(std::size_t(best[i])), values[i], bound) << path << " token " << best[i];
    }
}

// The text comes from llama2.c's own test of this model.
TEST(NativeModel, WritesLlama2csGoldenText) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "model-stories260k");
    std::ifstream file(folder / "expected_greedy_200_steps.txt", std::ios::binary);
    const std::string expected{std::istreambuf_iterator<char>(file), {}};
    auto model = open(folder / "stories260K.bin");
    GenerateRequest request;
    request.ids = {1};
    request.maxTokens = 200;
    const auto made = model.generate(request, {});
    ASSERT_TRUE(made) << made.error().english();
    ASSERT_GT(made->text.size(), 300u);
    EXPECT_EQ(expected.substr(0, made->text.size()), made->text);
    EXPECT_LE(expected.size(), made->text.size() + 1); // the file ends with a line feed
}

TEST(NativeModel, ANativeFileIsAWholeModel) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "model-tinystories-656k");
    const TemporaryFolder own;
    writeNativeOf(folder, infer::Packing::Int8, own / "m.safetensors");
    auto model = open(own / "m.safetensors");
    EXPECT_EQ(model.precision(), "int8");
    EXPECT_EQ(model.vocab(), 2048);
    GenerateRequest request;
    request.prompt = "Once upon a time";
    request.maxTokens = 30;
    request.temperature = 0.7;
    std::string shown;
    const auto made = model.generate(request, [&](const std::string& piece) {
        shown += piece;
        return true;
    });
    ASSERT_TRUE(made) << made.error().english();
    EXPECT_NE(shown.find(made->text), std::string::npos);
    auto other = open(folder, oneThread("int8"));
    EXPECT_EQ(other.generate(request, {})->ids, made->ids); // the same tokenizer, the same weights, the same seed
    request.seed = 2;
    EXPECT_NE(model.generate(request, {})->ids, made->ids);
}

TEST(NativeModel, StopsWhereItMust) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "model-tinystories-656k");
    auto options = oneThread();
    options.context = 20;
    auto model = open(folder, options);
    GenerateRequest request;
    request.ids = {1, 80, 147, 201};
    request.maxTokens = 100;
    const auto whole = model.generate(request, {});
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->ids.size(), 16u); // 4 + 16 = 20
    int pieces = 0;
    const auto cut = model.generate(request, [&](const std::string&) { return ++pieces < 3; });
    ASSERT_TRUE(cut);
    ASSERT_LE(cut->ids.size(), whole->ids.size());
    EXPECT_EQ(pieces, 3);
    EXPECT_TRUE(std::equal(cut->ids.begin(), cut->ids.end(), whole->ids.begin()));
    request.maxTokens = 0;
    EXPECT_TRUE(model.generate(request, {})->ids.empty());
}

// A native file whose generation configuration stops at a token that greedy decoding gives.
TEST(NativeModel, StopsAtTheStopTokensOfTheFile) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "model-tinystories-656k");
    const TemporaryFolder own;
    const auto greedy = reference(folder).at("greedy_ids").get<std::vector<std::int64_t>>();
    const auto stop = std::find(greedy.begin() + 5, greedy.end(), greedy[5]) - greedy.begin();
    infer::NativeWriteOptions write;
    write.generation.eos = {greedy[std::size_t(stop)]};
    infer::writeNative(own / "m.safetensors", infer::openPacked(folder), write);
    auto model = open(own / "m.safetensors");
    GenerateRequest request;
    request.ids = reference(folder).at("prompt_ids").get<std::vector<std::int64_t>>();
    const auto made = model.generate(request, {});
    ASSERT_TRUE(made) << made.error().english();
    const auto first = std::find(greedy.begin(), greedy.end(), greedy[std::size_t(stop)]);
    EXPECT_EQ(made->ids, std::vector<std::int64_t>(greedy.begin(), first)); // the stop token is not part of the ids
    EXPECT_EQ(made->text, "");                                             // without a tokenizer there are ids alone
    request.ids.clear();
    request.prompt = "Once";
    const auto refused = model.generate(request, {});
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().english().find("tokenizer"), std::string::npos);
}

TEST(NativeModel, RefusesWithAReason) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "model-tinystories-656k");
    auto model = open(folder);
    EXPECT_FALSE(model.logits({}));
    EXPECT_FALSE(model.logits({2048}));
    EXPECT_FALSE(model.logits({-1}));
    EXPECT_FALSE(model.logits(std::vector<std::int64_t>(513, 1)));
    EXPECT_TRUE(model.logits({2047}));
    GenerateRequest request;
    request.ids = std::vector<std::int64_t>(513, 1);
    EXPECT_FALSE(model.generate(request, {}));
    request.ids = {1};
    request.temperature = -1;
    EXPECT_FALSE(model.generate(request, {}));
    EXPECT_FALSE(NativeModel::open("nowhere"));
    auto options = oneThread("int4-nonuniform");
    EXPECT_FALSE(NativeModel::open(folder.string(), options));
    options = oneThread();
    options.cache = "f12";
    EXPECT_FALSE(NativeModel::open(folder.string(), options));
    options = oneThread();
    options.context = 513;
    EXPECT_FALSE(NativeModel::open(folder.string(), options));
}

TEST(NativeModel, TheCacheMayBeHalf) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "model-tinystories-656k");
    auto options = oneThread();
    const auto wide = open(folder, options).logits({1, 80, 147, 201, 282, 57});
    options.cache = "f16";
    const auto half = open(folder, options).logits({1, 80, 147, 201, 282, 57});
    double largest = 0;
    for (std::size_t i = 0; i < wide->back().size(); ++i)
        largest = std::max(largest, std::fabs(double(wide->back()[i]) - half->back()[i]));
    EXPECT_GT(largest, 0);
    EXPECT_LT(largest, 2e-2);
}

} // namespace
} // namespace stillhouse::tests
