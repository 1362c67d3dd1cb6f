// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/facts.h"

#include "core/api/bench_import.h"
#include "core/api/experiment_paths.h"
#include "core/base/failure.h"
#include "core/base/value_of.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

namespace stillhouse::report {

namespace {

using base::valueOf;
namespace fs = std::filesystem;

constexpr std::int64_t kCurvePoints = 400;

bool saysSynthetic(const std::string& text) {
    static const std::string word = "synthetic";
    return std::search(text.begin(), text.end(), word.begin(), word.end(), [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; }) != text.end();
}

// What the data says of itself: the sources of its examples, or the name of its task. A file that has gone says nothing.
bool isSynthetic(const Experiment& experiment) {
    if (!experiment.data.task.empty())
        if (const auto task = readTask(experiment.data.task); task && saysSynthetic(task->name))
            return true;
    const auto preview = previewData(experiment.data.train, {}, 20);
    if (!preview)
        return false;
    for (std::size_t column = 0; column < preview->columns.size(); ++column)
        if (preview->columns[column] == "source")
            for (const auto& row : preview->rows)
                if (column < row.size() && saysSynthetic(row[column]))
                    return true;
    return false;
}

bool imported(const RunRow& run) { return std::find(run.tags.begin(), run.tags.end(), kBenchTag) != run.tags.end(); }

RunRow chosenRun(Store& store, const std::string& id) {
    if (!id.empty()) {
        auto row = valueOf(store.run(id));
        if (!row)
            base::fail(id, SH_TR("There is no such run in the project"), SH_TR("`compare` and the Compare page list the runs"), ErrorKind::NotFound);
        return std::move(*row);
    }
    const auto comparison = valueOf(store.comparison({}));
    for (auto& run : valueOf(store.runs())) // newest first
        for (const auto& row : comparison.rows)
            if (row.runId == run.id && !row.metrics.empty())
                return run;
    base::fail(store.path(), SH_TR("No run of the project has been measured yet"), SH_TR("Run a strategy first"), ErrorKind::NotFound);
}

int placeOf(const std::string& subject) { return subject == "teacher" ? 0 : subject == "A" ? 1 : subject == "B" ? 2 : 3; }

void addLanes(Store& store, Facts& facts) {
    for (const auto& stage : valueOf(store.stages(facts.run.id))) {
        if (facts.lanes.empty() || facts.lanes.back().name != stage.lane)
            facts.lanes.push_back({stage.lane, {}, {}});
        facts.lanes.back().stages.push_back(stage);
    }
    for (Lane& lane : facts.lanes) {
        double before = 0;
        for (const auto& stage : lane.stages) {
            auto series = valueOf(store.metric(facts.run.id, lane.name, stage.stageIndex, "loss", kCurvePoints));
            if (series.steps.empty())
                continue;
            for (double& step : series.steps)
                step += before;
            before = series.steps.back();
            lane.loss.push_back({stage.stage, std::move(series.steps), std::move(series.values)});
        }
    }
}

// A run that was taken up again elsewhere names both places.
void addDevices(Store& store, Facts& facts) {
    for (const auto& event : valueOf(store.events(facts.run.id))) {
        if (event.kind != "device")
            continue;
        const auto said = nlohmann::json::parse(event.json, nullptr, false);
        if (!said.is_object() || !said.contains("title") || !said["title"].is_string())
            continue;
        const auto title = said["title"].get<std::string>();
        if (std::find(facts.devices.begin(), facts.devices.end(), title) == facts.devices.end())
            facts.devices.push_back(title);
    }
}

void addRivals(Store& store, Facts& facts) {
    std::vector<std::string> ids;
    for (const auto& run : valueOf(store.runs()))
        if (imported(run))
            ids.push_back(run.id);
    if (ids.empty())
        return;
    auto comparison = valueOf(store.comparison(ids));
    facts.rivals = std::move(comparison.rows);
    for (auto& [id, record] : comparison.latencies)
        for (const auto& row : facts.rivals)
            if (row.runId == id && row.subject == record.subject) {
                facts.rivalSpeeds.emplace_back(row.runName, std::move(record));
                break;
            }
}

} // namespace

const ComparisonRow* Facts::subject(const std::string& name) const {
    for (const auto& row : subjects)
        if (row.subject == name)
            return &row;
    return nullptr;
}

const Interval* metricOf(const ComparisonRow& row, const std::string& name) {
    for (const auto& metric : row.metrics)
        if (metric.name == name && std::isfinite(metric.interval.value))
            return &metric.interval;
    return nullptr;
}

std::optional<PairTest> pairOf(const std::vector<PairTest>& pairs, const std::string& first, const std::string& second, const std::string& metric) {
    for (PairTest pair : pairs) {
        if (pair.metric != metric)
            continue;
        if (pair.first == first && pair.second == second)
            return pair;
        if (pair.first == second && pair.second == first) {
            pair.difference = {-pair.difference.value, -pair.difference.high, -pair.difference.low};
            std::swap(pair.first, pair.second);
            std::swap(pair.wrongToRight, pair.rightToWrong);
            return pair;
        }
    }
    return {};
}

std::string shortPath(const std::string& path, const std::string& folder) {
    if (path.empty())
        return {};
    if (!folder.empty()) {
        const auto relative = fs::path(path).lexically_normal().lexically_relative(fs::path(folder).lexically_normal());
        if (!relative.empty() && *relative.begin() != "..")
            return relative.string();
    }
    const auto normal = fs::path(path).lexically_normal();
    return (normal.has_filename() ? normal.filename() : normal.parent_path().filename()).string();
}

Facts collectFacts(Store& store, const ReportRequest& request) {
    Facts facts;
    facts.run = chosenRun(store, request.runId);
    std::error_code ignored;
    facts.folder = request.projectFolder.empty() ? fs::absolute(store.path(), ignored).parent_path().string() : request.projectFolder;
    auto comparison = valueOf(store.comparison({facts.run.id}));
    facts.subjects = std::move(comparison.rows);
    if (facts.subjects.empty())
        base::fail(facts.run.id, SH_TR("The run has not been measured"), SH_TR("Choose a run that reached its evaluation"), ErrorKind::NotFound);
    std::stable_sort(facts.subjects.begin(), facts.subjects.end(), [](const auto& a, const auto& b) { return placeOf(a.subject) < placeOf(b.subject); });
    for (auto& [id, pair] : comparison.pairs)
        facts.pairs.push_back(std::move(pair));
    for (auto& [id, latency] : comparison.latencies)
        facts.latencies.push_back(std::move(latency));
    if (auto experiment = parseExperiment(facts.run.experiment, facts.run.id, facts.folder)) {
        for (const auto& gate : gatesOf(facts.run, facts.folder))
            for (const auto& subject : facts.subjects)
                if (subject.subject != "teacher")
                    facts.gates.push_back(judgeGate(gate, subject));
        facts.synthetic = isSynthetic(*experiment);
        forEachPath(*experiment, [&](std::string& path) { path = shortPath(path, facts.folder); });
        facts.experiment = std::move(*experiment);
    }
    addDevices(store, facts);
    addLanes(store, facts);
    addRivals(store, facts);
    return facts;
}

} // namespace stillhouse::report
