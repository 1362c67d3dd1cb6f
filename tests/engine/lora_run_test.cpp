// SPDX-License-Identifier: GPL-3.0-or-later
// The stages with adapters as a run has them, and the cascade.
#include "core/api/adapter.h"
#include "core/train/lora.h"
#include "tests/engine/tiny_project.h"

#include <algorithm>
#include <gtest/gtest.h>

#include <numeric>
#include <map>

using namespace stillhouse;
using namespace stillhouse::tests;
namespace fs = std::filesystem;

namespace {

const OptionMap kShort{{"steps", std::int64_t(6)}, {"batch_size", std::int64_t(8)}, {"max_tokens", std::int64_t(96)}};

StageSpec stage(const std::string& id, const OptionMap& more = {}) {
    OptionMap options = more;
    options.insert(kShort.begin(), kShort.end());
    return {id, options, false};
}

RunRequest requestOf(const TinyProject& project, const std::string& run, std::vector<StageSpec> stages, const std::string& lane = "A") {
    auto request = project.request(run);
    request.experiment.strategies = {{lane, std::move(stages)}};
    request.lane = lane;
    return request;
}

struct Seen {
    RunSummary summary;
    std::vector<Event> events;
    std::map<std::string, std::vector<double>> curves; ///< by "<stage>/<metric>"
};

Seen runIt(Engine& engine, const RunRequest& request, int stopStage = -1, std::int64_t stopStep = 0) {
    Seen seen;
    RunControl control;
    control.addObserver([&](const Report& r) {
        if (const auto* event = std::get_if<Event>(&r))
            seen.events.push_back(*event);
        const auto* m = std::get_if<Metric>(&r);
        if (!m)
            return;
        seen.curves[std::to_string(m->stageIndex) + "/" + m->name].push_back(m->value);
        if (m->stageIndex == stopStage && m->name == "loss" && m->step == stopStep)
            control.requestStop();
    });
    auto summary = engine.run(request, control);
    EXPECT_TRUE(summary.ok()) << summary.error().english();
    if (summary.ok())
        seen.summary = *summary;
    return seen;
}

const Evaluation* subjectOf(const RunSummary& summary, const std::string& name) {
    const auto found = std::find_if(summary.evaluations.begin(), summary.evaluations.end(), [&](const Evaluation& e) { return e.subject == name; });
    return found == summary.evaluations.end() ? nullptr : &*found;
}

AdapterReport reportOf(const Seen& seen) {
    for (const auto& event : seen.events)
        if (event.kind == "lora") {
            auto report = parseAdapterReport(event.json);
            EXPECT_TRUE(report.ok());
            return report.value();
        }
    ADD_FAILURE() << "no report";
    return {};
}

} // namespace

TEST(LoraRun, CascadeLeavesAdapterBaseAndMergedModel) {
    const TinyProject project;
    const auto engine = makeEngine();
    const auto request = requestOf(project, "cascade", {stage("distill.soft"), stage("lora.sft", {{"targets", std::string("all_linear")}, {"learning_rate", 0.01}, {"steps", std::int64_t(30)}})});
    const auto seen = runIt(*engine, request);
    ASSERT_EQ(seen.summary.status, RunStatus::Finished);
    const auto report = reportOf(seen);
    EXPECT_LT(report.mergeError, 1e-5);
    // One layer, 16 wide, 2 heads of 8, ffn 32: q, k, v, o and three of the feed-forward block.
    EXPECT_EQ(report.trained, 8 * (4 * 32 + 3 * 48));
    auto base = model::loadModel(report.base);
    EXPECT_EQ(report.parameters, formats::parameterCount(base.config()));
    const auto merged = model::loadModel(request.folder + "/A/model");
    const train::LoraAdapter adapter(base, peft::AdapterFile(report.adapter));
    adapter.merge(base);
    const auto mine = base.namedParameters(), theirs = merged.namedParameters();
    for (std::size_t i = 0; i < mine.size(); ++i)
        EXPECT_TRUE(torch::equal(mine[i].second, theirs[i].second)) << mine[i].first << ": what the files say is what the run had";
    EXPECT_FALSE(inspectAdapter(report.adapter, project.path("teacher")).ok()) << "another shape";
    EXPECT_TRUE(inspectAdapter(report.adapter, report.base).ok());
    const auto& loss = seen.curves.at("1/loss");
    ASSERT_EQ(loss.size(), 30u);
    EXPECT_LT(std::accumulate(loss.end() - 10, loss.end(), 0.0), std::accumulate(loss.begin(), loss.begin() + 10, 0.0)) << "one batch is too few to tell";
    ASSERT_TRUE(subjectOf(seen.summary, "A before LoRA"));
    EXPECT_EQ(subjectOf(seen.summary, "A before LoRA")->modelPath, report.base);
    const bool paired = std::any_of(seen.summary.pairs.begin(), seen.summary.pairs.end(),
                                    [](const PairTest& p) { return p.first == "A before LoRA" && p.second == "A" && p.test == "McNemar exact"; });
    EXPECT_TRUE(paired);
    EXPECT_TRUE(std::any_of(seen.summary.artifacts.begin(), seen.summary.artifacts.end(), [&](const Artifact& a) { return a.kind == "adapter" && a.path == report.adapter; }));
}

