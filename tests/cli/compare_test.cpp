// SPDX-License-Identifier: GPL-3.0-or-later
// `compare` and `runs` on a project with two small runs that differ in one key.
#include "tests/cli/cli_support.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>
#include <gtest/gtest.h>

using namespace stillhouse::tests;

namespace {

const std::string kStore = " --store project/project.db";

std::string smallRun(const TemporaryFolder& folder, const std::string& alpha) {
    const auto run = shell("stillhouse-cli distill --teacher teacher --data data.jsonl --task task.json --hidden 16 --layers 1 --heads 2 "
                           "--ffn 32 --steps 2 --batch-size 4 --alpha " +
                               alpha + " --store project.db --json",
                           folder.path() / "project");
    EXPECT_EQ(run.code, 0) << run.error;
    return run.code == 0 ? run.json().at("run_id").get<std::string>() : std::string();
}

} // namespace

TEST(CliCompare, RunsAreTaggedAndHeldAgainstEachOther) {
    const TemporaryFolder folder;
    ASSERT_EQ(shell("stillhouse-cli sample project --examples 300", folder.path()).code, 0);
    const std::string first = smallRun(folder, "0.6"), second = smallRun(folder, "0.5");
    const auto ask = [&](const std::string& words) {
        const auto result = shell("stillhouse-cli " + words + kStore + " --json", folder.path());
        EXPECT_EQ(result.code, 0) << words << "\n" << result.error;
        return result.json();
    };
    EXPECT_EQ(ask("runs tag " + first + " paper best").at("tags"), (nlohmann::json{"best", "paper"}));
    EXPECT_EQ(ask("runs tag previous --remove best").at("tags"), nlohmann::json{"paper"}) << "the first run is the one before the last";
    EXPECT_EQ(ask("runs note last 'half the weight'").at("note"), "half the weight");
    const auto runs = ask("runs list").at("runs");
    ASSERT_EQ(runs.size(), 2u);
    EXPECT_EQ(runs[0].at("run_id"), second) << "the newest first";

    const auto changes = ask("compare --diff previous last").at("diff").at("changes");
    ASSERT_EQ(changes.size(), 1u) << changes.dump();
    EXPECT_TRUE(changes[0].at("path").get<std::string>().ends_with("[0].alpha"));
    EXPECT_EQ(changes[0].at("before"), 0.6);
    EXPECT_EQ(changes[0].at("after"), 0.5);

    const auto all = ask("compare --claims --pareto --cost-per-hour 0.36 " + second);
    EXPECT_EQ(all.at("claims").size(), 9u);
    EXPECT_FALSE(all.contains("runs")) << "only what was asked for";
    for (const auto& row : all.at("pareto"))
        EXPECT_EQ(row.at("run_id"), second);
    ASSERT_FALSE(all.at("costs").empty());
    const auto& cost = all.at("costs")[0];
    // ms · threads / 3.6 hours, times 0.36.
    EXPECT_NEAR(cost.at("cost_per_million").at("value").get<double>(), cost.at("latency_ms").at("value").get<double>() * cost.at("threads").get<double>() / 10, 1e-9);
    const auto plain = ask("compare");
    EXPECT_FALSE(plain.at("gates").empty()) << "the sample's task has one";
    EXPECT_GT(plain.at("latencies")[0].at("box").at("median").get<double>(), 0);

    const auto words = shell("stillhouse-cli compare --claims --pareto --cost-per-hour 0.05" + kStore, folder.path());
    EXPECT_NE(words.out.find("Medical triage: recall above 90 %\n    not measured · "), std::string::npos) << words.out;
}

// The paths on the command line begin where it was typed, not where the store lies.
TEST(CliCompare, GatesOfAStageBegunElsewhereAreFound) {
    const TemporaryFolder folder;
    ASSERT_EQ(shell("stillhouse-cli sample project --examples 300", folder.path()).code, 0);
    const auto run = shell("stillhouse-cli distill --teacher project/teacher --data project/data.jsonl --task project/task.json --hidden 16 --layers 1 "
                           "--heads 2 --ffn 32 --steps 2 --batch-size 4 --json" +
                               kStore,
                           folder.path());
    ASSERT_EQ(run.code, 0) << run.error;
    std::filesystem::create_directories(folder.path() / "elsewhere");
    const auto compared = shell("stillhouse-cli compare --store ../project/project.db --json", folder.path() / "elsewhere");
    ASSERT_EQ(compared.code, 0) << compared.error;
    EXPECT_FALSE(compared.json().at("gates").empty()) << "the sample's task has one";
}

TEST(CliCompare, RefusesWithAReason) {
    const TemporaryFolder folder;
    const auto none = shell("stillhouse-cli compare --claims" + kStore, folder.path());
    EXPECT_EQ(none.code, 1);
    EXPECT_NE(none.error.find("There is no project database"), std::string::npos);
    EXPECT_EQ(shell("stillhouse-cli compare --cost-per-hour -1" + kStore, folder.path()).code, 2);
    EXPECT_EQ(shell("stillhouse-cli compare --diff one" + kStore, folder.path()).code, 2);
    EXPECT_EQ(shell("stillhouse-cli runs", folder.path()).code, 2);
    ASSERT_EQ(shell("stillhouse-cli dataset synthetic --examples 20 --out d.jsonl && stillhouse-cli dataset import d.jsonl --store p.db", folder.path()).code, 0);
    const auto unknown = shell("stillhouse-cli runs tag last x --store p.db", folder.path());
    EXPECT_EQ(unknown.code, 1);
    EXPECT_NE(unknown.error.find("The run last is not in the project"), std::string::npos) << unknown.error;
}
