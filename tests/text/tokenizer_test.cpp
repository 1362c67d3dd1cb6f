// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizer.h"

#include "core/base/failure.h"
#include "tests/support/shared.h"
#include "tests/text/small_tokenizers.h"

#include <gtest/gtest.h>
#include <thread>

using namespace stillhouse::text;
using namespace stillhouse::tests;

namespace {

using Ids = std::vector<std::int32_t>;

std::vector<std::string> pieces(const Tokenizer& tokenizer, std::string_view text) {
    std::vector<std::string> out;
    for (const std::int32_t id : tokenizer.encode(text))
        out.emplace_back(tokenizer.tokenText(id));
    return out;
}

/// A tokenizer without merges whose pre-tokenizer is seen by where a word of two letters is joined: only the ids of "ab" matter.
Tokenizer withSplit(SplitBehavior behavior, bool invert, const std::vector<std::string>& tokens) {
    TokenizerSpec spec;
    spec.tokens = tokens;
    spec.ignoreMerges = true;
    PreTokenizerStep step;
    step.pattern = {"-", false};
    step.behavior = behavior;
    step.invert = invert;
    spec.preTokenizer = {step};
    return Tokenizer(spec);
}

} // namespace

TEST(Tokenizer, MergesByRankLeftmostFirst) {
    const Tokenizer tokenizer(smallByteLevel());
    EXPECT_EQ(pieces(tokenizer, "hello world"), (std::vector<std::string>{"hello", "\xc4\xa0wo", "r", "l", "d"}));
    EXPECT_EQ(pieces(tokenizer, "lll"), (std::vector<std::string>{"ll", "l"}));
    EXPECT_TRUE(tokenizer.encode("").empty());
}

TEST(Tokenizer, FallsBackToBytesAndPrefixesASpace) {
    const Tokenizer tokenizer(smallSentencePiece());
    const std::string block = "\xe2\x96\x81";
    EXPECT_EQ(pieces(tokenizer, "hello z"), (std::vector<std::string>{block + "hell", "o" + block, "<0x7A>"}));
    EXPECT_EQ(pieces(tokenizer, "\xe6\x88\x91"), (std::vector<std::string>{block, "<0xE6>", "<0x88>", "<0x91>"}));
    EXPECT_EQ(tokenizer.encode("hello", true).front(), 1);
}

TEST(Tokenizer, LongPiecesAreMergedAsShortOnes) {
    // The long way (a heap) against the definition: the lowest rank, leftmost, one at a time.
    const TokenizerSpec spec = smallSentencePiece();
    const Tokenizer tokenizer(spec);
    std::string text;
    for (int i = 0; i < 400; ++i)
        text += std::string("helo ")[static_cast<std::size_t>(i * i * 7 + i / 3) % 5];
    text += std::string(200, 'l') + "lhellhell" + std::string(99, 'l'); // no place to cut, so the heap has work
    std::vector<std::string> symbols{"\xe2\x96\x81"};
    for (const char c : text)
        symbols.push_back(c == ' ' ? "\xe2\x96\x81" : std::string(1, c));
    for (bool joined = true; joined;) {
        joined = false;
        for (const auto& [left, right] : spec.merges) {
            for (std::size_t i = 0; i + 1 < symbols.size() && !joined; ++i)
                if (symbols[i] == left && symbols[i + 1] == right) {
                    symbols[i] += right;
                    symbols.erase(symbols.begin() + static_cast<std::ptrdiff_t>(i) + 1);
                    joined = true;
                }
            if (joined)
                break;
        }
    }
    EXPECT_EQ(pieces(tokenizer, text), symbols);
}

TEST(Tokenizer, ScoresMergeTheBestFirst) {
    TokenizerSpec spec = smallSentencePiece();
    spec.kind = TokenizerSpec::Kind::Scores;
    spec.merges.clear();
    spec.tokens.resize(265);
    spec.tokens.insert(spec.tokens.end(), {"he", "el", "ell"});
    spec.scores.assign(spec.tokens.size(), -100.f);
    spec.scores[265] = -2; // he
    spec.scores[266] = -1; // el
    spec.scores[267] = -3; // ell
    const std::string block = "\xe2\x96\x81";
    EXPECT_EQ(pieces(Tokenizer(spec), "hello"), (std::vector<std::string>{block, "h", "ell", "o"}));
    spec.scores[265] = 0;
    EXPECT_EQ(pieces(Tokenizer(spec), "hello"), (std::vector<std::string>{block, "he", "l", "l", "o"}));
}

