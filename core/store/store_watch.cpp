// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/store_watch.h"

#include "core/store/connection.h"

#include <map>
#include <tuple>
#include <utility>

namespace stillhouse {
namespace {

using store::Query;

/// The newest line of the labels' history. Ids are given again only after the newest lines were deleted, with their data set; the example
/// and the time of a line tell whether it is still the one that was seen.
struct LastLabel {
    std::int64_t id = 0, example = 0;
    double time = 0;
    bool operator==(const LastLabel&) const = default;
};

struct RunMark {
    std::string state;
    double heartbeat = 0; ///< moves with every report that is written
};

using RunMarks = std::map<std::string, RunMark>;
using DatasetMarks = std::map<std::int64_t, std::tuple<std::int64_t, std::string, double>>;

constexpr const char* runMarks =
    "SELECT id, heartbeat, status || char(10) || name || char(10) || note || char(10)"
    " || coalesce((SELECT group_concat(tag, char(9)) FROM run_tags WHERE run = r.key), '') || char(10)"
    " || (SELECT count(*) || ' ' || coalesce(max(id), 0) FROM evaluations WHERE run = r.key) || ' '"
    " || (SELECT count(*) || ' ' || coalesce(max(id), 0) FROM latencies WHERE run = r.key) || ' '"
    " || (SELECT count(*) FROM artifacts WHERE run = r.key) FROM runs r";

} // namespace

struct StoreWatch::Impl {
    explicit Impl(const std::string& path) : connection(path) { (void)look(); }

    std::int64_t version() { return connection.database().execAndGet("PRAGMA data_version").getInt64(); }

    StoreChanges look() {
        StoreChanges changes;
        const std::int64_t now = version(); // before the rest: what is written in between is found again at the next look
        if (now == seen && sure)
            return changes;
        seen = now;
        changes.any = true;
        const bool complete = std::exchange(sure, false); // until this look has come to its end
        SQLite::Transaction snapshot(connection.database());
        lookAtDatasets(changes);
        lookAtLabels(changes);
        lookAtChoices(changes);
        lookAtRuns(changes);
        sure = true;
        if (!complete) {
            changes.dataSets = changes.importing = changes.labels = true;
            changes.examples.reset();
            ++changes.choices;
        }
        return changes;
    }

    void lookAtDatasets(StoreChanges& changes) {
        DatasetMarks found, unfinished;
        Query query(connection, "SELECT id, rows, hash, imported, EXISTS(SELECT 1 FROM settings WHERE key = 'import.' || d.id) FROM datasets d");
        while (query.next())
            (query.integer(4) != 0 ? unfinished : found)[query.integer(0)] = {query.integer(1), query.text(2), query.real(3)};
        changes.dataSets = found != datasets;
        changes.importing = unfinished != imports;
        datasets = std::move(found);
        imports = std::move(unfinished);
    }

    LastLabel labelAt(const char* sql, std::int64_t id) {
        Query query(connection, sql, id);
        return query.next() ? LastLabel{query.integer(0), query.integer(1), query.real(2)} : LastLabel{};
    }

    void lookAtLabels(StoreChanges& changes) {
        std::string mark;
        if (Query query(connection, "SELECT value FROM settings WHERE key = 'labels.changed'"); query.next())
            mark = query.text(0);
        changes.labels = mark != labelsChanged;
        labelsChanged = mark;
        const LastLabel newest = labelAt("SELECT id, example, time FROM labels WHERE id > ?1 ORDER BY id DESC LIMIT 1", 0);
        if (last.id > 0 && labelAt("SELECT id, example, time FROM labels WHERE id = ?1", last.id) != last)
            changes.examples.reset();
        else if (newest != last)
            changes.examples = examplesSince(last.id);
        if (changes.examples && std::int64_t(changes.examples->size()) > mostListed)
            changes.examples.reset();
        changes.labels = changes.labels || !changes.examples || !changes.examples->empty();
        last = newest;
    }

    std::vector<std::int64_t> examplesSince(std::int64_t id) {
        return connection.integers("SELECT DISTINCT example FROM labels WHERE id > ?1 LIMIT " + std::to_string(mostListed + 1), id);
    }

    // Choices are only added, and marked when they are taken back.
    void lookAtChoices(StoreChanges& changes) {
        Query query(connection, "SELECT (SELECT coalesce(max(id), 0) FROM choices) + (SELECT count(*) FROM choices WHERE undone = 1)");
        query.next();
        changes.choices = query.integer(0) - std::exchange(choices, query.integer(0));
    }

    void lookAtRuns(StoreChanges& changes) {
        RunMarks found;
        Query query(connection, runMarks);
        while (query.next())
            found[query.text(0)] = {query.text(2), query.real(1)};
        for (const auto& [id, mark] : found) {
            const auto known = runs.find(id);
            if (known == runs.end() || known->second.state != mark.state)
                changes.runs.push_back(id);
            if (known == runs.end() || known->second.heartbeat != mark.heartbeat)
                changes.written.push_back(id);
        }
        for (const auto& [id, mark] : runs)
            if (!found.contains(id))
                changes.runs.push_back(id);
        runs = std::move(found);
    }

    store::Connection connection;
    std::int64_t seen = -1;
    bool sure = true; ///< the marks below are those of `seen`
    DatasetMarks datasets, imports;
    std::string labelsChanged;
    std::int64_t choices = 0;
    LastLabel last;
    RunMarks runs;
};

Result<StoreWatch> StoreWatch::open(const std::string& path) {
    return store::guard(path, [&] { return StoreWatch(std::make_unique<Impl>(path)); });
}

StoreWatch::StoreWatch(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
StoreWatch::StoreWatch(StoreWatch&&) noexcept = default;
StoreWatch& StoreWatch::operator=(StoreWatch&&) noexcept = default;
StoreWatch::~StoreWatch() = default;

Result<StoreChanges> StoreWatch::look() {
    return store::guard(impl_->connection.path(), [&] { return impl_->look(); });
}

Result<std::string> StoreWatch::suggestionsMark(std::int64_t dataset) {
    return store::guard(impl_->connection.path(), [&] {
        Query query(impl_->connection,
                    "SELECT coalesce((SELECT source FROM suggestion_sources WHERE dataset = ?1), ''), count(*), total(entropy)"
                    " FROM suggestions WHERE dataset = ?1",
                    dataset);
        query.next();
        return query.text(0) + '\n' + query.text(1) + '\n' + query.text(2);
    });
}

} // namespace stillhouse
