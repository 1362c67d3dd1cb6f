// SPDX-License-Identifier: GPL-3.0-or-later
// Stages A2 and A3 and on-policy batches as a run has them.
#include "core/train/distil_loop.h"
#include "core/train/on_policy.h"
#include "tests/engine/tiny_project.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

using Curves = std::map<std::string, std::vector<double>>; // by "<stage>/<metric>"

const OptionMap kFew{{"steps", std::int64_t(6)}, {"batch_size", std::int64_t(8)}, {"max_tokens", std::int64_t(96)}};

StageSpec stageOf(const std::string& id, const OptionMap& more = {}) {
    OptionMap options = more;
    options.insert(kFew.begin(), kFew.end());
    return {id, options, false};
}

RunRequest laneA(const TinyProject& project, const std::string& run, std::vector<StageSpec> stages) {
    auto request = project.request(run);
    request.experiment.strategies = {{"A", std::move(stages)}};
    request.lane = "A";
    return request;
}

// Runs to the end, or to `stopStep` of stage `stopStage`.
RunStatus run(Engine& engine, const RunRequest& request, Curves* curves = nullptr, int stopStage = -1, std::int64_t stopStep = 0) {
    RunControl control;
    control.addObserver([&](const Report& r) {
        const auto* m = std::get_if<Metric>(&r);
        if (!m || m->lane != "A")
            return;
        if (curves)
            (*curves)[std::to_string(m->stageIndex) + "/" + m->name].push_back(m->value);
        if (m->stageIndex == stopStage && m->name == "loss" && m->step == stopStep)
            control.requestStop();
    });
    const auto summary = engine.run(request, control);
    EXPECT_TRUE(summary.ok()) << summary.error().english();
    return summary.ok() ? summary->status : RunStatus::Failed;
}

std::string refusal(Engine& engine, const RunRequest& request) {
    RunControl control;
    const auto summary = engine.run(request, control);
    return summary.ok() ? "accepted" : summary.error().key;
}

double meanOf(const std::vector<double>& values, std::size_t from, std::size_t to) {
    double sum = 0;
    for (std::size_t i = from; i < to; ++i)
        sum += values.at(i);
    return sum / double(to - from);
}

} // namespace

// A1 → A2 → A3, each with parameters of its own; stopped in the middle of A2 and of A3 and resumed, with samples of the student and a
// fresh matching of heads on the way: the weights are those of the undisturbed run, bit for bit.
TEST(Distil, StagedRunResumesBitForBit) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto whole =
        laneA(project, "staged",
              {stageOf("distill.soft", {{"alpha", 0.9}}),
               stageOf("distill.attention",
                       {{"on_policy", 0.5}, {"reassess_every", std::int64_t(2)}, {"balance_extra", true}, {"learning_rate", 0.01}}),
               stageOf("distill.gradient", {{"on_policy", 0.5}, {"learning_rate", 0.005}})});
    whole.experiment.student.layers = 2;
    Curves curves;
    ASSERT_EQ(run(*engine, whole, &curves), RunStatus::Finished);
    EXPECT_EQ(curves["1/loss.attention"].size(), 6u);
    EXPECT_EQ(curves["2/loss.gradient"].size(), 6u);
    EXPECT_EQ(curves["2/share.gradient"].size(), 1u) << "every tenth step";
    const auto weights = weightsOf(whole, "A");
    for (const int stage : {1, 2}) {
        auto request = whole;
        request.folder = project.path("runs/stopped-" + std::to_string(stage));
        ASSERT_EQ(run(*engine, request, nullptr, stage, 3), RunStatus::Cancelled);
        request.resume = true;
        ASSERT_EQ(run(*engine, request), RunStatus::Finished);
        EXPECT_EQ(weightsOf(request, "A"), weights) << "stopped in stage " << stage;
    }
}

