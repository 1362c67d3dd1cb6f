// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/strategy_setup.h"

namespace stillhouse::widgets {

namespace {

OptionSpec numberOption(const char* key, double standard, double low, double high, const char* unit, Text label, Text help, bool advanced = false) {
    return {key, OptionType::Number, standard, low, high, {}, unit, std::move(label), std::move(help), advanced};
}

OptionSpec whole(const char* key, std::int64_t standard, double low, double high, const char* unit, Text label, Text help,
                 bool advanced = false) {
    return {key, OptionType::Integer, standard, low, high, {}, unit, std::move(label), std::move(help), advanced};
}

OptionSpec path(const char* key, Text label, Text help, bool advanced = false) {
    return {key, OptionType::Path, std::string(), 0, 0, {}, "", std::move(label), std::move(help), advanced};
}

// One place where a key meets its field: reading and writing cannot drift apart.
template <class Experiment, class Visit>
void visitFields(Experiment& e, const Visit& visit) {
    visit("name", e.name);
    visit("student.path", e.student.path);
    visit("student.hidden", e.student.hidden);
    visit("student.layers", e.student.layers);
    visit("student.heads", e.student.heads);
    visit("student.kv_heads", e.student.kvHeads);
    visit("student.ffn", e.student.ffn);
    visit("data.task", e.data.task);
    visit("data.preferences", e.data.preferences);
    visit("budget.preset", e.budget.preset);
    visit("budget.max_minutes", e.budget.maxMinutes);
    visit("seed", e.seed);
    visit("device", e.device);
    visit("evaluate.limit", e.evaluate.limit);
    visit("evaluate.latency_requests", e.evaluate.latencyRequests);
    visit("evaluate.bootstrap", e.evaluate.bootstrap);
}

const char* const kTeacherKey = "teachers[0].path";

} // namespace

std::vector<OptionSpec> setupOptions() {
    std::vector<OptionSpec> specs;
    specs.push_back({"name", OptionType::String, std::string(), 0, 0, {}, "", Text(SH_TR("Name of the experiment")), Text(SH_TR("Runs carry this name in every table.")), false});
    specs.push_back(path(kTeacherKey, Text(SH_TR("Teacher")), Text(SH_TR("A model folder. More teachers, weights and routing are on the Teacher page."))));
    specs.push_back(path("student.path", Text(SH_TR("Student model")), Text(SH_TR("A model folder to start from. Empty: a new student of the shape below."))));
    specs.push_back(whole("student.hidden", 0, 0, 16384, "", Text(SH_TR("Width")), Text(SH_TR("Hidden size of the student. 0 follows the teacher; must be a multiple of the heads."))));
    specs.push_back(whole("student.layers", 0, 0, 256, "", Text(SH_TR("Layers")), Text(SH_TR("Decoder layers of the student. 0 follows the teacher."))));
    specs.push_back(whole("student.heads", 0, 0, 256, "", Text(SH_TR("Heads")), Text(SH_TR("Attention heads per layer. 0 follows the teacher."))));
    specs.push_back(whole("student.kv_heads", 0, 0, 256, "", Text(SH_TR("Key/value heads")), Text(SH_TR("Fewer than heads: grouped-query attention. 0: as many as heads."))));
    specs.push_back(whole("student.ffn", 0, 0, 65536, "", Text(SH_TR("Feed-forward width")), Text(SH_TR("Inner width of every feed-forward block. 0 follows the teacher."))));
    specs.push_back({"budget.preset", OptionType::Choice, std::string("quick"), 0, 0, {"quick", "standard", "long"}, "", Text(SH_TR("Budget")),
                     Text(SH_TR("Scales the steps of every stage that leaves them at their default.")), false});
    specs.push_back(numberOption("budget.max_minutes", 0, 0, 10080, "minutes", Text(SH_TR("Time limit")), Text(SH_TR("A stage that meets the limit ends early, cleanly, and says so. 0: no limit."))));
    specs.push_back(whole("seed", 1, 0, 2147483647, "", Text(SH_TR("Seed")), Text(SH_TR("The same seed, document and thread count give the same weights, bit for bit.")), true));
    specs.push_back({"device", OptionType::Choice, std::string("auto"), 0, 0, {"auto", "cpu", "cuda", "cuda:1", "cuda:2", "cuda:3"}, "", Text(SH_TR("Device")),
                     Text(SH_TR("Where LibTorch trains and measures. auto takes a CUDA device where there is one, else the CPU; packed models always run on the CPU.")), true});
    specs.push_back(path("data.task", Text(SH_TR("Task file")), Text(SH_TR("Prompt template, labels and how each label is written.")), true));
    specs.push_back(path("data.preferences", Text(SH_TR("Preferences")), Text(SH_TR("JSONL of prompt, chosen, rejected for the reward model. Empty: derived from the labels.")), true));
    specs.push_back(whole("evaluate.limit", 0, 0, 10000000, "examples", Text(SH_TR("Test examples")), Text(SH_TR("How many of the test split are scored. 0: all of them.")), true));
    specs.push_back(whole("evaluate.latency_requests", 60, 0, 100000, "requests", Text(SH_TR("Latency requests")), Text(SH_TR("Measured per model, interleaved in one process.")), true));
    specs.push_back(whole("evaluate.bootstrap", 1000, 0, 100000, "resamples", Text(SH_TR("Bootstrap")), Text(SH_TR("Resamples behind every 95 % interval.")), true));
    return specs;
}

OptionMap setupValues(const Experiment& experiment) {
    OptionMap values;
    visitFields(experiment, [&](const char* key, const auto& field) { values[key] = field; });
    values[kTeacherKey] = experiment.teachers.empty() ? std::string() : experiment.teachers.front().path;
    return values;
}

void applySetup(const OptionMap& values, Experiment& experiment) {
    const Experiment defaults;
    OptionMap full = setupValues(defaults);
    for (const auto& [key, value] : values)
        full[key] = value;
    visitFields(experiment, [&](const char* key, auto& field) { field = std::get<std::decay_t<decltype(field)>>(full.at(key)); });
    const std::string teacher = std::get<std::string>(full.at(kTeacherKey));
    if (experiment.teachers.empty() && !teacher.empty())
        experiment.teachers.emplace_back();
    if (!experiment.teachers.empty())
        experiment.teachers.front().path = teacher;
}

} // namespace stillhouse::widgets
