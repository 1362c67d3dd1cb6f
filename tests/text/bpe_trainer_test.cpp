// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/bpe_trainer.h"

#include "core/base/failure.h"

#include <gtest/gtest.h>

using namespace stillhouse::text;
using stillhouse::base::Failure;

namespace {

BpeTrainerOptions options(std::size_t vocab) {
    BpeTrainerOptions out;
    out.vocabSize = vocab;
    return out;
}

const std::string_view words = "low low low low low lower lower newest newest newest newest newest newest widest widest widest";

} // namespace

TEST(BpeTrainer, JoinsTheMostFrequentPairs) {
    // Counted by hand over "low"×1, " low"×4, " lower"×2, " newest"×6, " widest"×3 (Sennrich's example): e-s and s-t occur 9 times, and
    // e-s has the smaller ids; then es-t 9; then l-o and o-w 7, l-o has the smaller ids; then lo-w 7.
    const Tokenizer tokenizer = trainBpe({words}, options(257 + 4));
    const auto& merges = tokenizer.spec().merges;
    ASSERT_EQ(merges.size(), 4u);
    EXPECT_EQ(merges[0], (std::pair<std::string, std::string>("e", "s")));
    EXPECT_EQ(merges[1], (std::pair<std::string, std::string>("es", "t")));
    EXPECT_EQ(merges[2], (std::pair<std::string, std::string>("l", "o")));
    EXPECT_EQ(merges[3], (std::pair<std::string, std::string>("lo", "w")));
}

TEST(BpeTrainer, CountsPairsAgainAfterEveryMerge) {
    // The incremental counts against counting anew: train with a budget that leaves no pair uncounted, then check that no further pair
    // occurs twice (the default least count).
    const Tokenizer tokenizer = trainBpe({words}, options(2000));
    EXPECT_LT(tokenizer.vocabSize(), 2000u);
    EXPECT_EQ(tokenizer.encode(" newest").size(), 1u);
    EXPECT_EQ(tokenizer.encode(" lower").size(), 1u);
    EXPECT_EQ(tokenizer.decode(tokenizer.encode(words)), words);
}

TEST(BpeTrainer, RunsOfOneLetterAreCountedAsTheyAreJoined) {
    // "aaaa": pairs aa, aa, aa; joined from the left into aa aa, then aaaa.
    const Tokenizer tokenizer = trainBpe({"aaaa aaaa aaaa"}, options(400));
    EXPECT_EQ(tokenizer.encode("aaaa").size(), 1u);
}

TEST(BpeTrainer, IsDeterministicAndReadsBackTheSame) {
    std::string text;
    for (int i = 0; i < 3000; ++i)
        text += "word" + std::to_string(i * 7919 % 613) + (i % 11 ? " " : "\n");
    const Tokenizer first = trainBpe({text}, options(700));
    const Tokenizer second = trainBpe({text}, options(700));
    EXPECT_EQ(first.saveJson(), second.saveJson());
    const auto folder = std::filesystem::temp_directory_path() / "stillhouse_trainer_test";
    saveTokenizer(first, folder);
    const Tokenizer read = Tokenizer::load(folder);
    EXPECT_EQ(read.hash(), first.hash());
    EXPECT_EQ(read.encode(text), first.encode(text));
    EXPECT_EQ(read.decode(read.encode(text)), text);
    EXPECT_EQ(read.bosId(), first.bosId());
    EXPECT_EQ(read.eosId(), 0);
    EXPECT_EQ(read.padId(), first.padId());
    std::filesystem::remove_all(folder);
}

TEST(BpeTrainer, AnyBytesCanBeTrainedOn) {
    const std::string text("\xff\xfe\0ab\xc3 \xe2\x96", 9);
    const Tokenizer tokenizer = trainBpe({text, text}, options(300));
    EXPECT_EQ(tokenizer.decode(tokenizer.encode(text)), text);
}

TEST(BpeTrainer, CanBeCancelledAndRefusesBadOptions) {
    EXPECT_THROW(trainBpe({words}, options(300), [](std::uint64_t, std::uint64_t) { return false; }), Failure);
    EXPECT_THROW(trainBpe({words}, options(256)), Failure);
    BpeTrainerOptions twice = options(300);
    twice.specialTokens = {"<s>", "<s>"};
    EXPECT_THROW(trainBpe({words}, twice), Failure);
    std::uint64_t last = 0;
    trainBpe({words}, options(262), [&](std::uint64_t done, std::uint64_t total) {
        EXPECT_LE(done, total);
        EXPECT_GE(done, last);
        last = done;
        return true;
    });
    EXPECT_GT(last, 0u);
}
