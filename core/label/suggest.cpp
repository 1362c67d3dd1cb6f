// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/label_scorer.h"
#include "core/api/store.h"
#include "core/base/failure.h"
#include "core/base/guard.h"
#include "core/base/sha256.h"
#include "core/base/value_of.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>

namespace stillhouse {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t block = 64; ///< examples read together
constexpr double keptEvery = 0.5; ///< seconds

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// A folder's time changes with the files in it that are replaced, a file's with its content.
std::string timeOf(const std::string& path) {
    std::error_code unknown;
    const auto time = std::filesystem::last_write_time(path, unknown);
    return unknown ? std::string() : std::to_string(time.time_since_epoch().count());
}

SuggestionSource sourceOf(const std::string& model, const Task& task) {
    SuggestionSource source;
    source.model = model;
    std::string text = model + '\n' + timeOf(model) + '\n' + timeOf(model + "/model.safetensors") + '\n' + task.promptTemplate;
    for (const TaskLabel& label : task.labels) {
        text += '\n' + label.name + '\n' + label.verbalizer;
        source.labels.push_back(label.name);
    }
    source.key = base::sha256(text).substr(0, 16);
    return source;
}

class Suggester {
public:
    Suggester(const SuggestRequest& request, RunControl& control)
        : request_(request), control_(control), store_(base::valueOf(Store::open(request.store))), task_(base::valueOf(readTask(request.task))),
          source_(sourceOf(request.model, task_)), scorer_(base::valueOf(LabelScorer::open(request.model, task_, options()))) {}

    SuggestSummary run() {
        require(store_.beginSuggestions(request_.dataset, source_));
        const auto rows = open();
        total_ = std::int64_t(rows.size());
        tell();
        for (std::size_t at = 0; at < rows.size(); at += block) {
            const std::vector<std::int64_t> some(rows.begin() + std::ptrdiff_t(at), rows.begin() + std::ptrdiff_t(std::min(rows.size(), at + block)));
            for (const ExampleRow& row : base::valueOf(store_.examples(some)))
                score(row);
        }
        keep();
        return {done_, known_, source_};
    }

private:
    NativeOptions options() const {
        NativeOptions options;
        options.threads = request_.threads;
        return options;
    }
    static void require(const Result<void>& result) {
        if (!result)
            throw base::Failure(result.error());
    }

    /// The rows asked for that have no suggestion yet.
    std::vector<std::int64_t> open() {
        auto rows = request_.rows;
        if (rows.empty()) {
            ExampleQuery all;
            all.dataset = request_.dataset;
            rows = base::valueOf(store_.exampleIds(all));
        }
        const auto known = base::valueOf(store_.suggested(request_.dataset));
        const auto before = rows.size();
        std::erase_if(rows, [&](std::int64_t row) { return std::binary_search(known.begin(), known.end(), row); });
        known_ = std::int64_t(before - rows.size());
        if (request_.limit > 0)
            rows.resize(std::min(rows.size(), std::size_t(request_.limit)));
        return rows;
    }

    void score(const ExampleRow& row) {
        if (control_.stopRequested()) {
            keep();
            base::fail(request_.model, SH_TR("Suggesting labels was stopped"), SH_TR("Start it again to go on where it stopped"), ErrorKind::Cancelled);
        }
        ready_.emplace_back(row.rowid, suggestionOf(base::valueOf(scorer_.probabilities(row.example)), source_.labels));
        ++done_;
        if (secondsSince(kept_) >= keptEvery)
            keep();
    }

    void keep() {
        if (!ready_.empty())
            require(store_.addSuggestions(request_.dataset, ready_));
        ready_.clear();
        kept_ = Clock::now();
        tell();
    }

    void tell() {
        Progress progress;
        progress.activity = SH_TR("Suggesting labels");
        progress.done = done_;
        progress.total = total_;
        const double seconds = secondsSince(start_);
        progress.rate = seconds > 0 ? double(done_) / seconds : 0;
        progress.rateUnit = "examples/s";
        progress.secondsLeft = progress.rate > 0 ? double(total_ - done_) / progress.rate : 0;
        control_.report(progress);
    }

    const SuggestRequest& request_;
    RunControl& control_;
    Store store_;
    Task task_;
    SuggestionSource source_;
    LabelScorer scorer_;
    Clock::time_point start_ = Clock::now(), kept_ = start_;
    std::int64_t done_ = 0, total_ = 0, known_ = 0;
    std::vector<std::pair<std::int64_t, LabelSuggestion>> ready_;
};

} // namespace

LabelSuggestion suggestionOf(std::vector<double> probabilities, const std::vector<std::string>& labels) {
    LabelSuggestion out;
    const auto best = std::size_t(std::max_element(probabilities.begin(), probabilities.end()) - probabilities.begin());
    out.label = labels.at(best);
    out.confidence = probabilities.at(best);
    for (const double p : probabilities)
        out.entropy -= p > 0 ? p * std::log(p) : 0;
    out.probabilities = std::move(probabilities);
    return out;
}

Result<SuggestSummary> suggestLabels(const SuggestRequest& request, RunControl& control) {
    return base::guard([&] { return Suggester(request, control).run(); });
}

} // namespace stillhouse
