// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/failure.h"
#include "core/remote/messages.h"
#include "core/remote/pace.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using namespace stillhouse;
using namespace stillhouse::remote;

namespace {

std::string faultOf(const std::string& body) {
    try {
        (void)parseAnswer(body, "server");
    } catch (const base::Failure& failure) {
        return failure.error().where + ": " + failure.error().what.english();
    }
    return "accepted";
}

std::string choice(const std::string& logprobs) {
    return R"({"choices":[{"text":"x","logprobs":)" + logprobs + "}]}";
}

} // namespace

TEST(RemoteResponses, ReadsBothShapes) {
    const auto lists = parseAnswer(
        choice(
            R"({"tokens":["a","bytes:\\xe2\\x96"],"token_logprobs":[null,-0.5],"top_logprobs":[null,{"b":-2,"bytes:\\xe2\\x96":-0.5}]})"),
        "s");
    ASSERT_EQ(lists.tokens.size(), 2u);
    EXPECT_EQ(lists.tokens[0].logprob, 0) << "the first token of an echoed prompt has none";
    EXPECT_EQ(lists.tokens[1].token, "\xe2\x96");
    EXPECT_EQ(lists.tokens[1].top[0].token, "\xe2\x96") << "most probable first";
    EXPECT_EQ(lists.tokens[1].top[1].logprob, -2);
    const auto content = parseAnswer(R"({"choices":[{"message":{"content":"hi"},"finish_reason":"stop","logprobs":{"content":[
        {"token":"h","logprob":-0.1,"bytes":[226,150],"top_logprobs":[{"token":"h","logprob":-0.1,"bytes":null}]}]}}]})",
                                     "s");
    EXPECT_EQ(content.text, "hi");
    EXPECT_EQ(content.finishReason, "stop");
    EXPECT_EQ(content.tokens[0].token, "\xe2\x96");
    EXPECT_EQ(content.tokens[0].top[0].token, "h");
    EXPECT_TRUE(parseAnswer(R"({"choices":[{"message":{"content":null},"logprobs":null}]})", "s").tokens.empty());
}

TEST(RemoteResponses, HostileAnswersAreRefusedWithTheirPlace) {
    const std::vector<std::pair<std::string, std::string>> faults{
        {"", "byte 1"},
        {"[]", "answer"},
        {"{}", "choices"},
        {R"({"choices":[]})", "choices"},
        {R"({"choices":[1]})", "choices"},
        {R"({"choices":[{}]})", "choices[0]"},
        {R"({"choices":[{"text":1}]})", "choices[0].text"},
        {R"({"choices":[{"message":"x"}]})", "choices[0].message"},
        {choice("[]"), "choices[0].logprobs"},
        {choice(R"({"tokens":["a"]})"), "logprobs.token_logprobs"},
        {choice(R"({"tokens":["a"],"token_logprobs":[-1,-1]})"), "logprobs"},
        {choice(R"({"tokens":["a"],"token_logprobs":[-1],"top_logprobs":[{},{}]})"), "logprobs"},
        {choice(R"({"tokens":[1],"token_logprobs":[-1]})"), "logprobs.tokens[0]"},
        {choice(R"({"tokens":["a","b"],"token_logprobs":[-1,null]})"), "logprobs.token_logprobs[1]"},
        {choice(R"({"tokens":["a"],"token_logprobs":["-1"]})"), "logprobs.token_logprobs[0]"},
        {choice(R"({"tokens":["a"],"token_logprobs":[0.5]})"), "logprobs.token_logprobs[0]"},
        {choice(R"({"tokens":["a"],"token_logprobs":[-1],"top_logprobs":[{"a":0,"b":0}]})"), "logprobs.top_logprobs[0]"},
        {choice(R"({"tokens":["a"],"token_logprobs":[NaN]})"), "byte"},
        {choice(R"({"tokens":["a"],"token_logprobs":[-1e999]})"), "byte"},
        {choice(R"({"content":[{"token":"a"}]})"), "logprobs.content[0].logprob"},
        {choice(R"({"content":[{"token":"a","logprob":-1,"bytes":[256]}]})"), "logprobs.content[0].bytes"},
        {choice(R"({"content":[7]})"), "logprobs.content[0]"},
        {choice(std::string(20, '[') + std::string(20, ']')), "byte"},
    };
    for (const auto& [body, place] : faults) {
        const std::string said = faultOf(body);
        EXPECT_EQ(said.rfind("server, ", 0), 0u) << body << " → " << said;
        EXPECT_NE(said.find(place), std::string::npos) << body << " → " << said;
    }
}

