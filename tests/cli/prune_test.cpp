// SPDX-License-Identifier: GPL-3.0-or-later
// `prune` as scripts use it, on the bundled sample's teacher: 5 layers of 5 heads, 160 wide.
#include "tests/cli/cli_support.h"
#include "tests/support/temporary_folder.h"

#include <csignal>
#include <fstream>
#include <gtest/gtest.h>
#include <memory>

using namespace stillhouse::tests;
namespace fs = std::filesystem;

namespace {

// The importance is measured once; every test answers from its file.
class PruneCommand : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        folder = std::make_unique<TemporaryFolder>();
        ASSERT_EQ(run("sample project").code, 0);
        std::ifstream all((*folder / "project/data.jsonl").string());
        std::ofstream few((*folder / "few.jsonl").string());
        std::string line;
        for (int i = 0; i < 240 && std::getline(all, line); ++i)
            few << line << '\n';
        few.close();
        importance = run("prune project/teacher" + kData + " --importance-only --calibration-examples 24 --channels --json");
        ASSERT_EQ(importance.code, 0) << importance.error;
    }
    static void TearDownTestSuite() { folder.reset(); }
    static CommandResult run(const std::string& arguments) { return shell("stillhouse-cli " + arguments, folder->path()); }

    static inline const std::string kData = " --data few.jsonl --task project/task.json --importance-file importance.json";
    static inline std::unique_ptr<TemporaryFolder> folder;
    static inline CommandResult importance;
};

} // namespace

TEST_F(PruneCommand, MeasuresImportanceOnce) {
    const auto table = importance.json();
    ASSERT_EQ(table.at("importance").size(), 5u);
    EXPECT_EQ(table.at("importance")[0].at("heads").size(), 5u);
    EXPECT_EQ(table.at("curves").at("global")[0].at("heads"), 0);
    EXPECT_TRUE(fs::exists(*folder / "importance.json"));
}

TEST_F(PruneCommand, APlanNeedsTheFileAlone) {
    const auto plan = run("prune --plan --importance-file importance.json --amount 0.4 --lock 0.0 --lock 2.1 --json");
    ASSERT_EQ(plan.code, 0) << plan.error;
    const auto p = plan.json();
    EXPECT_EQ(p.at("heads_removed"), 10) << "two of five in each of five layers";
    for (const auto& head : p.at("plan")[0].at("heads"))
        EXPECT_NE(head, 0) << "locked";
    EXPECT_LT(p.at("parameters_predicted"), p.at("parameters_before"));
    EXPECT_TRUE(p.contains("without_recovery"));
    const auto wider = run("prune --plan --importance-file importance.json --amount 0.2 --ffn 0.5 --mode global --json");
    ASSERT_EQ(wider.code, 0) << wider.error;
    EXPECT_GT(wider.json().at("channels_removed"), 0);
}

TEST_F(PruneCommand, WritesASmallerModelWithEverythingThatWasPromised) {
    const auto result = run("prune project/teacher" + kData +
                            " --out pruned --amount 0.4 --mode global --recover-steps 3 --batch-size 8 --calibration-examples 24 --json");
    ASSERT_EQ(result.code, 0) << result.error;
    EXPECT_NE(result.error.find("importance.json"), std::string::npos) << "the file was used";
    const auto r = result.json();
    EXPECT_EQ(r.at("heads_after"), 15);
    EXPECT_EQ(r.at("parameters_after"), r.at("parameters_predicted"));
    EXPECT_EQ(r.at("flops_after"), r.at("flops_predicted"));
    for (const char* key : {"parameters_before", "decode_ms_before", "decode_ms_predicted", "decode_ms_after", "accuracy_before",
                            "accuracy_after", "plan", "validation"})
        EXPECT_TRUE(r.contains(key)) << key;
    // A fresh process reads it: `info` counts what `prune` said, and `logits` and `eval` run.
    const auto info = run("info pruned --json");
    ASSERT_EQ(info.code, 0) << info.error;
    EXPECT_EQ(info.json().at("parameters"), r.at("parameters_after"));
    const auto logits = run("logits pruned --ids 5,9,12 --json");
    ASSERT_EQ(logits.code, 0) << logits.error;
    EXPECT_EQ(logits.json().at("logits").size(), 3u);
}

TEST_F(PruneCommand, CtrlCLeavesACheckpointAndResumeFinishes) {
    const std::string command =
        "stillhouse-cli prune project/teacher" + kData +
        " --out stopped --amount 0.4 --recover-steps 400 --batch-size 8 --calibration-examples 24 --checkpoint-every 1";
    const auto stopped = shellUntil(command, folder->path(), "checkpoint-2.", SIGINT);
    EXPECT_EQ(stopped.code, 130) << stopped.error;
    EXPECT_FALSE(fs::exists(*folder / "stopped"));
    EXPECT_NE(stopped.error.find("--resume"), std::string::npos);
    const auto again = run("prune project/teacher" + kData +
                           " --out stopped --amount 0.4 --recover-steps 5 --batch-size 8 --calibration-examples 24 --resume --json");
    ASSERT_EQ(again.code, 0) << again.error;
    EXPECT_TRUE(fs::exists(*folder / "stopped/model.safetensors"));
}

TEST_F(PruneCommand, FfnsByCorrelation) {
    const std::string data = " --data few.jsonl --task project/task.json --importance-file ffn.json --calibration-examples 24";
    const auto table = run("prune project/teacher --method ffn" + data + " --importance-only --json");
    ASSERT_EQ(table.code, 0) << table.error;
    EXPECT_EQ(table.json().at("cka").size(), 6u) << "five FFNs and the final stream";
    const auto plan = run("prune --method ffn --plan --importance-file ffn.json --layers 2 --lock 0 --json");
    ASSERT_EQ(plan.code, 0) << plan.error;
    EXPECT_EQ(plan.json().at("layers_removed").size(), 2u);
    EXPECT_NE(plan.json().at("layers_removed")[0], 0);
    const auto result = run("prune project/teacher --method ffn" + data + " --out folded --layers 2 --recover-steps 0 --json");
    ASSERT_EQ(result.code, 0) << result.error;
    EXPECT_NE(result.error.find("ffn.json"), std::string::npos) << "the file was used";
    const auto r = result.json();
    EXPECT_EQ(r.at("ffn_after"), 3);
    EXPECT_LE(r.at("kl_folded"), r.at("kl_cut"));
    EXPECT_EQ(r.at("parameters_after"), r.at("parameters_predicted"));
    EXPECT_TRUE(r.at("validation").contains("accuracy_cut"));
    const auto info = run("info folded --json");
    ASSERT_EQ(info.code, 0) << info.error;
    EXPECT_EQ(info.json().at("parameters"), r.at("parameters_after"));
    EXPECT_EQ(run("generate folded --prompt Transfer --max 3 --greedy").code, 0);
    EXPECT_EQ(run("prune project/teacher --method charm" + data + " --out x").code, 2);
}

TEST_F(PruneCommand, RefusesWhatItCannotDo) {
    EXPECT_EQ(run("prune project/teacher").code, 2);
    EXPECT_EQ(run("prune project/teacher" + kData + " --out x --no-such-option 3").code, 2);
    EXPECT_EQ(run("prune project/teacher" + kData + " --out x --lock 9.0").code, 1);
    EXPECT_EQ(run("prune --plan --importance-file nowhere.json").code, 1);
}
