// SPDX-License-Identifier: GPL-3.0-or-later
// Real files. Counts come from the table that lists the shared data, or were counted with Python's csv and json modules.
#include "tests/data/support.h"
#include "tests/support/shared.h"

using namespace stillhouse;
using namespace stillhouse::tests;

TEST(SharedSets, SmishingCsvWithQuotedLineBreaks) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "finance-sms-smishing");
    const auto got = import((folder / "train.csv").string());
    ASSERT_EQ(got.error, "");
    EXPECT_EQ(got.summary.rows, 4775);
    EXPECT_EQ(got.summary.labels, (std::map<std::string, std::int64_t>{{"ham", 3873}, {"smishing", 508}, {"spam", 394}}));
    EXPECT_GT(got.summary.duplicates, 0);
    EXPECT_GT(got.summary.conflicting, 0);
}

TEST(SharedSets, TriageKeepsTheNurseOutOfTheInput) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "medical-ktas-triage");
    const auto got = import((folder / "train.csv").string());
    ASSERT_EQ(got.error, "");
    EXPECT_EQ(got.summary.labels, (std::map<std::string, std::int64_t>{{"Emergency", 587}, {"Non-Emergency", 428}}));
    EXPECT_EQ(got.examples[0].prompt.find("Chief complaint: right ocular pain."), 0u);
    for (const Example& example : got.examples)
        EXPECT_EQ(example.prompt.find("Emergency"), std::string::npos);
}

TEST(SharedSets, PubMedQaCombinesContextAndQuestion) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "medical-pubmedqa");
    const auto got = import((folder / "train.jsonl").string());
    ASSERT_EQ(got.error, "");
    EXPECT_EQ(got.summary.labels, (std::map<std::string, std::int64_t>{{"maybe", 88}, {"no", 270}, {"yes", 442}}));
    EXPECT_EQ(got.examples[0].id, "21645374");
    EXPECT_NE(got.examples[0].prompt.find("\nQuestion: Do mitochondria play a role"), std::string::npos);
    EXPECT_EQ(got.examples[0].response, "") << "long_answer would leak the label";
}

TEST(SharedSets, ManyClassesLongTextsAndTables) {
    STILLHOUSE_SHARED_OR_SKIP(bank, "finance-banking77");
    const auto got = import((bank / "train.csv").string());
    EXPECT_EQ(got.summary.rows, 10'470) << got.error;
    EXPECT_EQ(got.summary.labels.size(), 77u);
    STILLHOUSE_SHARED_OR_SKIP(mail, "finance-spam-assassin");
    const auto mails = import((mail / "train.jsonl").string());
    EXPECT_EQ(mails.summary.labels, (std::map<std::string, std::int64_t>{{"ham", 3318}, {"spam", 1513}})) << mails.error;
    EXPECT_EQ(mails.examples[0].prompt.find("Subject: "), 0u);
    STILLHOUSE_SHARED_OR_SKIP(credit, "finance-german-credit");
    EXPECT_EQ(import((credit / "train.csv").string()).summary.rows, 800);
    STILLHOUSE_SHARED_OR_SKIP(abstracts, "medical-abstracts");
    EXPECT_EQ(import((abstracts / "train.csv").string()).summary.rows, 2318);
}

TEST(SharedSets, PlainTextAndCorpora) {
    STILLHOUSE_SHARED_OR_SKIP(plays, "corpus-tiny-shakespeare");
    for (const auto& entry : std::filesystem::directory_iterator(plays)) {
        const auto got = import(entry.path().string());
        EXPECT_GT(got.summary.rows, 5000) << got.error;
        EXPECT_EQ(got.examples[0].prompt, "First Citizen:\nBefore we proceed any further, hear me speak.");
    }
    STILLHOUSE_SHARED_OR_SKIP(web, "corpus-c4-sample");
    EXPECT_EQ(import((web / "c4_demo.jsonl").string()).summary.rows, 300);
}

TEST(SharedSets, ShareGptPreferences) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "preference-dpo-demo");
    const auto path = (folder / "dpo_en_demo.json").string();
    EXPECT_EQ(previewData(path, {}, 5)->format, DataFormat::Preferences);
    const auto pairs = readPreferences(path);
    ASSERT_TRUE(pairs.ok()) << pairs.error().english();
    EXPECT_EQ(pairs->size(), 300u);
    EXPECT_EQ((*pairs)[0].prompt.find("Hi! I'd like to create a new language game"), 0u);
    EXPECT_EQ((*pairs)[0].chosen.find("That sounds like a fun and engaging idea!"), 0u);
    EXPECT_NE((*pairs)[0].chosen, (*pairs)[0].rejected);
}

TEST(SharedSets, HhDialoguesShareTheirPrompt) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "preference-hh-harmless");
    const auto pairs = readPreferences((folder / "pairs.jsonl").string());
    ASSERT_TRUE(pairs.ok()) << pairs.error().english();
    EXPECT_GT(pairs->size(), 2290u);
    for (const Preference& pair : *pairs) {
        EXPECT_TRUE(pair.prompt.ends_with("Assistant:"));
        EXPECT_NE(pair.chosen, pair.rejected);
    }
}
