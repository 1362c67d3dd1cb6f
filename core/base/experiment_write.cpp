// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/experiment.h"
#include "core/api/experiment_paths.h"
#include "core/base/atomic_file.h"
#include "core/base/experiment_teacher.h"
#include "core/base/guard.h"

#include <filesystem>
#include <nlohmann/json.hpp>

namespace stillhouse {
namespace {

using Json = nlohmann::ordered_json;

/// Sets `key` only where the value is not the default: a short document shows what its author chose.
template <class Value>
void put(Json& object, const char* key, const Value& value, const Value& standard) {
    if (value != standard)
        object[key] = value;
}

void putTeachers(Json& document, const std::vector<TeacherSpec>& teachers) {
    if (teachers.size() == 1) {
        const Json object = base::teacherJson(teachers[0]);
        document["teacher"] = object.size() == 1 && object.contains("path") ? object["path"] : object;
        return;
    }
    for (const TeacherSpec& teacher : teachers)
        document["teachers"].push_back(base::teacherJson(teacher));
}

Json studentJson(const StudentSpec& student) {
    const StudentSpec standard;
    Json object = Json::object();
    put(object, "path", student.path, standard.path);
    put(object, "hidden", student.hidden, standard.hidden);
    put(object, "layers", student.layers, standard.layers);
    put(object, "heads", student.heads, standard.heads);
    put(object, "kv_heads", student.kvHeads, standard.kvHeads);
    put(object, "ffn", student.ffn, standard.ffn);
    put(object, "from_teacher", student.fromTeacher, standard.fromTeacher);
    return object;
}

Json dataJson(const DataSpec& data) {
    const DataSpec standard;
    Json object = Json::object();
    put(object, "train", data.train, standard.train);
    put(object, "eval", data.eval, standard.eval);
    put(object, "task", data.task, standard.task);
    put(object, "preferences", data.preferences, standard.preferences);
    put(object, "test_fraction", data.testFraction, standard.testFraction);
    put(object, "validation_fraction", data.validationFraction, standard.validationFraction);
    return object;
}

Json optionJson(const OptionValue& value) {
    if (const auto* points = std::get_if<Points>(&value)) {
        Json list = Json::array();
        for (const auto& [x, y] : *points)
            list.push_back(Json::array({x, y}));
        return list;
    }
    return std::visit([](const auto& plain) { return Json(plain); }, value);
}

Json stageJson(const StageSpec& stage) {
    Json object{{"stage", stage.stage}};
    for (const auto& [key, value] : stage.options)
        object[key] = optionJson(value);
    put(object, "skip", stage.skip, false);
    for (const OverrideSpec& held : stage.overrides)
        object["overrides"].push_back({{"step", held.step}, {"key", held.key}, {"value", held.value ? Json(*held.value) : Json(nullptr)}});
    return object;
}

Json strategiesJson(const std::map<std::string, std::vector<StageSpec>>& strategies) {
    Json object = Json::object();
    for (const auto& [lane, stages] : strategies) {
        for (const StageSpec& stage : stages) // a strategy without stages leaves no key
            object[lane].push_back(stageJson(stage));
    }
    return object;
}

Json budgetJson(const BudgetSpec& budget) {
    Json object = Json::object();
    put(object, "preset", budget.preset, BudgetSpec{}.preset);
    put(object, "max_minutes", budget.maxMinutes, BudgetSpec{}.maxMinutes);
    return object;
}

Json evaluateJson(const EvaluateSpec& evaluate) {
    const EvaluateSpec standard;
    Json object = Json::object();
    put(object, "limit", evaluate.limit, standard.limit);
    put(object, "latency_requests", evaluate.latencyRequests, standard.latencyRequests);
    put(object, "bootstrap", evaluate.bootstrap, standard.bootstrap);
    put(object, "gates", evaluate.gates, standard.gates);
    return object;
}

} // namespace

std::string formatExperiment(const Experiment& experiment) {
    Json document{{"version", 1}};
    put(document, "name", experiment.name, {});
    put(document, "seed", experiment.seed, Experiment{}.seed);
    put(document, "device", experiment.device, Experiment{}.device);
    putTeachers(document, experiment.teachers);
    put(document, "student", studentJson(experiment.student), Json::object());
    put(document, "data", dataJson(experiment.data), Json::object());
    document["strategies"] = strategiesJson(experiment.strategies);
    put(document, "budget", budgetJson(experiment.budget), Json::object());
    put(document, "evaluate", evaluateJson(experiment.evaluate), Json::object());
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<void> writeExperiment(const Experiment& experiment, const std::string& path) {
    return base::guard([&] {
        const auto folder = std::filesystem::absolute(path).lexically_normal().parent_path();
        Experiment moved = experiment;
        forEachPath(moved, [&](std::string& name) {
            const auto whole = std::filesystem::absolute(name).lexically_normal();
            const auto relative = whole.lexically_relative(folder);
            const bool inside = !relative.empty() && *relative.begin() != "..";
            name = (inside ? relative : whole).string();
        });
        base::writeAtomically(path, formatExperiment(moved));
    });
}

} // namespace stillhouse