// A student that is the teacher has nothing to learn: both terms are 0 before the first update, whichever way heads are matched.
TEST(Distil, TermsVanishWhenStudentAndTeacherAreOne) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto request = laneA(project, "twin",
                         {stageOf("distill.attention", {{"learning_rate", 0.0}}),
                          stageOf("distill.attention", {{"learning_rate", 0.0}, {"mode", std::string("relations")}}),
                          stageOf("distill.gradient", {{"learning_rate", 0.0}}),
                          stageOf("distill.gradient", {{"learning_rate", 0.0}, {"matching", std::string("direct")}})});
    request.experiment.student = {};
    request.experiment.student.path = project.path("teacher");
    Curves curves;
    ASSERT_EQ(run(*engine, request, &curves), RunStatus::Finished);
    for (const char* name : {"0/loss.attention", "1/loss.attention", "2/loss.gradient", "3/loss.gradient"})
        for (const double value : curves[name])
            EXPECT_NEAR(value, 0, 1e-5) << name;
    EXPECT_NEAR(curves["3/cos.gradient"].at(0), 1, 1e-5);
}

TEST(Distil, AttentionLossFalls) {
    const TinyProject project;
    const auto engine = makeEngine();
    for (const char* mode : {"maps", "relations"}) {
        auto request =
            laneA(project, std::string("falls-") + mode,
                  {stageOf("distill.attention",
                           {{"mode", std::string(mode)}, {"soft_weight", 0.0}, {"learning_rate", 0.02}, {"steps", std::int64_t(60)}})});
        Curves curves;
        ASSERT_EQ(run(*engine, request, &curves), RunStatus::Finished);
        const auto& loss = curves["0/loss.attention"];
        ASSERT_EQ(loss.size(), 60u);
        EXPECT_LT(meanOf(loss, 50, 60), 0.8 * meanOf(loss, 0, 5)) << mode;
    }
}

TEST(Distil, GradientLossFalls) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto request = laneA(project, "aligns",
                         {stageOf("distill.gradient", {{"soft_weight", 0.0}, {"learning_rate", 0.02}, {"steps", std::int64_t(60)}})});
    Curves curves;
    ASSERT_EQ(run(*engine, request, &curves), RunStatus::Finished);
    const auto& loss = curves["0/loss.gradient"];
    EXPECT_LT(meanOf(loss, 50, 60), 0.8 * meanOf(loss, 0, 5));
    EXPECT_NEAR(loss[7] + curves["0/cos.gradient"].at(7), 1, 1e-12);
}

TEST(Distil, GradientStageLeavesFrozenWeightsAsTheyWere) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto request = laneA(project, "frozen", {stageOf("distill.gradient")});
    request.experiment.student = {};
    request.experiment.student.path = project.path("teacher");
    ASSERT_EQ(run(*engine, request), RunStatus::Finished);
    const auto before = model::loadModel(project.path("teacher")), after = model::loadModel(request.folder + "/A/model");
    const auto old = before.namedParameters(), now = after.namedParameters();
    int moved = 0;
    for (std::size_t i = 0; i < old.size(); ++i) {
        const bool same = torch::equal(old[i].second, now[i].second);
        if (old[i].first.find("layers.0.") != std::string::npos) {
            EXPECT_TRUE(same) << old[i].first;
        }
        moved += !same;
    }
    EXPECT_GT(moved, 5) << "the last block, the final norm and the head learned";
}

