// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_support.h"
#include "tests/support/shared.h"
#include "tests/support/temporary_folder.h"

#include <csignal>
#include <fstream>
#include <gtest/gtest.h>

using namespace stillhouse::tests;
namespace fs = std::filesystem;

namespace {

std::string studentOf(const fs::path& project, const std::string& lane) {
    for (const auto& run : fs::directory_iterator(project / "runs")) {
        std::ifstream file(run.path() / lane / "model" / "model.safetensors", std::ios::binary);
        std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        // Behind the header, which names the run: the tensors.
        if (bytes.size() > 100000)
            return bytes.substr(bytes.size() - 100000);
    }
    return {};
}

void makeProject(const TemporaryFolder& folder) {
    const auto made = shell("stillhouse-cli sample project --examples 600 --json", folder.path());
    ASSERT_EQ(made.code, 0) << made.error;
    shrinkExperiment(folder / "project");
}

} // namespace

TEST(Cli, BadUsageIsTwoAndFailureIsOneWithAMessage) {
    const TemporaryFolder folder;
    EXPECT_EQ(shell("stillhouse-cli", folder.path()).code, 2);
    EXPECT_EQ(shell("stillhouse-cli nonsense", folder.path()).code, 2);
    EXPECT_EQ(shell("stillhouse-cli logits", folder.path()).code, 2);
    EXPECT_EQ(shell("stillhouse-cli info", folder.path()).code, 2);
    const auto missing = shell("stillhouse-cli info nowhere --json", folder.path());
    EXPECT_EQ(missing.code, 1);
    EXPECT_NE(missing.error.find("nowhere"), std::string::npos);
    EXPECT_TRUE(missing.json().contains("error"));
    EXPECT_EQ(shell("stillhouse-cli --help", folder.path()).code, 0);
}

TEST(Cli, AMisspeltKeyNamesItselfAndItsNeighbour) {
    const TemporaryFolder folder;
    makeProject(folder);
    const auto result = shell("sed -i 's/\"name\"/\"nmae\"/' project/experiment.json; stillhouse-cli run project/experiment.json", folder.path());
    EXPECT_EQ(result.code, 1);
    EXPECT_NE(result.error.find("nmae"), std::string::npos) << result.error;
    EXPECT_NE(result.error.find("name"), std::string::npos);
    EXPECT_FALSE(fs::exists(folder / "project/project.db")) << "refused before anything was written";
}

TEST(Cli, StageFlagsComeFromTheStagesTable) {
    const TemporaryFolder folder;
    const auto list = shell("stillhouse-cli distill --list-options --json", folder.path());
    ASSERT_EQ(list.code, 0) << list.error;
    EXPECT_GT(list.json()["options"].size(), 20u);
    EXPECT_EQ(shell("stillhouse-cli distill --teacher x --data y --alhpa 0.5", folder.path()).code, 2);
    EXPECT_EQ(shell("stillhouse-cli distill --teacher x --data y --alpha abc", folder.path()).code, 2);
}

// Each stage alone goes on with what the one before left, and a round follows a round.
TEST(Cli, StagesOfStrategyBFollowEachOther) {
    const TemporaryFolder folder;
    makeProject(folder);
    const auto stage = [&](const std::string& words) {
        return shell("stillhouse-cli align --teacher project/teacher --data project/data.jsonl --task project/task.json --hidden 16 "
                     "--layers 1 --heads 2 --ffn 32 --store project/project.db --json --stage " +
                         words,
                     folder.path());
    };
    const auto reward = stage("align.reward --steps 4 --batch-size 8");
    ASSERT_EQ(reward.code, 0) << reward.error;
    const std::string first = reward.json().at("run_id");
    EXPECT_TRUE(fs::exists(folder.path() / "project/runs" / first / "B/reward/config.json"));
    const auto ppo = stage("align.ppo --rollouts 1 --answers 16 --batch-size 8 --epochs 1 --after " + first);
    ASSERT_EQ(ppo.code, 0) << ppo.error;
    const std::string second = ppo.json().at("run_id");
    const auto filter = stage("align.filter --rule top_fraction --top-fraction 0.5 --after " + second);
    ASSERT_EQ(filter.code, 0) << filter.error;
    std::ofstream(folder.path() / "more.jsonl") << R"({"prompt":"A review","chosen":"high","rejected":"low"})"
                                                << "\n";
    const auto round = stage("align.reward --steps 2 --batch-size 8 --round-of last --preferences more.jsonl");
    ASSERT_EQ(round.code, 0) << round.error;
    EXPECT_EQ(stage("align.reward --round-of nowhere").code, 1);
    EXPECT_NE(stage("align.ppo --rollouts 1").error.find("There is no reward model yet"), std::string::npos);
}

