// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/failure.h"
#include "core/text/llama2c_tokenizer.h"
#include "core/text/tokenizer.h"
#include "tests/text/small_tokenizers.h"

#include <cstring>
#include <gtest/gtest.h>
#include <random>

using namespace stillhouse::text;
using namespace stillhouse::tests;
using stillhouse::base::Failure;

namespace {

std::string failureOf(const nlohmann::json& document) {
    try {
        Tokenizer(readTokenizerJson(document.dump(), "tokenizer.json"), "tokenizer.json");
    } catch (const Failure& failure) {
        return failure.error().english();
    }
    return "accepted";
}

nlohmann::json small() { return nlohmann::json::parse(Tokenizer(smallSentencePiece()).saveJson()); }

/// Either a Failure or a tokenizer that works; anything else is a fault (and a crash shows under the sanitizers).
int useIfAccepted(const std::string& bytes, bool llama2c) {
    try {
        const Tokenizer tokenizer(llama2c ? readLlama2cTokenizer(bytes, "tokenizer.bin") : readTokenizerJson(bytes, "tokenizer.json"), "file");
        const std::string text = "hello world <s>\xff \xe2\x96\x81hello'll 123\n\n  x";
        tokenizer.decode(tokenizer.encode(text, true));
        tokenizer.hash();
        if (!llama2c)
            tokenizer.saveJson();
        return 1;
    } catch (const Failure& failure) {
        EXPECT_FALSE(failure.error().english().empty());
        return 0;
    }
}

void expectMutationsHarmless(const std::string& original, bool llama2c, int count) {
    ASSERT_EQ(useIfAccepted(original, llama2c), 1);
    std::mt19937 random(7);
    int refused = 0;
    for (int i = 0; i < count; ++i) {
        std::string bytes = original;
        if (random() % 4 == 0)
            bytes.resize(random() % bytes.size());
        for (std::size_t flips = random() % 4; flips > 0 && !bytes.empty(); --flips)
            bytes[random() % bytes.size()] ^= static_cast<char>(1 << random() % 8);
        refused += useIfAccepted(bytes, llama2c) == 0;
    }
    EXPECT_GT(refused, count / 8);
}

std::string llama2cFile() {
    std::string bytes;
    const auto put = [&](auto value) { bytes.append(reinterpret_cast<const char*>(&value), sizeof value); };
    const TokenizerSpec spec = smallSentencePiece();
    put(std::int32_t{20});
    for (const std::string& token : spec.tokens) {
        put(-1.0f * static_cast<float>(token.size()));
        put(static_cast<std::int32_t>(token.size()));
        bytes += token;
    }
    return bytes;
}

} // namespace

TEST(Hostile, MergesMustNameTokens) {
    nlohmann::json document = small();
    document["model"]["merges"][2] = {"zz", "y"};
    EXPECT_NE(failureOf(document).find("Merge 3 names a token that is not in the vocabulary: \"zz\""), std::string::npos) << failureOf(document);
    document["model"]["merges"][2] = "only-one";
    EXPECT_NE(failureOf(document).find("Merge 3 is not a pair"), std::string::npos);
}

TEST(Hostile, IdsMustBeUniqueAndInRange) {
    for (const nlohmann::json& bad : {nlohmann::json(-1), nlohmann::json(1.5), nlohmann::json(4'000'000'000u), nlohmann::json("1"), nlohmann::json(nullptr)}) {
        nlohmann::json document = small();
        document["model"]["vocab"]["h"] = bad;
        EXPECT_NE(failureOf(document).find("whole number"), std::string::npos) << bad.dump();
    }
    nlohmann::json document = small();
    document["model"]["vocab"]["h"] = 261;
    EXPECT_NE(failureOf(document).find("belongs to two tokens"), std::string::npos);
    document = small();
    document["added_tokens"][0]["id"] = 5;
    EXPECT_NE(failureOf(document).find("belongs to two tokens"), std::string::npos);
    document = small();
    document["post_processor"]["special_tokens"]["<s>"]["ids"][0] = 99999;
    EXPECT_NE(failureOf(document).find("outside the vocabulary"), std::string::npos);
}

TEST(Hostile, WhatIsNotReadIsNamed) {
    nlohmann::json document = small();
    document["model"]["type"] = "Unigram";
    EXPECT_NE(failureOf(document).find("model.type"), std::string::npos) << failureOf(document);
    document = small();
    document["pre_tokenizer"] = {{"type", "BertPreTokenizer"}};
    EXPECT_NE(failureOf(document).find("BertPreTokenizer"), std::string::npos);
    document["pre_tokenizer"] = {{"type", "Split"}, {"pattern", {{"Regex", "(a"}}}, {"behavior", "Isolated"}};
    EXPECT_NE(failureOf(document).find("regular expression"), std::string::npos);
    document["pre_tokenizer"] = {{"type", "Split"}, {"pattern", {{"Regex", "x*"}}}, {"behavior", "Isolated"}};
    EXPECT_EQ(failureOf(document), "accepted");
}

TEST(Hostile, RunawayExpressionsEndInAMessage) {
    TokenizerSpec spec = smallByteLevel();
    PreTokenizerStep step;
    step.pattern = {"(a+)+$", true};
    spec.preTokenizer.insert(spec.preTokenizer.begin(), step);
    EXPECT_THROW(Tokenizer(spec).encode(std::string(64, 'a') + "b"), Failure);
}

TEST(Hostile, FilesOfFewBytesDoNotAskForMuchMemory) {
    nlohmann::json document = small();
    for (int i = 0; i < 50; ++i)
        document["pre_tokenizer"] = {{"type", "Sequence"}, {"pretokenizers", {document["pre_tokenizer"]}}};
    EXPECT_NE(failureOf(document), "accepted"); // deeper than 64
    EXPECT_EQ(useIfAccepted(std::string(), false), 0);
    EXPECT_EQ(useIfAccepted(std::string("\x14\0\0\0", 4), true), 0);
    std::string file = llama2cFile();
    const std::int32_t huge = 0x7fffffff;
    std::memcpy(file.data() + 8, &huge, sizeof huge);
    EXPECT_EQ(useIfAccepted(file, true), 0);
}

TEST(Hostile, MutatedJson) {
    expectMutationsHarmless(Tokenizer(smallSentencePiece()).saveJson(), false, 3000);
    expectMutationsHarmless(Tokenizer(smallByteLevel()).saveJson(), false, 3000);
}

TEST(Hostile, MutatedLlama2c) { expectMutationsHarmless(llama2cFile(), true, 4000); }
