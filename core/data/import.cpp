// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/data.h"
#include "core/base/failure.h"
#include "core/base/guard.h"
#include "core/data/dataset.h"
#include "core/data/import_summary.h"
#include "core/data/mapping.h"
#include "core/data/normalise.h"
#include "core/data/open_records.h"

#include <chrono>

namespace stillhouse::data {
namespace {

using Clock = std::chrono::steady_clock;

/// Tells bytes read and bytes per second, ten times a second.
class ImportProgress {
public:
    ImportProgress(const TextStream& stream, RunControl& control) : stream_(stream), control_(control) {}

    void tell(bool always = false) {
        if (!always && ++calls_ % 64 != 0)
            return;
        const auto now = Clock::now();
        if (!always && now - told_ < std::chrono::milliseconds(100))
            return;
        told_ = now;
        const double seconds = std::chrono::duration<double>(now - start_).count();
        Progress progress;
        progress.done = stream_.bytesRead();
        progress.total = stream_.size();
        progress.rate = seconds > 0 ? double(progress.done) / seconds : 0;
        progress.rateUnit = "B/s";
        progress.secondsLeft = progress.rate > 0 ? double(progress.total - progress.done) / progress.rate : 0;
        progress.activity = SH_TR("Importing");
        control_.report(progress);
    }

private:
    const TextStream& stream_;
    RunControl& control_;
    Clock::time_point start_ = Clock::now(), told_ = start_;
    int calls_ = 0;
};

void checkFractions(const ReadOptions& options) {
    const double test = options.testFraction, validation = options.validationFraction;
    if (!(test >= 0 && test < 1))
        base::failAt("testFraction", SH_TR("The test part must be at least 0 and below 1"));
    if (!(validation >= 0 && test + validation < 1))
        base::failAt("validationFraction", SH_TR("The validation part must be at least 0, and leave something to train on"));
}

class Importer {
public:
    Importer(const std::string& path, const ReadOptions& options, RunControl& control)
        : options_(options), control_(control), open_(openRecords(path, options)),
          mapper_(options, open_.mapping, open_.columns, open_.fixedColumns, path), progress_(*open_.stream, control) {
        checkFractions(options);
    }

    ImportSummary run(const std::function<void(Example&&)>& sink) {
        Example example;
        while (next(example)) {
            const std::uint64_t hash = stableHash(normalisedPrompt(example.prompt));
            if (example.split.empty())
                example.split = splitOfHash(hash, options_.testFraction, options_.validationFraction);
            summary_.add(example, hash);
            sink(std::move(example));
            progress_.tell();
            control_.waitWhilePaused();
            if (control_.stopRequested())
                base::fail(open_.stream->path(), SH_TR("The import was stopped"), {}, ErrorKind::Cancelled);
        }
        progress_.tell(true);
        ImportSummary summary = summary_.finish();
        if (summary.rows == 0)
            base::fail(open_.stream->path(), SH_TR("No example could be read from this file"), SH_TR("Check format and column mapping."));
        return summary;
    }

private:
    /// The next good row; bad rows end the import or are counted, as the options say.
    bool next(Example& example) {
        for (;;) {
            try {
                if (!open_.reader->next(record_))
                    return false;
                mapper_.map(record_, example);
                return true;
            } catch (const base::Failure& failure) {
                if (!options_.keepBadRows || open_.reader->broken() || control_.stopRequested())
                    throw;
                summary_.skip(failure.error());
            }
        }
    }

    const ReadOptions& options_;
    RunControl& control_;
    OpenRecords open_;
    ExampleMapper mapper_;
    ImportProgress progress_;
    SummaryBuilder summary_;
    Record record_;
};

} // namespace

Dataset readDataset(const std::string& path, const ReadOptions& options) {
    Dataset dataset;
    RunControl control;
    dataset.summary = Importer(path, options, control).run([&](Example&& example) { dataset.examples.push_back(std::move(example)); });
    return dataset;
}

} // namespace stillhouse::data

namespace stillhouse {

Result<ImportSummary> importData(const std::string& path, const ReadOptions& options, const std::function<void(Example&&)>& sink, RunControl& control) {
    return base::guard([&] { return data::Importer(path, options, control).run(sink); });
}

} // namespace stillhouse
