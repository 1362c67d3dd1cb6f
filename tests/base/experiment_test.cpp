// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/experiment.h"
#include "core/base/experiment_schema.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using namespace stillhouse;

namespace {

const std::string whole = R"({
  "version": 1, "name": "Fraud", "seed": 7, "device": "cuda:1", "teacher": {"path": "models/t", "weight": 2.5, "sources": ["bank"]},
  "student": {"hidden": 64, "layers": 2, "heads": 4, "kv_heads": 2, "ffn": 128, "from_teacher": false},
  "data": {"train": "/abs/train.jsonl", "eval": "../eval.csv", "task": "task.json", "test_fraction": 0.1, "validation_fraction": 0},
  "strategies": {"A": [{"stage": "distill.soft", "steps": 10, "alpha": 0.5, "cache": true, "divergence": "forward_kl",
                        "points": [[0, 3], [1, 0.5]], "skip": true,
                        "overrides": [{"step": 4, "value": 0.1}, {"step": 9, "key": "tau", "value": null}]}], "B": [{"stage": "align.reward"}]},
  "budget": {"preset": "long", "max_minutes": 1.5},
  "evaluate": {"limit": 100, "latency_requests": 5, "bootstrap": 10, "gates": ["accuracy>0.95"]}})";

Error errorOf(const std::string& json) {
    const auto result = parseExperiment(json, "e.json", "");
    return result ? Error{ErrorKind::Internal, "accepted", {}, {}, "accepted", {}} : result.error();
}

/// The document with the member at the JSON pointer replaced or added.
std::string with(const std::string& pointer, const std::string& value) {
    auto json = nlohmann::json::parse(whole);
    json[nlohmann::json::json_pointer(pointer)] = nlohmann::json::parse(value);
    return json.dump();
}

std::string without(const std::string& key) {
    auto json = nlohmann::json::parse(whole);
    json.erase(key);
    return json.dump();
}

} // namespace

TEST(Experiment, ReadsEveryKey) {
    const auto result = parseExperiment(whole, "e.json", "/project/sub");
    ASSERT_TRUE(result) << result.error().english();
    const Experiment& e = *result;
    EXPECT_EQ(e.name, "Fraud");
    EXPECT_EQ(e.seed, 7);
    EXPECT_EQ(e.device, "cuda:1");
    ASSERT_EQ(e.teachers.size(), 1u);
    EXPECT_EQ(e.teachers[0].path, "/project/sub/models/t");
    EXPECT_EQ(e.teachers[0].weight, 2.5);
    EXPECT_EQ(e.student.kvHeads, 2);
    EXPECT_FALSE(e.student.fromTeacher);
    EXPECT_EQ(e.data.train, "/abs/train.jsonl");
    EXPECT_EQ(e.data.eval, "/project/eval.csv");
    EXPECT_EQ(e.data.preferences, "");
    const StageSpec& stage = e.strategies.at("A").at(0);
    EXPECT_EQ(stage.stage, "distill.soft");
    EXPECT_TRUE(stage.skip);
    EXPECT_EQ(stage.overrides, (std::vector<OverrideSpec>{{4, "tau", 0.1}, {9, "tau", std::nullopt}}));
    EXPECT_EQ(stage.options.count("overrides"), 0u);
    EXPECT_EQ(stage.options.at("steps"), OptionValue(std::int64_t{10}));
    EXPECT_EQ(stage.options.at("alpha"), OptionValue(0.5));
    EXPECT_EQ(stage.options.at("cache"), OptionValue(true));
    EXPECT_EQ(stage.options.at("divergence"), OptionValue(std::string("forward_kl")));
    EXPECT_EQ(stage.options.at("points"), OptionValue(Points{{0, 3}, {1, 0.5}}));
    EXPECT_EQ(stage.options.size(), 5u);
    EXPECT_EQ(e.budget.maxMinutes, 1.5);
    EXPECT_EQ(e.evaluate.gates, std::vector<std::string>{"accuracy>0.95"});
}

