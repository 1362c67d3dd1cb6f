// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/native.h"

#include "core/native/text_windows.h"
#include "core/text/tokenizer.h"
#include "tests/support/shared.h"
#include "tests/support/temporary_folder.h"

#include <cmath>
#include <fstream>
#include <gtest/gtest.h>

namespace stillhouse::tests {
namespace {

const char* const story = "Once upon a time, there was a little girl named Lily. She loved to play outside in the park. One day, she saw a big, red ball. "
                          "She wanted to play with it, but it was too high.";

std::string put(const TemporaryFolder& folder, const std::string& text) {
    std::ofstream(folder / "text.txt", std::ios::binary) << text;
    return (folder / "text.txt").string();
}

double nll(const std::vector<float>& logits, std::int64_t target) {
    double sum = 0;
    for (const float value : logits)
        sum += std::exp(double(value));
    return std::log(sum) - logits[std::size_t(target)];
}

TEST(TextWindows, ByHand) {
    const std::vector<std::int32_t> ids{10, 11, 12, 13, 14}, front{1};
    using Windows = std::vector<std::vector<std::int32_t>>;
    EXPECT_EQ(native::textWindows(ids, front, 3), (Windows{{1, 10, 11}, {1, 12, 13}, {1, 14}}));
    EXPECT_EQ(native::textWindows(ids, {}, 3), (Windows{{10, 11, 12}, {13, 14}}));
    // 6 nats over 3 tokens of a text of 4 tokens and 8 bytes: e², 2·4/(8 ln 2) bits per byte.
    const auto p = native::perplexityFrom(6, 3, 4, 8);
    EXPECT_DOUBLE_EQ(p.nll, 2);
    EXPECT_DOUBLE_EQ(p.perplexity, std::exp(2.0));
    EXPECT_DOUBLE_EQ(p.bitsPerByte, 1 / std::log(2.0));
    EXPECT_THROW(native::perplexityFrom(0, 0, 1, 1), std::exception);
}

// The definition once more, from whole windows of logits.
TEST(NativePerplexity, IsTheDefinition) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "model-tinystories-656k");
    const TemporaryFolder own;
    const auto file = put(own, story);
    auto model = NativeModel::open(folder.string());
    ASSERT_TRUE(model);
    RunControl control;
    const auto tokenizer = text::Tokenizer::load(folder);
    const auto ids = tokenizer.encode(story);
    const auto& front = tokenizer.spec().prefixIds;
    for (const std::int64_t context : {5, 16, 0}) {
        double sum = 0;
        int count = 0;
        const std::size_t own = std::size_t(context ? context : 512) - front.size();
        for (std::size_t at = 0; at < ids.size(); at += own) {
            std::vector<std::int64_t> window(front.begin(), front.end());
            window.insert(window.end(), ids.begin() + std::ptrdiff_t(at), ids.begin() + std::ptrdiff_t(std::min(at + own, ids.size())));
            const auto rows = model->logits(window);
            for (std::size_t i = std::max<std::size_t>(front.size(), 1); i < window.size(); ++i, ++count)
                sum += nll((*rows)[i - 1], window[i]);
        }
        const auto measured = model->perplexity(file, context, control);
        ASSERT_TRUE(measured) << measured.error().english();
        EXPECT_EQ(measured->tokens, count);
        EXPECT_NEAR(measured->nll, sum / count, 1e-6 * measured->nll) << context;
        EXPECT_NEAR(measured->bitsPerByte, sum / count * double(ids.size()) / std::log(2.0) / double(std::string(story).size()), 1e-6);
    }
}

TEST(NativePerplexity, RefusesWithAReason) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "model-tinystories-656k");
    const TemporaryFolder own;
    auto model = NativeModel::open(folder.string());
    ASSERT_TRUE(model);
    RunControl control;
    EXPECT_FALSE(model->perplexity(put(own, ""), 0, control));
    EXPECT_FALSE(model->perplexity(put(own, story), 1, control));
    EXPECT_FALSE(model->perplexity(put(own, story), 513, control));
    EXPECT_FALSE(model->perplexity((own / "missing").string(), 0, control));
    control.requestStop();
    const auto stopped = model->perplexity(put(own, story), 8, control);
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().kind, ErrorKind::Cancelled);
}

