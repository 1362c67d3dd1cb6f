// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset.h"
#include "core/data/normalise.h"
#include "tests/data/support.h"

#include <map>

using namespace stillhouse;
using namespace stillhouse::tests;

TEST(Normalise, FoldsWhatPeopleDoNotSee) {
    EXPECT_EQ(data::normalisedPrompt("  Hello \t\n WORLD  "), "hello world");
    EXPECT_EQ(data::normalisedPrompt("\xEF\xBC\xA1\xEF\xBC\xA2"), "ab") << "full-width letters (NFKC)";
    EXPECT_EQ(data::normalisedPrompt("e\xCC\x81T\xC3\x89"), "\xC3\xA9t\xC3\xA9") << "composed, lower case";
    EXPECT_EQ(data::normalisedPrompt("a\xC2\xA0\xE3\x80\x80"
                                     "b"),
              "a b")
        << "no-break and ideographic spaces";
    EXPECT_EQ(data::normalisedPrompt("\xEF\xAC\x81n"), "fin") << "ligature";
}

TEST(Split, TheHashNeverChanges) {
    // FNV-1a of "" is its offset basis and of "a" 0xaf63dc4c8601ec8c (isthe.com/chongo/tech/comp/fnv); MurmurHash3's fmix64 of
    // those two, computed with Python's integers.
    EXPECT_EQ(data::stableHash(""), 0xEFD01F60BA992926ull);
    EXPECT_EQ(data::stableHash("a"), 0x82A2A958A9BECE5Bull);
}

TEST(Split, FractionsAreMet) {
    std::map<std::string, int> counts;
    for (int i = 0; i < 20'000; ++i)
        ++counts[splitOf("example number " + std::to_string(i), 0.2, 0.05)];
    // Binomial: 4000 ± 57 and 1000 ± 31 (one standard deviation); five of them are allowed.
    EXPECT_NEAR(counts["test"], 4000, 285);
    EXPECT_NEAR(counts["validation"], 1000, 155);
    EXPECT_EQ(splitOf("x", 0, 0), "train");
}

TEST(Split, DuplicatesNeverStraddle) {
    const TemporaryFolder folder;
    std::string text;
    for (int i = 0; i < 500; ++i) {
        const std::string n = std::to_string(i);
        text += "{\"text\":\"Payment Number " + n + "\"}\n{\"text\":\" payment  number\\t" + n + " \"}\n{\"text\":\"PAYMENT\\u00a0number " + n + "\"}\n";
    }
    const auto got = import(folder.write("a.jsonl", text));
    ASSERT_EQ(got.examples.size(), 1500u) << got.error;
    for (std::size_t i = 0; i < 1500; i += 3) {
        EXPECT_EQ(got.examples[i].split, got.examples[i + 1].split);
        EXPECT_EQ(got.examples[i].split, got.examples[i + 2].split);
    }
    EXPECT_EQ(got.summary.duplicates, 1000);
    EXPECT_EQ(got.summary.conflicting, 0);
    EXPECT_EQ(got.summary.splits.at("test") + got.summary.splits.at("train") + got.summary.splits.at("validation"), 1500);
}

TEST(Split, ConflictsAndLeaksOfGivenSplitsAreCounted) {
    const TemporaryFolder folder;
    const auto got = import(folder.write("a.csv", "text,label,split\na,x,train\nA,y,test\nb,x,dev\nb,x,dev\n"));
    EXPECT_EQ(got.summary.duplicates, 2) << got.error;
    EXPECT_EQ(got.summary.conflicting, 1);
    EXPECT_EQ(got.summary.splits.at("validation"), 2);
    bool leak = false;
    for (const Text& warning : got.summary.warnings)
        leak = leak || warning.english().find("the test part has leaked") != std::string::npos;
    EXPECT_TRUE(leak);
}

TEST(DataHash, DependsOnEveryFieldAndOnOrder) {
    const TemporaryFolder folder;
    const auto hash = [&](const std::string& rows) { return import(folder.write("a.csv", "text,label\n" + rows)).summary.hash; };
    const std::string first = hash("a,x\nb,y\n");
    EXPECT_EQ(first.size(), 64u);
    EXPECT_EQ(first, hash("a,x\r\nb,y"));
    EXPECT_NE(first, hash("a,x\nb,z\n"));
    EXPECT_NE(first, hash("b,y\na,x\n"));
    EXPECT_EQ(first, data::readDataset((folder.path() / "a.csv").string()).summary.hash == first ? first : hash("a,x\nb,y\n"));
}

TEST(DataHash, ReadDatasetAndImportAgree) {
    const TemporaryFolder folder;
    const auto path = folder.write("a.csv", "text,label\na,x\nb,y\n");
    const auto dataset = data::readDataset(path);
    EXPECT_EQ(dataset.summary.hash, import(path).summary.hash);
    EXPECT_EQ(dataset.examples.size(), 2u);
}
