// SPDX-License-Identifier: GPL-3.0-or-later
// Strategy B from warm start to student, on a project of seconds.
#include "tests/engine/tiny_project.h"

#include "core/api/feedback.h"

#include <gtest/gtest.h>
#include <map>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

Experiment alignment(const TinyProject& project, const std::string& policyStage = "align.ppo") {
    auto e = project.experiment();
    const OptionMap few{{"steps", std::int64_t(6)}, {"batch_size", std::int64_t(8)}, {"max_tokens", std::int64_t(96)}};
    OptionMap policy{{"rollouts", std::int64_t(3)},
                     {"answers", std::int64_t(32)},
                     {"batch_size", std::int64_t(16)},
                     {"epochs", std::int64_t(1)},
                     {"max_tokens", std::int64_t(96)}};
    OptionMap update = few;
    update["samples"] = std::int64_t(16);
    e.strategies = {{"B",
                     {{"align.sft", few, false},
                      {"align.reward", few, false},
                      {policyStage, policy, false},
                      {"align.filter", {}, false},
                      {"align.progressive", update, false}}}};
    return e;
}

struct Watch {
    RunControl control;
    std::map<std::string, double> metrics; ///< the last value of each
    std::vector<Event> events;
    std::vector<Artifact> artifacts;
    std::function<void(const Metric&)> act;

    Watch() {
        control.addObserver([this](const Report& r) {
            if (const auto* m = std::get_if<Metric>(&r)) {
                metrics[m->name] = m->value;
                if (act)
                    act(*m);
            }
            if (const auto* e = std::get_if<Event>(&r))
                events.push_back(*e);
            if (const auto* a = std::get_if<Artifact>(&r))
                artifacts.push_back(*a);
        });
    }
    const Event* event(const std::string& kind) const {
        for (const auto& e : events)
            if (e.kind == kind)
                return &e;
        return nullptr;
    }
};

} // namespace

TEST(Align, WarmStartRewardPpoFilterAndUpdateMakeAStudent) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto request = project.request("b");
    request.experiment = alignment(project);
    Watch watch;
    const auto summary = engine->run(request, watch.control);
    ASSERT_TRUE(summary.ok()) << summary.error().english();
    EXPECT_EQ(summary->status, RunStatus::Finished);
    for (const char* name : {"pair_accuracy", "pair_accuracy.low", "ece", "length_accuracy", "reward", "kl", "beta", "entropy",
                             "clip_fraction", "loss.value", "acceptance", "reward.after"})
        EXPECT_EQ(watch.metrics.count(name), 1u) << name;
    EXPECT_GT(watch.metrics["acceptance"], 0);
    ASSERT_TRUE(watch.event("calibration"));
    EXPECT_NE(watch.event("calibration")->json.find("\"bins\""), std::string::npos);
    ASSERT_TRUE(watch.event("reward_histogram"));
    ASSERT_TRUE(watch.event("round"));
    EXPECT_NE(watch.event("round")->json.find("\"number\":1"), std::string::npos);
    EXPECT_TRUE(std::filesystem::exists(request.folder + "/B/reward/config.json"));
    EXPECT_TRUE(std::filesystem::exists(request.folder + "/B/samples.jsonl"));
    bool told = false;
    for (const auto& e : watch.events)
        told = told || e.text.key == "Learning from %1 accepted answers of the policy";
    EXPECT_TRUE(told) << "the student learns from the samples, not from the data";
}

TEST(Align, BestOfNStandsInForPpo) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto request = project.request("raft");
    request.experiment = alignment(project, "align.best_of_n");
    Watch watch;
    const auto summary = engine->run(request, watch.control);
    ASSERT_TRUE(summary.ok()) << summary.error().english();
    EXPECT_GE(watch.metrics["reward.best"], watch.metrics["reward"]);
}

// Stopped inside the reward model's training, inside PPO, and resumed: the student of the undisturbed run.
TEST(Align, AStoppedRunResumesBitForBit) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto whole = project.request("whole");
    whole.experiment = alignment(project);
    RunControl undisturbed;
    ASSERT_TRUE(engine->run(whole, undisturbed).ok());
    const auto expected = weightsOf(whole, "B");
    ASSERT_FALSE(expected.empty());
    for (const auto& [stage, step] : {std::pair(1, 3), std::pair(2, 3), std::pair(2, 4)}) {
        auto request = whole;
        request.folder = project.path("runs/stopped-" + std::to_string(stage) + "-" + std::to_string(step));
        Watch watch;
        watch.act = [&, stage = stage, step = step](const Metric& m) {
            if (m.stageIndex == stage && m.name == "loss" && m.step == step)
                watch.control.requestStop();
        };
        const auto stopped = engine->run(request, watch.control);
        ASSERT_TRUE(stopped.ok()) << stopped.error().english();
        EXPECT_EQ(stopped->status, RunStatus::Cancelled);
        request.resume = true;
        RunControl again;
        ASSERT_TRUE(engine->run(request, again).ok());
        EXPECT_EQ(weightsOf(request, "B"), expected) << stage << ", step " << step;
    }
}

TEST(Align, ARoundGoesOnWithTheFormerRewardModelAndItsPreferences) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto first = project.request("first");
    first.experiment = alignment(project);
    first.experiment.strategies["B"].resize(2); // up to the reward model
    Watch before;
    ASSERT_TRUE(engine->run(first, before.control).ok());
    std::ofstream(project.path("more.jsonl")) << R"({"prompt":"A new review","chosen":"high","rejected":"low"})"
                                              << "\n"
                                              << R"({"prompt":"Another review","chosen":"low","rejected":"high"})"
                                              << "\n";
    auto second = project.request("second");
    second.experiment = first.experiment;
    second.experiment.data.preferences = project.path("more.jsonl");
    ASSERT_TRUE(writeRound(second.folder, {2, "first", first.folder, false}).ok());
    Watch after;
    const auto summary = engine->run(second, after.control);
    ASSERT_TRUE(summary.ok()) << summary.error().english();
    ASSERT_TRUE(after.event("round"));
    const auto& json = after.event("round")->json;
    EXPECT_NE(json.find("\"number\":2"), std::string::npos) << json;
    EXPECT_NE(json.find("\"parent\":\"first\""), std::string::npos) << json;
    EXPECT_NE(json.find("\"new_preferences\":2"), std::string::npos) << json;
    const auto old = readPreferences(first.folder + "/B/preferences.jsonl"),
               joined = readPreferences(second.folder + "/B/preferences.jsonl");
    ASSERT_TRUE(old.ok() && joined.ok());
    EXPECT_EQ(joined->size(), old->size() + 2);
}

TEST(Align, MissingPiecesAreNamed) {
    const TinyProject project;
    const auto engine = makeEngine();
    const auto failure = [&](std::vector<std::size_t> left) {
        auto request = project.request("missing");
        std::filesystem::remove_all(request.folder);
        request.experiment = alignment(project);
        auto& stages = request.experiment.strategies["B"];
        for (std::size_t i = 0; i < stages.size(); ++i)
            stages[i].skip = std::find(left.begin(), left.end(), i) == left.end();
        RunControl control;
        const auto result = engine->run(request, control);
        return result.ok() ? std::string() : result.error().what.english();
    };
    EXPECT_EQ(failure({2}), "There is no reward model yet");
    EXPECT_EQ(failure({3}), "There are no samples to filter");
}
