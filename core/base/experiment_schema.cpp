// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/experiment_schema.h"

#include "core/api/experiment.h"
#include "core/base/experiment_teacher.h"

#include <nlohmann/json.hpp>

namespace stillhouse::base {
namespace {

using Json = nlohmann::ordered_json;

Json text(const std::string& description, const std::string& standard = {}) {
    Json schema{{"type", "string"}, {"description", description}};
    if (!standard.empty())
        schema["default"] = standard;
    return schema;
}

Json count(const std::string& description, std::int64_t standard) {
    return {{"type", "integer"}, {"minimum", 0}, {"default", standard}, {"description", description}};
}

Json fraction(const std::string& description, double standard) {
    return {{"type", "number"}, {"minimum", 0}, {"maximum", 1}, {"default", standard}, {"description", description}};
}

Json texts(const std::string& description) {
    return {{"type", "array"}, {"items", {{"type", "string"}}}, {"description", description}};
}

Json closedObject(Json properties, const std::vector<std::string>& required = {}) {
    Json schema{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
    if (!required.empty())
        schema["required"] = required;
    return schema;
}

Json studentSchema() {
    return closedObject({{"path", text("An existing model folder, instead of a shape.")},
                         {"hidden", count("Model width.", 0)},
                         {"layers", count("Number of layers.", 0)},
                         {"heads", count("Query heads per layer.", 0)},
                         {"kv_heads", count("Key/value heads per layer.", 0)},
                         {"ffn", count("Width of the feed-forward blocks.", 0)},
                         {"from_teacher",
                          {{"type", "boolean"}, {"default", true}, {"description", "Tokenizer, norms and positions follow the teacher."}}}});
}

Json dataSchema() {
    const DataSpec standard;
    return closedObject({{"train", text("JSONL, CSV, TSV or text with the examples.")},
                         {"eval", text("Held-out file; empty: the test part of the split.")},
                         {"task", text("Task file with template, labels and verbalizers.")},
                         {"preferences", text("JSONL of {prompt, chosen, rejected}.")},
                         {"test_fraction", fraction("Part of the examples held out for the final test.", standard.testFraction)},
                         {"validation_fraction", fraction("Part of the examples watched during training.", standard.validationFraction)}});
}

Json deviceSchema() {
    Json schema = text("Where LibTorch computes: auto takes a CUDA device where there is one, else the CPU.", Experiment{}.device);
    schema["pattern"] = "^(auto|cpu|cuda(:[0-9]+)?)$";
    return schema;
}

Json budgetSchema() {
    const BudgetSpec standard;
    return closedObject({{"preset",
                          {{"enum", {"quick", "standard", "long"}},
                           {"default", standard.preset},
                           {"description", "Scales the steps of stages that leave them at their default."}}},
                         {"max_minutes",
                          {{"type", "number"},
                           {"minimum", 0},
                           {"default", standard.maxMinutes},
                           {"description", "A stage ends early, cleanly, after so many minutes; 0: no limit."}}}});
}

Json evaluateSchema() {
    const EvaluateSpec standard;
    Json gates = texts("Targets such as accuracy>0.95.");
    gates["items"]["pattern"] = "^[^<>]+[<>]=?.+$";
    return closedObject({{"limit", count("Examples of the test split; 0: all.", standard.limit)},
                         {"latency_requests", count("Requests per subject in the latency measurement.", standard.latencyRequests)},
                         {"bootstrap", count("Resamples for the 95 % intervals.", standard.bootstrap)},
                         {"gates", std::move(gates)}});
}

Json typeOf(const OptionSpec& option) {
    switch (option.type) {
    case OptionType::Flag: return {{"type", "boolean"}};
    case OptionType::Integer: return {{"type", "integer"}};
    case OptionType::Number: return {{"type", "number"}};
    case OptionType::Choice: return {{"enum", option.choices}};
    case OptionType::String:
    case OptionType::Path: return {{"type", "string"}};
    case OptionType::Points: break;
    }
    Json y{{"type", "number"}};
    if (option.minimum < option.maximum)
        y.update({{"minimum", option.minimum}, {"maximum", option.maximum}});
    Json point{{"type", "array"}, {"minItems", 2}, {"maxItems", 2}};
    point["prefixItems"] = Json::array({Json{{"type", "number"}}, y});
    return {{"type", "array"}, {"items", std::move(point)}};
}

Json standardOf(const OptionSpec& option) {
    if (const auto* points = std::get_if<Points>(&option.standard)) {
        Json list = Json::array();
        for (const auto& [x, y] : *points)
            list.push_back(Json::array({x, y}));
        return list;
    }
    return std::visit([](const auto& plain) { return Json(plain); }, option.standard);
}

Json optionSchema(const OptionSpec& option) {
    Json schema = typeOf(option);
    if (!option.label.empty())
        schema["title"] = option.label.english();
    std::string help = option.help.english();
    if (!option.unit.empty())
        help += (help.empty() ? "Unit: " : " Unit: ") + option.unit + ".";
    if (!help.empty())
        schema["description"] = help;
    const bool ranged = option.type == OptionType::Integer || option.type == OptionType::Number;
    if (ranged && option.minimum < option.maximum) {
        const bool whole = option.type == OptionType::Integer;
        schema["minimum"] = whole ? Json(static_cast<std::int64_t>(option.minimum)) : Json(option.minimum);
        schema["maximum"] = whole ? Json(static_cast<std::int64_t>(option.maximum)) : Json(option.maximum);
    }
    schema["default"] = standardOf(option);
    return schema;
}

Json overridesSchema() {
    Json entry = closedObject({{"step", {{"type", "integer"}, {"minimum", 0}, {"description", "From this step on, counted from 0."}}},
                               {"key", {{"const", "tau"}}},
                               {"value", {{"type", {"number", "null"}}, {"description", "What is held; null gives it back to schedule and controller."}}}},
                              {"step", "value"});
    return {{"type", "array"}, {"items", std::move(entry)}, {"description", "Values held by hand in an earlier run, held again at the same steps."}};
}

Json stageSchema(const MethodSpec& method) {
    Json properties{{"stage", {{"const", method.id}}},
                    {"skip", {{"type", "boolean"}, {"default", false}, {"description", "Leave this stage out of the run."}}}};
    if (std::any_of(method.options.begin(), method.options.end(), [](const OptionSpec& o) { return o.key == "tau_start"; }))
        properties["overrides"] = overridesSchema();
    for (const OptionSpec& option : method.options)
        properties[option.key] = optionSchema(option);
    Json schema = closedObject(std::move(properties), {"stage"});
    schema["title"] = method.title.english();
    schema["description"] = method.summary.english() + (method.source.empty() ? "" : " (" + method.source + ")");
    return schema;
}

Json strategySchema(const std::vector<MethodSpec>& methods, char letter) {
    Json choices = Json::array();
    for (const MethodSpec& method : methods)
        if (method.strategies.find(letter) != std::string::npos)
            choices.push_back({{"$ref", "#/$defs/" + method.id}});
    Json schema{{"type", "array"}};
    if (!choices.empty())
        schema["items"] = {{"oneOf", std::move(choices)}};
    return schema;
}

} // namespace

std::string experimentSchema(const std::vector<MethodSpec>& methods) {
    Json teacherOrPath;
    teacherOrPath["oneOf"] = Json::array({Json{{"type", "string"}}, Json{{"$ref", "#/$defs/teacher"}}});
    Json strategies = closedObject({{"A", strategySchema(methods, 'A')}, {"B", strategySchema(methods, 'B')}});
    Json schema = closedObject({{"$schema", text("Where this schema lies, for editors.")},
                                {"version", {{"const", 1}}},
                                {"name", text("Shown in lists and reports.")},
                                {"seed", {{"type", "integer"}, {"default", Experiment{}.seed}}},
                                {"device", deviceSchema()},
                                {"teacher", std::move(teacherOrPath)},
                                {"teachers", {{"type", "array"}, {"items", {{"$ref", "#/$defs/teacher"}}}}},
                                {"student", studentSchema()},
                                {"data", dataSchema()},
                                {"strategies", std::move(strategies)},
                                {"budget", budgetSchema()},
                                {"evaluate", evaluateSchema()}},
                               {"version", "strategies"});
    schema["not"] = {{"required", {"teacher", "teachers"}}};
    Json document{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "Stillhouse experiment"}};
    document.update(schema);
    document["$defs"]["teacher"] = teacherSchema();
    for (const MethodSpec& method : methods)
        document["$defs"][method.id] = stageSchema(method);
    return document.dump(2) + "\n";
}

} // namespace stillhouse::base

std::string stillhouse::experimentSchema(const std::vector<stillhouse::MethodSpec>& methods) { return base::experimentSchema(methods); }
