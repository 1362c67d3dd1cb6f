// SPDX-License-Identifier: GPL-3.0-or-later
// Values held by hand in runs that are repeated.
#include "core/api/store.h"
#include "tests/engine/told.h"

#include <gtest/gtest.h>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

// Holds τ at steps of the run, and lets go again.
void hand(RunControl& control, const Metric& m) {
    if (m.name != "loss" || m.lane != "A")
        return;
    if (m.step == 1)
        control.setOverride("A", "tau", 1.0 / 3);
    if (m.step == 3)
        control.setOverride("A", "tau", 7.25);
    if (m.step == 4)
        control.setOverride("A", "tau", std::nullopt);
}

} // namespace

TEST(Overrides, ARepetitionHoldsWhatWasHeldAndEndsWithTheSameBits) {
    const TinyProject project;
    auto request = softOnly(project, "held");
    RunControl control;
    const auto held = tell(*makeEngine(), request, control, [&](const Metric& m) { hand(control, m); });
    ASSERT_TRUE(held.ok) << held.error.english();
    const auto expected = weightsOf(request, "A");
    const auto overrides = overridesOf(held.events);
    ASSERT_EQ(overrides.size(), 1u);
    const std::vector<OverrideSpec> steps{{1, "tau", 1.0 / 3}, {3, "tau", 7.25}, {4, "tau", std::nullopt}};
    EXPECT_EQ(overrides.at({"A", 0}), steps) << "with all their digits";
    request.folder = project.path("runs/free");
    ASSERT_TRUE(run(request).ok);
    EXPECT_NE(weightsOf(request, "A"), expected) << "the hand made a difference";
    request.folder = project.path("runs/again");
    request.experiment.strategies["A"][0].overrides = steps;
    const auto document = parseExperiment(formatExperiment(request.experiment), "document", {});
    ASSERT_TRUE(document.ok()) << document.error().english();
    request.experiment = *document;
    const auto again = run(request);
    ASSERT_TRUE(again.ok) << again.error.english();
    EXPECT_EQ(weightsOf(request, "A"), expected);
    EXPECT_EQ(overridesOf(again.events), overrides) << "so that a repetition can be repeated";
    EXPECT_EQ(again.metrics.at("tau"), held.metrics.at("tau"));
}

// Stopped while τ is held, resumed without the hand: the history says where it ended, and the repetition follows it.
TEST(Overrides, AHandThatIsGoneAfterAStopIsGoneInTheRepetitionToo) {
    const TinyProject project;
    auto request = softOnly(project, "stopped");
    RunControl control;
    auto told = tell(*makeEngine(), request, control, [&](const Metric& m) {
        if (m.name == "loss" && m.step == 2)
            control.setOverride("A", "tau", 2.5);
        if (m.name == "loss" && m.step == 4)
            control.requestStop();
    });
    request.resume = true;
    const auto resumed = run(request);
    ASSERT_TRUE(resumed.ok) << resumed.error.english();
    auto events = told.events;
    events.insert(events.end(), resumed.events.begin(), resumed.events.end());
    const std::vector<OverrideSpec> steps{{2, "tau", 2.5}, {4, "tau", std::nullopt}};
    EXPECT_EQ(overridesOf(events).at({"A", 0}), steps);
    auto again = softOnly(project, "stopped");
    again.folder = project.path("runs/again");
    again.experiment.strategies["A"][0].overrides = steps;
    ASSERT_TRUE(run(again).ok);
    EXPECT_EQ(weightsOf(again, "A"), weightsOf(request, "A"));
}

TEST(Overrides, WhatAKilledRunLostDoesNotCount) {
    std::vector<Event> events;
    const auto add = [&](std::int64_t step, const char* kind, const char* json) { events.push_back({"A", 0, step, Severity::Info, kind, {}, json, 0}); };
    add(10, "override", R"({"key":"tau","value":3})");
    add(25, "override", R"({"key":"tau","value":null})");
    add(31, "override", R"({"key":"tau","value":4})");
    add(20, "log", R"({"key":"resume"})");
    add(22, "override", R"({"key":"tau","value":5})");
    const std::vector<OverrideSpec> expected{{10, "tau", 3.0}, {22, "tau", 5.0}};
    EXPECT_EQ(overridesOf(events).at({"A", 0}), expected);
}

TEST(Overrides, AreRefusedWhereNothingCanBeHeld) {
    const TinyProject project;
    auto request = project.request("refused");
    request.experiment.strategies["B"][0].overrides = {{1, "tau", 2.0}};
    EXPECT_EQ(run(request).error.key, "strategies.B[0].overrides[0].key");
    request = project.request("refused");
    request.experiment.strategies["A"][0].overrides = {{1, "tau", 20.0}};
    EXPECT_EQ(run(request).error.key, "strategies.A[0].overrides[0].value");
}