TEST(Tokenizer, SplitBehaviors) {
    // "ab--c": parts a match b … by hand, after the documentation of the Hugging Face library's SplitDelimiterBehavior.
    const std::vector<std::string> tokens{"ab", "-", "c", "ab-", "-c", "--", "a", "b"};
    EXPECT_EQ(pieces(withSplit(SplitBehavior::Isolated, false, tokens), "ab--c"), (std::vector<std::string>{"ab", "-", "-", "c"}));
    EXPECT_EQ(pieces(withSplit(SplitBehavior::Removed, false, tokens), "ab--c"), (std::vector<std::string>{"ab", "c"}));
    EXPECT_EQ(pieces(withSplit(SplitBehavior::MergedWithPrevious, false, tokens), "ab--c"), (std::vector<std::string>{"ab-", "-", "c"}));
    EXPECT_EQ(pieces(withSplit(SplitBehavior::MergedWithNext, false, tokens), "ab--c"), (std::vector<std::string>{"ab", "-", "-c"}));
    EXPECT_EQ(pieces(withSplit(SplitBehavior::Contiguous, false, tokens), "ab--c"), (std::vector<std::string>{"ab", "--", "c"}));
    EXPECT_EQ(pieces(withSplit(SplitBehavior::Removed, true, tokens), "ab--c"), (std::vector<std::string>{"-", "-"}));
}

TEST(Tokenizer, AddedTokensAreFoundLongestFirst) {
    TokenizerSpec spec = smallByteLevel();
    const auto add = [&](std::string content, auto... set) {
        AddedToken token;
        token.id = static_cast<std::int32_t>(spec.tokens.size());
        token.content = content;
        (set(token), ...);
        spec.tokens.push_back(content);
        spec.added.push_back(token);
        return token.id;
    };
    const auto a = add("<a>");
    const auto aa = add("<a><a>");
    const auto strip = add("<m>", [](AddedToken& t) { t.lstrip = t.rstrip = true; });
    const auto word = add("cat", [](AddedToken& t) { t.singleWord = true, t.special = false; });
    const Tokenizer tokenizer(spec);
    EXPECT_EQ(tokenizer.encode("<a><a><a>"), (Ids{aa, a}));
    EXPECT_EQ(tokenizer.encode("<a> \n<m>\t <a>"), (Ids{a, strip, a}));
    EXPECT_EQ(tokenizer.encode("cat")[0], word);
    EXPECT_NE(tokenizer.encode("cats")[0], word);
    EXPECT_TRUE(tokenizer.isSpecial(a));
    EXPECT_FALSE(tokenizer.isSpecial(word));
    EXPECT_EQ(tokenizer.decode(Ids{a, word, strip}, true), "cat");
}

TEST(Tokenizer, SavedAndReadBackItIsTheSame) {
    for (const TokenizerSpec& spec : {smallByteLevel(), smallSentencePiece()}) {
        const Tokenizer tokenizer(spec);
        TokenizerSpec read = readTokenizerJson(tokenizer.saveJson(), "tokenizer.json");
        const Tokenizer again(read);
        EXPECT_EQ(again.hash(), tokenizer.hash());
        EXPECT_EQ(again.saveJson(), tokenizer.saveJson());
        for (const std::string text : {"hello world", "<s>hello \xc3\xa9\xff", ""})
            EXPECT_EQ(again.encode(text, true), tokenizer.encode(text, true));
    }
}

TEST(Tokenizer, MayBeUsedByManyThreads) {
    const Tokenizer tokenizer(smallByteLevel());
    const Ids expected = tokenizer.encode("hello world, hello");
    std::vector<std::thread> threads;
    std::vector<int> wrong(4, 0);
    for (std::size_t t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 500; ++i)
                wrong[t] += tokenizer.encode("hello world, hello") != expected;
        });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

TEST(Tokenizer, PublishedStoryModel) {
    STILLHOUSE_SHARED_OR_SKIP(model, "model-tinystories-656k");
    const Tokenizer tokenizer = Tokenizer::load(model);
    EXPECT_EQ(tokenizer.vocabSize(), 2048u);
    EXPECT_EQ(tokenizer.bosId(), 1);
    EXPECT_EQ(tokenizer.eosId(), 2);
    EXPECT_EQ(tokenizer.padId(), 0);
    EXPECT_EQ(tokenizer.sourceFiles().size(), 3u);
    const auto ids = tokenizer.encode("Once upon a time", true);
    EXPECT_EQ(ids.front(), 1);
    EXPECT_EQ(tokenizer.decode(ids, true), "Once upon a time");
    // The prefix takes part in the merges, so the first token begins with it.
    EXPECT_TRUE(tokenizer.tokenText(ids[1]).starts_with("\xe2\x96\x81"));
}

TEST(Tokenizer, PublishedLlama2cModel) {
    STILLHOUSE_SHARED_OR_SKIP(model, "model-stories260k");
    const Tokenizer tokenizer = Tokenizer::load(model / "tok512.bin");
    EXPECT_EQ(tokenizer.vocabSize(), 512u);
    const auto ids = tokenizer.encode("Once upon a time", true);
    EXPECT_EQ(ids.front(), 1);
    // First tokens of the model's own golden text, after llama2.c's run.c: "Once upon a time" begins with " Once".
    EXPECT_EQ(tokenizer.decode(ids, true), "Once upon a time");
    EXPECT_LT(ids.size(), 8u);
}
