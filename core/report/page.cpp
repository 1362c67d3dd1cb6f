// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/page.h"

#include "core/base/guard.h"
#include "core/report/figures.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::report {

namespace {

struct Measure {
    const char *name, *title;
    int decimals, better; ///< +1: higher is better, −1: lower, 0: neither
};

const Measure kMeasures[] = {
    {"accuracy", "Accuracy", 4, 1},
    {"precision", "Precision", 4, 1},
    {"recall", "Recall", 4, 1},
    {"f1", "F1", 4, 1},
    {"auc", "Area under ROC", 4, 1},
    {"ece", "Calibration error", 4, -1},
    {"perplexity", "Perplexity", 3, -1},
    {"kl_to_teacher", "KL to the teacher, nats", 4, -1},
    {"agreement", "Agreement with the teacher", 4, 1},
};

const Measure* known(const std::string& name) {
    const auto found = std::find_if(std::begin(kMeasures), std::end(kMeasures), [&](const Measure& m) { return name == m.name; });
    return found == std::end(kMeasures) ? nullptr : found;
}

// Bold is the better of A and B.
void markBetter(std::vector<ReportCell>& row, const std::vector<double>& values, const Facts& facts, int better) {
    std::size_t best[2] = {0, 0};
    int found = 0;
    for (std::size_t i = 0; i < facts.subjects.size(); ++i)
        if ((facts.subjects[i].subject == "A" || facts.subjects[i].subject == "B") && std::isfinite(values[i]) && found < 2)
            best[found++] = i;
    if (better == 0 || found < 2 || values[best[0]] == values[best[1]])
        return;
    row[1 + ((values[best[0]] > values[best[1]]) == (better > 0) ? best[0] : best[1])].strong = true;
}

// Bold is a difference with p < 0.05, and the p value stands beside it.
ReportCell differenceCell(const Facts& facts, const std::string& metric, int decimals) {
    const auto pair = pairOf(facts.pairs, "A", "B", metric);
    return pair ? ReportCell{signedFixed(pair->difference.value, decimals), pValue(pair->pValue), {}, pair->pValue < 0.05} : ReportCell{};
}

void addMetrics(ReportTable& table, const Facts& facts, const Words& words) {
    std::vector<std::string> names;
    for (const auto& row : facts.subjects)
        for (const auto& metric : row.metrics)
            if (std::find(names.begin(), names.end(), metric.name) == names.end())
                names.push_back(metric.name);
    for (const auto& name : names) {
        const Measure* measure = known(name);
        const int decimals = measure ? measure->decimals : 4;
        std::vector<ReportCell> row{{measureTitle(name, words), {}, {}, false}};
        std::vector<double> values;
        for (const auto& subject : facts.subjects) {
            const auto* interval = metricOf(subject, name);
            values.push_back(interval ? interval->value : std::nan(""));
            const double half = interval ? (interval->high - interval->low) / 2 : 0;
            row.push_back({fixed(values.back(), decimals), half > 0 ? "± " + fixed(half, decimals) : "", {}, false});
        }
        if (std::none_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); }))
            continue;
        markBetter(row, values, facts, measure ? measure->better : 0);
        row.push_back(differenceCell(facts, name, decimals));
        table.rows.push_back(std::move(row));
    }
}

template <class Value>
void addMeasure(ReportTable& table, const Facts& facts, const std::string& title, int decimals, int better, Value value, const std::string& simulated = {}) {
    std::vector<ReportCell> row{{title, {}, {}, false}};
    std::vector<double> values;
    for (const auto& subject : facts.subjects) {
        const double measured = value(subject);
        values.push_back(measured > 0 ? measured : std::nan(""));
        const std::string text = decimals < 0 ? (measured > 0 ? whole(std::int64_t(measured)) : "–") : fixed(values.back(), decimals);
        row.push_back({text, !simulated.empty() && measured > 0 && !subject.native ? simulated : "", {}, false});
        if (!simulated.empty() && !subject.native)
            values.back() = std::nan(""); // never the better one
    }
    if (std::all_of(row.begin() + 1, row.end(), [](const ReportCell& cell) { return cell.text == "–"; }))
        return;
    markBetter(row, values, facts, better);
    row.emplace_back();
    table.rows.push_back(std::move(row));
}

} // namespace

std::string measureTitle(const std::string& name, const Words& words) {
    const Measure* measure = known(name);
    return measure ? words(measure->title) : name;
}

