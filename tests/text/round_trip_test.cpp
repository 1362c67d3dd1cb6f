// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizer.h"
#include "tests/support/shared.h"
#include "tests/text/small_tokenizers.h"

#include <gtest/gtest.h>
#include <random>

using namespace stillhouse::text;
using namespace stillhouse::tests;

namespace {

/// Random bytes, random characters, words, white space and the characters that tokenizers treat specially, mixed.
std::string randomText(std::mt19937& random, bool composedOnly) {
    static const std::string parts[] = {" ",  "  ", "\n", "\t", "hello", " world", "\xe2\x96\x81", "<s>", "</s>", "<0x41>", "<0xE2>", "\xc4\xa0", "e\xcc\x81",
                                        "\xf0\x9f\xa6\x99", "\xe6\x88\x91", "'ll", "123", "\xff", "\xc3", "\xe2\x96", "\xed\xa0\x80", "<|endoftext|>", std::string(1, '\0')};
    std::string out;
    const std::size_t length = random() % 40;
    for (std::size_t i = 0; i < length; ++i) {
        const std::string& part = parts[random() % std::size(parts)];
        if (random() % 3 == 0 && !composedOnly)
            out += static_cast<char>(random());
        else if (!composedOnly || (part != "e\xcc\x81" && part != "\xff"))
            out += part;
    }
    return out;
}

void expectRoundTrips(const Tokenizer& tokenizer, bool composedOnly = false, int count = 4000) {
    std::mt19937 random(1);
    for (int i = 0; i < count; ++i) {
        const std::string text = randomText(random, composedOnly);
        const auto ids = tokenizer.encode(text);
        ASSERT_EQ(tokenizer.decode(ids), text) << "text " << i;
    }
    std::string all;
    for (int i = 0; i < 100'000; ++i)
        all += static_cast<char>(composedOnly ? random() & 0x7f : random());
    EXPECT_EQ(tokenizer.decode(tokenizer.encode(all)), all);
}

} // namespace

TEST(RoundTrip, AnyBytesThroughByteLevel) { expectRoundTrips(Tokenizer(smallByteLevel())); }

TEST(RoundTrip, AnyBytesThroughByteFallback) { expectRoundTrips(Tokenizer(smallSentencePiece())); }

TEST(RoundTrip, AnyBytesThroughPublishedVocabularies) {
    STILLHOUSE_SHARED_OR_SKIP(gpt2, "tokenizer-gpt2");
    STILLHOUSE_SHARED_OR_SKIP(llama2c, "model-stories260k");
    STILLHOUSE_SHARED_OR_SKIP(vectors, "tokenizer-vectors");
    expectRoundTrips(Tokenizer::load(gpt2));
    expectRoundTrips(Tokenizer::load(llama2c / "tok512.bin"));
    expectRoundTrips(Tokenizer::load(vectors / "ggml-vocab-llama-spm.gguf"));
    // This vocabulary has no tokens for the bytes that never occur in UTF-8 (C0, C1, F5 to FF).
    expectRoundTrips(Tokenizer::load(vectors / "ggml-vocab-deepseek-coder.gguf"), true);
}

TEST(RoundTrip, ComposedTextThroughAnNfcNormalizer) {
    STILLHOUSE_SHARED_OR_SKIP(qwen, "tokenizer-qwen3");
    const Tokenizer tokenizer = Tokenizer::load(qwen);
    expectRoundTrips(tokenizer, true);
    // e + U+0301 becomes U+00E9: what NFC is for.
    EXPECT_EQ(tokenizer.decode(tokenizer.encode("caf\x65\xcc\x81")), "caf\xc3\xa9");
}

TEST(RoundTrip, AddedTokensKeepTheSpacesAroundThem) {
    const Tokenizer tokenizer(smallSentencePiece());
    for (const std::string text : {"<s>hello", "<s> hello", " <s>hello", "hello <s> ", "<s><s>", "\xff<s>", "<s>\xe2\x96\x81"})
        EXPECT_EQ(tokenizer.decode(tokenizer.encode(text)), text);
    EXPECT_EQ(tokenizer.decode(tokenizer.encode("hello", true), true), "hello");
    EXPECT_EQ(tokenizer.decode(tokenizer.encode("<s>hello</s>"), true), "hello");
}

TEST(RoundTrip, NormalizedAddedTokensKeepTheSpacesTheySwallow) {
    // This vocabulary has 78 characters and no bytes, so what it knows is all that can come back.
    STILLHOUSE_SHARED_OR_SKIP(story, "model-tinystories-656k");
    const Tokenizer tokenizer = Tokenizer::load(story);
    for (const std::string text : {"Once upon a time, there was", " Once", "  Once ", "<|start_story|>Once", " <|start_story|>", "x <|start_story|>y", "x<|end_story|>"})
        EXPECT_EQ(tokenizer.decode(tokenizer.encode(text)), text);
    EXPECT_EQ(tokenizer.encode("<|start_story|>Once").front(), 1);
}

TEST(RoundTrip, IdsOutsideTheVocabularyGiveNothing) {
    const Tokenizer tokenizer(smallByteLevel());
    EXPECT_EQ(tokenizer.decode(std::vector<std::int32_t>{-1, 1 << 30, 2'147'483'647}), "");
}
