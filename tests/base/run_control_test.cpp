// SPDX-License-Identifier: GPL-3.0-or-later
// The line between a run and its watchers: picture requests.
#include "core/api/run_control.h"

#include <gtest/gtest.h>
#include <thread>

using namespace stillhouse;

namespace {

PictureRequest request(const std::string& tag, const std::string& prompt, const std::string& lane = {}) {
    PictureRequest out;
    out.tag = tag;
    out.prompt = prompt;
    out.lane = lane;
    return out;
}

} // namespace

TEST(PictureRequests, TheNewestOfATagReplacesTheOneThatWaits) {
    RunControl control;
    EXPECT_FALSE(control.pictureRequested());
    EXPECT_FALSE(control.takePictureRequest("A"));
    control.requestPicture(request("student", "first"));
    control.requestPicture(request("teacher", "other"));
    control.requestPicture(request("student", "second"));
    EXPECT_TRUE(control.pictureRequested());
    const auto one = control.takePictureRequest("A"), two = control.takePictureRequest("A");
    ASSERT_TRUE(one && two);
    EXPECT_EQ(one->tag, "teacher") << "the replaced request gave up its place";
    EXPECT_EQ(two->prompt, "second");
    EXPECT_FALSE(control.takePictureRequest("A"));
    EXPECT_FALSE(control.pictureRequested());
}

TEST(PictureRequests, WaitForTheirLane) {
    RunControl control;
    control.requestPicture(request("of B", "x", "B"));
    control.requestPicture(request("of any", "y"));
    EXPECT_EQ(control.takePictureRequest("A")->tag, "of any");
    EXPECT_FALSE(control.takePictureRequest("A"));
    EXPECT_EQ(control.takePictureRequest("B")->tag, "of B");
}

// Two threads ask under two tags while a third takes: what is taken of a tag never goes back in time, and the last request arrives.
TEST(PictureRequests, MayComeFromAnyThread) {
    RunControl control;
    constexpr int kRequests = 2000;
    const auto ask = [&](const std::string& tag) {
        for (int i = 1; i <= kRequests; ++i)
            control.requestPicture(request(tag, std::to_string(i)));
    };
    std::thread first(ask, "one"), second(ask, "two");
    std::map<std::string, int> last;
    while (last["one"] < kRequests || last["two"] < kRequests)
        if (const auto taken = control.takePictureRequest("A")) {
            const int number = std::stoi(taken->prompt);
            EXPECT_GT(number, last[taken->tag]);
            last[taken->tag] = number;
        }
    first.join();
    second.join();
    EXPECT_FALSE(control.pictureRequested());
}

TEST(RunControl, CallsBackWhilePausedAndGoesOnWhenResumed) {
    RunControl control;
    EXPECT_FALSE(control.waitWhilePaused([] { FAIL() << "not paused"; }));
    control.requestPause();
    int calls = 0;
    EXPECT_TRUE(control.waitWhilePaused([&] {
        if (++calls == 2)
            control.requestResume();
    }));
    EXPECT_EQ(calls, 2);
    EXPECT_FALSE(control.paused());
}
