// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/evaluate/task_encoding.h"
#include "tests/engine/evaluate_support.h"

#include <gtest/gtest.h>

namespace stillhouse::evaluate {
namespace {

using Ids = std::vector<std::int32_t>;
using tests::byteTokenizer;
using tests::taskOf;

Example exampleOf(std::string prompt, std::string label = {}, std::string response = {}) {
    Example example;
    example.id = "x";
    example.prompt = std::move(prompt);
    example.label = std::move(label);
    example.response = std::move(response);
    return example;
}

Ids joined(Ids a, const Ids& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

const std::vector<TaskLabel> twoLabels{{"fraud", " fraud"}, {"fine", " wonderful"}};

TEST(TaskEncoding, LaysOutPromptAndAnswer) {
    const auto tokenizer = byteTokenizer();
    const TaskEncoder encoder(taskOf(twoLabels), tokenizer, 100);
    const auto encoded = encoder.encode(exampleOf("hello", "fine"));
    EXPECT_EQ(encoded.ids, joined({262}, tokenizer.encode("hello\nRisk: wonderful"))) << "no boundary merges here: the text as a whole";
    EXPECT_EQ(encoded.label, 1);
    EXPECT_EQ(Ids(encoded.ids.begin() + encoded.responseStart, encoded.ids.end()), encoder.labelTokens()[1]);
    const auto prompt = encoder.encodePrompt(exampleOf("hello", "fine"));
    EXPECT_EQ(prompt.ids, Ids(encoded.ids.begin(), encoded.ids.begin() + encoded.responseStart));
    EXPECT_EQ(prompt.responseStart, static_cast<std::int32_t>(prompt.ids.size()));
    EXPECT_EQ(encoded.truncated, 0);
}

TEST(TaskEncoding, AnUnknownLabelLeavesThePromptAlone) {
    const TaskEncoder encoder(taskOf(twoLabels), byteTokenizer(), 100);
    for (const char* label : {"", "other"}) {
        const auto encoded = encoder.encode(exampleOf("hello", label));
        EXPECT_EQ(encoded.label, -1);
        EXPECT_EQ(encoded.ids, encoder.encodePrompt(exampleOf("hello")).ids);
        EXPECT_EQ(encoded.responseStart, static_cast<std::int32_t>(encoded.ids.size()));
    }
}

TEST(TaskEncoding, AMergeAcrossTheBoundaryDoesNotChangeThePrompt) {
    // "h" + "ello" would merge to the one token "hello"; the prompt must stay what a model sees when it is asked.
    const auto tokenizer = byteTokenizer();
    const TaskEncoder encoder(taskOf({{"a", "ello"}, {"b", "x"}}, "{prompt} h"), tokenizer, 100);
    const auto encoded = encoder.encode(exampleOf("A", "a"));
    EXPECT_EQ(Ids(encoded.ids.begin(), encoded.ids.begin() + encoded.responseStart), joined({262}, tokenizer.encode("A h")));
    EXPECT_EQ(tokenizer.decode(Ids(encoded.ids.begin() + 1, encoded.ids.end())), "A hello");
    EXPECT_GT(encoder.labelTokens()[0].size(), 1u);
}

TEST(TaskEncoding, VerbalizersGetNoSecondPrefixSpace) {
    const text::Tokenizer tokenizer(tests::smallSentencePiece());
    const std::string block = "\xe2\x96\x81";
    for (const char* promptTemplate : {"{prompt}", "{prompt}:", "{prompt}\nRisk:"}) {
        const TaskEncoder encoder(taskOf({{"a", " hello"}, {"b", " h"}}, promptTemplate), tokenizer, 100);
        EXPECT_EQ(encoder.labelTokens()[0], (Ids{*tokenizer.tokenId(block + "hell"), *tokenizer.tokenId("o")})) << promptTemplate;
    }
}

TEST(TaskEncoding, CutsTheStartOfThePromptOnly) {
    const auto tokenizer = byteTokenizer();
    const TaskEncoder encoder(taskOf(twoLabels, "Text: {prompt}\nRisk:"), tokenizer, 40);
    std::string digits;
    for (int i = 0; i < 100; ++i)
        digits += static_cast<char>('0' + i % 10);
    for (const char* label : {"fraud", "fine", ""}) {
        const auto encoded = encoder.encode(exampleOf(digits, label));
        EXPECT_LE(encoded.ids.size(), 40u);
        EXPECT_EQ(encoded.ids.front(), 262);
        const Ids prompt(encoded.ids.begin() + 1, encoded.ids.begin() + encoded.responseStart);
        const std::string text = tokenizer.decode(prompt);
        EXPECT_TRUE(text.starts_with("Text:")) << text;
        EXPECT_TRUE(text.ends_with("789\nRisk:")) << text;
        EXPECT_EQ(encoded.ids.size() + static_cast<std::size_t>(encoded.truncated),
                  1 + tokenizer.encode("Text: " + digits + "\nRisk:").size() +
                      (encoded.label >= 0 ? encoder.labelTokens()[static_cast<std::size_t>(encoded.label)].size() : 0));
        EXPECT_EQ(encoder.encodePrompt(exampleOf(digits)).ids, Ids(encoded.ids.begin(), encoded.ids.begin() + encoded.responseStart));
    }
}

TEST(TaskEncoding, FieldsInDataAreText) {
    const auto tokenizer = byteTokenizer();
    const TaskEncoder encoder(taskOf(twoLabels, "{source}|{prompt}|{other}"), tokenizer, 100);
    auto example = exampleOf("{source} {prompt}");
    example.source = "mail";
    EXPECT_EQ(tokenizer.decode(encoder.encodePrompt(example).ids, true), "mail|{source} {prompt}|{other}");
}

TEST(TaskEncoding, AGeneratedAnswerEndsTheText) {
    const auto tokenizer = byteTokenizer();
    Task task;
    task.kind = "generation";
    const TaskEncoder encoder(task, tokenizer, 64);
    const auto encoded = encoder.encode(exampleOf("hello", {}, " world"));
    EXPECT_EQ(encoded.ids, joined(joined({262}, tokenizer.encode("hello world")), {263}));
    EXPECT_EQ(encoded.label, -1);
    const auto cut = encoder.encode(exampleOf("hello", {}, std::string(200, '.')));
    EXPECT_EQ(cut.ids.size(), 64u);
    EXPECT_NE(cut.ids.back(), 263) << "an answer that was cut does not end";
    EXPECT_GT(cut.truncated, 0);
    const auto both = encoder.encode(exampleOf(std::string(300, ','), {}, std::string(300, '.')));
    EXPECT_EQ(both.responseStart, 48) << "a quarter is kept for the answer";
    EXPECT_EQ(both.ids.size(), 64u);
}

TEST(TaskEncoding, RefusesWhatCannotWork) {
    EXPECT_THROW(TaskEncoder(taskOf(twoLabels), byteTokenizer(), 8), base::Failure);
    EXPECT_THROW(TaskEncoder(taskOf({{"a", " x"}, {"b", " x"}}), byteTokenizer(), 100), base::Failure);
    EXPECT_THROW(TaskEncoder(taskOf({{"a", ""}, {"b", " x"}}), byteTokenizer(), 100), base::Failure);
}

} // namespace
} // namespace stillhouse::evaluate
