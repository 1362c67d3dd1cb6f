// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/demo_load.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <algorithm>
#include <filesystem>

namespace stillhouse::widgets {

namespace {

void addSource(DemoSources& out, DemoSource source) {
    const auto same = [&](const DemoSource& other) { return other.path == source.path; };
    if (std::none_of(out.sources.begin(), out.sources.end(), same))
        out.sources.push_back(std::move(source));
}

Result<std::vector<DemoRun>> measuredRuns(Store& store) {
    auto runs = store.runs();
    if (!runs)
        return runs.error();
    const auto comparison = store.comparison({});
    if (!comparison)
        return comparison.error();
    std::stable_sort(runs->begin(), runs->end(), [](const RunRow& a, const RunRow& b) { return a.started > b.started; });
    std::vector<DemoRun> out;
    for (const auto& run : *runs) {
        DemoRun measured{run.id, run.name.empty() ? run.id : run.name, run.started, {}};
        std::error_code none;
        for (const auto& row : comparison->rows)
            if (row.runId == run.id && std::filesystem::exists(row.modelPath, none))
                measured.subjects.emplace_back(row.subject, row.modelPath);
        if (!measured.subjects.empty())
            out.push_back(std::move(measured));
    }
    return out;
}

} // namespace

Result<DemoSources> loadDemoSources(Store& store, const Experiment& experiment, const std::string& projectFolder) {
    const auto models = modelSources(store, experiment.teachers, projectFolder, true);
    if (!models)
        return models.error();
    auto runs = measuredRuns(store);
    if (!runs)
        return runs.error();
    DemoSources out;
    out.runs = std::move(*runs);
    if (!experiment.data.task.empty())
        if (const auto task = readTask(experiment.data.task))
            out.classification = task->kind == "classification";
    for (const auto& model : *models)
        if (model.kind == ModelSource::Kind::Teacher)
            addSource(out, {model.path, "teacher", {}, false});
    for (const auto& run : out.runs)
        for (const auto& [subject, path] : run.subjects)
            addSource(out, {path, subject, subject.starts_with("teacher") ? std::string() : run.name, false});
    for (const auto& model : *models)
        if (model.kind == ModelSource::Kind::Student)
            addSource(out, {model.path, model.subject, model.run, true});
    for (const auto& model : *models)
        if (model.kind == ModelSource::Kind::File)
            addSource(out, {model.path, {}, {}, false});
    return out;
}

std::string pathInRun(const DemoRun& run, const std::string& subject) {
    for (const auto& [name, path] : run.subjects)
        if (name == subject)
            return path;
    for (const auto& [name, path] : run.subjects)
        if (name.starts_with(subject))
            return path;
    return {};
}

QString demoSourceName(const DemoSource& source) {
    const auto translated = [](const char* text) { return QCoreApplication::translate("DemoSource", text); };
    const QString file = QFileInfo(QString::fromStdString(source.path)).fileName(), subject = QString::fromStdString(source.subject);
    if (source.subject.starts_with("teacher"))
        return translated(QT_TRANSLATE_NOOP("DemoSource", "Teacher: %1")).arg(file);
    if (source.subject.empty())
        return file;
    return (source.before ? translated(QT_TRANSLATE_NOOP("DemoSource", "Student %1 before its quantizer: %2")) : translated(QT_TRANSLATE_NOOP("DemoSource", "Student %1: %2")))
        .arg(subject, QString::fromStdString(source.run));
}

} // namespace stillhouse::widgets
