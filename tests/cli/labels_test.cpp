// SPDX-License-Identifier: GPL-3.0-or-later
// Labels of several people and of a model on the command line. What a model suggests must be what `eval`, which runs on LibTorch, says.
#include "tests/cli/cli_support.h"
#include "tests/support/temporary_folder.h"

#include <fstream>
#include <gtest/gtest.h>

using namespace stillhouse::tests;

namespace {

void imported(const TemporaryFolder& folder) {
    ASSERT_EQ(shell("stillhouse-cli dataset synthetic --examples 60 --seed 3 --out d.jsonl", folder.path()).code, 0);
    const auto done = shell("stillhouse-cli dataset import d.jsonl --store p.db", folder.path());
    ASSERT_EQ(done.code, 0) << done.error;
}

} // namespace

TEST(CliLabels, AgreementOfTwoAnnotatorsFromFiles) {
    const TemporaryFolder folder;
    imported(folder);
    std::ifstream data(folder / "d.jsonl");
    std::ofstream ann(folder / "ann.jsonl"), bob(folder / "bob.jsonl");
    int row = 0;
    for (std::string line; std::getline(data, line) && row < 50; ++row) {
        auto example = nlohmann::json::parse(line);
        example["label"] = row < 25 ? "high" : "low"; // ann: 25 high; bob: 20 of those and 10 of the others
        ann << example.dump() << "\n";
        example["label"] = row < 20 || (row >= 25 && row < 35) ? "high" : "low";
        bob << example.dump() << "\n";
    }
    ann.close(), bob.close();
    for (const char* name : {"ann", "bob"}) {
        const auto added = shell(std::string("stillhouse-cli dataset annotate ") + name + ".jsonl --store p.db --json --annotator " + name, folder.path());
        ASSERT_EQ(added.code, 0) << added.error;
        EXPECT_EQ(added.json()["found"], 50);
    }
    const auto json = shell("stillhouse-cli dataset agreement --store p.db --json", folder.path()).json();
    ASSERT_EQ(json["pairs"].size(), 1u);
    EXPECT_NEAR(json["pairs"][0]["kappa"].get<double>(), 0.4, 1e-9);
    EXPECT_EQ(json["pairs"][0]["table"], nlohmann::json::parse("[[20,5],[10,15]]"));
    EXPECT_EQ(json["disputed"], 15);
    EXPECT_NE(shell("stillhouse-cli dataset agreement --store p.db", folder.path()).out.find("Cohen's kappa 0.400"), std::string::npos);
    EXPECT_EQ(shell("stillhouse-cli dataset agreement --store p.db --dataset 9", folder.path()).code, 1);
}

TEST(CliLabels, SuggestionsAreWhatTheEngineSays) {
    const TemporaryFolder folder;
    imported(folder);
    ASSERT_EQ(shell("stillhouse-cli sample s", folder.path()).code, 0);
    const auto suggested = shell("stillhouse-cli dataset suggest --store p.db --model s/teacher --task s/task.json --json", folder.path());
    ASSERT_EQ(suggested.code, 0) << suggested.error;
    EXPECT_EQ(suggested.json()["scored"], 60);
    EXPECT_EQ(shell("stillhouse-cli dataset suggest --store p.db --model s/teacher --task s/task.json --json", folder.path()).json()["known"], 60);
    const auto engine = shell("stillhouse-cli eval s/teacher --data d.jsonl --task s/task.json --predictions --json", folder.path());
    ASSERT_EQ(engine.code, 0) << engine.error;
    const auto predictions = engine.json()["predictions"];
    ASSERT_GT(predictions.size(), 5u);
    for (const auto& prediction : predictions) {
        const auto row = shell("sqlite3 p.db \"SELECT s.probabilities FROM suggestions s JOIN examples e ON e.id = s.example WHERE e.example_id = '" +
                                   prediction["id"].get<std::string>() + "'\" || true",
                               folder.path());
        if (row.out.empty())
            GTEST_SKIP() << "sqlite3 is not installed";
        const auto mine = nlohmann::json::parse(row.out);
        for (std::size_t i = 0; i < mine.size(); ++i)
            EXPECT_NEAR(mine[i].get<double>(), prediction["probabilities"][i].get<double>(), 1e-4) << prediction["id"];
    }
}
