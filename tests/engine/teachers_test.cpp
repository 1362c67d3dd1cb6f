// SPDX-License-Identifier: GPL-3.0-or-later
// Several teachers in whole runs.
#include "tests/engine/told.h"

#include "core/api/store.h"
#include "core/formats/hf_folder.h"
#include "core/train/encode.h"
#include "core/train/objective.h"

#include <cmath>
#include <gtest/gtest.h>

using namespace stillhouse;
using namespace stillhouse::tests;

TEST(Teachers, TwoThatAreTheSameEqualOne) {
    const TinyProject project;
    auto one = softOnly(project, "one"), two = softOnly(project, "two");
    const auto path = project.path("teacher");
    two.experiment.teachers = {{path, 1, {}}, {path, 3, {}}};
    const auto single = run(one), both = run(two);
    ASSERT_TRUE(both.ok) << both.error.english();
    EXPECT_EQ(both.metrics.at("weight.teacher.2"), std::vector<double>(6, 0.75));
    for (std::size_t i = 0; i < 6; ++i) {
        EXPECT_NEAR(both.metrics.at("loss")[i], single.metrics.at("loss")[i], 2e-5 * single.metrics.at("loss")[i]) << i;
        EXPECT_NEAR(both.metrics.at("loss.distill")[i], single.metrics.at("loss.distill")[i], 1e-4) << i;
        EXPECT_NEAR(both.metrics.at("share.distill")[i], single.metrics.at("share.distill")[i], 1e-4) << i;
    }
    EXPECT_EQ(both.subjects, (std::vector<std::string>{"teacher", "teacher 2", "A"}));
    EXPECT_EQ(single.metrics.count("weight.teacher.1"), 0u);
}

TEST(Teachers, SpeakForTheirOwnSources) {
    const TinyProject project;
    const auto path = project.path("teacher");
    auto routed = softOnly(project, "routed");
    routed.experiment.teachers = {{path, 1, {"even"}}, {path, 5, {}}};
    const auto single = run(softOnly(project, "single")), parted = run(routed);
    ASSERT_TRUE(parted.ok) << parted.error.english();
    const auto &first = parted.metrics.at("weight.teacher.1"), &second = parted.metrics.at("weight.teacher.2");
    bool mixed = false;
    for (std::size_t i = 0; i < 6; ++i) {
        EXPECT_NEAR(first[i] + second[i], 1, 1e-12) << "nobody speaks twice, whatever the weights are";
        EXPECT_NEAR(first[i] * 8, std::round(first[i] * 8), 1e-9) << "whole examples of 8";
        mixed = mixed || (first[i] > 0 && second[i] > 0);
        EXPECT_NEAR(parted.metrics.at("loss")[i], single.metrics.at("loss")[i], 2e-5 * single.metrics.at("loss")[i]) << i;
        EXPECT_NEAR(parted.metrics.at("share.distill")[i], single.metrics.at("share.distill")[i], 1e-4) << "parts that do not overlap add up exactly";
    }
    EXPECT_TRUE(mixed);
    routed.experiment.teachers = {{path, 1, {"even"}}, {path, 1, {"elsewhere"}}};
    const auto refused = run(routed);
    EXPECT_FALSE(refused.ok);
    EXPECT_EQ(refused.error.key, "teachers");
    EXPECT_NE(refused.error.english().find("'odd'"), std::string::npos) << refused.error.english();
}

TEST(Teachers, EveryWeightingRunsAndIsAShare) {
    const TinyProject project;
    project.addTeacher("second", 21);
    project.addForeignTeacher("foreign");
    for (const char* rule : {"confidence", "correctness", "learned"})
        for (const bool cached : {true, false}) {
            auto request = softOnly(project, std::string(rule) + (cached ? "-cached" : ""));
            request.experiment.teachers = {{project.path("teacher"), 1, {}}, {project.path("second"), 1, {}}, {project.path("foreign"), 1, {}}};
            soft(request)["teacher_weighting"] = std::string(rule);
            soft(request)["cache_teacher"] = cached;
            const auto told = run(request);
            ASSERT_TRUE(told.ok) << rule << told.error.english();
            for (std::size_t i = 0; i < 6; ++i) {
                double sum = 0;
                for (const char* k : {"1", "2", "3"})
                    sum += told.metrics.at(std::string("weight.teacher.") + k)[i];
                EXPECT_NEAR(sum, 1, 1e-9) << rule;
                EXPECT_GT(told.metrics.at("loss.distill.3")[i], 0);
            }
            const auto& weights = told.metrics.at("weight.teacher.1");
            EXPECT_NE(weights.front(), weights.back()) << rule << ": it follows the examples, or learns";
            EXPECT_TRUE(told.says("Teacher foreign is compared with the student on the labels"));
        }
}

TEST(Teachers, OtherTokensAreComparedByLabelsOrByRank) {
    const TinyProject project;
    project.addForeignTeacher("foreign");
    auto request = softOnly(project, "labels");
    request.experiment.teachers = {{project.path("foreign"), 1, {}}};
    request.experiment.student = {};
    request.experiment.student.path = project.path("teacher"); // a student whose tokens are not the teacher's
    const auto labels = run(request);
    ASSERT_TRUE(labels.ok) << labels.error.english();
    EXPECT_EQ(labels.metrics.at("loss.distill").size(), 6u);
    EXPECT_GT(labels.metrics.at("loss.distill")[0], 0);
    EXPECT_TRUE(labels.says("different tokenizers"));
    soft(request)["vocabulary"] = std::string("tokens");
    EXPECT_EQ(run(request).error.key, "strategies.A[0].vocabulary");
    soft(request).erase("vocabulary");
    request.lane = "B";
    EXPECT_EQ(run(request).error.key, "strategies.B[0].stage") << "a policy is a copy of a teacher with the student's tokens";
    request.lane = "A";
    request.experiment.data.train = project.path("written.jsonl");
    request.experiment.data.task = project.path("generation.json");
    for (const bool cached : {true, false}) {
        soft(request)["cache_teacher"] = cached;
        request.folder = project.path(cached ? "runs/ranks" : "runs/ranks-live");
        const auto ranks = run(request);
        ASSERT_TRUE(ranks.ok) << ranks.error.english();
        EXPECT_TRUE(ranks.says("sorted probabilities"));
        for (const double distance : ranks.metrics.at("loss.distill")) {
            EXPECT_GT(distance, 0);
            EXPECT_LE(distance, 2) << "the most that two distributions can differ by";
        }
    }
}

