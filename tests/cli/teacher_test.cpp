// SPDX-License-Identifier: GPL-3.0-or-later
// `stillhouse-cli teacher` against a server on loopback.
#include "tests/cli/cli_support.h"
#include "tests/remote/local_server.h"
#include "tests/support/temporary_folder.h"

#include <fstream>
#include <gtest/gtest.h>

using namespace stillhouse::tests;

TEST(TeacherCommand, TestsAsksAndReplaysOffline) {
    TemporaryFolder folder;
    std::ofstream(folder / "task.json") << R"({"kind":"classification","template":"{prompt}\nRisk:","labels":[{"name":"high","verbalizer":" high"},
        {"name":"low","verbalizer":" low"}]})";
    LocalServer server;
    server.key = "secret-4711";
    server.completions = [](const auto& request, auto& response) {
        EXPECT_EQ(request["model"], "small") << "the first that is listed";
        response.set_content(completionsAnswer({{" low", 0.6}, {" high", 0.2}}).dump(), "application/json");
    };
    const std::string key = "MY_KEY=secret-4711 ", command = "stillhouse-cli teacher " + server.endpoint() + " --json --key-variable MY_KEY";
    const auto listed = shell(key + command, folder.path());
    ASSERT_EQ(listed.code, 0) << listed.error;
    EXPECT_EQ(listed.json()["models"], nlohmann::json({"small", "large"}));
    const std::string ask = " --prompt Pay --task task.json --cache kept";
    const auto asked = shell(key + command + ask, folder.path());
    ASSERT_EQ(asked.code, 0) << asked.error;
    EXPECT_EQ(asked.json()["predicted"], "low");
    EXPECT_NEAR(asked.json()["labels"][0]["probability"].get<double>(), 0.25, 1e-9);
    EXPECT_NEAR(asked.json()["covered"].get<double>(), 0.8, 1e-9);
    const auto replayed = shell(command + ask + " --offline --model small", folder.path());
    ASSERT_EQ(replayed.code, 0) << replayed.error;
    EXPECT_EQ(replayed.json()["cached"], true);
    EXPECT_EQ(server.requests, 1);
    const auto missing = shell(command + " --prompt Other --cache kept --offline --model small", folder.path());
    EXPECT_EQ(missing.code, 1);
    EXPECT_NE(missing.error.find("1 of 1"), std::string::npos);
}

TEST(TeacherCommand, SaysWhichVariableItWantsAndNeverTheKey) {
    TemporaryFolder folder;
    LocalServer server;
    server.key = "right";
    const auto refused = shell("MY_KEY=wrong-9911 stillhouse-cli teacher " + server.endpoint() + " --key-variable MY_KEY --json", folder.path());
    EXPECT_EQ(refused.code, 1);
    EXPECT_NE(refused.error.find("MY_KEY"), std::string::npos);
    EXPECT_EQ((refused.out + refused.error).find("wrong-9911"), std::string::npos);
    EXPECT_EQ(shell("stillhouse-cli teacher ftp://host", folder.path()).code, 1);
    EXPECT_EQ(shell("stillhouse-cli teacher http://h/v1 --offline", folder.path()).code, 2) << "--offline needs --cache and --prompt";
    EXPECT_EQ(shell("stillhouse-cli teacher", folder.path()).code, 2);
}
