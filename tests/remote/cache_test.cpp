// SPDX-License-Identifier: GPL-3.0-or-later
// What a remote teacher writes: its key nowhere, its answers into the cache, over a real connection on loopback.
#include "tests/remote/remote_support.h"
#include "tests/support/temporary_folder.h"

#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

std::string everythingIn(const std::filesystem::path& folder) {
    std::stringstream all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            all << std::ifstream(entry.path()).rdbuf();
    return all.str();
}

} // namespace

TEST(RemoteTeacher, TheKeyTravelsAndIsSeenNowhereElse) {
    const std::string secret = "test-key-8f3a17c2";
    TemporaryFolder folder;
    LocalServer server;
    server.key = secret;
    server.completions = [&](const auto&, auto& response) { // a server that repeats the key
        auto answer = completionsAnswer({{" fraud", 0.5}, {secret, 0.2}});
        response.set_content(answer.dump(), "application/json");
    };
    ::setenv("STILLHOUSE_TEST_KEY", (secret + "\n").c_str(), 1);
    auto spec = specFor(server);
    spec.keyVariable = "STILLHOUSE_TEST_KEY";
    RunControl control;
    std::string reports;
    control.addObserver([&](const Report& report) {
        if (const auto* event = std::get_if<Event>(&report))
            reports += event->text.english() + event->json;
    });
    ASSERT_TRUE(opened(spec, {"", folder.path()}).labelDistribution("0.5", labels, {}, control));
    ASSERT_TRUE(opened(spec, {"", folder.path()}).answer("0.5", {}, control));
    EXPECT_NE(everythingIn(folder.path()).find("***"), std::string::npos);
    EXPECT_EQ(everythingIn(folder.path()).find(secret), std::string::npos);

    ::setenv("STILLHOUSE_TEST_KEY", "wrong-key-55aa", 1);
    const auto refused = opened(spec).labelDistribution("0.5", labels, {}, control);
    ASSERT_FALSE(refused);
    const std::string all = refused.error().english() + refused.error().details + reports;
    EXPECT_NE(all.find("STILLHOUSE_TEST_KEY"), std::string::npos) << all;
    EXPECT_NE(all.find("401"), std::string::npos);
    EXPECT_EQ(all.find("wrong-key"), std::string::npos) << all;

    ::unsetenv("STILLHOUSE_TEST_KEY");
    EXPECT_EQ(RemoteTeacher::open(spec, {}).error().key, "key_variable");
    spec.keyVariable.clear();
    spec.keyName = "my server";
    EXPECT_EQ(RemoteTeacher::open(spec, {}).error().key, "key_name");
    EXPECT_TRUE(RemoteTeacher::open(spec, {secret}));
    EXPECT_FALSE(RemoteTeacher::open(spec, {"two\r\nlines"})) << "no key adds headers";
}

TEST(RemoteTeacher, ACachedRunAsksNobodyAndOfflineSaysWhatIsMissing) {
    TemporaryFolder folder;
    LocalServer server;
    server.completions = answerWithNumber;
    RunControl control;
    const std::vector<std::string> prompts{"0.1", "0.2", "0.3", "0.1"};
    const auto first = opened(specFor(server), {"", folder.path()}).labelDistributions(prompts, labels, {}, control);
    ASSERT_TRUE(first) << first.error().english();
    EXPECT_EQ(server.requests, 3) << "equal prompts are asked once";
    EXPECT_FALSE(first->at(0).cached);
    auto again = opened(specFor(server), {"", folder.path()});
    const auto second = again.labelDistributions(prompts, labels, {}, control);
    EXPECT_EQ(server.requests, 3);
    EXPECT_EQ(again.use().cached, 4);
    RemoteAccess offline{"", folder.path(), true};
    const auto third = opened(specFor(server), offline).labelDistributions(prompts, labels, {}, control);
    ASSERT_TRUE(third) << third.error().english();
    for (std::size_t i = 0; i < prompts.size(); ++i) {
        EXPECT_NEAR(first->at(i).probabilities[0], std::stod(prompts[i]) / 0.99, 1e-9);
        EXPECT_EQ(first->at(i).probabilities, second->at(i).probabilities);
        EXPECT_EQ(first->at(i).probabilities, third->at(i).probabilities);
        EXPECT_TRUE(third->at(i).cached);
    }
    const auto missing = opened(specFor(server), offline).labelDistributions({"0.1", "0.8", "0.9"}, labels, {}, control);
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().what.english().find("2 of 3"), std::string::npos) << missing.error().english();
    auto other = specFor(server);
    other.model = "large";
    EXPECT_FALSE(opened(other, offline).labelDistribution("0.1", labels, {}, control)) << "another model is another answer";
    EXPECT_EQ(server.requests, 3);
}

TEST(RemoteTeacher, TornAndDamagedLinesOfTheCacheAreAskedForAgain) {
    TemporaryFolder folder;
    LocalServer server;
    server.completions = answerWithNumber;
    RunControl control;
    ASSERT_TRUE(opened(specFor(server), {"", folder.path()}).labelDistributions({"0.1", "0.2", "0.3"}, labels, {}, control));
    const auto file = folder / "answers.jsonl";
    std::string text = everythingIn(folder.path());
    text[text.find("logprob")] = 'L'; // in the first line's body
    text.resize(text.size() - 9);     // the last line is torn
    std::ofstream(file, std::ios::trunc) << text;
    ASSERT_TRUE(opened(specFor(server), {"", folder.path()}).labelDistributions({"0.1", "0.2", "0.3"}, labels, {}, control));
    EXPECT_EQ(server.requests, 5) << "two of three again";
    RemoteAccess offline{"", folder.path(), true};
    EXPECT_TRUE(opened(specFor(server), offline).labelDistributions({"0.1", "0.2", "0.3"}, labels, {}, control));
}

TEST(RemoteTeacher, WhatWasAnsweredBeforeAnErrorIsKept) {
    TemporaryFolder folder;
    LocalServer server;
    server.completions = [&](const auto& request, auto& response) {
        if (server.requests > 4)
            response.status = 400;
        else
            answerWithNumber(request, response);
    };
    RunControl control;
    auto spec = specFor(server);
    spec.connections = 1;
    std::vector<std::string> prompts;
    for (int i = 1; i <= 9; ++i)
        prompts.push_back("0." + std::to_string(i));
    EXPECT_FALSE(opened(spec, {"", folder.path()}).labelDistributions(prompts, labels, {}, control));
    prompts.resize(4);
    EXPECT_TRUE(opened(spec, {"", folder.path(), true}).labelDistributions(prompts, labels, {}, control));
}