// Stopped in the middle of an adapter with dropout and resumed: the same bits. The same for the distilling one, with the student's samples.
TEST(LoraRun, ResumesBitForBit) {
    const TinyProject project;
    const auto engine = makeEngine();
    const auto whole = requestOf(project, "whole",
                                 {stage("distill.soft"), stage("lora.sft", {{"dropout", 0.2}, {"learning_rate", 0.01}}),
                                  stage("lora.distill", {{"dropout", 0.1}, {"rank", std::int64_t(4)}, {"on_policy", 0.5}, {"targets", std::string("attention")}})});
    ASSERT_EQ(runIt(*engine, whole).summary.status, RunStatus::Finished);
    const auto weights = weightsOf(whole, "A");
    for (const int at : {1, 2}) {
        auto request = whole;
        request.folder = project.path("runs/stopped-" + std::to_string(at));
        ASSERT_EQ(runIt(*engine, request, at, 3).summary.status, RunStatus::Cancelled);
        EXPECT_FALSE(fs::exists(request.folder + "/A/model"));
        request.resume = true;
        const auto resumed = runIt(*engine, request);
        ASSERT_EQ(resumed.summary.status, RunStatus::Finished);
        EXPECT_EQ(weightsOf(request, "A"), weights) << "stopped in stage " << at;
        EXPECT_TRUE(subjectOf(resumed.summary, "A before LoRA"));
        EXPECT_TRUE(subjectOf(resumed.summary, "A before LoRA 2"));
    }
}

TEST(LoraRun, AQuantizerBehindItIsJudgedApart) {
    const TinyProject project;
    const auto request = requestOf(project, "packed", {stage("lora.sft"), {"quantize.int4", {}, false}});
    const auto seen = runIt(*makeEngine(), request);
    for (const char* name : {"teacher", "A before LoRA", "A after LoRA", "A"})
        EXPECT_TRUE(subjectOf(seen.summary, name)) << name;
}

TEST(LoraRun, AStudentOnDiskIsNamedAsTheBase) {
    const TinyProject project;
    auto request = requestOf(project, "named", {stage("lora.sft")});
    request.experiment.student = {};
    request.experiment.student.path = project.path("teacher");
    const auto seen = runIt(*makeEngine(), request);
    EXPECT_EQ(reportOf(seen).base, project.path("teacher"));
    EXPECT_FALSE(fs::exists(request.folder + "/A/0-lora.sft/base"));
    EXPECT_TRUE(subjectOf(seen.summary, "A before LoRA"));
}

TEST(LoraRun, WarmStartOfThePolicyCanBeLora) {
    const TinyProject project;
    const auto engine = makeEngine();
    const auto request = requestOf(project, "policy", {stage("align.sft", {{"lora_rank", std::int64_t(4)}, {"learning_rate", 0.01}}), stage("align.progressive", {{"samples", std::int64_t(16)}})}, "B");
    const auto seen = runIt(*engine, request);
    ASSERT_EQ(seen.summary.status, RunStatus::Finished);
    const auto report = reportOf(seen);
    EXPECT_EQ(report.base, project.path("teacher"));
    EXPECT_EQ(report.trained, 2 * 4 * 2 * (24 + 24)) << "q and v of two layers, 24 wide";
    EXPECT_FALSE(subjectOf(seen.summary, "B before LoRA")) << "the policy is not what the lane makes";
    auto stopped = request;
    stopped.folder = project.path("runs/policy-stopped");
    ASSERT_EQ(runIt(*engine, stopped, 0, 3).summary.status, RunStatus::Cancelled);
    stopped.resume = true;
    ASSERT_EQ(runIt(*engine, stopped).summary.status, RunStatus::Finished);
    EXPECT_EQ(weightsOf(stopped, "B"), weightsOf(request, "B"));
}

TEST(LoraRun, CheckpointsHoldTheAdapterAlone) {
    const TinyProject project;
    auto request = requestOf(project, "small", {stage("lora.sft", {{"checkpoint_every", std::int64_t(2)}})});
    request.experiment.student = {};
    request.experiment.student.path = project.path("teacher");
    (void)runIt(*makeEngine(), request);
    for (const auto& view : formats::SafetensorsFile(request.folder + "/A/0-lora.sft/checkpoint-6.safetensors").tensors())
        EXPECT_NE(view.info.name.rfind("student/", 0), 0u) << view.info.name;
}