TEST(Distil, BalancingBringsTheTermToItsShare) {
    EXPECT_DOUBLE_EQ(train::balancedWeight(2, 0.5, 0.5), 2);
    EXPECT_DOUBLE_EQ(train::balancedWeight(1, 0.2, 0.5), std::pow(4.0, 0.3)) << "four times the weight would have been right";
    EXPECT_DOUBLE_EQ(train::balancedWeight(1, 0, 0.5), 1);
    double weight = 1;
    for (int i = 0; i < 60; ++i)
        weight = train::balancedWeight(weight, weight * 0.01 / (weight * 0.01 + 1), 0.25);
    EXPECT_NEAR(weight, 100.0 / 3, 1e-3) << "norms of 0.01 and 1 stand 1 : 3 at a weight of 33.3";
    const TinyProject project;
    Curves curves;
    auto request = laneA(project, "balance",
                         {stageOf("distill.attention",
                                  {{"steps", std::int64_t(60)}, {"learning_rate", 0.0}, {"balance_extra", true}, {"extra_share", 0.3}})});
    ASSERT_EQ(run(*makeEngine(), request, &curves), RunStatus::Finished);
    const auto& share = curves["0/share.attention"];
    ASSERT_EQ(share.size(), 6u);
    EXPECT_LT(std::abs(share.back() - 0.3), std::abs(share.front() - 0.3));
    EXPECT_EQ(curves["0/weight.attention"].front(), 1);
}

TEST(Distil, RefusesWhatTheModelsCannotDo) {
    const TinyProject project;
    const auto engine = makeEngine();
    const auto of = [&](const char* stage, const OptionMap& options, std::int64_t heads = 2) {
        auto request = laneA(project, "refused", {stageOf(stage, options)});
        request.experiment.student.heads = request.experiment.student.kvHeads = heads;
        return refusal(*engine, request);
    };
    EXPECT_EQ(of("distill.attention", {{"layer_map", std::string("custom")}, {"layer_pairs", std::string("0-1")}}),
              "strategies.A[0].layer_pairs");
    EXPECT_EQ(of("distill.attention", {{"layer_map", std::string("custom")}, {"layer_pairs", std::string("0:2")}}),
              "strategies.A[0].layer_pairs");
    EXPECT_EQ(of("distill.attention", {{"layer_map", std::string("last")}, {"last_k", std::int64_t(2)}}), "strategies.A[0].last_k");
    EXPECT_EQ(of("distill.attention", {{"mode", std::string("maps")}}, 4), "strategies.A[0].mode");
    EXPECT_EQ(of("distill.attention", {{"relation_heads", std::int64_t(7)}}, 4), "strategies.A[0].relation_heads");
    EXPECT_EQ(of("distill.gradient", {{"matching", std::string("direct")}}), "strategies.A[0].matching");
    EXPECT_EQ(of("distill.gradient", {{"blocks", std::int64_t(2)}}), "strategies.A[0].blocks");
    EXPECT_EQ(of("distill.soft", {{"on_policy", 0.5}, {"alpha", 0.0}}), "strategies.A[0].on_policy");
}

TEST(OnPolicy, StepsAreAPureFunctionOfTheSeed) {
    int taken = 0;
    for (std::int64_t step = 0; step < 4000; ++step) {
        EXPECT_EQ(train::isOnPolicy(0.3, 9, step), train::isOnPolicy(0.3, 9, step));
        EXPECT_FALSE(train::isOnPolicy(0, 9, step));
        EXPECT_TRUE(train::isOnPolicy(1, 9, step));
        taken += train::isOnPolicy(0.3, 9, step);
    }
    EXPECT_NEAR(taken / 4000.0, 0.3, 0.03) << "four standard deviations";
}

TEST(OnPolicy, SampledStepsHaveNoLabels) {
    const TinyProject project;
    const auto engine = makeEngine();
    Curves half, all;
    ASSERT_EQ(run(*engine, laneA(project, "half", {stageOf("distill.soft", {{"on_policy", 0.5}, {"steps", std::int64_t(40)}})}), &half),
              RunStatus::Finished);
    const double sampled = meanOf(half["0/on_policy"], 0, 40) * 40;
    EXPECT_GT(sampled, 8);
    EXPECT_LT(sampled, 32);
    EXPECT_EQ(half["0/loss.ce"].size(), std::size_t(40 - sampled));
    EXPECT_EQ(half["0/sampled_tokens"].size(), std::size_t(sampled));
    EXPECT_EQ(half["0/loss.distill"].size(), 40u);
    ASSERT_EQ(run(*engine,
                  laneA(project, "all",
                        {stageOf("distill.soft", {{"on_policy", 1.0},
                                                  {"on_policy_max_new", std::int64_t(3)},
                                                  {"schedule", std::string("constant")},
                                                  {"controller", std::string("none")}})}),
                  &all),
              RunStatus::Finished);
    for (std::size_t i = 0; i < 6; ++i) {
        EXPECT_NEAR(all["0/loss"].at(i), 25 * all["0/loss.distill"].at(i), 1e-5) << "α is 1: τ² times the divergence at τ = 5";
        EXPECT_LE(all["0/sampled_tokens"].at(i), 8 * 3);
        EXPECT_GT(all["0/sampled_tokens"].at(i), 0);
    }
}