TEST(Teachers, APaddedVocabularyIsTold) {
    const TinyProject project;
    project.addTeacher("padded", 11, 16);
    for (const std::int64_t k : {0, 24})
        for (const bool student : {true, false}) {
            auto request = softOnly(project, "padded" + std::to_string(k) + (student ? "s" : "t"));
            request.experiment.teachers[0].path = project.path(student ? "teacher" : "padded");
            request.experiment.student = {};
            request.experiment.student.path = project.path(student ? "padded" : "teacher");
            soft(request)["cache_top_k"] = k;
            const auto told = run(request);
            ASSERT_TRUE(told.ok) << told.error.english();
            EXPECT_TRUE(told.says("pad the vocabulary differently"));
            EXPECT_EQ(told.metrics.at("loss").size(), 6u);
        }
}

TEST(Teachers, LearnedWeightsResumeBitForBit) {
    const TinyProject project;
    project.addTeacher("second", 21);
    auto request = softOnly(project, "whole");
    request.experiment.teachers.push_back({project.path("second"), 1, {}});
    soft(request)["teacher_weighting"] = std::string("learned");
    const auto whole = run(request);
    ASSERT_TRUE(whole.ok) << whole.error.english();
    const auto expected = weightsOf(request, "A");
    request.folder = project.path("runs/stopped");
    RunControl control;
    (void)tell(*makeEngine(), request, control, [&](const Metric& m) {
        if (m.name == "loss" && m.step == 3)
            control.requestStop();
    });
    request.resume = true;
    const auto resumed = run(request);
    ASSERT_TRUE(resumed.ok) << resumed.error.english();
    EXPECT_EQ(weightsOf(request, "A"), expected);
    EXPECT_EQ(resumed.metrics.at("weight.teacher.1").back(), whole.metrics.at("weight.teacher.1").back());
}

// A teacher that knows everything, behind an endpoint that is a function here.
TEST(Teachers, OneBehindAnEndpointIsAskedForLabelsOrAnswers) {
    const TinyProject project;
    for (const bool classification : {true, false}) {
        Experiment experiment = project.experiment();
        experiment.data.train = project.path(classification ? "data.jsonl" : "written.jsonl");
        const auto task = readTask(project.path(classification ? "task.json" : "generation.json"));
        train::RunData data;
        data.encoder = std::make_shared<evaluate::TaskEncoder>(*task, text::Tokenizer::load(project.path("teacher")), 256);
        RunControl quiet;
        ASSERT_TRUE(importData(experiment.data.train, {}, [&](Example&& e) { data.train.push_back(std::move(e)); }, quiet).ok());
        auto voice = std::make_shared<train::RemoteVoice>();
        std::size_t asked = 0;
        voice->labels = [&](const std::vector<std::string>& prompts, const std::vector<TaskLabel>& labels, RunControl&) {
            asked += prompts.size();
            EXPECT_EQ(labels.size(), 3u);
            EXPECT_EQ(prompts[0].substr(prompts[0].size() - 6), "\nRisk:");
            return std::vector<std::vector<double>>(prompts.size(), {0.7, 0.2, 0.1});
        };
        voice->answers = [&](const std::vector<std::string>& prompts, std::int64_t, RunControl&) {
            asked += prompts.size();
            RemoteAnswer answer;
            answer.text = " low";
            answer.tokens = {{" low", std::log(0.9), {{" low", std::log(0.9)}, {" high", std::log(0.1)}}}};
            return std::vector<RemoteAnswer>(prompts.size(), answer);
        };
        TeacherSpec spec;
        spec.remote.endpoint = "http://127.0.0.1:1/v1";
        const std::vector<train::Teacher> teachers{{nullptr, spec, "remote", nullptr, voice}};
        auto student = model::Decoder::random(formats::HfFolder(project.path("teacher")).config(), {5, 0.1});
        std::shared_ptr<model::Decoder> policy;
        RunControl control;
        train::StageContext context{"A", 0, "distill.soft", student, policy, teachers, data, control, project.path("x"), project.path("c"), "quick"};
        train::SoftTargetOptions options;
        options.maxTokens = 96;
        const auto examples = train::encodeAll(context, data.train, options.maxTokens);
        train::Objective objective(context, options);
        ASSERT_TRUE(objective.prepare(examples, 4));
        EXPECT_EQ(asked, examples.size()) << "every prompt once, before the first step";
        const auto batch = train::collate(examples, {0, 3, 5}, 0);
        double before = 0, after = 0;
        train::AdamW optimizer(student, {});
        for (int step = 0; step < 30; ++step) {
            optimizer.zeroGrad();
            auto value = objective.loss(0, batch, train::scoredRows(student.hidden(batch.ids), batch));
            for (const auto& [name, number] : value.metrics)
                if (name == "loss.distill")
                    (step == 0 ? before : after) = number;
            value.total.backward();
            optimizer.step(3e-3);
        }
        EXPECT_GT(before, 0);
        EXPECT_LT(after, before) << "the student comes nearer";
    }
}