TEST(Experiment, TeacherMayBeAPathOrAList) {
    EXPECT_EQ(parseExperiment(with("/teacher", "\"m\""), "e", "")->teachers.at(0).path, "m");
    auto json = nlohmann::json::parse(without("teacher"));
    EXPECT_TRUE(parseExperiment(json.dump(), "e", "")->teachers.empty());
    json["teachers"] = nlohmann::json::parse(R"([{"path":"m"},{"path":"n","weight":0}])");
    EXPECT_EQ(parseExperiment(json.dump(), "e", "")->teachers.size(), 2u);
    json["teacher"] = "m";
    EXPECT_EQ(errorOf(json.dump()).key, "teachers");
}

TEST(Experiment, ATeacherMayBeAnEndpoint) {
    const auto remote = [](const std::string& members) { return with("/teacher", "{\"endpoint\":\"http://127.0.0.1:8080/v1\"," + members + "}"); };
    const auto teacher = parseExperiment(remote(R"("model":"m","key_variable":"K","requests_per_minute":30,"api":"chat","weight":2)"), "e", "")->teachers.at(0);
    EXPECT_TRUE(teacher.isRemote());
    EXPECT_EQ(teacher.path, "");
    EXPECT_EQ(teacher.remote.model, "m");
    EXPECT_EQ(teacher.remote.keyVariable, "K");
    EXPECT_EQ(teacher.remote.requestsPerMinute, 30);
    EXPECT_EQ(teacher.remote.api, RemoteApi::Chat);
    EXPECT_EQ(teacher.weight, 2);
    EXPECT_EQ(errorOf(remote(R"("weight":1)")).key, "teacher.model");
    EXPECT_EQ(errorOf(remote(R"("model":"m","path":"p")")).key, "teacher.endpoint");
    EXPECT_EQ(errorOf(remote(R"("model":"m","api":"both")")).key, "teacher.api");
    EXPECT_EQ(errorOf(remote(R"("model":"m","top_logprobs":21)")).key, "teacher.top_logprobs");
    EXPECT_EQ(errorOf(with("/teacher", R"({"path":"m","retries":3})")).key, "teacher.retries");
    EXPECT_EQ(errorOf(with("/teacher", R"({"endpoint":"ftp://host/v1","model":"m"})")).key, "teacher.endpoint");
}

TEST(Experiment, AKeyIsRefusedAndNotRepeated) {
    const std::string secret = "sk-4711abcdef";
    for (const std::string member : {"key", "api_key", "token", "key_variable", "key_name"}) {
        const Error error = errorOf(with("/teacher", R"({"endpoint":"http://h/v1","model":"m",")" + member + R"(":")" + secret + "\"}"));
        EXPECT_EQ(error.key, "teacher." + member);
        EXPECT_NE(error.remedy.english().find("environment variable"), std::string::npos) << member;
        EXPECT_EQ((error.english() + error.details).find(secret), std::string::npos) << member;
    }
    for (const std::string& url : std::vector<std::string>{"http://" + secret + "@h/v1", "http://h/v1?key=" + secret, "http://h/v1#" + secret, "http://h:" + secret}) {
        const Error error = errorOf(with("/teacher", R"({"endpoint":")" + url + R"(","model":"m"})"));
        EXPECT_EQ(error.key, "teacher.endpoint");
        EXPECT_EQ((error.english() + error.details).find(secret), std::string::npos) << url;
    }
}

TEST(Experiment, UnknownKeysNameTheirPathAndTheNearestSpelling) {
    const Error top = errorOf(with("/techer", "1"));
    EXPECT_EQ(top.key, "techer");
    EXPECT_EQ(top.where, "e.json");
    EXPECT_EQ(top.remedy.english(), "Did you mean \"teacher\"?");
    const Error nested = errorOf(with("/student/kvheads", "1"));
    EXPECT_EQ(nested.key, "student.kvheads");
    EXPECT_EQ(nested.remedy.english(), "Did you mean \"kv_heads\"?");
    EXPECT_EQ(errorOf(with("/strategies/C", "[]")).key, "strategies.C");
    EXPECT_EQ(errorOf(with("/budget/preset", "\"quik\"")).remedy.english(), "Did you mean \"quick\"?");
    EXPECT_NE(errorOf(with("/data/zzzzzz", "1")).remedy.english().find("validation_fraction"), std::string::npos);
}

TEST(Experiment, EveryFaultNamesItsKey) {
    const std::vector<std::tuple<std::string, std::string, std::string>> faults{
        {"/version", "2", "version"},
        {"/version", "\"1\"", "version"},
        {"/name", "1", "name"},
        {"/seed", "1.5", "seed"},
        {"/seed", "9223372036854775808", "seed"},
        {"/device", "1", "device"},
        {"/device", "\"gpu\"", "device"},
        {"/device", "\"cuda:\"", "device"},
        {"/teacher", "3", "teacher"},
        {"/teacher", "\"\"", "teacher"},
        {"/teacher/weight", "-1", "teacher.weight"},
        {"/teacher/path", "\"a\\u0000b\"", "teacher.path"},
        {"/teacher/sources", "[1]", "teacher.sources[0]"},
        {"/student/hidden", "-1", "student.hidden"},
        {"/student/path", "\"m\"", "student.path"},
        {"/student/from_teacher", "1", "student.from_teacher"},
        {"/data", "[]", "data"},
        {"/data/test_fraction", "1.01", "data.test_fraction"},
        {"/data/validation_fraction", "0.95", "data.test_fraction"},
        {"/strategies", "[]", "strategies"},
        {"/strategies/A", "{}", "strategies.A"},
        {"/strategies/A/0", "\"distill.soft\"", "strategies.A[0]"},
        {"/strategies/A/0/stage", "\"\"", "strategies.A[0].stage"},
        {"/strategies/A/0/skip", "\"yes\"", "strategies.A[0].skip"},
        {"/strategies/A/0/overrides", "{}", "strategies.A[0].overrides"},
        {"/strategies/A/0/overrides/0/step", "-1", "strategies.A[0].overrides[0].step"},
        {"/strategies/A/0/overrides/0/value", "\"2\"", "strategies.A[0].overrides[0].value"},
        {"/strategies/A/0/overrides/0/tau", "2", "strategies.A[0].overrides[0].tau"},
        {"/strategies/A/0/alpha", "null", "strategies.A[0].alpha"},
        {"/strategies/A/0/alpha", "{}", "strategies.A[0].alpha"},
        {"/strategies/A/0/points", "[[0,1],[0,2]]", "strategies.A[0].points"},
        {"/strategies/A/0/points", "[1,2]", "strategies.A[0].points"},
        {"/budget/preset", "\"endless\"", "budget.preset"},
        {"/budget/max_minutes", "-0.1", "budget.max_minutes"},
        {"/evaluate/limit", "-1", "evaluate.limit"},
        {"/evaluate/gates", "[\"accuracy\"]", "evaluate.gates[0]"},
        {"/evaluate/gates", "[\"accuracy>\"]", "evaluate.gates[0]"},
    };
    for (const auto& [pointer, value, key] : faults)
        EXPECT_EQ(errorOf(with(pointer, value)).key, key) << pointer << " = " << value;
    EXPECT_FALSE(errorOf(with("/device", "\"gpu\"")).remedy.english().empty());
    EXPECT_EQ(parseExperiment(without("device"), "e.json", "")->device, "auto");
    EXPECT_EQ(errorOf(without("version")).key, "version");
    EXPECT_EQ(errorOf(without("strategies")).key, "strategies");
    EXPECT_NE(errorOf(R"({"version":1,"version":1})").what.english().find("stands twice"), std::string::npos);
    EXPECT_EQ(errorOf("[]").kind, ErrorKind::BadInput);
    EXPECT_EQ(errorOf("{").where.rfind("e.json", 0), 0u);
}

TEST(Experiment, CutDocumentsAreRefused) {
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_FALSE(parseExperiment(whole.substr(0, length), "e.json", "")) << length;
}

// The window saves whatever is on screen: taking the last stage away must not lock the project.
TEST(Experiment, WithoutStagesItStillOpens) {
    const auto path = std::filesystem::temp_directory_path() / "stillhouse_empty_lanes.json";
    Experiment e;
    e.strategies["A"];
    e.strategies["B"].push_back({"align.sft", {}, false});
    ASSERT_TRUE(writeExperiment(e, path.string()));
    auto back = readExperiment(path.string());
    ASSERT_TRUE(back) << back.error().english();
    EXPECT_EQ(back->strategies.count("A"), 0u);
    EXPECT_EQ(back->strategies.at("B").size(), 1u);
    e.strategies["B"].clear();
    ASSERT_TRUE(writeExperiment(e, path.string()));
    back = readExperiment(path.string());
    ASSERT_TRUE(back) << back.error().english();
    EXPECT_TRUE(back->strategies.empty());
    std::filesystem::remove(path);
    EXPECT_TRUE(parseExperiment(R"({"version":1,"strategies":{"A":[]}})", "e.json", ""));
}

TEST(ExperimentSchema, SaysWhatTheReaderAcceptsAndEachOptionsRange) {
    MethodSpec soft{"distill.soft", MethodKind::Stage, "Soft targets", "Learns from the teacher.", "Hinton 2015", "A", {}};
    soft.options.push_back({"alpha", OptionType::Number, 0.7, 0, 1, {}, "", "Weight", "How much.", false});
    soft.options.push_back({"steps", OptionType::Integer, std::int64_t{100}, 1, 1e6, {}, "steps", "Steps", "", false});
    soft.options.push_back({"kind", OptionType::Choice, std::string("a"), 0, 0, {"a", "b"}, "", "Kind", "", false});
    soft.options.push_back({"curve", OptionType::Points, Points{{0, 3}, {1, 1}}, 0.1, 10, {}, "", "Curve", "", false});
    const auto schema = nlohmann::json::parse(base::experimentSchema({soft}));
    EXPECT_EQ(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    const auto& stage = schema["$defs"]["distill.soft"]["properties"];
    EXPECT_EQ(stage["alpha"]["maximum"], 1.0);
    EXPECT_EQ(stage["alpha"]["default"], 0.7);
    EXPECT_TRUE(stage["steps"]["maximum"].is_number_integer());
    EXPECT_EQ(stage["steps"]["description"], "Unit: steps.");
    EXPECT_EQ(stage["kind"]["enum"], nlohmann::json({"a", "b"}));
    EXPECT_EQ(stage["curve"]["default"], nlohmann::json::parse("[[0.0,3.0],[1.0,1.0]]"));
    EXPECT_EQ(stage["curve"]["items"]["prefixItems"][1]["maximum"], 10.0);
    EXPECT_EQ(schema["properties"]["strategies"]["properties"]["A"]["items"]["oneOf"][0]["$ref"], "#/$defs/distill.soft");
    EXPECT_FALSE(schema["properties"]["strategies"]["properties"]["B"].contains("items"));
    // Every key of a full document is in the schema, and the reader knows every key of the schema.
    const auto document = nlohmann::json::parse(whole);
    for (const auto& [key, value] : document.items()) {
        ASSERT_TRUE(schema["properties"].contains(key)) << key;
        if (!value.is_object() || !schema["properties"][key].contains("properties"))
            continue;
        for (const auto& [inner, ignored] : value.items()) {
            EXPECT_TRUE(schema["properties"][key]["properties"].contains(inner)) << key << "." << inner;
        }
    }
    for (const auto& [key, value] : schema["properties"].items())
        EXPECT_EQ(errorOf(with("/" + key, "null")).what.english().find("Unknown key"), std::string::npos) << key;
}
