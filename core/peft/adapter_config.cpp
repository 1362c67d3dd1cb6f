// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/peft/adapter_config.h"

#include "core/base/failure.h"
#include "core/base/json.h"
#include "core/formats/json_fields.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::peft {

namespace {

using formats::JsonFields;
using nlohmann::json;

constexpr std::int64_t kLargestRank = 1 << 16;
constexpr std::size_t kMostPatterns = 4096;

// A field at the value that PEFT gives it when nobody asks for it.
bool inactive(const json& value) {
    return value.is_null() || (value.is_boolean() && !value.get<bool>()) || ((value.is_object() || value.is_array()) && value.empty());
}

// Read below, or without a say in what the adapter computes.
const char* const kUnderstood[] = {"peft_type", "r", "lora_alpha", "lora_dropout", "use_rslora", "target_modules", "exclude_modules", "layers_to_transform",
                                   "layers_pattern", "rank_pattern", "alpha_pattern", "bias", "fan_in_fan_out", "init_lora_weights", "task_type", "base_model_name_or_path",
                                   "inference_mode", "revision", "auto_mapping", "peft_version", "megatron_core", "qalora_group_size", "runtime_config"};

struct Refused {
    const char* key;
    const char* what;
};
const Refused kRefused[] = {
    {"use_dora", SH_TR("The adapter is a DoRA: its magnitudes are not computed here")},
    {"use_qalora", SH_TR("The adapter pools its input in groups (QA-LoRA), which is not computed here")},
    {"lora_bias", SH_TR("The adapter has biases, which are not computed here")},
    {"modules_to_save", SH_TR("The adapter replaces whole modules, which are not read here")},
    {"trainable_token_indices", SH_TR("The adapter changes single rows of the embedding, which are not read here")},
    {"target_parameters", SH_TR("The adapter sits on bare parameters, which are not read here")},
    {"layer_replication", SH_TR("The adapter stacks copies of layers, which are not made here")},
    {"megatron_config", SH_TR("The adapter belongs to Megatron's parallel layers")},
    {"alora_invocation_tokens", SH_TR("The adapter works from a token on (activated LoRA), which is not computed here")},
};

void refuseTheRest(const json& document, const JsonFields& fields) {
    for (const auto& item : document.items()) {
        const auto& key = item.key(); // clang 14 cannot capture a structured binding
        if (inactive(item.value()) || std::any_of(std::begin(kUnderstood), std::end(kUnderstood), [&](const char* known) { return key == known; }))
            continue;
        const auto known = std::find_if(std::begin(kRefused), std::end(kRefused), [&](const Refused& r) { return key == r.key; });
        fields.fail(key.c_str(), known != std::end(kRefused) ? Text(known->what) : Text(SH_TR("The field is set, and this program does not know what it means")),
                    SH_TR("Merge the adapter with the library that trained it, and open the merged model"), ErrorKind::Unsupported);
    }
}

void checkKind(const JsonFields& fields) {
    if (const auto kind = fields.string("peft_type", ""); kind != "LORA")
        fields.fail("peft_type", Text(SH_TR("The adapter's kind is '%1', and only LORA is read"), {kind}), SH_TR("Train a LoRA adapter"), ErrorKind::Unsupported);
    if (const auto task = fields.string("task_type", ""); !task.empty() && task != "CAUSAL_LM")
        fields.fail("task_type", Text(SH_TR("The adapter was trained for '%1', and only CAUSAL_LM is read"), {task}), SH_TR("Use an adapter of a language model"), ErrorKind::Unsupported);
    if (const auto bias = fields.string("bias", "none"); bias != "none")
        fields.fail("bias", Text(SH_TR("The adapter trained biases too ('%1'), which are not read here"), {bias}), SH_TR("Train it with bias \"none\", or merge it first"), ErrorKind::Unsupported);
    if (fields.boolean("fan_in_fan_out", false))
        fields.fail("fan_in_fan_out", SH_TR("The adapter belongs to weights stored as (in, out)"), SH_TR("Llama, Mistral and Qwen store (out, in): use an adapter of such a model"), ErrorKind::Unsupported);
}

// PiSSA, OLoRA, CorDA and LoftQ start from a base whose weights they changed.
void checkStart(const json& document, const JsonFields& fields) {
    const auto found = document.find("init_lora_weights");
    if (found == document.end() || found->is_null() || found->is_boolean())
        return;
    const std::string start = found->is_string() ? found->get<std::string>() : "?";
    if (start != "gaussian" && start != "eva" && start != "orthogonal")
        fields.fail("init_lora_weights", Text(SH_TR("The initialisation '%1' changes the weights under the adapter"), {start}),
                    SH_TR("Convert it to a plain LoRA adapter with the library that trained it"), ErrorKind::Unsupported);
}

std::vector<std::string> words(const json& value, const JsonFields& fields, const char* key) {
    std::vector<std::string> out;
    for (const auto& item : value) {
        if (!item.is_string() || item.get<std::string>().empty())
            fields.fail(key, SH_TR("Names were expected here"));
        out.push_back(item.get<std::string>());
    }
    std::sort(out.begin(), out.end());
    return out;
}

// A list of names, or one string, which is a regular expression.
void readModules(const json& document, const JsonFields& fields, const char* key, std::vector<std::string>& names, std::string& pattern) {
    const auto found = document.find(key);
    if (found == document.end() || inactive(*found))
        return;
    if (found->is_string())
        pattern = found->get<std::string>();
    else if (found->is_array())
        names = words(*found, fields, key);
    else
        fields.fail(key, SH_TR("A list of names or a regular expression was expected here"));
}

void readTargets(const json& document, const JsonFields& fields, AdapterConfig& out) {
    out.targets.clear();
    readModules(document, fields, "target_modules", out.targets, out.targetPattern);
    readModules(document, fields, "exclude_modules", out.excluded, out.excludedPattern);
    if (out.targets.empty() && out.targetPattern.empty())
        fields.fail("target_modules", SH_TR("The adapter names no matrix that it sits on"));
    if (out.targetPattern == "all-linear") {
        out.targets = {out.targetPattern};
        out.targetPattern.clear();
    }
    out.layers = fields.integers("layers_to_transform");
    for (const auto layer : out.layers)
        if (layer < 0)
            fields.fail("layers_to_transform", SH_TR("Layers are counted from 0"));
    if (const auto found = document.find("layers_pattern"); found != document.end() && !inactive(*found) && *found != "layers" && *found != json::array({"layers"}))
        fields.fail("layers_pattern", SH_TR("The layers of these models are called 'layers'"), {}, ErrorKind::Unsupported);
}

template <class Value, class Read> void readPattern(const json& document, const JsonFields& fields, const char* key, std::vector<std::pair<std::string, Value>>& out, const Read& read) {
    const auto found = document.find(key);
    if (found == document.end() || found->is_null())
        return;
    if (!found->is_object() || found->size() > kMostPatterns)
        fields.fail(key, SH_TR("A JSON object was expected here"));
    for (const auto& [name, value] : found->items())
        out.emplace_back(name, read(name, value));
}

void readPatterns(const json& document, const JsonFields& fields, AdapterConfig& out) {
    readPattern(document, fields, "rank_pattern", out.rankPattern, [&](const std::string& name, const json& value) {
        if (name.empty() || !value.is_number_integer() || value < 1 || value > kLargestRank)
            fields.fail("rank_pattern", Text(SH_TR("The rank of '%1' is no whole number from 1 to %2"), {name, std::to_string(kLargestRank)}));
        return value.get<std::int64_t>();
    });
    readPattern(document, fields, "alpha_pattern", out.alphaPattern, [&](const std::string& name, const json& value) {
        if (name.empty() || !value.is_number() || !std::isfinite(value.get<double>()))
            fields.fail("alpha_pattern", Text(SH_TR("The α of '%1' is no number"), {name}));
        return value.get<double>();
    });
}

} // namespace