// The run is killed without warning once a checkpoint is there; resumed, it ends with the weights of an undisturbed run.
TEST(Cli, KilledRunResumesToTheSameWeights) {
    const TemporaryFolder calm, killed;
    makeProject(calm);
    makeProject(killed);
    const auto whole = shell("stillhouse-cli run project/experiment.json --json", calm.path());
    ASSERT_EQ(whole.code, 0) << whole.error;
    EXPECT_EQ(whole.json()["evaluations"].size(), 3u);
    for (const auto* keyName : {"run_id", "stages", "evaluations", "artifacts"})
        EXPECT_TRUE(whole.json().contains(keyName)) << keyName;
    const auto shot = shellUntil("stillhouse-cli run project/experiment.json --json", killed.path(), "checkpoint-10", SIGKILL);
    EXPECT_EQ(shot.code, 128 + SIGKILL);
    const auto resumed = shell("stillhouse-cli run project/experiment.json --resume --json", killed.path());
    ASSERT_EQ(resumed.code, 0) << resumed.error;
    for (const auto* lane : {"A", "B"}) {
        EXPECT_FALSE(studentOf(calm / "project", lane).empty());
        EXPECT_EQ(studentOf(killed / "project", lane), studentOf(calm / "project", lane)) << lane;
    }
    const auto compared = shell("stillhouse-cli compare --store project/project.db --json", killed.path());
    ASSERT_EQ(compared.code, 0) << compared.error;
    EXPECT_EQ(compared.json()["runs"].size(), 3u) << "one run, not two";
}

TEST(Cli, InterruptLeavesACheckpointAndEnds130) {
    const TemporaryFolder folder;
    makeProject(folder);
    const auto stopped = shellUntil("stillhouse-cli run project/experiment.json --json", folder.path(), "checkpoint-5", SIGINT);
    EXPECT_EQ(stopped.code, 130) << stopped.error;
    EXPECT_EQ(shell("stillhouse-cli run project/experiment.json --resume --json --quiet", folder.path()).code, 0);
}

TEST(Cli, ARunIsRepeatedFromItsStore) {
    const TemporaryFolder folder;
    makeProject(folder);
    const auto first = shell("stillhouse-cli run project/experiment.json --strategy A --json", folder.path());
    ASSERT_EQ(first.code, 0) << first.error;
    const auto weights = studentOf(folder / "project", "A");
    fs::rename(folder / "project/runs", folder / "project/earlier");
    const std::string id = first.json()["run_id"];
    const auto again = shell("stillhouse-cli run --repeat " + id + " --store project/project.db --strategy A --json", folder.path());
    ASSERT_EQ(again.code, 0) << again.error;
    EXPECT_NE(again.json()["run_id"], id) << "a run of its own";
    EXPECT_FALSE(weights.empty());
    EXPECT_EQ(studentOf(folder / "project", "A"), weights);
    EXPECT_EQ(shell("stillhouse-cli run --repeat " + id, folder.path()).code, 2) << "the store is not named";
    const auto missing = shell("stillhouse-cli run --repeat nothing --store project/project.db --json", folder.path());
    EXPECT_EQ(missing.code, 1);
    EXPECT_NE(missing.error.find("nothing"), std::string::npos);
}

TEST(Cli, TokenizeTakesTheTextExactlyAsRead) {
    STILLHOUSE_SHARED_OR_SKIP(model, "tokenizer-gpt2");
    const TemporaryFolder folder;
    const std::string text = "  two spaces\n\ttab \xF0\x9F\x98\x80\n\n";
    const auto encoded = shell("stillhouse-cli tokenize " + model.string() + " --json", folder.path(), text);
    ASSERT_EQ(encoded.code, 0) << encoded.error;
    const auto decoded = shell("stillhouse-cli tokenize " + model.string() + " --decode --json", folder.path(), encoded.json()["ids"].dump());
    EXPECT_EQ(decoded.json()["text"], text);
}
