// SPDX-License-Identifier: GPL-3.0-or-later
// Where the numbers come from, and what they do not say.
#include "core/base/sha256.h"
#include "core/report/figures.h"
#include "core/report/page.h"

#include <algorithm>
#include <functional>
#include <set>

namespace stillhouse::report {

namespace {

constexpr std::int64_t kFewExamples = 200;

std::string joined(const std::set<std::string>& words) {
    std::string text;
    for (const auto& word : words)
        text += (text.empty() ? "" : "; ") + word;
    return text;
}

std::string stagesOf(const Lane& lane, const Words& words) {
    std::string text;
    for (const auto& stage : lane.stages)
        text += (text.empty() ? "" : " → ") + stage.stage + " (" + duration(stage.seconds, words) + ")";
    return text;
}

std::string teachersOf(const Experiment& experiment) {
    std::string text;
    for (const auto& teacher : experiment.teachers)
        text += (text.empty() ? "" : "; ") + (teacher.isRemote() ? teacher.remote.model : teacher.path);
    return text;
}

std::string studentOf(const StudentSpec& student, const Words& words) {
    if (!student.path.empty())
        return student.path;
    if (student.layers <= 0)
        return {};
    return words("%1 layers, %2 wide, %3 heads, FFN %4", {std::to_string(student.layers), std::to_string(student.hidden), std::to_string(student.heads), std::to_string(student.ffn)});
}

void addExperiment(const Facts& facts, const Words& words, const std::function<void(const char*, const std::string&)>& add) {
    if (!facts.experiment)
        return;
    const Experiment& experiment = *facts.experiment;
    add("Teacher", teachersOf(experiment));
    add("Student", studentOf(experiment.student, words));
    add("Data", experiment.data.train + (experiment.data.eval.empty() ? "" : ", " + experiment.data.eval));
    add("Document", words("SHA-256 %1 (paths below the project)", {base::sha256(formatExperiment(experiment)).substr(0, 16)}));
}

} // namespace

ReportTable provenance(const Facts& facts, const Words& words) {
    ReportTable table;
    const auto add = [&](const char* what, const std::string& value) {
        if (!value.empty())
            table.rows.push_back({{words(what), {}, {}, false}, {value, {}, {}, false}});
    };
    const RunRow& run = facts.run;
    add("Run", run.id + (run.parent.empty() ? "" : words(", forked from %1", {run.parent})));
    add("Started", utc(run.started) + ", " + duration(run.seconds, words));
    add("Seed", std::to_string(run.seed));
    add("Engine", "Stillhouse " + run.engineVersion);
    add("Training on", joined({facts.devices.begin(), facts.devices.end()}));
    addExperiment(facts, words, add);
    add("Data hash", run.dataHash);
    for (const auto& lane : facts.lanes)
        add(lane.name == "A" ? "Strategy A" : lane.name == "B" ? "Strategy B" : "Stages", stagesOf(lane, words));
    std::set<std::string> latencies;
    for (const auto& record : facts.latencies)
        if (record.kind == "classify")
            latencies.insert(words("%1: %2 requests, threads: %3, %4, %5", {subjectTitle(record.subject, words), std::to_string(record.samples.size()), std::to_string(record.threads), record.kernel, record.precision}));
    add("Latency", joined(latencies));
    std::set<std::string> processors;
    for (const auto& record : facts.latencies)
        if (!record.cpu.empty())
            processors.insert(record.cpu);
    add("Processor", joined(processors));
    add("Note", run.note);
    return table;
}

ReportBlock caveats(const Facts& facts, const Words& words) {
    ReportBlock block;
    block.kind = ReportBlock::Kind::List;
    const auto add = [&](const std::string& text) { block.items.push_back({text, {}, {}, false}); };
    if (facts.synthetic)
        add(words("The data is synthetic: a program wrote it from a hidden rule, and nothing follows for real cases."));
    add(words("One training run with one seed: another seed gives other weights, and the intervals do not hold that spread. They are over the test examples alone."));
    std::int64_t fewest = 0;
    for (const auto& row : facts.subjects)
        if (row.examples > 0)
            fewest = fewest == 0 ? row.examples : std::min(fewest, row.examples);
    if (fewest > 0 && fewest < kFewExamples)
        add(words("Only %1 test examples: small differences cannot show.", {std::to_string(fewest)}));
    if (facts.pairs.size() > 1)
        add(words("%1 tests were made and none is corrected for the others: of twenty tests without any difference, one is expected below p = 0.05.", {std::to_string(facts.pairs.size())}));
    const bool simulated = std::any_of(facts.latencies.begin(), facts.latencies.end(), [](const LatencyRecord& record) { return !record.native; });
    if (simulated)
        add(words("Simulated formats are computed in floating point: their loss is real, their speed and size on a device are not."));
    if (!facts.latencies.empty())
        add(words("Latency was measured on the processor named below, all models in turns in one process; other machines give other times."));
    if (!facts.rivalSpeeds.empty())
        add(words("Other programs' rows were measured by them, perhaps on another machine: compare them only where processor and threads are the same."));
    return block;
}

} // namespace stillhouse::report
