// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/data.h"
#include "core/base/atomic_file.h"
#include "core/base/failure.h"
#include "core/base/guard.h"
#include "core/base/json.h"
#include "core/base/object_reader.h"

#include <nlohmann/json.hpp>
#include <set>

namespace stillhouse::data {
namespace {

using base::ObjectReader;

constexpr std::size_t maxTaskBytes = 4 << 20;

TaskLabel labelAt(const ObjectReader& reader, const nlohmann::json& labels, std::size_t index) {
    TaskLabel label;
    if (labels[index].is_string()) {
        label.name = labels[index].get<std::string>();
    } else {
        const ObjectReader object = reader.element("labels", index);
        object.allowOnly({"name", "verbalizer"});
        object.read("name", label.name);
        object.read("verbalizer", label.verbalizer);
    }
    if (label.name.empty())
        reader.failAt("labels", SH_TR("A label has no name"), SH_TR("Write {\"name\": \"fraud\", \"verbalizer\": \" fraud\"}."));
    if (label.verbalizer.empty())
        label.verbalizer = " " + label.name;
    return label;
}

void checkLabels(const Task& task, const ObjectReader& reader) {
    std::set<std::string> names, verbalizers;
    for (const TaskLabel& label : task.labels) {
        if (!names.insert(label.name).second)
            reader.failAt("labels", Text(SH_TR("The label '%1' stands twice"), {label.name}));
        if (!verbalizers.insert(label.verbalizer).second)
            reader.failAt("labels", Text(SH_TR("Two labels share the verbalizer '%1', so no model could tell them apart"), {label.verbalizer}));
    }
    if (task.kind == "classification" && task.labels.size() < 2)
        reader.failAt("labels", SH_TR("A classification task needs at least two labels"));
    if (!task.positive.empty() && !names.contains(task.positive))
        reader.failAt("positive", Text(SH_TR("'%1' is none of the labels"), {task.positive}));
}

/// "accuracy>0.95": a metric's name, > >= < or <=, a number.
bool isGate(const std::string& gate) {
    const std::size_t sign = gate.find_first_of("<>");
    if (sign == std::string::npos || gate.find_first_not_of(' ') == sign)
        return false;
    std::size_t used = 0;
    const std::string number = gate.substr(sign + (gate.substr(sign + 1).starts_with('=') ? 2 : 1));
    try {
        std::stod(number, &used);
    } catch (const std::exception&) {
        return false;
    }
    return number.find_first_not_of(' ', used) == std::string::npos;
}

void checkTask(const Task& task, const ObjectReader& reader) {
    if (task.kind != "classification" && task.kind != "generation")
        reader.failAt("kind", Text(SH_TR("'%1' is no kind of task"), {task.kind}), SH_TR("Use classification or generation."));
    if (task.promptTemplate.find("{prompt}") == std::string::npos)
        reader.failAt("template", SH_TR("The template has no place for the prompt"), SH_TR("Put {prompt} where the example's text belongs."));
    checkLabels(task, reader);
    for (const std::string& gate : task.gates)
        if (!isGate(gate))
            reader.failAt("gates", Text(SH_TR("'%1' is no gate"), {gate}), SH_TR("Write a metric, a comparison and a number: accuracy>0.95"));
}

Task parseTask(const nlohmann::json& json, const std::string& where) {
    const ObjectReader reader(json, where, {});
    reader.allowOnly({"kind", "name", "template", "labels", "positive", "gates"});
    Task task;
    reader.read("kind", task.kind);
    reader.read("name", task.name);
    reader.read("template", task.promptTemplate);
    reader.read("positive", task.positive);
    reader.read("gates", task.gates);
    if (reader.find("labels")) {
        const nlohmann::json& labels = reader.array("labels");
        for (std::size_t i = 0; i < labels.size(); ++i)
            task.labels.push_back(labelAt(reader, labels, i));
    }
    checkTask(task, reader);
    return task;
}

nlohmann::ordered_json taskJson(const Task& task) {
    nlohmann::ordered_json json = {{"kind", task.kind}, {"name", task.name}, {"template", task.promptTemplate}};
    for (const TaskLabel& label : task.labels)
        json["labels"].push_back({{"name", label.name}, {"verbalizer", label.verbalizer}});
    if (!task.positive.empty())
        json["positive"] = task.positive;
    if (!task.gates.empty())
        json["gates"] = task.gates;
    return json;
}

} // namespace
} // namespace stillhouse::data

namespace stillhouse {

Result<Task> readTask(const std::string& path) {
    return base::guard([&] { return data::parseTask(base::readJson(path, data::maxTaskBytes), path); });
}

Result<void> writeTask(const Task& task, const std::string& path) {
    return base::guard([&] {
        const std::string text = data::taskJson(task).dump(2) + "\n";
        data::parseTask(base::parseJson(text, path), path);
        base::writeAtomically(path, text);
    });
}

Task taskFor(const std::map<std::string, std::int64_t>& labels) {
    Task task;
    task.kind = labels.empty() ? "generation" : "classification";
    task.promptTemplate = labels.empty() ? "{prompt}" : "{prompt}\nLabel:";
    for (const auto& [label, count] : labels)
        if (count > 0 && !label.empty())
            task.labels.push_back({label, " " + label});
    return task;
}

} // namespace stillhouse
