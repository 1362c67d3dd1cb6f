// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/tiny_project.h"

#include <gtest/gtest.h>
#include <map>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

// Counts what a run reports, and may act on every report.
struct Watch {
    RunControl control;
    std::map<std::string, int> metrics;
    std::vector<StageState> stages;
    std::vector<Event> events;
    std::function<void(const Report&)> act;

    Watch() {
        control.addObserver([this](const Report& r) {
            if (const auto* m = std::get_if<Metric>(&r))
                ++metrics[m->lane + "/" + m->name];
            if (const auto* s = std::get_if<StageState>(&r))
                stages.push_back(*s);
            if (const auto* e = std::get_if<Event>(&r))
                events.push_back(*e);
            if (act)
                act(r);
        });
    }
};

// Stops the run after `step` of the stage with this index.
void stopAt(Watch& watch, const std::string& lane, int stage, std::int64_t step) {
    watch.act = [&watch, lane, stage, step](const Report& r) {
        if (const auto* m = std::get_if<Metric>(&r); m && m->lane == lane && m->stageIndex == stage && m->name == "loss" && m->step == step)
            watch.control.requestStop();
    };
}

} // namespace

TEST(Run, BothStrategiesEndInAComparison) {
    const TinyProject project;
    const auto engine = makeEngine();
    Watch watch;
    const auto request = project.request("one");
    const auto summary = engine->run(request, watch.control);
    ASSERT_TRUE(summary.ok()) << summary.error().english();
    EXPECT_EQ(summary->status, RunStatus::Finished);
    ASSERT_EQ(summary->evaluations.size(), 3u);
    EXPECT_EQ(summary->evaluations[0].subject, "teacher");
    EXPECT_EQ(summary->evaluations[2].subject, "B");
    EXPECT_EQ(summary->evaluations[1].predictions.size(), 20u);
    EXPECT_FALSE(summary->pairs.empty());
    EXPECT_EQ(summary->latencies.size(), 3u);
    EXPECT_EQ(watch.metrics["A/loss"], 6);
    EXPECT_EQ(watch.metrics["A/tau"], 6);
    EXPECT_EQ(watch.metrics["A/share.distill"], 6);
    EXPECT_EQ(watch.metrics["B/loss"], 6 + 6);
    EXPECT_FALSE(weightsOf(request, "A").empty());
    const auto student = inspectModel(request.folder + "/B/model");
    ASSERT_TRUE(student.ok());
    EXPECT_EQ(student->hidden, 16);
}

TEST(Run, TheSameDocumentGivesTheSameBits) {
    const TinyProject project;
    const auto engine = makeEngine();
    RunControl first, second;
    ASSERT_TRUE(engine->run(project.request("x"), first).ok());
    ASSERT_TRUE(engine->run(project.request("y"), second).ok());
    // The metadata names the run: compare the tensors behind the header.
    const auto a = weightsOf(project.request("x"), "A"), b = weightsOf(project.request("y"), "A");
    ASSERT_EQ(a.size(), b.size());
    EXPECT_EQ(a.substr(a.size() - 4000), b.substr(b.size() - 4000));
}

// Stopped in the middle of every stage in turn, then resumed: the weights are those of the undisturbed run, bit for bit.
TEST(Run, AStoppedRunResumesBitForBit) {
    const TinyProject project;
    const auto engine = makeEngine();
    RunControl undisturbed;
    ASSERT_TRUE(engine->run(project.request("whole"), undisturbed).ok());
    const auto a = weightsOf(project.request("whole"), "A"), b = weightsOf(project.request("whole"), "B");
    for (const auto& [lane, stage, step] : {std::tuple("A", 0, 3), std::tuple("B", 0, 4), std::tuple("B", 1, 3)}) {
        auto request = project.request("whole"); // the same id, so that the files are the same too
        request.folder = project.path(std::string("runs/stopped-") + lane + std::to_string(stage));
        Watch watch;
        stopAt(watch, lane, stage, step);
        const auto stopped = engine->run(request, watch.control);
        ASSERT_TRUE(stopped.ok()) << stopped.error().english();
        EXPECT_EQ(stopped->status, RunStatus::Cancelled);
        request.resume = true;
        RunControl again;
        const auto resumed = engine->run(request, again);
        ASSERT_TRUE(resumed.ok()) << resumed.error().english();
        EXPECT_EQ(weightsOf(request, "A"), a) << lane << stage;
        EXPECT_EQ(weightsOf(request, "B"), b) << lane << stage;
    }
}

