// SPDX-License-Identifier: GPL-3.0-or-later
// `lora` and `cascade` as scripts use them, on the bundled sample's teacher.
#include "tests/cli/cli_support.h"
#include "tests/support/temporary_folder.h"

#include <csignal>
#include <fstream>
#include <gtest/gtest.h>
#include <memory>
#include <set>

using namespace stillhouse::tests;
namespace fs = std::filesystem;

namespace {

class LoraCommand : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        folder = std::make_unique<TemporaryFolder>();
        ASSERT_EQ(run("sample project --examples 300").code, 0);
        shrinkExperiment((*folder / "project").string());
        trained = run("lora train" + kModel + " --rank 4 --lora-alpha 8 --targets all_linear --steps 4 --out adapter --json");
        ASSERT_EQ(trained.code, 0) << trained.error;
    }
    static void TearDownTestSuite() { folder.reset(); }
    static CommandResult run(const std::string& arguments) { return shell("stillhouse-cli " + arguments, folder->path()); }

    static inline const std::string kModel = " --student project/teacher --data project/data.jsonl --task project/task.json --store lora.db";
    static inline std::unique_ptr<TemporaryFolder> folder;
    static inline CommandResult trained;
};

} // namespace

TEST_F(LoraCommand, TrainsAnAdapterAndJudgesItsGain) {
    const auto r = trained.json();
    ASSERT_EQ(r.at("stages").size(), 1u);
    EXPECT_EQ(r.at("stages")[0].at("stage"), "lora.sft");
    bool paired = false;
    for (const auto& pair : r.at("pairs"))
        paired = paired || (pair.at("first") == "A before LoRA" && pair.at("second") == "A" && pair.at("metric") == "accuracy");
    EXPECT_TRUE(paired);
    EXPECT_TRUE(fs::exists(*folder / "adapter/adapter_model.safetensors"));
    const auto info = run("lora info adapter --model project/teacher --json");
    ASSERT_EQ(info.code, 0) << info.error;
    // 160 wide, 5 layers, ffn 432: four matrices of 160 + 160 and three of 160 + 432, rank 4.
    EXPECT_EQ(info.json().at("parameters"), 5 * 4 * (4 * 320 + 3 * 592));
    EXPECT_EQ(info.json().at("matrices").size(), 35u);
    EXPECT_DOUBLE_EQ(info.json().at("matrices")[0].at("scale"), 2);
    EXPECT_NEAR(info.json().at("trained_share"), 61120.0 / (1714400 + 61120), 1e-9);
    EXPECT_NE(info.json().at("base_model").get<std::string>().find("project/teacher"), std::string::npos);
}

TEST_F(LoraCommand, MergesAndTakesOut) {
    const auto merged = run("lora merge project/teacher adapter --out merged --precision f32 --json");
    ASSERT_EQ(merged.code, 0) << merged.error;
    EXPECT_LT(merged.json().at("max_abs_error"), 1e-4);
    EXPECT_GT(merged.json().at("largest_change"), 0);
    const auto evaluated = run("eval merged --data project/data.jsonl --task project/task.json --limit 20 --json");
    EXPECT_EQ(evaluated.code, 0) << evaluated.error;
    const auto back = run("lora merge merged adapter --undo --out back --json");
    ASSERT_EQ(back.code, 0) << back.error;
    EXPECT_LT(back.json().at("max_abs_error"), 1e-4);
}

TEST_F(LoraCommand, SaysWhatIsWrong) {
    EXPECT_EQ(run("lora").code, 2);
    EXPECT_EQ(run("lora info adapter --rank 3").code, 2);
    EXPECT_EQ(run("lora train" + kModel + " --rank x").code, 2);
    EXPECT_EQ(run("lora train" + kModel + " --rnk 3").code, 2);
    EXPECT_EQ(run("lora merge project/teacher adapter").code, 2);
    const auto missing = run("lora info project/teacher");
    EXPECT_EQ(missing.code, 1);
    EXPECT_NE(missing.error.find("adapter_config.json"), std::string::npos);
    const auto targets = run("lora train" + kModel + " --targets custom --target-modules qproj");
    EXPECT_EQ(targets.code, 1);
    EXPECT_NE(targets.error.find("q_proj"), std::string::npos) << targets.error;
    fs::copy(*folder / "adapter", *folder / "foreign");
    std::ofstream(*folder / "foreign/adapter_config.json") << R"({"peft_type": "LORA", "r": 4, "lora_alpha": 8, "target_modules": ["q_proj"], "use_dora": true})";
    const auto foreign = run("lora merge project/teacher foreign --out never");
    EXPECT_EQ(foreign.code, 1);
    EXPECT_NE(foreign.error.find("use_dora"), std::string::npos);
    EXPECT_FALSE(fs::exists(*folder / "never"));
    const auto list = run("lora train --list-options --json");
    EXPECT_EQ(list.code, 0);
    EXPECT_NE(list.out.find("lora_alpha"), std::string::npos);
}

TEST_F(LoraCommand, CtrlCLeavesACheckpointAndResumeFinishes) {
    const std::string command = "stillhouse-cli lora train --student project/teacher --data project/data.jsonl --task project/task.json --store stop.db --steps 2000 --checkpoint-every 1";
    const auto stopped = shellUntil(command, folder->path(), "checkpoint-2.", SIGINT);
    EXPECT_EQ(stopped.code, 130) << stopped.error;
    EXPECT_NE(stopped.error.find("--resume"), std::string::npos);
}

TEST_F(LoraCommand, CascadeWritesAndRunsAnExperiment) {
    const auto written = run("cascade project/experiment.json --rank 2 --steps 3 --out project/mine.json --json");
    ASSERT_EQ(written.code, 0) << written.error;
    EXPECT_EQ(written.json().at("stages"), nlohmann::json({"distill.soft", "lora.sft", "quantize.int4"}));
    const auto dry = run("run project/mine.json --dry-run --json");
    ASSERT_EQ(dry.code, 0) << dry.error;
    EXPECT_NE(dry.out.find("of the teacher's parameters"), std::string::npos);
    const auto ran = run("run project/mine.json --strategy A --store cascade.db --json");
    ASSERT_EQ(ran.code, 0) << ran.error;
    std::set<std::string> subjects;
    const auto result = ran.json(); // a range over a part of a temporary would outlive it
    for (const auto& e : result.at("evaluations"))
        subjects.insert(e.at("subject").get<std::string>());
    EXPECT_EQ(subjects, (std::set<std::string>{"teacher", "A before LoRA", "A after LoRA", "A"}));
    const auto sample = run("run project/cascade.json --dry-run --json");
    ASSERT_EQ(sample.code, 0) << sample.error;
    EXPECT_NE(sample.out.find("has 9.6 % of the teacher's parameters"), std::string::npos) << sample.out;
}
