// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/strategy_setup.h"

#include <QtGlobal>

// Texts of option tables are translated in the context of the core, wherever the table stands.
#define CORE_TEXT(english) Text(QT_TRANSLATE_NOOP("core", english))

namespace stillhouse::widgets {

namespace {

OptionSpec number(const char* key, double standard, double low, double high, const char* unit, Text label, Text help, bool advanced = false) {
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
    visit("evaluate.limit", e.evaluate.limit);
    visit("evaluate.latency_requests", e.evaluate.latencyRequests);
    visit("evaluate.bootstrap", e.evaluate.bootstrap);
}

const char* const kTeacherKey = "teachers[0].path";

} // namespace

std::vector<OptionSpec> setupOptions() {
    std::vector<OptionSpec> specs;
    specs.push_back({"name", OptionType::String, std::string(), 0, 0, {}, "", CORE_TEXT("Name of the experiment"), CORE_TEXT("Runs carry this name in every table."), false});
    specs.push_back(path(kTeacherKey, CORE_TEXT("Teacher"), CORE_TEXT("A model folder. More teachers, weights and routing are on the Teacher page.")));
    specs.push_back(path("student.path", CORE_TEXT("Student model"), CORE_TEXT("A model folder to start from. Empty: a new student of the shape below.")));
    specs.push_back(whole("student.hidden", 0, 0, 16384, "", CORE_TEXT("Width"), CORE_TEXT("Hidden size of the student. 0 follows the teacher; must be a multiple of the heads.")));
    specs.push_back(whole("student.layers", 0, 0, 256, "", CORE_TEXT("Layers"), CORE_TEXT("Decoder layers of the student. 0 follows the teacher.")));
    specs.push_back(whole("student.heads", 0, 0, 256, "", CORE_TEXT("Heads"), CORE_TEXT("Attention heads per layer. 0 follows the teacher.")));
    specs.push_back(whole("student.kv_heads", 0, 0, 256, "", CORE_TEXT("Key/value heads"), CORE_TEXT("Fewer than heads: grouped-query attention. 0: as many as heads.")));
    specs.push_back(whole("student.ffn", 0, 0, 65536, "", CORE_TEXT("Feed-forward width"), CORE_TEXT("Inner width of every feed-forward block. 0 follows the teacher.")));
    specs.push_back({"budget.preset", OptionType::Choice, std::string("quick"), 0, 0, {"quick", "standard", "long"}, "", CORE_TEXT("Budget"),
                     CORE_TEXT("Scales the steps of every stage that leaves them at their default."), false});
    specs.push_back(number("budget.max_minutes", 0, 0, 10080, "minutes", CORE_TEXT("Time limit"), CORE_TEXT("A stage that meets the limit ends early, cleanly, and says so. 0: no limit.")));
    specs.push_back(whole("seed", 1, 0, 2147483647, "", CORE_TEXT("Seed"), CORE_TEXT("The same seed, document and thread count give the same weights, bit for bit."), true));
    specs.push_back(path("data.task", CORE_TEXT("Task file"), CORE_TEXT("Prompt template, labels and how each label is written."), true));
    specs.push_back(path("data.preferences", CORE_TEXT("Preferences"), CORE_TEXT("JSONL of prompt, chosen, rejected for the reward model. Empty: derived from the labels."), true));
    specs.push_back(whole("evaluate.limit", 0, 0, 10000000, "examples", CORE_TEXT("Test examples"), CORE_TEXT("How many of the test split are scored. 0: all of them."), true));
    specs.push_back(whole("evaluate.latency_requests", 60, 0, 100000, "requests", CORE_TEXT("Latency requests"), CORE_TEXT("Measured per model, interleaved in one process."), true));
    specs.push_back(whole("evaluate.bootstrap", 1000, 0, 100000, "resamples", CORE_TEXT("Bootstrap"), CORE_TEXT("Resamples behind every 95 % interval."), true));
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
