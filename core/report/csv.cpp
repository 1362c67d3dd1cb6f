// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/guard.h"
#include "core/base/value_of.h"
#include "core/report/figures.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <map>

namespace stillhouse::report {

namespace {

using base::valueOf;

// In the order of kHead.
enum class Csv { RunId, RunName, Started, Kind, Subject, Other, Split, Measure, Value, Low, High, P, N, Unit, Test, Threads, Precision, Kernel, Cpu, Native, Parameters, Bytes, Count };
constexpr const char* kHead =
    "run_id,run_name,started_utc,kind,subject,other,split,measure,value,low,high,p_value,n,unit,test,threads,precision,kernel,cpu,native,parameters,file_bytes\r\n";

// As many digits as bring the same number back.
std::string exactNumber(double value) {
    if (!std::isfinite(value))
        return {};
    char text[64];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string out = "\"";
    for (const char c : text)
        out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

class CsvLine {
public:
    CsvLine(const RunRow& run, const char* kind) : cells_(std::size_t(Csv::Count)) {
        set(Csv::RunId, run.id).set(Csv::RunName, run.name).set(Csv::Started, utc(run.started)).set(Csv::Kind, kind);
    }
    CsvLine& set(Csv column, std::string text) {
        cells_[std::size_t(column)] = std::move(text);
        return *this;
    }
    CsvLine& interval(const Interval& interval) { return set(Csv::Value, exactNumber(interval.value)).set(Csv::Low, exactNumber(interval.low)).set(Csv::High, exactNumber(interval.high)); }
    std::string text() const {
        std::string out;
        for (const auto& cell : cells_)
            out += (&cell == cells_.data() ? "" : ",") + quoted(cell);
        return out + "\r\n";
    }

private:
    std::vector<std::string> cells_;
};

std::string evaluations(const RunRow& run, const std::vector<Evaluation>& all) {
    std::string out;
    for (const auto& e : all)
        for (const auto& [name, interval] : e.metrics)
            out += CsvLine(run, "evaluation").set(Csv::Subject, e.subject).set(Csv::Split, e.split).set(Csv::Measure, name).interval(interval).set(Csv::N, std::to_string(e.examples))
                       .set(Csv::Parameters, std::to_string(e.parameters)).set(Csv::Bytes, std::to_string(e.fileBytes)).text();
    return out;
}

std::string pairs(const RunRow& run, const std::vector<std::pair<std::string, PairTest>>& all) {
    std::string out;
    for (const auto& [id, pair] : all)
        if (id == run.id)
            out += CsvLine(run, "pair").set(Csv::Subject, pair.second).set(Csv::Other, pair.first).set(Csv::Measure, pair.metric).interval(pair.difference).set(Csv::P, exactNumber(pair.pValue))
                       .set(Csv::Test, pair.test).text();
    return out;
}

std::string latencies(const RunRow& run, const std::vector<std::pair<std::string, LatencyRecord>>& all) {
    std::string out;
    for (const auto& [id, record] : all) {
        std::vector<double> sorted = record.samples;
        std::erase_if(sorted, [](double value) { return !std::isfinite(value); });
        if (id != run.id || sorted.empty())
            continue;
        std::sort(sorted.begin(), sorted.end());
        const bool rate = record.kind.ends_with("_tps");
        for (const auto& [name, share] : {std::pair{"p50", 0.5}, {"p90", 0.9}, {"p99", 0.99}})
            out += CsvLine(run, "latency").set(Csv::Subject, record.subject).set(Csv::Measure, record.kind + "." + name).set(Csv::Value, exactNumber(quantile(sorted, share)))
                       .set(Csv::N, std::to_string(sorted.size())).set(Csv::Unit, rate ? "tokens/s" : "ms").set(Csv::Threads, std::to_string(record.threads))
                       .set(Csv::Precision, record.precision).set(Csv::Kernel, record.kernel).set(Csv::Cpu, record.cpu).set(Csv::Native, record.native ? "1" : "0").text();
    }
    return out;
}

void write(Store& store, const ReportRequest& request, const std::filesystem::path& path) {
    const auto extension = path.extension();
    if (extension == ".html" || extension == ".htm")
        return base::writeAtomically(path, reportHtml(valueOf(reportPage(store, request))));
    if (extension == ".csv") {
        const auto id = request.runId.empty() ? collectFacts(store, request).run.id : request.runId;
        return base::writeAtomically(path, valueOf(reportCsv(store, {id})));
    }
    if (extension == ".pdf")
        base::fail(path.string(), SH_TR("A PDF is painted by the window"), SH_TR("Use `stillhouse --project FOLDER --report FILE.pdf`, or write .html or .csv here"), ErrorKind::Unsupported);
    base::fail(path.string(), SH_TR("The file's name does not say what to write"), SH_TR("End it in .html or .csv"), ErrorKind::Unsupported);
}

} // namespace

} // namespace stillhouse::report

namespace stillhouse {

Result<std::string> reportCsv(Store& store, const std::vector<std::string>& runIds) {
    using namespace report;
    return base::guard([&] {
        const auto comparison = valueOf(store.comparison(runIds));
        std::string out = kHead;
        std::map<std::string, bool> wanted;
        for (const auto& id : runIds)
            wanted[id] = false;
        for (const auto& run : valueOf(store.runs())) {
            if (!runIds.empty() && !wanted.contains(run.id))
                continue;
            wanted[run.id] = true;
            out += evaluations(run, valueOf(store.evaluations(run.id))) + pairs(run, comparison.pairs) + latencies(run, comparison.latencies);
        }
        for (const auto& [id, found] : wanted)
            if (!found)
                base::fail(id, SH_TR("There is no such run in the project"), SH_TR("`compare` and the Compare page list the runs"), ErrorKind::NotFound);
        return out;
    });
}

Result<void> writeReport(Store& store, const ReportRequest& request, const std::string& path) {
    return base::guard([&] { report::write(store, request, path); });
}

} // namespace stillhouse