TEST(Divergence, OfAModelFromItselfIsNothing) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "model-tinystories-656k");
    const TemporaryFolder own;
    RunControl control;
    const auto d = compareOnText(folder.string(), folder.string(), put(own, story), 16, 0, {}, control);
    ASSERT_TRUE(d) << d.error().english();
    EXPECT_NEAR(d->kl.value, 0, 1e-12);
    EXPECT_NEAR(d->kl99, 0, 1e-12);
    EXPECT_EQ(d->sameTop.value, 1);
    EXPECT_EQ(d->sameTop.low, 1);
    EXPECT_EQ(d->nll, d->referenceNll);
    EXPECT_GT(d->windows, 1);
}

// Against the definition, from whole windows of both models' logits.
TEST(Divergence, IsTheDefinition) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "model-tinystories-656k");
    const TemporaryFolder own;
    RunControl control;
    NativeOptions packed;
    packed.quant = "int4";
    const auto d = compareOnText(folder.string(), folder.string(), put(own, story), 0, 12, packed, control);
    ASSERT_TRUE(d) << d.error().english();
    const auto tokenizer = text::Tokenizer::load(folder);
    const auto& front = tokenizer.spec().prefixIds;
    std::vector<std::int64_t> window(front.begin(), front.end());
    for (const auto id : tokenizer.encode(story))
        window.push_back(id);
    window.resize(front.size() + 12);
    const auto p = NativeModel::open(folder.string())->logits(window), q = NativeModel::open(folder.string(), packed)->logits(window);
    double kl = 0;
    int same = 0, count = 0;
    for (std::size_t i = std::max<std::size_t>(front.size(), 1); i < window.size(); ++i, ++count) {
        const auto &a = (*p)[i - 1], &b = (*q)[i - 1];
        for (std::size_t id = 0; id < a.size(); ++id)
            kl += std::exp(-nll(a, std::int64_t(id))) * (nll(b, std::int64_t(id)) - nll(a, std::int64_t(id)));
        same += std::max_element(a.begin(), a.end()) - a.begin() == std::max_element(b.begin(), b.end()) - b.begin();
    }
    EXPECT_EQ(d->tokens, count);
    EXPECT_EQ(d->windows, 1);
    EXPECT_GT(d->kl.value, 1e-4);
    EXPECT_NEAR(d->kl.value, kl / count, 1e-5 * kl / count + 1e-7);
    EXPECT_DOUBLE_EQ(d->sameTop.value, double(same) / count);
    EXPECT_LE(d->klMedian, d->kl99);
}

// The text of the examples, and not the braces around them: both records' ids, one behind the other, each with an end.
TEST(Divergence, ReadsTheExamplesOfRecords) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "model-tinystories-656k");
    const TemporaryFolder own;
    const auto file = own / "records.jsonl";
    std::ofstream(file) << R"({"prompt": "Once upon a time", "response": "there was a ball."})"
                        << "\n"
                        << R"({"prompt": "Lily ran.", "response": "She was happy."})"
                        << "\n";
    const auto tokenizer = text::Tokenizer::load(folder);
    std::size_t ids = 0;
    for (const std::string text : {"Once upon a time\nthere was a ball.", "Lily ran.\nShe was happy."})
        ids += tokenizer.encode(text).size() + (tokenizer.eosId() ? 1 : 0);
    RunControl control;
    const auto d = compareOnText(folder.string(), folder.string(), file.string(), 0, 0, {}, control);
    ASSERT_TRUE(d) << d.error().english();
    EXPECT_EQ(d->tokens, std::int64_t(ids - (tokenizer.spec().prefixIds.empty() ? 1 : 0)));
    EXPECT_EQ(d->windows, 1);
}

TEST(Divergence, RefusesModelsWithOtherVocabularies) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "model-tinystories-656k");
    STILLHOUSE_SHARED_OR_SKIP(other, "model-stories260k");
    const TemporaryFolder own;
    RunControl control;
    const auto d = compareOnText(folder.string(), (other / "stories260K.bin").string(), put(own, story), 16, 0, {}, control);
    ASSERT_FALSE(d);
    EXPECT_NE(d.error().english().find("2048"), std::string::npos) << d.error().english();
}

} // namespace
} // namespace stillhouse::tests