ReportTable comparisonTable(const Facts& facts, const Words& words) {
    ReportTable table;
    table.head = {{words("Measure"), {}, {}, false}};
    for (const auto& row : facts.subjects)
        table.head.push_back({subjectTitle(row.subject, words), {}, row.subject.substr(0, 1) == "A" ? "A" : row.subject.substr(0, 1) == "B" ? "B" : row.subject.starts_with("teacher") ? "teacher" : "baseline", false});
    table.head.push_back({words("B − A"), {}, {}, false});
    addMetrics(table, facts, words);
    const auto* teacher = facts.subject("teacher");
    const auto share = [](double part, double all) { return all > 0 ? 100 * part / all : 0; };
    const std::string simulated = words("simulated");
    addMeasure(table, facts, words("Latency p50, ms"), 2, -1, [](const ComparisonRow& r) { return r.p50Ms; }, simulated);
    addMeasure(table, facts, words("Latency p99, ms"), 2, -1, [](const ComparisonRow& r) { return r.p99Ms; }, simulated);
    addMeasure(table, facts, words("Parameters"), -1, 0, [](const ComparisonRow& r) { return double(r.parameters); });
    addMeasure(table, facts, words("Parameters, % of the teacher"), 1, 0, [&](const ComparisonRow& r) { return share(double(r.parameters), teacher ? double(teacher->parameters) : 0); });
    addMeasure(table, facts, words("File, MiB"), 2, 0, [](const ComparisonRow& r) { return double(r.fileBytes) / (1024.0 * 1024.0); });
    addMeasure(table, facts, words("File, % of the teacher"), 1, 0, [&](const ComparisonRow& r) { return share(double(r.fileBytes), teacher ? double(teacher->fileBytes) : 0); });
    addMeasure(table, facts, words("Training, s"), 0, 0, [](const ComparisonRow& r) { return r.trainSeconds; });
    addMeasure(table, facts, words("Test examples"), -1, 0, [](const ComparisonRow& r) { return double(r.examples); });
    const bool both = facts.subject("A") && facts.subject("B");
    if (!both) { // the column would be empty
        table.head.pop_back();
        for (auto& row : table.rows)
            row.pop_back();
    }
    return table;
}

ReportPage pageOf(const Facts& facts, const Words& words) {
    ReportPage page;
    page.language = words.chinese() ? ReportLanguage::Chinese : ReportLanguage::English;
    page.title = facts.run.name.empty() ? facts.run.id : facts.run.name;
    page.subtitle = words("Comparison of compressed models with their teacher · run %1 · %2", {facts.run.id, utc(facts.run.started)});
    page.footer = words("Stillhouse %1 · every number was measured in this run; intervals are 95 %", {facts.run.engineVersion});
    const auto heading = [&](const char* text) { page.blocks.push_back({ReportBlock::Kind::Heading, words(text), {}, {}, {}, {}}); };
    const auto add = [&](const char* title, ReportBlock block) {
        if (block.items.empty())
            return;
        heading(title);
        page.blocks.push_back(std::move(block));
    };
    page.blocks.push_back(headline(facts, words));
    page.blocks.push_back({ReportBlock::Kind::Table, {}, {}, comparisonTable(facts, words), {}, {}});
    add("Gates", gateList(facts, words));
    std::vector<ReportFigure> figures;
    const auto draw = [&](std::optional<ReportFigure> figure) {
        if (figure)
            figures.push_back(std::move(*figure));
    };
    draw(intervalFigure(facts, words));
    draw(latencyFigure(facts, words));
    for (const auto& lane : facts.lanes)
        draw(lossFigure(lane, words));
    if (!figures.empty())
        page.blocks.push_back({ReportBlock::Kind::Figures, {}, {}, {}, std::move(figures), {}});
    add("Paired tests", pairNotes(facts, words));
    if (!facts.rivalSpeeds.empty()) {
        heading("Other programs, as imported");
        page.blocks.push_back({ReportBlock::Kind::Table, {}, {}, rivalTable(facts, words), {}, {}});
    }
    add("What the numbers do not say", caveats(facts, words));
    heading("Where they come from");
    page.blocks.push_back({ReportBlock::Kind::Table, {}, {}, provenance(facts, words), {}, {}});
    if (facts.experiment)
        page.blocks.push_back({ReportBlock::Kind::Document, words("The experiment as it was run"), {}, {}, {}, formatExperiment(*facts.experiment)});
    return page;
}

} // namespace stillhouse::report

stillhouse::Result<stillhouse::ReportPage> stillhouse::reportPage(Store& store, const ReportRequest& request) {
    return base::guard([&] { return report::pageOf(report::collectFacts(store, request), report::Words(request.language)); });
}
