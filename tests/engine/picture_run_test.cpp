// SPDX-License-Identifier: GPL-3.0-or-later
// Attention through the engine: in the middle of a run, and of a model at rest.
#include "tests/engine/tiny_project.h"

#include <gtest/gtest.h>

using namespace stillhouse;
using namespace stillhouse::tests;

// Pictures while a run is paused in the middle: they come from the student of that step, and the run ends with the same bits.
TEST(PictureRun, LeavesTheTrainingAsItIs) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto quiet = project.request("quiet"), watched = project.request("watched");
    quiet.lane = watched.lane = "A";
    RunControl silent, control;
    ASSERT_TRUE(engine->run(quiet, silent).ok());
    std::vector<Picture> pictures;
    control.addObserver([&](const Report& report) {
        if (const auto* metric = std::get_if<Metric>(&report); metric && metric->name == "loss" && metric->step == 3) {
            for (const char* subject : {"teacher", "student"}) {
                PictureRequest request;
                request.tag = request.subject = subject;
                request.prompt = "Card payment of 12 EUR";
                control.requestPicture(request);
            }
            control.requestPause();
        }
        if (const auto* picture = std::get_if<Picture>(&report)) {
            pictures.push_back(*picture);
            if (pictures.size() == 2)
                control.requestResume();
        }
    });
    ASSERT_TRUE(engine->run(watched, control).ok());
    ASSERT_EQ(pictures.size(), 2u);
    EXPECT_EQ(pictures[0].shape[0], 2) << "layers of the teacher";
    EXPECT_EQ(pictures[1].shape[0], 1) << "of the student";
    EXPECT_EQ(pictures[1].step, 3);
    EXPECT_EQ(pictures[0].labels, pictures[1].labels);
    PictureRequest again;
    again.prompt = "Card payment of 12 EUR";
    const auto rest = engine->attention(project.path("teacher"), project.path("task.json"), again);
    ASSERT_TRUE(rest.ok()) << rest.error().english();
    EXPECT_EQ(rest->values, pictures[0].values) << "at rest the same as in the run";
    const auto a = weightsOf(quiet, "A"), b = weightsOf(watched, "A");
    ASSERT_EQ(a.size(), b.size());
    EXPECT_EQ(a.substr(a.size() - 4000), b.substr(b.size() - 4000));
}

TEST(AttentionAtRest, KeepsTheEndOfATextAndRefusesNone) {
    const TinyProject project;
    const auto engine = makeEngine();
    PictureRequest request;
    request.prompt = "Card payment of 12 EUR at night, abroad";
    request.maxTokens = 5;
    const auto picture = engine->attention(project.path("teacher"), {}, request);
    ASSERT_TRUE(picture.ok()) << picture.error().english();
    EXPECT_EQ(picture->labels.size(), 5u);
    EXPECT_GT(picture->omitted, 0);
    EXPECT_TRUE(request.prompt.ends_with(picture->labels.back()));
    request.prompt.clear();
    EXPECT_FALSE(engine->attention(project.path("teacher"), {}, request).ok());
    request.prompt = "x";
    request.maxTokens = 0;
    EXPECT_FALSE(engine->attention(project.path("teacher"), {}, request).ok());
}