AdapterConfig parseAdapterConfig(const std::string& text, const std::string& where) {
    const json document = base::parseJson(text, where);
    const JsonFields fields(document, where);
    checkKind(fields);
    checkStart(document, fields);
    refuseTheRest(document, fields);
    AdapterConfig out;
    out.rank = fields.integerIn("r", 1, kLargestRank);
    out.alpha = fields.number("lora_alpha", 8);
    out.dropout = fields.number("lora_dropout", 0);
    if (!std::isfinite(out.alpha))
        fields.fail("lora_alpha", SH_TR("A number was expected here"));
    if (!(out.dropout >= 0 && out.dropout < 1))
        fields.fail("lora_dropout", SH_TR("The value must be at least 0 and below 1"));
    out.rankStabilised = fields.boolean("use_rslora", false);
    out.baseModel = fields.string("base_model_name_or_path", "");
    readTargets(document, fields, out);
    readPatterns(document, fields, out);
    return out;
}

std::string adapterConfigJson(const AdapterConfig& c) {
    const auto number = [](double value) { return value == std::floor(value) && std::abs(value) < 1e9 ? json(std::int64_t(value)) : json(value); };
    json ranks = json::object(), alphas = json::object();
    for (const auto& [key, value] : c.rankPattern)
        ranks[key] = value;
    for (const auto& [key, value] : c.alphaPattern)
        alphas[key] = number(value);
    json document{{"peft_type", "LORA"},
                  {"task_type", "CAUSAL_LM"},
                  {"base_model_name_or_path", c.baseModel.empty() ? json() : json(c.baseModel)},
                  {"r", c.rank},
                  {"lora_alpha", number(c.alpha)},
                  {"lora_dropout", number(c.dropout)},
                  {"use_rslora", c.rankStabilised},
                  {"bias", "none"},
                  {"fan_in_fan_out", false},
                  {"inference_mode", true},
                  {"init_lora_weights", true},
                  {"layers_to_transform", c.layers.empty() ? json() : json(c.layers)},
                  {"layers_pattern", nullptr},
                  {"modules_to_save", nullptr},
                  {"rank_pattern", ranks},
                  {"alpha_pattern", alphas},
                  {"use_dora", false}};
    document["target_modules"] = !c.targetPattern.empty() ? json(c.targetPattern) : c.targets == std::vector<std::string>{"all-linear"} ? json("all-linear") : json(c.targets);
    if (!c.excludedPattern.empty() || !c.excluded.empty())
        document["exclude_modules"] = !c.excludedPattern.empty() ? json(c.excludedPattern) : json(c.excluded);
    return document.dump(2) + "\n";
}

} // namespace stillhouse::peft