TEST(Run, CancelAnswersWithinOneStep) {
    const TinyProject project;
    const auto engine = makeEngine();
    Watch watch;
    stopAt(watch, "A", 0, 2);
    const auto summary = engine->run(project.request("cancel"), watch.control);
    ASSERT_TRUE(summary.ok());
    EXPECT_EQ(summary->status, RunStatus::Cancelled);
    EXPECT_EQ(watch.metrics["A/loss"], 2) << "no step after the one that asked to stop";
    EXPECT_EQ(watch.stages.back().status, StageStatus::Cancelled);
}

TEST(Run, AnOverrideOfTauIsUsedAndRecorded) {
    const TinyProject project;
    const auto engine = makeEngine();
    Watch watch;
    std::vector<double> taus;
    watch.act = [&](const Report& r) {
        const auto* m = std::get_if<Metric>(&r);
        if (!m || m->name != "tau" || m->lane != "A")
            return;
        taus.push_back(m->value);
        if (taus.size() == 2)
            watch.control.setOverride("A", "tau", 2.5);
        if (taus.size() == 4)
            watch.control.setOverride("A", "tau", std::nullopt);
    };
    auto request = project.request("tau");
    request.lane = "A";
    request.experiment.strategies["A"][0].options["schedule"] = std::string("constant");
    request.experiment.strategies["A"][0].options["controller"] = std::string("none");
    ASSERT_TRUE(engine->run(request, watch.control).ok());
    EXPECT_EQ(taus, (std::vector<double>{5, 5, 2.5, 2.5, 5, 5}));
    int overrides = 0;
    for (const auto& event : watch.events)
        overrides += event.kind == "override";
    EXPECT_EQ(overrides, 2);
}

TEST(Run, AForkContinuesFromTheCheckpointWithOtherOptions) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto first = project.request("parent");
    first.experiment.strategies["A"][0].options["checkpoint_every"] = std::int64_t(3);
    first.lane = "A";
    RunControl control;
    ASSERT_TRUE(engine->run(first, control).ok());
    auto fork = first;
    fork.folder = project.path("runs/fork");
    fork.forkFrom = first.folder + "/A/0-distill.soft/checkpoint-3.safetensors";
    fork.experiment.strategies["A"][0].options["steps"] = std::int64_t(8);
    Watch watch;
    const auto summary = engine->run(fork, watch.control);
    ASSERT_TRUE(summary.ok()) << summary.error().english();
    EXPECT_EQ(watch.metrics["A/loss"], 5) << "steps 4 to 8";
}

TEST(Run, RefusesBeforeWorkStarts) {
    const TinyProject project;
    const auto engine = makeEngine();
    const auto failure = [&](const std::function<void(Experiment&)>& spoil) {
        auto request = project.request("refused");
        spoil(request.experiment);
        RunControl control;
        const auto result = engine->run(request, control);
        EXPECT_FALSE(result.ok());
        return result.ok() ? Error{} : result.error();
    };
    EXPECT_EQ(failure([](Experiment& e) { e.strategies["A"][0].options["alhpa"] = 0.5; }).key, "strategies.A[0].alhpa");
    EXPECT_EQ(failure([](Experiment& e) { e.strategies["A"][0].options["alpha"] = 1.5; }).key, "strategies.A[0].alpha");
    EXPECT_EQ(failure([](Experiment& e) { e.strategies["B"][0].stage = "align.sfd"; }).remedy.english(), "Did you mean 'align.sft'?");
    EXPECT_EQ(failure([](Experiment& e) { e.teachers[0].path = "/nowhere"; }).key, "teacher.path");
    EXPECT_EQ(failure([](Experiment& e) { e.student.heads = 3; }).key, "student.heads");
    EXPECT_EQ(failure([](Experiment& e) { e.student.hidden = 0; }).key, "student.hidden");
}

TEST(DryRun, EstimatesEveryStage) {
    const TinyProject project;
    const auto estimate = makeEngine()->dryRun(project.experiment());
    ASSERT_TRUE(estimate.ok()) << estimate.error().english();
    ASSERT_EQ(estimate->stages.size(), 3u);
    EXPECT_EQ(estimate->stages[0].steps, 6);
    EXPECT_GT(estimate->peakBytes, 1 << 20);
    EXPECT_GT(estimate->seconds, 0);
}
