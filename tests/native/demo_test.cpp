// SPDX-License-Identifier: GPL-3.0-or-later
// Versions side by side, on the bundled sample's teacher. Expected labels come from NativeModel::logits, expected texts from NativeModel::generate.
#include "core/api/demo.h"

#include "core/api/export.h"
#include "core/api/native.h"
#include "core/data/task_tokens.h"
#include "core/text/tokenizer.h"
#include "tests/support/temporary_folder.h"

#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <mutex>
#include <set>

namespace stillhouse::tests {
namespace {

const std::string kDemoTeacher = STILLHOUSE_SOURCE_DIR "/resources/sample/teacher";
const std::string kDemoPrompt = "A card payment of 900 EUR abroad at night";

class DemoTest : public ::testing::Test {
protected:
    DemoTest() {
        Task task;
        task.promptTemplate = "{prompt}\nRisk:";
        task.labels = {{"low", " low"}, {"medium", " medium"}, {"high", " high and rising"}}; // one is longer than a token
        EXPECT_TRUE(writeTask(task, task_));
    }
    DemoRequest request(std::vector<std::string> models = {kDemoTeacher}) const {
        DemoRequest r;
        r.models = std::move(models);
        r.prompt = kDemoPrompt;
        r.maxTokens = 12;
        r.threads = 1;
        return r;
    }
    std::vector<DemoAnswer> ask(const DemoRequest& request) {
        auto answers = demo_.ask(request, {}, control_);
        EXPECT_TRUE(answers) << (answers ? "" : answers.error().english());
        return answers ? *answers : std::vector<DemoAnswer>();
    }
    TemporaryFolder folder_;
    const std::string task_ = folder_ / "task.json";
    RunControl control_;
    Demo demo_;
};

std::string generatedText(const std::string& prompt, std::int64_t most) {
    auto model = NativeModel::open(kDemoTeacher, NativeOptions{{}, {}, 1, 0});
    GenerateRequest request;
    request.prompt = prompt;
    request.maxTokens = most;
    return model->generate(request, {})->text;
}

TEST_F(DemoTest, WritesWhatGenerateWritesAndSaysWhatTheModelIs) {
    const auto answers = ask(request());
    ASSERT_EQ(answers.size(), 1u);
    const DemoAnswer& answer = answers.front();
    EXPECT_EQ(answer.state, DemoState::Done) << answer.error.english();
    EXPECT_EQ(answer.text, generatedText(kDemoPrompt, 12));
    const auto info = inspectModel(kDemoTeacher);
    EXPECT_EQ(answer.parameters, info->parameters);
    EXPECT_EQ(answer.bytes, info->bytes);
    EXPECT_EQ(answer.best, -1);
    EXPECT_GT(answer.firstTokenMs, 0);
    EXPECT_GE(answer.totalMs, answer.firstTokenMs);
    EXPECT_GT(answer.promptTokens, 0);
}

// score = mean log-probability of the label's tokens, each from the softmax of one row of logits; the shares are the softmax of the scores.
TEST_F(DemoTest, LabelsHaveTheProbabilitiesThatTheLogitsGive) {
    auto r = request();
    r.task = task_;
    r.text = false;
    const DemoAnswer answer = ask(r).front();
    ASSERT_EQ(answer.state, DemoState::Done) << answer.error.english();
    EXPECT_TRUE(answer.text.empty());
    ASSERT_EQ(answer.labels, (std::vector<std::string>{"low", "medium", "high"}));
    auto model = NativeModel::open(kDemoTeacher, NativeOptions{{}, {}, 1, 0});
    const auto tokenizer = text::Tokenizer::load(kDemoTeacher);
    const Task task = *readTask(task_);
    Example example;
    example.prompt = kDemoPrompt;
    const auto prompt = data::promptTokens(task, tokenizer, example, 1000).ids;
    std::vector<double> expected;
    for (const auto& label : data::verbalizerTokens(task, tokenizer)) {
        std::vector<std::int64_t> ids(prompt.begin(), prompt.end());
        ids.insert(ids.end(), label.begin(), label.end());
        const auto rows = model->logits(ids);
        ASSERT_TRUE(rows);
        double sum = 0;
        for (std::size_t j = 0; j < label.size(); ++j) {
            const auto& row = (*rows)[prompt.size() - 1 + j];
            double total = 0;
            for (const float value : row)
                total += std::exp(double(value));
            sum += double(row[std::size_t(label[j])]) - std::log(total);
        }
        expected.push_back(std::exp(sum / double(label.size())));
    }
    EXPECT_GT(data::verbalizerTokens(task, tokenizer)[2].size(), 1u);
    const double all = expected[0] + expected[1] + expected[2];
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_NEAR(answer.probabilities[i], expected[i] / all, 1e-4) << i;
    EXPECT_EQ(answer.best, int(std::max_element(expected.begin(), expected.end()) - expected.begin()));
    r.text = true; // a text goes on behind the prompt, as if no label had been scored
    EXPECT_EQ(ask(r).front().text, generatedText(kDemoPrompt + "\nRisk:", 12));
}

TEST_F(DemoTest, VersionsTogetherSayWhatTheySayOneAfterAnother) {
    ExportRequest packed;
    packed.model = kDemoTeacher;
    packed.format = "native";
    packed.type = "int8";
    packed.out = folder_ / "small.safetensors";
    packed.threads = 1;
    ASSERT_TRUE(exportModel(packed, control_));
    auto r = request({kDemoTeacher, packed.out, kDemoTeacher});
    r.task = task_;
    r.temperature = 0.9;
    r.seed = 3;
    const auto apart = ask(r);
    r.together = true;
    std::set<std::size_t> told;
    const auto together = demo_.ask(r, [&](std::size_t index, const DemoAnswer&) { told.insert(index); }, control_);
    ASSERT_TRUE(together);
    EXPECT_EQ(told.size(), 3u);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ((*together)[i].state, DemoState::Done) << (*together)[i].error.english();
        EXPECT_EQ((*together)[i].text, apart[i].text) << i;
        EXPECT_EQ((*together)[i].probabilities, apart[i].probabilities) << i;
        EXPECT_EQ((*together)[i].threads, 1);
    }
    EXPECT_EQ(apart[0].text, apart[2].text);
    EXPECT_LT(apart[1].bytes, apart[0].bytes);
    EXPECT_EQ(apart[1].format.english(), "packed file");
}

TEST_F(DemoTest, AModelThatIsNotThereLeavesTheOthersAlone) {
    std::ofstream(folder_ / "odd.safetensors") << "no model";
    const auto answers = ask(request({folder_ / "nowhere", kDemoTeacher, folder_ / "odd.safetensors"}));
    ASSERT_EQ(answers.size(), 3u);
    EXPECT_EQ(answers[0].state, DemoState::Failed);
    EXPECT_NE(answers[0].error.english().find("nowhere"), std::string::npos);
    EXPECT_EQ(answers[1].state, DemoState::Done);
    EXPECT_EQ(answers[2].state, DemoState::Failed);
    EXPECT_FALSE(answers[2].error.what.empty());
}

TEST_F(DemoTest, AStopKeepsWhatWasWritten) {
    auto r = request({kDemoTeacher, kDemoTeacher});
    r.temperature = 2; // greedy could come to an end of text before the stop
    r.maxTokens = 400;
    const auto answers = demo_.ask(r, [&](std::size_t, const DemoAnswer& answer) {
        if (answer.tokens >= 3)
            control_.requestStop();
    }, control_);
    ASSERT_TRUE(answers);
    if ((*answers)[0].state == DemoState::Done)
        GTEST_SKIP() << "the text was shorter than three tokens";
    EXPECT_EQ((*answers)[0].state, DemoState::Stopped);
    EXPECT_FALSE((*answers)[0].text.empty());
    EXPECT_LT((*answers)[0].tokens, 20);
    EXPECT_EQ((*answers)[1].state, DemoState::Stopped);
    EXPECT_TRUE((*answers)[1].text.empty());
}

TEST_F(DemoTest, AWrongRequestIsAnErrorThatNamesItsField) {
    const auto keyOf = [&](DemoRequest r) {
        const auto answers = demo_.ask(r, {}, control_);
        return answers ? std::string("none") : answers.error().key;
    };
    EXPECT_EQ(keyOf(request({})), "models");
    auto silent = request();
    silent.prompt.clear();
    EXPECT_EQ(keyOf(silent), "prompt");
    auto noTask = request();
    noTask.task = folder_ / "none.json";
    EXPECT_FALSE(demo_.ask(noTask, {}, control_));
}

} // namespace
} // namespace stillhouse::tests
