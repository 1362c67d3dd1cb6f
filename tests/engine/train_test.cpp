// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/tiny_project.h"

#include <gtest/gtest.h>

using namespace stillhouse;
using namespace stillhouse::tests;

TEST(Train, StoppedItLeavesACheckpointAndSaysThatThereIsNoModel) {
    const TinyProject project;
    const auto engine = makeEngine();
    TrainRequest request;
    request.config = project.path("teacher");
    request.data = project.path("data.jsonl");
    request.task = project.path("task.json");
    request.out = project.path("trained");
    request.options = {{"steps", std::int64_t(4)}, {"batch_size", std::int64_t(8)}, {"max_tokens", std::int64_t(96)}};
    RunControl control;
    control.addObserver([&](const Report& report) {
        if (const auto* metric = std::get_if<Metric>(&report); metric && metric->name == "loss" && metric->step == 2)
            control.requestStop();
    });
    const auto stopped = engine->train(request, control);
    ASSERT_TRUE(stopped.ok()) << stopped.error().english();
    EXPECT_EQ(stopped->steps, 2);
    EXPECT_EQ(stopped->out, "");
    EXPECT_FALSE(std::filesystem::exists(request.out));
    EXPECT_TRUE(std::filesystem::exists(request.out + ".checkpoints"));
    request.resume = true;
    RunControl again;
    const auto finished = engine->train(request, again);
    ASSERT_TRUE(finished.ok()) << finished.error().english();
    EXPECT_EQ(finished->out, request.out);
    EXPECT_TRUE(std::filesystem::exists(request.out + "/config.json"));
    EXPECT_FALSE(std::filesystem::exists(request.out + ".checkpoints"));
}
