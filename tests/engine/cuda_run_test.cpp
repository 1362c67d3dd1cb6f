// SPDX-License-Identifier: GPL-3.0-or-later
// Runs on a CUDA device repeat and resume bit for bit.
#include "tests/engine/cuda_fixture.h"
#include "tests/engine/tiny_project.h"

namespace stillhouse::tests {
namespace {

// Every kind of training that a strategy has, short.
RunRequest everyStage(const TinyProject& project) {
    auto request = project.request("cuda"); // one id, so that the files are the same too
    auto& e = request.experiment;
    e.device = "cuda";
    const auto few = e.strategies["A"][0].options;
    auto rounds = few, policy = few;
    rounds["samples"] = std::int64_t(16);
    policy.erase("steps");
    policy["rollouts"] = std::int64_t(2);
    policy["answers"] = std::int64_t(16);
    e.strategies["A"] = {{"distill.soft", few, false}, {"distill.attention", few, false}, {"distill.gradient", few, false}, {"lora.sft", few, false}};
    e.strategies["B"] = {{"align.sft", few, false}, {"align.reward", few, false}, {"align.ppo", policy, false}, {"align.filter", {}, false}, {"align.progressive", rounds, false}};
    e.evaluate.latencyRequests = 0;
    return request;
}

} // namespace

TEST_F(Cuda, ARunOfEveryStageGivesTheSameBitsAgain) {
    const TinyProject project;
    const auto engine = makeEngine();
    std::vector<std::string> a, b;
    for (const char* folder : {"first", "second"}) {
        auto request = everyStage(project);
        request.folder = project.path(folder);
        RunControl control;
        const auto summary = engine->run(request, control);
        ASSERT_TRUE(summary.ok()) << summary.error().english();
        a.push_back(weightsOf(request, "A"));
        b.push_back(weightsOf(request, "B"));
    }
    EXPECT_FALSE(a[0].empty());
    EXPECT_TRUE(a[0] == a[1]) << "strategy A";
    EXPECT_TRUE(b[0] == b[1]) << "strategy B";
}

TEST_F(Cuda, AStoppedRunResumesBitForBit) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto whole = everyStage(project);
    whole.folder = project.path("whole");
    RunControl undisturbed;
    ASSERT_TRUE(engine->run(whole, undisturbed).ok());
    for (const auto& [lane, stage] : {std::pair("A", 0), std::pair("A", 1), std::pair("A", 3), std::pair("B", 1), std::pair("B", 2), std::pair("B", 4)}) {
        auto request = everyStage(project);
        request.folder = project.path(std::string("stopped-") + lane + std::to_string(stage));
        RunControl control, again;
        control.addObserver([&, lane = std::string(lane), stage = stage](const Report& r) {
            if (const auto* m = std::get_if<Metric>(&r); m && m->lane == lane && m->stageIndex == stage && m->name == "loss" && m->step >= 1)
                control.requestStop();
        });
        const auto stopped = engine->run(request, control);
        ASSERT_TRUE(stopped.ok()) << stopped.error().english();
        EXPECT_EQ(stopped->status, RunStatus::Cancelled);
        request.resume = true;
        const auto resumed = engine->run(request, again);
        ASSERT_TRUE(resumed.ok()) << resumed.error().english();
        EXPECT_TRUE(weightsOf(request, "A") == weightsOf(whole, "A")) << lane << stage;
        EXPECT_TRUE(weightsOf(request, "B") == weightsOf(whole, "B")) << lane << stage;
    }
}

// A checkpoint holds the CPU's copy: what one device began, another goes on with.
TEST_F(Cuda, ARunThatBeganOnTheGpuGoesOnOnTheCpu) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto request = everyStage(project);
    request.lane = "A";
    RunControl control, again;
    control.addObserver([&](const Report& r) {
        if (const auto* m = std::get_if<Metric>(&r); m && m->stageIndex == 1 && m->name == "loss" && m->step >= 2)
            control.requestStop();
    });
    ASSERT_TRUE(engine->run(request, control).ok());
    request.resume = true;
    request.experiment.device = "cpu";
    const auto resumed = engine->run(request, again);
    ASSERT_TRUE(resumed.ok()) << resumed.error().english();
    EXPECT_EQ(resumed->status, RunStatus::Finished);
}

} // namespace stillhouse::tests