TEST(RemoteResponses, ErrorTextsStayOnOneShortLine) {
    EXPECT_EQ(errorMessage(R"({"error":{"message":"a\nb"}})"), "a b");
    EXPECT_EQ(errorMessage(R"({"error":"plain"})"), "plain");
    EXPECT_EQ(errorMessage(R"({"message":"top"})"), "top");
    for (const std::string body : {"", "<html>", "[]", R"({"error":[]})"})
        EXPECT_EQ(errorMessage(body), "");
    EXPECT_EQ(errorMessage("{\"error\":\"" + std::string(500, 'x') + "\"}").size(), 300u);
}

TEST(RemotePace, TheBucketHoldsOneSecondAndThenKeepsTheRate) {
    RateLimit slow(30); // one every two seconds, never two at once
    EXPECT_DOUBLE_EQ(slow.reserve(100), 100);
    EXPECT_DOUBLE_EQ(slow.reserve(100), 102);
    EXPECT_DOUBLE_EQ(slow.reserve(103), 104);
    EXPECT_DOUBLE_EQ(slow.reserve(200), 200);
    RateLimit fast(600); // ten a second: ten at once, then every 0.1 s
    for (int i = 0; i < 10; ++i)
        EXPECT_DOUBLE_EQ(fast.reserve(0), 0);
    EXPECT_NEAR(fast.reserve(0), 0.1, 1e-12);
    EXPECT_NEAR(fast.reserve(0), 0.2, 1e-12);
    EXPECT_DOUBLE_EQ(RateLimit(0).reserve(5), 5);
}

TEST(RemotePace, TriesAgainOnlyWhereItMayHelp) {
    for (const int status : {408, 429, 500, 502, 503, 504})
        EXPECT_TRUE(worthAnotherTry({Fault::None, status, {}, {}})) << status;
    for (const int status : {200, 301, 400, 401, 403, 404, 422, 501})
        EXPECT_FALSE(worthAnotherTry({Fault::None, status, {}, {}})) << status;
    EXPECT_TRUE(worthAnotherTry({Fault::Connect, 0, {}, {}}));
    EXPECT_FALSE(worthAnotherTry({Fault::Certificate, 0, {}, {}}));
    EXPECT_FALSE(worthAnotherTry({Fault::TooLarge, 0, {}, {}}));
}

TEST(RemotePace, PausesDoubleWithSeededJitterAndObeyTheServer) {
    base::Random random(1), again(1);
    for (int tries = 1; tries < 10; ++tries) {
        const double usual = std::min(30.0, 0.5 * (1 << (tries - 1))), pause = pauseBefore(tries, {}, random);
        EXPECT_GE(pause, usual);
        EXPECT_LE(pause, 1.5 * usual);
        EXPECT_EQ(pause, pauseBefore(tries, {}, again)) << "the same seed, the same pauses";
    }
    EXPECT_GE(pauseBefore(1, 7.0, random), 7);
    EXPECT_LE(pauseBefore(1, 7.0, random), 7.25);
    EXPECT_EQ(retryAfterSeconds("120", 0), 120);
    EXPECT_EQ(retryAfterSeconds("Sun, 06 Nov 1994 08:49:37 GMT", 784111770), 7); // RFC 9110's example is 784111777
    EXPECT_EQ(retryAfterSeconds("Sun, 06 Nov 1994 08:49:37 GMT", 784111999), 0);
    for (const char* nothing : {"", "soon", "-1", "1.5", "12345678901"})
        EXPECT_FALSE(retryAfterSeconds(nothing, 0)) << nothing;
}
