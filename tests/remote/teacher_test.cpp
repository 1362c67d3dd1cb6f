// SPDX-License-Identifier: GPL-3.0-or-later
// The whole way over a real connection on loopback.
#include "tests/remote/remote_support.h"
#include "tests/support/temporary_folder.h"

#include <chrono>
#include <gtest/gtest.h>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

double secondsOf(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

TEST(RemoteTeacher, AsksCompletionsForLabels) {
    LocalServer server;
    LocalServer::Json seen;
    server.completions = [&](const auto& request, auto& response) { seen = request, answerWithNumber(request, response); };
    RunControl control;
    auto teacher = opened(specFor(server));
    const auto found = teacher.models(control);
    ASSERT_TRUE(found) << found.error().english();
    EXPECT_EQ(*found, (std::vector<std::string>{"small", "large"}));
    const auto d = teacher.labelDistribution("0.66", labels, {}, control);
    ASSERT_TRUE(d) << d.error().english();
    EXPECT_NEAR(d->probabilities[0], 0.66 / 0.99, 1e-9);
    EXPECT_NEAR(d->covered, 0.99, 1e-9);
    EXPECT_EQ(seen["max_tokens"], 1);
    EXPECT_EQ(seen["logprobs"], 20);
    EXPECT_EQ(seen["model"], "small");
    EXPECT_EQ(seen["temperature"], 0);
}

TEST(RemoteTeacher, FallsBackToChat) {
    LocalServer server;
    server.chat = [](const auto& request, auto& response) {
        EXPECT_EQ(request["messages"][0]["content"], "is it?");
        EXPECT_EQ(request["top_logprobs"], 20);
        response.set_content(chatAnswer({{"Clean", 0.75}, {"Fraud", 0.25}}).dump(), "application/json");
    };
    RunControl control;
    auto teacher = opened(specFor(server));
    const auto d = teacher.labelDistribution("is it?", labels, {}, control);
    ASSERT_TRUE(d) << d.error().english();
    EXPECT_NEAR(d->probabilities[1], 0.75, 1e-9);
    EXPECT_EQ(server.requests, 2) << "one to find out";
    const auto answer = teacher.answer("is it?", {}, control);
    EXPECT_EQ(answer->text, "Clean");
    EXPECT_EQ(answer->tokens.at(0).top.at(1).token, "Fraud");
    EXPECT_EQ(server.requests, 3);
}

TEST(RemoteTeacher, ScoresVerbalizersExactlyWhereTheServerEchoes) {
    LocalServer server;
    server.completions = [](const auto& request, auto& response) {
        EXPECT_EQ(request["echo"], true);
        const bool fraud = request["prompt"].template get<std::string>().ends_with(" fraud");
        const LocalServer::Json logprobs{{"tokens", {"P", fraud ? " fr" : " clean", fraud ? "aud" : ".", "!"}},
                                         {"token_logprobs", {nullptr, -1, -0.5, -2}}};
        LocalServer::Json cut = logprobs;
        if (!fraud)
            cut["tokens"].erase(2), cut["token_logprobs"].erase(2);
        response.set_content(LocalServer::Json{{"choices", {{{"text", "P…"}, {"logprobs", cut}}}}}.dump(), "application/json");
    };
    RunControl control;
    const auto d = opened(specFor(server)).labelDistribution("P", labels, {true}, control);
    ASSERT_TRUE(d) << d.error().english();
    // Means −0.75 and −1.
    EXPECT_NEAR(d->probabilities[0], 1 / (1 + std::exp(-0.25)), 1e-12);
    EXPECT_EQ(server.requests, 2);
}

TEST(RemoteTeacher, WaitsAsLongAsAFullServerAsks) {
    LocalServer server;
    server.completions = [&](const auto& request, auto& response) {
        if (server.requests == 1) {
            response.status = 429;
            response.set_header("Retry-After", "1");
        } else if (server.requests == 2) {
            response.status = 500;
        } else {
            answerWithNumber(request, response);
        }
    };
    RunControl control;
    auto teacher = opened(specFor(server));
    const double seconds = secondsOf([&] { EXPECT_TRUE(teacher.labelDistribution("0.5", labels, {}, control)); });
    EXPECT_GE(seconds, 1.5) << "one second asked for, then half a second";
    EXPECT_EQ(server.requests, 3);
    EXPECT_EQ(teacher.use().retries, 2);
}

TEST(RemoteTeacher, GivesUpAfterItsTriesAndSaysWhatTheServerSaid) {
    LocalServer server;
    server.completions = [](const auto&, auto& response) {
        response.status = 503;
        response.set_content(R"({"error":{"message":"no room"}})", "application/json");
    };
    RunControl control;
    auto spec = specFor(server);
    spec.retries = 1;
    const auto failed = opened(spec).labelDistribution("0.5", labels, {}, control);
    ASSERT_FALSE(failed);
    EXPECT_NE(failed.error().what.english().find("503: no room"), std::string::npos);
    EXPECT_EQ(server.requests, 2);
}

TEST(RemoteTeacher, DoesNotRepeatWhatIsWrong) {
    LocalServer server;
    server.completions = [](const auto&, auto& response) {
        response.status = 400;
        response.set_content(R"({"error":{"message":"logprobs must be at most 5"}})", "application/json");
    };
    RunControl control;
    const auto failed = opened(specFor(server)).labelDistribution("0.5", labels, {}, control);
    ASSERT_FALSE(failed);
    EXPECT_NE(failed.error().remedy.english().find("top_logprobs"), std::string::npos);
    EXPECT_EQ(server.requests, 1);
}

TEST(RemoteTeacher, RedirectsAreNotFollowed) {
    LocalServer elsewhere, server;
    elsewhere.completions = answerWithNumber;
    server.completions = [&](const auto&, auto& response) { response.set_redirect(elsewhere.endpoint() + "/completions", 307); };
    RunControl control;
    RemoteAccess access;
    access.key = "secret-4711";
    const auto failed = opened(specFor(server), access).labelDistribution("0.5", labels, {}, control);
    ASSERT_FALSE(failed);
    EXPECT_NE(failed.error().what.english().find("307"), std::string::npos);
    EXPECT_EQ(elsewhere.requests, 0);
}

TEST(RemoteTeacher, AStopIsNoticedWhileTheServerIsSilentAndWhileWaiting) {
    LocalServer server;
    server.completions = [&](const auto& request, auto& response) { server.hold(); };
    RunControl control;
    auto teacher = opened(specFor(server));
    std::thread stopper([&] {
        while (server.requests == 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        control.requestStop();
    });
    const auto start = std::chrono::steady_clock::now();
    const auto cancelled = teacher.labelDistribution("0.5", labels, {}, control);
    stopper.join();
    ASSERT_FALSE(cancelled);
    EXPECT_EQ(cancelled.error().kind, ErrorKind::Cancelled);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10))
        << "the server would be silent for ever, the time limit is 20 s";
    server.release();

    LocalServer full;
    full.completions = [](const auto&, auto& response) {
        response.status = 429;
        response.set_header("Retry-After", "200");
    };
    RunControl second;
    std::thread other([&] {
        while (full.requests == 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        second.requestStop();
    });
    auto waiting = opened(specFor(full));
    EXPECT_LT(secondsOf([&] { EXPECT_EQ(waiting.labelDistribution("0.5", labels, {}, second).error().kind, ErrorKind::Cancelled); }), 100);
    other.join();
}

TEST(RemoteTeacher, HostileBodiesAreErrors) {
    LocalServer server;
    std::string body;
    server.completions = [&](const auto&, auto& response) { response.set_content(body, "application/json"); };
    RunControl control;
    auto teacher = opened(specFor(server));
    const auto said = [&] { return teacher.labelDistribution("0.5", labels, {}, control).error().english(); };
    body = "<html>busy</html>";
    EXPECT_NE(said().find("JSON"), std::string::npos);
    body = R"({"choices":[{"text":"x","logprobs":null}]})";
    EXPECT_NE(said().find("no log-probabilities"), std::string::npos);
    body.assign((16u << 20) + 1, ' ');
    EXPECT_NE(said().find("16 MiB"), std::string::npos);
    EXPECT_EQ(server.requests, 3) << "none of them is asked for again";
}

TEST(RemoteTeacher, KeepsTheRateOverAllConnections) {
    LocalServer server;
    server.completions = answerWithNumber;
    RunControl control;
    std::int64_t done = 0, total = 0;
    control.addObserver([&](const Report& report) {
        if (const auto* progress = std::get_if<Progress>(&report))
            done = progress->done, total = progress->total;
    });
    auto spec = specFor(server);
    spec.requestsPerMinute = 600; // ten at once, then one every 0.1 s
    std::vector<std::string> prompts;
    for (int i = 10; i < 25; ++i)
        prompts.push_back("0." + std::to_string(i));
    const double seconds = secondsOf([&] { EXPECT_TRUE(opened(spec).labelDistributions(prompts, labels, {}, control)); });
    EXPECT_GE(seconds, 0.49) << "five more than the bucket holds";
    EXPECT_EQ(server.requests, 15);
    EXPECT_EQ(done, 15);
    EXPECT_EQ(total, 15);
}

TEST(RemoteTeacher, NobodyThereIsSaidPlainly) {
    std::string endpoint;
    {
        LocalServer gone;
        endpoint = gone.endpoint();
    }
    RemoteSpec spec;
    spec.endpoint = endpoint;
    spec.model = "m";
    spec.retries = 0;
    RunControl control;
    const auto failed = opened(spec).models(control);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().kind, ErrorKind::Io);
    EXPECT_EQ(failed.error().where, endpoint);
    EXPECT_NE(failed.error().what.english().find("Nothing answers"), std::string::npos) << failed.error().english();
}
