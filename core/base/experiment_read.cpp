// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/experiment.h"
#include "core/api/experiment_paths.h"
#include "core/base/device_name.h"
#include "core/base/experiment_teacher.h"
#include "core/base/failure.h"
#include "core/base/file.h"
#include "core/base/guard.h"
#include "core/base/json.h"
#include "core/base/object_reader.h"
#include "core/base/spelling.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

namespace stillhouse {
namespace {

using base::ObjectReader;

constexpr std::int64_t documentVersion = 1;
constexpr std::size_t largestDocument = 16u << 20;

void checkVersion(const ObjectReader& root) {
    if (!root.find("version"))
        root.failAt("version", SH_TR("The key \"version\" is missing"), SH_TR("Write \"version\": 1 at the top of the document"));
    std::int64_t version = 0;
    root.read("version", version);
    if (version != documentVersion)
        root.failAt("version", Text(SH_TR("Version %1 of the experiment document is not known"), {std::to_string(version)}),
                    SH_TR("This program reads version 1; a newer document needs a newer program"));
}

std::vector<TeacherSpec> teachersFrom(const ObjectReader& root) {
    std::vector<TeacherSpec> teachers;
    const nlohmann::json* one = root.find("teacher");
    if (one && root.find("teachers"))
        root.failAt("teachers", SH_TR("\"teacher\" and \"teachers\" stand in one document"), SH_TR("Keep one of the two"));
    if (one && one->is_string()) {
        TeacherSpec teacher;
        root.read("teacher", teacher.path);
        if (teacher.path.empty())
            root.failAt("teacher", SH_TR("A teacher needs the path of a model folder"));
        teachers.push_back(teacher);
    } else if (one) {
        teachers.push_back(base::teacherFrom(root.object("teacher")));
    } else if (root.find("teachers")) {
        for (std::size_t i = 0; i < root.array("teachers").size(); ++i)
            teachers.push_back(base::teacherFrom(root.element("teachers", i)));
    }
    return teachers;
}

StudentSpec studentFrom(const ObjectReader& object) {
    object.allowOnly({"path", "hidden", "layers", "heads", "kv_heads", "ffn", "from_teacher"});
    StudentSpec student;
    object.read("path", student.path);
    object.read("hidden", student.hidden);
    object.read("layers", student.layers);
    object.read("heads", student.heads);
    object.read("kv_heads", student.kvHeads);
    object.read("ffn", student.ffn);
    object.read("from_teacher", student.fromTeacher);
    const bool shaped = student.hidden || student.layers || student.heads || student.kvHeads || student.ffn;
    if (!student.path.empty() && shaped)
        object.failAt("path", SH_TR("The student is given twice: as a model folder and as a shape"), SH_TR("Keep \"path\" or the shape"));
    return student;
}

DataSpec dataFrom(const ObjectReader& object) {
    object.allowOnly({"train", "eval", "task", "preferences", "test_fraction", "validation_fraction"});
    DataSpec data;
    object.read("train", data.train);
    object.read("eval", data.eval);
    object.read("task", data.task);
    object.read("preferences", data.preferences);
    object.read("test_fraction", data.testFraction, 0, 1);
    object.read("validation_fraction", data.validationFraction, 0, 1);
    if (data.testFraction + data.validationFraction > 1)
        object.failAt("test_fraction", SH_TR("Test and validation parts together are more than the whole"),
                      SH_TR("Choose fractions whose sum is below 1"));
    return data;
}

OverrideSpec overrideFrom(const ObjectReader& object) {
    object.allowOnly({"step", "key", "value"});
    OverrideSpec out;
    if (!object.find("step"))
        object.failAt("step", SH_TR("The step from which the value is held is missing"), SH_TR("Write it like \"step\": 120"));
    object.read("step", out.step);
    object.read("key", out.key);
    const auto* value = object.find("value");
    if (!value)
        object.failAt("value", SH_TR("The value to hold is missing"), SH_TR("Write a number, or null to give it back to the schedule"));
    if (!value->is_null())
        object.read("value", out.value.emplace(), std::numeric_limits<double>::lowest());
    return out;
}

StageSpec stageFrom(const ObjectReader& object) {
    StageSpec stage;
    object.read("stage", stage.stage);
    if (stage.stage.empty())
        object.failAt("stage", SH_TR("The name of the stage is missing"), SH_TR("Write it like \"stage\": \"distill.soft\""));
    object.read("skip", stage.skip);
    if (object.find("overrides"))
        for (std::size_t i = 0; i < object.array("overrides").size(); ++i)
            stage.overrides.push_back(overrideFrom(object.element("overrides", i)));
    for (const auto& [key, value] : object.members().items())
        if (key != "stage" && key != "skip" && key != "overrides")
            stage.options[key] = object.option(key);
    return stage;
}

std::map<std::string, std::vector<StageSpec>> strategiesFrom(const ObjectReader& root) {
    if (!root.find("strategies"))
        root.failAt("strategies", SH_TR("The key \"strategies\" is missing"),
                    SH_TR("Write \"strategies\": {\"A\": [{\"stage\": …}]} with at least one stage"));
    const ObjectReader object = root.object("strategies");
    object.allowOnly({"A", "B"});
    // A project whose stages were all taken away is still one that opens; checkExperiment() refuses to run it.
    std::map<std::string, std::vector<StageSpec>> strategies;
    for (const auto& [lane, value] : object.members().items())
        for (std::size_t i = 0; i < object.array(lane).size(); ++i)
            strategies[lane].push_back(stageFrom(object.element(lane, i)));
    return strategies;
}

BudgetSpec budgetFrom(const ObjectReader& object) {
    object.allowOnly({"preset", "max_minutes"});
    BudgetSpec budget;
    object.read("preset", budget.preset);
    const std::vector<std::string> presets{"quick", "standard", "long"};
    if (std::find(presets.begin(), presets.end(), budget.preset) == presets.end()) {
        const std::string nearest = base::nearestSpelling(budget.preset, presets);
        object.failAt("preset", Text(SH_TR("Unknown budget \"%1\""), {budget.preset.substr(0, 80)}),
                      nearest.empty() ? Text(SH_TR("Choose quick, standard or long")) : Text(SH_TR("Did you mean \"%1\"?"), {nearest}));
    }
    object.read("max_minutes", budget.maxMinutes, 0);
    return budget;
}

/// name, one of > >= < <=, number.
bool isGate(const std::string& gate) {
    const auto sign = gate.find_first_of("<>");
    if (sign == std::string::npos || sign == 0)
        return false;
    const std::size_t number = sign + (gate.compare(sign + 1, 1, "=") == 0 ? 2 : 1);
    char* end = nullptr;
    std::strtod(gate.c_str() + number, &end);
    return number < gate.size() && end == gate.c_str() + gate.size();
}

EvaluateSpec evaluateFrom(const ObjectReader& object) {
    object.allowOnly({"limit", "latency_requests", "bootstrap", "gates"});
    EvaluateSpec evaluate;
    object.read("limit", evaluate.limit);
    object.read("latency_requests", evaluate.latencyRequests);
    object.read("bootstrap", evaluate.bootstrap);
    object.read("gates", evaluate.gates);
    for (std::size_t i = 0; i < evaluate.gates.size(); ++i)
        if (!isGate(evaluate.gates[i]))
            object.failAt("gates[" + std::to_string(i) + "]", Text(SH_TR("\"%1\" is no gate"), {evaluate.gates[i].substr(0, 80)}),
                          SH_TR("Write it like \"accuracy>0.95\""));
    return evaluate;
}

void resolve(std::string& path, const std::filesystem::path& folder) {
    const std::filesystem::path given(path);
    if (given.is_absolute() || folder.empty())
        return;
    std::filesystem::path whole = (folder / given).lexically_normal();
    if (!whole.has_filename() && whole.has_relative_path())
        whole = whole.parent_path(); // "." and "sub/" leave a slash at the end
    path = whole.string();
}

Experiment experimentFrom(const std::string& json, const std::string& where, const std::string& folder) {
    const nlohmann::json document = base::parseJson(json, where);
    const ObjectReader root(document, where, {});
    checkVersion(root);
    root.allowOnly({"version", "$schema", "name", "seed", "device", "teacher", "teachers", "student", "data", "strategies", "budget", "evaluate"});
    Experiment experiment;
    root.read("name", experiment.name);
    root.read("seed", experiment.seed, std::numeric_limits<std::int64_t>::min());
    root.read("device", experiment.device);
    if (!base::parseDeviceName(experiment.device))
        root.failAt("device", Text(SH_TR("There is no device \"%1\""), {experiment.device.substr(0, 80)}), SH_TR("Write auto, cpu, cuda or cuda:N"));
    experiment.teachers = teachersFrom(root);
    if (root.find("student"))
        experiment.student = studentFrom(root.object("student"));
    if (root.find("data"))
        experiment.data = dataFrom(root.object("data"));
    experiment.strategies = strategiesFrom(root);
    if (root.find("budget"))
        experiment.budget = budgetFrom(root.object("budget"));
    if (root.find("evaluate"))
        experiment.evaluate = evaluateFrom(root.object("evaluate"));
    forEachPath(experiment, [&](std::string& path) { resolve(path, folder); });
    return experiment;
}

} // namespace

Result<Experiment> parseExperiment(const std::string& json, const std::string& where, const std::string& folder) {
    return base::guard([&] { return experimentFrom(json, where, folder); });
}

Result<Experiment> readExperiment(const std::string& path) {
    return base::guard([&] {
        const std::string text = base::readFile(path, largestDocument);
        return experimentFrom(text, path, std::filesystem::absolute(path).lexically_normal().parent_path().string());
    });
}

} // namespace stillhouse
