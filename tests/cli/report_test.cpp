// SPDX-License-Identifier: GPL-3.0-or-later
// `report`, `import-bench`, `tensorboard` and the model card as scripts use them, on a small run of the sample.
#include "tests/cli/cli_support.h"
#include "tests/support/temporary_folder.h"

#include <fstream>
#include <gtest/gtest.h>
#include <memory>

using namespace stillhouse::tests;
namespace fs = std::filesystem;

namespace {

class ReportCommand : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        folder = std::make_unique<TemporaryFolder>();
        ASSERT_EQ(run("sample p --examples 300").code, 0);
        std::ofstream(*folder / "p/experiment.json") << R"({"version": 1, "name": "Small", "teacher": {"path": "teacher"},
            "student": {"hidden": 32, "layers": 1, "heads": 2, "ffn": 64}, "data": {"train": "data.jsonl", "task": "task.json"},
            "strategies": {"A": [{"stage": "distill.soft", "steps": 6}], "B": [{"stage": "align.sft", "steps": 6}]},
            "evaluate": {"limit": 30, "latency_requests": 5, "bootstrap": 50}})";
        const auto ran = run("run p/experiment.json --json --quiet --threads 1");
        ASSERT_EQ(ran.code, 0) << ran.error;
        id = ran.json().at("run_id");
    }
    static void TearDownTestSuite() { folder.reset(); }
    static CommandResult run(const std::string& arguments) { return shell("stillhouse-cli " + arguments, folder->path()); }
    static std::string contents(const fs::path& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    static inline std::unique_ptr<TemporaryFolder> folder;
    static inline std::string id;
};

} // namespace

TEST_F(ReportCommand, WritesThePageInTwoLanguagesAndTheValues) {
    for (const std::string name : {"en.html --lang en", "zh.html --lang zh", "all.csv"}) {
        const auto written = run("report --store p/project.db --json --out " + name);
        ASSERT_EQ(written.code, 0) << written.error;
        EXPECT_GT(written.json().at("bytes"), 500);
    }
    EXPECT_NE(contents(*folder / "en.html").find("The data is synthetic"), std::string::npos);
    EXPECT_NE(contents(*folder / "en.html").find("Training loss, Strategy B"), std::string::npos);
    EXPECT_NE(contents(*folder / "zh.html").find("配对检验"), std::string::npos);
    EXPECT_NE(contents(*folder / "all.csv").find(id + ",Small,"), std::string::npos);
    const auto pdf = run("report --store p/project.db --out r.pdf");
    EXPECT_EQ(pdf.code, 1);
    EXPECT_NE(pdf.error.find("stillhouse --project"), std::string::npos) << "says who does";
    EXPECT_EQ(run("report --store none.db --out r.html").code, 1);
    EXPECT_FALSE(fs::exists(*folder / "none.db"));
    EXPECT_EQ(run("report --store p/project.db --run none --out r.html").code, 1);
    EXPECT_EQ(run("report --store p/project.db").code, 2);
}

TEST_F(ReportCommand, WritesTheCurvesAsEventFiles) {
    const auto written = run("tensorboard --store p/project.db --run " + id + " --out tb --json");
    ASSERT_EQ(written.code, 0) << written.error;
    EXPECT_GT(written.json().at("points"), 12);
    for (const char* lane : {"A", "B"})
        EXPECT_FALSE(fs::is_empty(*folder / "tb" / id / lane));
    EXPECT_EQ(run("tensorboard --store p/project.db --run none --out tb").code, 1);
}

TEST_F(ReportCommand, TakesInOtherProgramsRows) {
    fs::copy_file(*folder / "p/project.db", *folder / "copy.db", fs::copy_options::overwrite_existing);
    std::ofstream(*folder / "bench.jsonl") << R"({"model_filename":"m.gguf","model_type":"llama 1B Q4_0","n_threads":4,"n_prompt":0,"n_gen":32,"avg_ts":12.5})" << "\n";
    const auto imported = run("import-bench bench.jsonl --store copy.db --json");
    ASSERT_EQ(imported.code, 0) << imported.error;
    EXPECT_EQ(imported.json().at("rows"), 1);
    ASSERT_EQ(run("report --store copy.db --out rivals.html").code, 0);
    EXPECT_NE(contents(*folder / "rivals.html").find("llama 1B Q4_0 · m.gguf"), std::string::npos);
    EXPECT_EQ(run("import-bench p/task.json --store copy.db").code, 1);
}

TEST_F(ReportCommand, AnExportCarriesItsCard) {
    const auto exported = run("export p/runs/" + id + "/A/model --out exported --type f16 --json");
    ASSERT_EQ(exported.code, 0) << exported.error;
    EXPECT_EQ(fs::path(exported.json().at("card").get<std::string>()).filename(), "README.md");
    const std::string card = contents(*folder / "exported/README.md");
    EXPECT_NE(card.find("Made by run `" + id + "` (Small)"), std::string::npos) << card;
    EXPECT_NE(card.find("| Accuracy | "), std::string::npos);
    const auto gguf = run("export p/teacher --format gguf --out t.gguf --type q8_0 --json");
    ASSERT_EQ(gguf.code, 0) << gguf.error;
    EXPECT_NE(contents(*folder / "t.README.md").find("The teacher of run `" + id + "`"), std::string::npos);
}
