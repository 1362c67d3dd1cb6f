// SPDX-License-Identifier: GPL-3.0-or-later
// What came out, in sentences, tests and gates.
#include "core/report/figures.h"
#include "core/report/page.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::report {

namespace {

std::string toneOf(const std::string& subject) {
    return subject.starts_with("teacher") ? "teacher" : subject.starts_with("A") ? "A" : subject.starts_with("B") ? "B" : "baseline";
}

std::string points(double share) { return signedFixed(100 * share, 2); }

// A against B in the first measure that was tested.
ReportCell verdict(const Facts& facts, const Words& words) {
    for (const char* metric : {"accuracy", "f1", "perplexity"}) {
        const auto pair = pairOf(facts.pairs, "A", "B", metric);
        if (!pair)
            continue;
        const bool shares = std::string(metric) != "perplexity", significant = pair->pValue < 0.05;
        const auto value = [&](double v) { return shares ? points(v) : signedFixed(v, 3); };
        const std::string numbers = words(shares ? "B − A = %1 points (95 % interval %2 to %3; %4, %5)" : "B − A = %1 (95 % interval %2 to %3; %4, %5)",
                                          {value(pair->difference.value), value(pair->difference.low), value(pair->difference.high), pair->test, pValue(pair->pValue)});
        const std::string name = measureTitle(metric, words);
        if (!significant)
            return {words("%1 does not tell A and B apart: %2.", {name, numbers}), {}, "baseline", true};
        const bool second = (pair->difference.value > 0) == shares;
        return {words(second ? "Strategy B is better in %1: %2." : "Strategy A is better in %1: %2.", {name, numbers}), {}, second ? "B" : "A", true};
    }
    return {};
}

std::string qualitySentence(const Facts& facts, const ComparisonRow& row, const ComparisonRow* teacher, const Words& words) {
    for (const char* metric : {"accuracy", "f1", "perplexity"}) {
        const auto* own = metricOf(row, metric);
        if (!own)
            continue;
        const int decimals = std::string(metric) == "perplexity" ? 3 : 4;
        std::string text = words("%1 %2 (95 % interval %3 to %4)",
                                 {measureTitle(metric, words), fixed(own->value, decimals), fixed(own->low, decimals), fixed(own->high, decimals)});
        const auto* model = teacher ? metricOf(*teacher, metric) : nullptr;
        if (model)
            text += words(", teacher %1", {fixed(model->value, decimals)});
        if (const auto pair = pairOf(facts.pairs, "teacher", row.subject, metric))
            text += words(" (%1)", {pValue(pair->pValue)});
        return text + words(".");
    }
    return {};
}

std::string costSentence(const ComparisonRow& row, const ComparisonRow& teacher, const Words& words) {
    std::string text;
    if (row.parameters > 0 && teacher.parameters > 0)
        text += words(" %1 % of the teacher's parameters, %2 % of its file.",
                      {fixed(100.0 * double(row.parameters) / double(teacher.parameters), 1), fixed(teacher.fileBytes > 0 ? 100.0 * double(row.fileBytes) / double(teacher.fileBytes) : 0, 1)});
    if (row.p50Ms > 0 && teacher.p50Ms > 0)
        text += row.native ? words(" A request takes %1 ms at the median, the teacher's %2 ms (%3 times as fast).",
                                   {fixed(row.p50Ms, 2), fixed(teacher.p50Ms, 2), fixed(teacher.p50Ms / row.p50Ms, 1)})
                           : words(" Its number format is simulated: its latency says nothing about speed.");
    return text;
}

} // namespace

ReportBlock headline(const Facts& facts, const Words& words) {
    ReportBlock block;
    block.kind = ReportBlock::Kind::List;
    if (auto cell = verdict(facts, words); !cell.text.empty())
        block.items.push_back(std::move(cell));
    const auto* teacher = facts.subject("teacher");
    for (const auto& row : facts.subjects) {
        if (row.subject == "teacher")
            continue;
        std::string text = qualitySentence(facts, row, teacher, words);
        if (teacher)
            text += costSentence(row, *teacher, words);
        if (!text.empty())
            block.items.push_back({words("%1: %2", {subjectTitle(row.subject, words), text}), {}, toneOf(row.subject), false});
    }
    if (facts.synthetic)
        block.items.push_back({words("The data is synthetic: a program wrote it, and these numbers say nothing about real cases."), {}, "warning", false});
    if (facts.run.status != "finished")
        block.items.push_back({words("The run did not end as planned (%1): what it measured before stands here.", {words(facts.run.status.c_str())}), {}, "warning", false});
    return block;
}

ReportBlock pairNotes(const Facts& facts, const Words& words) {
    ReportBlock block;
    block.kind = ReportBlock::Kind::List;
    for (const auto& pair : facts.pairs) {
        std::string text = words("%1, %2 − %3: %4 (95 % interval %5 to %6); %7, %8",
                                 {measureTitle(pair.metric, words), subjectTitle(pair.second, words), subjectTitle(pair.first, words), signedFixed(pair.difference.value, 4),
                                  signedFixed(pair.difference.low, 4), signedFixed(pair.difference.high, 4), pair.test, pValue(pair.pValue)});
        if (pair.metric == "accuracy" && pair.wrongToRight + pair.rightToWrong > 0)
            text += words("; right in the second alone %1, in the first alone %2", {std::to_string(pair.wrongToRight), std::to_string(pair.rightToWrong)});
        block.items.push_back({std::move(text), {}, {}, false});
    }
    return block;
}

ReportBlock gateList(const Facts& facts, const Words& words) {
    ReportBlock block;
    block.kind = ReportBlock::Kind::List;
    for (const auto& gate : facts.gates) {
        const std::string what = subjectTitle(gate.subject, words) + " · " + gate.text;
        if (!gate.measured) {
            block.items.push_back({words("%1: not measured", {what}), {}, "baseline", false});
            continue;
        }
        std::string text = words(gate.passed ? "%1: passed, %2" : "%1: missed, %2", {what, fixed(gate.value, 4)});
        if (!gate.sure)
            text += words("; its 95 % interval reaches past the limit");
        block.items.push_back({std::move(text), {}, gate.passed ? "success" : "error", false});
    }
    return block;
}

ReportTable rivalTable(const Facts& facts, const Words& words) {
    ReportTable table;
    for (const char* title : {"Model", "Test", "Tokens/s", "Threads", "File, MiB", "Measured by"})
        table.head.push_back({words(title), {}, {}, false});
    for (const auto& [name, record] : facts.rivalSpeeds) {
        std::vector<double> sorted = record.samples;
        std::erase_if(sorted, [](double value) { return !std::isfinite(value); });
        if (sorted.empty())
            continue;
        std::sort(sorted.begin(), sorted.end());
        const double half = (sorted.back() - sorted.front()) / 2;
        double bytes = 0;
        for (const auto& row : facts.rivals)
            if (row.runName == name && row.subject == record.subject)
                bytes = double(row.fileBytes);
        table.rows.push_back({{name, {}, "baseline", false},
                              {record.subject, {}, {}, false},
                              {fixed(quantile(sorted, 0.5), 2), half > 0 ? "± " + fixed(half, 2) : "", {}, false},
                              {record.threads > 0 ? std::to_string(record.threads) : "–", {}, {}, false},
                              {bytes > 0 ? fixed(bytes / (1024.0 * 1024.0), 1) : "–", {}, {}, false},
                              {record.kernel + (record.cpu.empty() ? "" : ", " + record.cpu), {}, {}, false}});
    }
    return table;
}

} // namespace stillhouse::report
