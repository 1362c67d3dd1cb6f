// SPDX-License-Identifier: GPL-3.0-or-later
// Commands on projects: compare, sample, schema.
#include "app/cli/recorded_run.h"
#include "core/api/resources.h"

#include <filesystem>
#include <iostream>

namespace stillhouse::cli {

namespace {

using nlohmann::json;

std::string percentText(std::int64_t part, std::int64_t whole) { return whole > 0 ? fixed(100.0 * double(part) / double(whole), 1) + " %" : "–"; }

std::int64_t teacherParameters(const Comparison& comparison, const std::string& runId) {
    for (const auto& row : comparison.rows)
        if (row.runId == runId && row.subject == "teacher")
            return row.parameters;
    return 0;
}

json rowJson(const ComparisonRow& row) {
    json out{{"run_id", row.runId},   {"run", row.runName},      {"subject", row.subject}, {"model", row.modelPath}, {"examples", row.examples},
             {"parameters", row.parameters}, {"bytes", row.fileBytes}, {"p50_ms", row.p50Ms},    {"p90_ms", row.p90Ms},    {"p99_ms", row.p99Ms},
             {"train_seconds", row.trainSeconds}, {"native", row.native}};
    json intervals = json::object();
    for (const auto& m : row.metrics) {
        out[m.name] = m.interval.value;
        intervals[m.name] = {m.interval.low, m.interval.high};
    }
    out["interval"] = intervals;
    return out;
}

int compareRuns(const std::string& storePath, const std::vector<std::string>& runs, const Shared& shared) {
    if (!std::filesystem::exists(storePath))
        return report({ErrorKind::NotFound, SH_TR("There is no project database"), storePath, SH_TR("Give the path of project.db"), {}, {}}, shared);
    auto store = Store::open(storePath);
    if (!store)
        return report(store.error(), shared);
    const auto comparison = store->comparison(runs);
    if (!comparison)
        return report(comparison.error(), shared);
    json rows = json::array(), pairs = json::array();
    for (const auto& row : comparison->rows) {
        rows.push_back(rowJson(row));
        std::string line = row.runName + " (" + row.runId + ")  " + row.subject + "  " + percentText(row.parameters, teacherParameters(*comparison, row.runId)) + " of the teacher";
        for (const auto& m : row.metrics)
            if (m.name == "accuracy" || m.name == "f1" || m.name == "perplexity")
                line += "  " + m.name + " " + fixed(m.interval.value, 3) + " [" + fixed(m.interval.low, 3) + ", " + fixed(m.interval.high, 3) + "]";
        say(line + "  p50 " + fixed(row.p50Ms, 2) + " ms" + (row.native ? "" : " (simulated)"), shared);
    }
    for (const auto& [run, pair] : comparison->pairs) {
        auto object = toJson(pair);
        object["run_id"] = run;
        pairs.push_back(object);
    }
    print({{"runs", rows}, {"pairs", pairs}}, shared);
    return Done;
}

} // namespace

Command compareCommand() {
    return {"compare", "Runs of a project side by side", [](CLI::App& app, Shared& shared) {
                auto store = std::make_shared<std::string>();
                auto runs = std::make_shared<std::vector<std::string>>();
                app.add_option("--store", *store, "Project database")->required();
                app.add_option("runs", *runs, "Run ids; default: all");
                return [=, &shared]() -> int { return compareRuns(*store, *runs, shared); };
            }};
}

Command sampleCommand() {
    return {"sample", "Write the bundled sample project (synthetic transaction reviews) into a folder", [](CLI::App& app, Shared& shared) {
                auto folder = std::make_shared<std::string>(), resources = std::make_shared<std::string>(resourceFolder());
                auto examples = std::make_shared<std::int64_t>(8000);
                app.add_option("folder", *folder, "Folder to make")->required();
                app.add_option("--examples", *examples, "How many examples to write")->check(CLI::Range(100, 10000000))->capture_default_str();
                app.add_option("--resources", *resources, "Folder of the program's resources");
                return [=, &shared]() -> int {
                    const auto path = writeSampleProject(*folder, *resources, *examples, std::uint64_t(shared.seedGiven ? shared.seed : 7));
                    if (!path)
                        return report(path.error(), shared);
                    print({{"experiment", *path}}, shared);
                    say("Wrote " + *path, shared);
                    return Done;
                };
            }};
}

Command schemaCommand() {
    return {"schema", "The JSON Schema of experiment documents, made from the methods' own tables", [](CLI::App& app, Shared& shared) {
                return [&shared]() -> int {
                    Engine* e = engine(shared);
                    if (!e)
                        return Failed;
                    std::cout << experimentSchema(e->methods()) << "\n";
                    return Done;
                };
            }};
}

} // namespace stillhouse::cli