// The prompts stay, the answers are the student's own, and the same seed and step draw the same ones.
TEST(OnPolicy, BatchesKeepThePromptsAndRepeat) {
    const TinyProject project;
    const auto student = model::loadModel(project.path("teacher"));
    Task task;
    task.promptTemplate = "{prompt}\nRisk:";
    task.labels = {{"low", " low"}, {"high", " high"}};
    const evaluate::TaskEncoder encoder(task, text::Tokenizer::load(project.path("teacher")), 96);
    std::vector<evaluate::EncodedExample> examples;
    for (const auto& review : syntheticReviews(4, 3)) {
        auto example = review;
        example.label = "low";
        examples.push_back(encoder.encode(example));
    }
    train::SoftTargetOptions options;
    options.onPolicyMaxNew = 5;
    const auto first = train::sampledBatch(student, encoder, examples, {2, 0}, options, 7, 3),
               again = train::sampledBatch(student, encoder, examples, {2, 0}, options, 7, 3);
    const auto other = train::sampledBatch(student, encoder, examples, {2, 0}, options, 7, 4);
    EXPECT_TRUE(torch::equal(first.ids, again.ids) && torch::equal(first.targets, again.targets));
    EXPECT_FALSE(first.targets.sizes() == other.targets.sizes() && torch::equal(first.targets, other.targets));
    EXPECT_EQ(first.examples, (std::vector<std::int64_t>{2, 0}));
    for (std::size_t b = 0; b < 2; ++b) {
        const auto& example = examples[b == 0 ? 2 : 0];
        for (std::int32_t t = 0; t < example.responseStart; ++t)
            EXPECT_EQ(first.ids[std::int64_t(b)][t].item<std::int64_t>(), example.ids[std::size_t(t)]);
        EXPECT_LE(first.rowOffsets[b + 1] - first.rowOffsets[b], 5);
        EXPECT_EQ(first.rows[first.rowOffsets[b]].item<std::int64_t>(), std::int64_t(b) * first.ids.size(1) + example.responseStart - 1);
    }
    options.onPolicyTemperature = 0;
    EXPECT_TRUE(torch::equal(train::sampledBatch(student, encoder, examples, {1}, options, 1, 1).targets,
                             train::sampledBatch(student, encoder, examples, {1}, options, 2, 5).targets))
        << "temperature 0 takes the most probable token";
}

TEST(DryRun, CountsTheTeacherAndTheMaps) {
    const TinyProject project;
    const auto engine = makeEngine();
    const auto of = [&](const char* stage, const OptionMap& options) {
        auto experiment = laneA(project, "dry", {stageOf(stage, options)}).experiment;
        const auto out = engine->dryRun(experiment);
        EXPECT_TRUE(out.ok()) << out.error().english();
        return out.ok() ? *out : DryRun{};
    };
    const OptionMap big{{"batch_size", std::int64_t(512)}, {"tau_end", 0.5}};
    const auto soft = of("distill.soft", big), attention = of("distill.attention", big);
    EXPECT_GT(attention.peakBytes, soft.peakBytes + (8 << 20)) << "maps of 512 examples";
    for (const auto* out : {&soft, &attention})
        EXPECT_TRUE(std::any_of(out->notes.begin(), out->notes.end(),
                                [](const Text& note) { return note.english().find("falls below 1") != std::string::npos; }));
}
