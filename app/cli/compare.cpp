// SPDX-License-Identifier: GPL-3.0-or-later
// `compare`: runs side by side, the Pareto frontier, cost, two documents, and the brief's claims beside what was measured.
#include "app/cli/compare_print.h"
#include "app/cli/format.h"
#include "app/cli/project_store.h"

#include <filesystem>

namespace stillhouse::cli {

namespace {

using nlohmann::json;

struct CompareOptions {
    std::string store;
    std::vector<std::string> runs, diff;
    bool claims = false, pareto = false;
    double price = -1;
};

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

// Gates of each run, judged for its students.
Result<json> printGates(Store& store, const Comparison& comparison, const Shared& shared) {
    const std::string folder = std::filesystem::path(store.path()).parent_path().string();
    json rows = json::array();
    for (const auto& row : comparison.rows) {
        if (row.subject == "teacher")
            continue;
        const auto run = store.run(row.runId);
        if (!run)
            return run.error();
        for (const auto& text : gatesOf(**run, folder)) {
            const Gate gate = judgeGate(text, row);
            rows.push_back({{"run_id", row.runId}, {"subject", row.subject}, {"gate", text}, {"measured", gate.measured}, {"passed", gate.passed}, {"sure", gate.sure}, {"value", gate.value}});
            say(row.runName + " (" + row.runId + ")  " + row.subject + "  gate " + text + ": " +
                    (!gate.measured ? "not measured" : (gate.passed ? "passed, " : "missed, ") + fixed(gate.value, 4) + (gate.sure ? "" : ", but the interval reaches over the limit")),
                shared);
        }
    }
    return rows;
}

Result<void> sideBySide(Store& store, const Comparison& comparison, json& out, const Shared& shared) {
    json rows = json::array(), pairs = json::array(), latencies = json::array();
    for (const auto& row : comparison.rows) {
        rows.push_back(rowJson(row));
        std::string line = row.runName + " (" + row.runId + ")  " + row.subject + "  " + percentText(row.parameters, teacherParameters(comparison, row.runId)) + " of the teacher";
        for (const auto& m : row.metrics)
            if (m.name == "accuracy" || m.name == "f1" || m.name == "perplexity")
                line += "  " + m.name + " " + fixed(m.interval.value, 3) + " [" + fixed(m.interval.low, 3) + ", " + fixed(m.interval.high, 3) + "]";
        say(line + "  p50 " + fixed(row.p50Ms, 2) + " ms" + (row.native ? "" : " (simulated)"), shared);
    }
    for (const auto& [run, pair] : comparison.pairs) {
        auto object = toJson(pair);
        object["run_id"] = run;
        pairs.push_back(object);
    }
    for (const auto& [run, latency] : comparison.latencies) {
        auto object = toJson(latency);
        const auto box = boxOf(latency.samples);
        object["run_id"] = run;
        object["box"] = {{"minimum", box.minimum}, {"low_whisker", box.lowWhisker}, {"low_quartile", box.lowQuartile}, {"median", box.median},
                         {"high_quartile", box.highQuartile}, {"high_whisker", box.highWhisker}, {"maximum", box.maximum}, {"outliers", box.outliers.size()}};
        latencies.push_back(object);
    }
    auto gates = printGates(store, comparison, shared);
    if (!gates)
        return gates.error();
    out.update({{"runs", rows}, {"pairs", pairs}, {"latencies", latencies}, {"gates", *gates}});
    return {};
}

Result<void> comparePrinted(Store& store, const CompareOptions& o, json& out, const Shared& shared) {
    std::vector<std::string> ids;
    for (const auto& name : o.runs) {
        const auto run = findRun(store, name);
        if (!run)
            return run.error();
        ids.push_back(run->id);
    }
    if (o.diff.size() == 2)
        if (const auto done = printChanges(store, o.diff[0], o.diff[1], out, shared); !done)
            return done;
    if (o.claims)
        if (const auto done = printClaims(store, ids, out, shared); !done)
            return done;
    const bool plain = o.diff.empty() && !o.claims && !o.pareto && o.price < 0;
    if (!plain && !o.pareto && o.price < 0)
        return {};
    const auto comparison = store.comparison(ids);
    if (!comparison)
        return comparison.error();
    if (o.pareto)
        printPareto(*comparison, out, shared);
    if (o.price >= 0)
        printCosts(*comparison, o.price, out, shared);
    return plain ? sideBySide(store, *comparison, out, shared) : Result<void>();
}

} // namespace

Command compareCommand() {
    return {"compare", "Runs of a project side by side", [](CLI::App& app, Shared& shared) {
                auto o = std::make_shared<CompareOptions>();
                app.add_option("--store", o->store, "Project database")->required();
                app.add_option("runs", o->runs, "Run ids or the beginnings of them, \"last\", \"previous\"; default: all");
                app.add_flag("--claims", o->claims, "The brief's claims beside what these runs measured");
                app.add_flag("--pareto", o->pareto, "Accuracy, latency and size of every model; those that no other beats in all three are marked");
                app.add_option("--cost-per-hour", o->price, "Price of a CPU hour: what a million requests cost at the measured latency")->check(CLI::NonNegativeNumber);
                app.add_option("--diff", o->diff, "Two runs, the older one first: only the keys of their documents that differ")->expected(2);
                return [=, &shared]() -> int {
                    auto store = openProject(o->store);
                    if (!store)
                        return report(store.error(), shared);
                    json out = json::object();
                    if (const auto done = comparePrinted(*store, *o, out, shared); !done)
                        return report(done.error(), shared);
                    print(out, shared);
                    return Done;
                };
            }};
}

} // namespace stillhouse::cli
