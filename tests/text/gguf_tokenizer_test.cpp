// SPDX-License-Identifier: GPL-3.0-or-later
// A tokenizer written as GGUF keys and read back cuts the same texts the same way.
#include "core/text/gguf_tokenizer.h"

#include "core/base/failure.h"
#include "core/text/spec_presets.h"
#include "tests/support/shared.h"

#include <gtest/gtest.h>

namespace stillhouse::text {
namespace {

const std::vector<std::string> texts = {"",
                                        "Once upon a time",
                                        "  two  spaces, 12345 numbers\n\nand\ttabs",
                                        "It's Lily's; they'll  go.",
                                        "caf\xc3\xa9 \xe4\xb8\xad\xe6\x96\x87 \xf0\x9f\x98\x80",
                                        "CamelCase snake_case 3.14 a<b>c",
                                        " "};

Tokenizer again(const Tokenizer& tokenizer, std::vector<Text>& notes) {
    return Tokenizer(specOfGguf(ggufOfTokenizer(tokenizer, notes), "again"), "again");
}

void expectSame(const Tokenizer& a, const Tokenizer& b) {
    for (const auto& text : texts) {
        EXPECT_EQ(a.encode(text, true), b.encode(text, true)) << "[" << text << "]";
        EXPECT_EQ(a.decode(a.encode(text)), b.decode(a.encode(text))) << "[" << text << "]";
    }
    EXPECT_EQ(a.bosId(), b.bosId());
    EXPECT_EQ(a.eosId(), b.eosId());
}

TEST(GgufTokenizer, KeepsASentencePieceVocabularyWithMerges) {
    STILLHOUSE_SHARED_OR_SKIP(model, "model-tinystories-656k");
    const auto tokenizer = Tokenizer::load(model);
    std::vector<Text> notes;
    const auto keys = ggufOfTokenizer(tokenizer, notes);
    EXPECT_EQ(keys.model, "llama");
    EXPECT_EQ(keys.addBos, true);
    EXPECT_EQ(keys.addSpacePrefix, true);
    EXPECT_EQ(keys.kinds[0], formats::GgufTokenKind::Unknown);
    EXPECT_EQ(keys.kinds[1], formats::GgufTokenKind::Control);
    expectSame(tokenizer, again(tokenizer, notes));
}

TEST(GgufTokenizer, KeepsByteLevelVocabularies) {
    STILLHOUSE_SHARED_OR_SKIP(gpt2, "tokenizer-gpt2");
    STILLHOUSE_SHARED_OR_SKIP(qwen, "tokenizer-qwen3");
    for (const auto& folder : {gpt2, qwen}) {
        const auto tokenizer = Tokenizer::load(folder);
        std::vector<Text> notes;
        const auto keys = ggufOfTokenizer(tokenizer, notes);
        EXPECT_EQ(keys.model, "gpt2");
        EXPECT_EQ(keys.pre, folder == gpt2 ? "gpt-2" : "qwen2");
        EXPECT_EQ(notes.size(), folder == gpt2 ? 0u : 1u); // Qwen's NFC
        std::vector<Text> ignored;
        expectSame(tokenizer, again(tokenizer, ignored));
    }
}

TEST(GgufTokenizer, KeepsALlama2cVocabulary) {
    STILLHOUSE_SHARED_OR_SKIP(model, "model-stories260k");
    const auto tokenizer = Tokenizer::load(model / "tok512.bin");
    std::vector<Text> notes;
    expectSame(tokenizer, again(tokenizer, notes));
    EXPECT_TRUE(notes.empty());
}

TokenizerSpec letters(std::vector<std::pair<std::string, std::string>> merges, std::vector<std::string> tokens) {
    TokenizerSpec spec;
    spec.tokens = std::move(tokens);
    spec.merges = std::move(merges);
    useSentencePiece(spec, false);
    return spec;
}

// a+b → ab, ab+c → abc says all there is about {a, b, c, ab, abc}; with "bc" a token that no merge makes, scores would join b and c.
TEST(GgufTokenizer, SaysWhenScoresCannotExpressTheMerges) {
    std::vector<Text> notes;
    const auto keys = ggufOfTokenizer(Tokenizer(letters({{"a", "b"}, {"ab", "c"}}, {"a", "b", "c", "ab", "abc"})), notes);
    EXPECT_TRUE(notes.empty());
    EXPECT_EQ(keys.scores, (std::vector<float>{0, 0, 0, -1, -2}));
    (void)ggufOfTokenizer(Tokenizer(letters({{"a", "b"}, {"ab", "c"}}, {"a", "b", "c", "ab", "abc", "bc"})), notes);
    EXPECT_EQ(notes.size(), 1u);
}

TEST(GgufTokenizer, RefusesWhatItDoesNotKnow) {
    formats::GgufVocabulary vocabulary;
    vocabulary.tokens = {"a"};
    vocabulary.kinds = {formats::GgufTokenKind::Normal};
    const auto error = [&] {
        try {
            specOfGguf(vocabulary, "m.gguf");
        } catch (const base::Failure& failure) {
            return std::string(failure.what());
        }
        return std::string("read");
    };
    vocabulary.model = "bert";
    EXPECT_NE(error().find("“bert”"), std::string::npos);
    vocabulary.model = "gpt2";
    vocabulary.pre = "nobody";
    EXPECT_NE(error().find("“nobody”"), std::string::npos);
    vocabulary.pre = "gpt-2";
    vocabulary.merges = {"ab"};
    EXPECT_NE(error().find("not two tokens"), std::string::npos);
    vocabulary.model = "llama";
    EXPECT_NE(error().find("scores are missing"), std::string::npos);
}

} // namespace
} // namespace stillhouse::text
