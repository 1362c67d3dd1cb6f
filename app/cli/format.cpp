// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/format.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace stillhouse::cli {

using nlohmann::json;

std::string fixed(double value, int decimals) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

double percentile(std::vector<double> samples, double p) {
    if (samples.empty())
        return 0;
    std::sort(samples.begin(), samples.end());
    const double at = p * double(samples.size() - 1);
    const auto low = std::size_t(at);
    const std::size_t high = std::min(low + 1, samples.size() - 1);
    return samples[low] + (at - double(low)) * (samples[high] - samples[low]);
}

json toJson(const Evaluation& e, bool predictions) {
    json object{{"subject", e.subject}, {"model", e.modelPath}, {"split", e.split}, {"examples", e.examples}, {"parameters", e.parameters},
                {"bytes", e.fileBytes}, {"flops_per_token", e.flopsPerToken}, {"labels", e.labels}, {"confusion", e.confusion}};
    json intervals = json::object();
    for (const auto& m : e.metrics) {
        object[m.name] = m.interval.value;
        intervals[m.name] = {m.interval.low, m.interval.high};
    }
    object["interval"] = intervals;
    if (predictions) {
        json rows = json::array();
        for (const auto& p : e.predictions)
            rows.push_back({{"id", p.exampleId}, {"label", p.label}, {"predicted", p.predicted}, {"probabilities", p.probabilities}});
        object["predictions"] = rows;
    }
    return object;
}

json toJson(const PairTest& p) {
    return {{"first", p.first},   {"second", p.second}, {"metric", p.metric}, {"difference", p.difference.value}, {"low", p.difference.low},
            {"high", p.difference.high}, {"p", p.pValue}, {"test", p.test}, {"wrong_to_right", p.wrongToRight}, {"right_to_wrong", p.rightToWrong}};
}

json toJson(const LatencyRecord& l) {
    return {{"subject", l.subject}, {"kind", l.kind}, {"n", l.samples.size()}, {"p50", percentile(l.samples, 0.5)}, {"p90", percentile(l.samples, 0.9)},
            {"p99", percentile(l.samples, 0.99)}, {"threads", l.threads}, {"cpu", l.cpu}, {"kernel", l.kernel}, {"precision", l.precision},
            {"native", l.native}, {"peak_bytes", l.peakBytes}};
}

std::string aligned(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    const auto width = [](const std::string& s) { return std::size_t(std::count_if(s.begin(), s.end(), [](char c) { return (c & 0xC0) != 0x80; })); };
    for (const auto& row : rows)
        for (std::size_t c = 0; c < row.size(); ++c) {
            widths.resize(std::max(widths.size(), c + 1));
            widths[c] = std::max(widths[c], width(row[c]));
        }
    std::string out;
    for (const auto& row : rows) {
        for (std::size_t c = 0; c < row.size(); ++c) {
            const std::string gap(widths[c] - width(row[c]), ' ');
            out += (c ? "  " : "") + (c == 0 ? row[c] + gap : gap + row[c]);
        }
        out += "\n";
    }
    return out;
}

namespace {

std::vector<std::string> line(const Evaluation& e, const std::vector<std::string>& names, const std::vector<LatencyRecord>& latencies, double teacherParameters) {
    std::vector<std::string> cells{e.subject, std::to_string(e.parameters),
                                   teacherParameters > 0 ? fixed(100.0 * double(e.parameters) / teacherParameters, 1) + " %" : "",
                                   fixed(double(e.fileBytes) / 1e6, 2)};
    for (const auto& name : names) {
        const auto m = std::find_if(e.metrics.begin(), e.metrics.end(), [&](const auto& x) { return x.name == name; });
        cells.push_back(m == e.metrics.end() ? "–" : fixed(m->interval.value, 3) + " [" + fixed(m->interval.low, 3) + ", " + fixed(m->interval.high, 3) + "]");
    }
    std::string p50 = "–", p99 = "–";
    for (const auto& l : latencies)
        if (l.subject == e.subject && l.kind == "classify") {
            // A format that is only simulated has the loss of quality, not the speed.
            p50 = fixed(percentile(l.samples, 0.5), 2) + (l.native ? "" : " simulated");
            p99 = fixed(percentile(l.samples, 0.99), 2) + (l.native ? "" : " simulated");
        }
    cells.push_back(p50);
    cells.push_back(p99);
    return cells;
}

} // namespace

std::string comparisonTable(const std::vector<Evaluation>& evaluations, const std::vector<PairTest>& pairs, const std::vector<LatencyRecord>& latencies) {
    if (evaluations.empty())
        return "nothing was evaluated\n";
    std::vector<std::string> names;
    for (const auto* name : {"accuracy", "recall", "f1", "agreement", "perplexity"})
        for (const auto& m : evaluations.front().metrics)
            if (m.name == name)
                names.push_back(name);
    std::vector<std::string> head{"model", "parameters", "of teacher", "MB"};
    for (const auto& name : names)
        head.push_back(name + " [95 %]");
    head.insert(head.end(), {"p50 ms", "p99 ms"});
    double teacher = 0;
    for (const auto& e : evaluations)
        if (e.subject == "teacher")
            teacher = double(e.parameters);
    std::vector<std::vector<std::string>> rows{head};
    for (const auto& e : evaluations)
        rows.push_back(line(e, names, latencies, teacher));
    std::string out = aligned(rows);
    for (const auto& p : pairs)
        out += p.second + " − " + p.first + " in " + p.metric + ": " + fixed(p.difference.value, 3) + " [" + fixed(p.difference.low, 3) + ", " +
               fixed(p.difference.high, 3) + "], p " + (p.pValue < 0.0001 ? std::string("< 0.0001") : "= " + fixed(p.pValue, 4)) + " (" + p.test + ")\n";
    return out;
}

} // namespace stillhouse::cli