TEST(LoraRun, DryRunCountsOneOptimizerForTheAdapter) {
    const TinyProject project;
    const auto engine = makeEngine();
    const auto peak = [&](const StageSpec& spec) {
        auto experiment = requestOf(project, "dry", {spec}).experiment;
        experiment.student.hidden = 512;
        experiment.student.layers = 4;
        experiment.student.ffn = 1024;
        const auto dry = engine->dryRun(experiment);
        EXPECT_TRUE(dry.ok()) << dry.error().english();
        return dry.ok() ? dry->stages.front() : StageEstimate{};
    };
    const auto full = peak(stage("distill.soft")), adapter = peak(stage("lora.sft"));
    // 4 layers of 4·512² + 3·512·1024 weights: gradients and two moments in F32 are 12 bytes each.
    const double matrices = 4 * (4.0 * 512 * 512 + 3.0 * 512 * 1024);
    EXPECT_GT(double(full.peakBytes - adapter.peakBytes), 0.95 * 12 * matrices);
    EXPECT_LT(adapter.diskBytes, full.diskBytes);
    EXPECT_LT(adapter.seconds, full.seconds) << "no teacher is asked";
}

TEST(LoraRun, RefusesWhatTheStudentDoesNotHave) {
    const TinyProject project;
    const auto engine = makeEngine();
    RunControl control;
    const auto wrong = engine->run(requestOf(project, "wrong", {stage("lora.sft", {{"targets", std::string("custom")}, {"target_modules", std::string("qproj")}})}), control);
    ASSERT_FALSE(wrong.ok());
    EXPECT_EQ(wrong.error().key, "strategies.A[0].target_modules");
    const auto zero = engine->run(requestOf(project, "zero", {stage("lora.sft", {{"rank", std::int64_t(0)}})}), control);
    ASSERT_FALSE(zero.ok());
    EXPECT_EQ(zero.error().key, "strategies.A[0].rank");
}

TEST(LoraMerge, GoesInAndOut) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto request = requestOf(project, "merge", {stage("lora.sft", {{"learning_rate", 0.02}})});
    request.experiment.student = {};
    request.experiment.student.path = project.path("teacher");
    const auto report = reportOf(runIt(*engine, request));
    RunControl control;
    const auto merged = engine->mergeAdapter({project.path("teacher"), report.adapter, project.path("merged"), {}, false}, control);
    ASSERT_TRUE(merged.ok()) << merged.error().english();
    EXPECT_GT(merged->largestChange, 1e-3);
    EXPECT_LT(merged->error, 1e-5);
    EXPECT_EQ(merged->adapter.parameters, report.trained);
    const auto back = engine->mergeAdapter({project.path("merged"), report.adapter, project.path("back"), {}, true}, control);
    ASSERT_TRUE(back.ok()) << back.error().english();
    EXPECT_LT(back->error, 1e-5);
    const auto first = model::loadModel(project.path("teacher")).namedParameters(), last = model::loadModel(project.path("back")).namedParameters();
    for (std::size_t i = 0; i < first.size(); ++i)
        EXPECT_LT((first[i].second - last[i].second).abs().max().item<double>(), 1e-5) << first[i].first;
    const auto half = engine->mergeAdapter({project.path("teacher"), report.adapter, project.path("half"), "bf16", false}, control);
    ASSERT_TRUE(half.ok()) << half.error().english();
    EXPECT_EQ(model::loadModel(project.path("half")).config().dtype, formats::DType::BF16);
    EXPECT_FALSE(engine->mergeAdapter({project.path("teacher"), project.path("data.jsonl"), project.path("x"), {}, false}, control).ok());
    control.requestStop();
    const auto stopped = engine->mergeAdapter({project.path("teacher"), report.adapter, project.path("never"), {}, false}, control);
    ASSERT_FALSE(stopped.ok());
    EXPECT_EQ(stopped.error().kind, ErrorKind::Cancelled);
    EXPECT_FALSE(fs::exists(project.path("never")));
}

TEST(Cascade, PutsLoraBeforeTheQuantizer) {
    Experiment e;
    e.name = "mine";
    e.strategies["A"] = {{"distill.soft", {}, false}, {"quantize.int4", {}, false}};
    e.strategies["B"] = {{"align.sft", {}, false}};
    const auto cascade = cascadeOf(e);
    ASSERT_EQ(cascade.strategies.at("A").size(), 3u);
    EXPECT_EQ(cascade.strategies.at("A")[1].stage, "lora.sft");
    EXPECT_EQ(cascade.strategies.at("B").size(), 1u);
    EXPECT_EQ(cascade.name, "mine (cascade)");
    EXPECT_EQ(cascadeOf(cascade).strategies.at("A").size(), 3u) << "once is enough";
    EXPECT_EQ(cascadeOf(Experiment{}).strategies.at("A").front().stage, "distill.soft");
}
