// SPDX-License-Identifier: GPL-3.0-or-later
// `distill` and `align`: one stage alone, with the parameters that an experiment's stage has. The flags are the stage's own option
// table, so they are read after the engine is open.
#include "app/cli/recorded_run.h"

#include <charconv>
#include <cstdio>

namespace stillhouse::cli {

namespace {

struct StageRequest {
    Experiment experiment;
    TeacherSpec teacher;
    std::string stage, store = "project.db";
    bool resume = false, list = false;
    CLI::App* app = nullptr;
};

std::optional<OptionValue> parseValue(const OptionSpec& spec, const std::string& text) {
    const auto number = [&text]<class N>(N value) -> std::optional<OptionValue> {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        return error == std::errc() && end == text.data() + text.size() ? std::optional<OptionValue>(value) : std::nullopt;
    };
    switch (spec.type) {
    case OptionType::Flag: return text == "true" || text == "1" ? std::optional<OptionValue>(true) : text == "false" || text == "0" ? std::optional<OptionValue>(false) : std::nullopt;
    case OptionType::Integer: return number(std::int64_t{});
    case OptionType::Number: return number(double{});
    case OptionType::Points: {
        Points points; // "0:5,0.5:2,1:1"
        double x = 0, y = 0;
        int used = 0;
        for (const char* at = text.c_str(); std::sscanf(at, "%lf:%lf%n", &x, &y, &used) == 2; at += used + (at[used] == ','))
            points.emplace_back(x, y);
        return points;
    }
    default: return OptionValue(text);
    }
}

int usage(const std::string& message) {
    std::fprintf(stderr, "stillhouse-cli: %s\n", message.c_str());
    return Usage;
}

void listOptions(const MethodSpec& method, const Shared& shared) {
    nlohmann::json rows = nlohmann::json::array();
    for (const auto& o : method.options) {
        rows.push_back({{"key", o.key}, {"help", o.help.english()}, {"unit", o.unit}, {"choices", o.choices}});
        say("  --" + o.key + "  " + o.help.english() + (o.unit.empty() ? "" : " [" + o.unit + "]"), shared);
    }
    print({{"stage", method.id}, {"options", rows}}, shared);
}

// The flags that CLI11 left over, as the stage's options. Returns an exit code other than Done when one is wrong.
int readOptions(const MethodSpec& method, const std::vector<std::string>& words, OptionMap& options) {
    for (std::size_t i = 0; i < words.size(); i += 2) {
        if (words[i].rfind("--", 0) != 0 || i + 1 >= words.size())
            return usage("'" + words[i] + "' is not an option with a value; --list-options shows them");
        std::string key = words[i].substr(2);
        std::replace(key.begin(), key.end(), '-', '_');
        const auto spec = std::find_if(method.options.begin(), method.options.end(), [&](const auto& o) { return o.key == key; });
        if (spec == method.options.end())
            return usage("stage " + method.id + " has no option '" + words[i] + "'; --list-options shows them");
        const auto value = parseValue(*spec, words[i + 1]);
        if (!value)
            return usage("'" + words[i + 1] + "' is not a value for " + words[i]);
        options[key] = *value;
    }
    return Done;
}

int runStage(StageRequest& r, const Shared& shared) {
    Engine* e = engine(shared);
    if (!e)
        return Failed;
    const MethodSpec* method = nullptr;
    for (const auto& m : e->methods())
        if (m.id == r.stage)
            method = &m;
    if (!method)
        return usage("there is no stage '" + r.stage + "'");
    if (r.list) {
        listOptions(*method, shared);
        return Done;
    }
    if (r.teacher.path.empty() || r.experiment.data.train.empty())
        return usage("--teacher and --data are needed");
    OptionMap options;
    if (const int code = readOptions(*method, r.app->remaining(), options); code != Done)
        return code;
    const std::string lane = method->strategies.substr(0, 1);
    r.experiment.name = r.stage;
    r.experiment.seed = shared.seed;
    r.experiment.teachers = {r.teacher};
    r.experiment.strategies[lane] = {StageSpec{r.stage, options, false}};
    return recordedRun(r.experiment, r.store, r.resume, lane, {}, shared);
}

std::function<int()> declareStage(CLI::App& app, Shared& shared, const std::string& standard) {
    auto r = std::make_shared<StageRequest>();
    r->app = &app;
    r->stage = standard;
    auto& student = r->experiment.student;
    app.allow_extras();
    app.add_option("--stage", r->stage, "Method id")->capture_default_str();
    app.add_flag("--list-options", r->list, "The stage's own options, each a flag here");
    app.add_option("--teacher", r->teacher.path, "Teacher's model folder");
    app.add_option("--student", student.path, "Student's model folder; or a fresh one of the shape below");
    app.add_option("--hidden", student.hidden, "Width of a fresh student");
    app.add_option("--layers", student.layers, "Its layers");
    app.add_option("--heads", student.heads, "Its query heads");
    app.add_option("--kv-heads", student.kvHeads, "Its key/value heads");
    app.add_option("--ffn", student.ffn, "Its feed-forward width");
    app.add_option("--data", r->experiment.data.train, "Examples: JSONL, CSV, TSV, text");
    app.add_option("--eval", r->experiment.data.eval, "Held-out examples; default: the test part of --data");
    app.add_option("--task", r->experiment.data.task, "Task file");
    app.add_option("--store", r->store, "Project database")->capture_default_str();
    app.add_option("--budget", r->experiment.budget.preset, "Budget")->check(CLI::IsMember({"quick", "standard", "long"}))->capture_default_str();
    app.add_flag("--resume", r->resume, "Continue the newest unfinished run");
    return [r, &shared]() -> int { return runStage(*r, shared); };
}

} // namespace

Command distillCommand() {
    return {"distill", "One distillation stage alone", [](CLI::App& app, Shared& shared) { return declareStage(app, shared, "distill.soft"); }};
}

Command alignCommand() {
    return {"align", "One stage of strategy B alone", [](CLI::App& app, Shared& shared) { return declareStage(app, shared, "align.progressive"); }};
}

} // namespace stillhouse::cli
