// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_owner.h"
#include "core/store/store_impl.h"

#include <cmath>
#include <ctime>
#include <random>

namespace stillhouse {
namespace {

using store::Query;

constexpr double silenceSeconds = 120; ///< a process that cannot be seen is taken for gone when it has not written for so long

/// "20260131-142530-9f3c": sorts by time, short enough to type, and a folder name on every system.
std::string newRunId() {
    const std::time_t time = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&time, &utc);
    char stamp[32], id[48];
    std::strftime(stamp, sizeof stamp, "%Y%m%d-%H%M%S", &utc);
    std::snprintf(id, sizeof id, "%s-%06x", stamp, static_cast<unsigned>(std::random_device{}()) & 0xFFFFFFu);
    return id;
}

bool ownerLives(const std::string& owner, double heartbeat) {
    const store::Liveness liveness = store::livenessOf(owner);
    return liveness == store::Liveness::Alive ||
           (liveness == store::Liveness::Unknown && std::abs(store::now() - heartbeat) < silenceSeconds);
}

/// `ownIsFine`: this process may take up again what it began itself and knows to have ended.
void refuseWhileRunning(store::Connection& connection, const std::string& id, bool ownIsFine) {
    Query query(connection, "SELECT owner, heartbeat FROM runs WHERE id = ?1 AND status = 'running'", id);
    if (!query.next() || !ownerLives(query.text(0), query.real(1)) || (ownIsFine && query.text(0) == store::thisProcess()))
        return;
    base::fail(connection.path(), Text(SH_TR("The run \"%1\" is still at work"), {id}), SH_TR("Stop it first"), ErrorKind::Refused);
}

constexpr const char* runColumns =
    "SELECT id, name, status, note, parent, started, session_started, seconds_before, heartbeat, owner, experiment, folder, error,"
    " engine_version, data_hash, seed, key FROM runs ";

RunRow runFrom(store::Connection& connection, const Query& query) {
    RunRow row;
    row.id = query.text(0);
    row.name = query.text(1);
    row.status = query.text(2);
    row.note = query.text(3);
    row.parent = query.text(4);
    row.started = query.real(5);
    const double heartbeat = query.real(8);
    double end = heartbeat;
    if (row.status == "running") {
        if (ownerLives(query.text(9), heartbeat))
            end = store::now();
        else
            row.status = "interrupted";
    }
    row.seconds = query.real(7) + std::max(0.0, end - query.real(6));
    row.experiment = query.text(10);
    row.folder = query.text(11);
    row.error = query.text(12);
    row.engineVersion = query.text(13);
    row.dataHash = query.text(14);
    row.seed = query.integer(15);
    Query tags(connection, "SELECT tag FROM run_tags WHERE run = ?1 ORDER BY tag", query.integer(16));
    while (tags.next())
        row.tags.push_back(tags.text(0));
    return row;
}

} // namespace

Result<std::string> Store::beginRun(const Experiment& experiment, const std::string& folder, const std::string& engineVersion,
                                    const std::string& parent) {
    return store::guard(path(), [&] {
        store::Connection& connection = impl_->connection;
        store::WriteTransaction transaction(connection);
        const std::string id = newRunId();
        const double time = store::now();
        Query(connection,
              "INSERT INTO runs(id, name, status, parent, started, session_started, heartbeat, owner, experiment, folder, engine_version,"
              " data_hash, seed) VALUES(?1, ?2, 'running', ?3, ?4, ?4, ?4, ?5, ?6, ?7, ?8,"
              " coalesce((SELECT hash FROM datasets WHERE path = ?10 ORDER BY id DESC LIMIT 1), ''), ?9)",
              id, experiment.name, parent, time, store::thisProcess(), formatExperiment(experiment), folder, engineVersion,
              experiment.seed, experiment.data.train)
            .run();
        transaction.commit();
        return id;
    });
}

Result<void> Store::reopenRun(const std::string& id) {
    return store::guard(path(), [&] {
        store::WriteTransaction transaction(impl_->connection);
        refuseWhileRunning(impl_->connection, id, true);
        Query(impl_->connection,
              "UPDATE runs SET status = 'running', error = '', owner = ?2, session_started = ?3, heartbeat = ?3,"
              " seconds_before = seconds_before + max(0, heartbeat - session_started) WHERE key = ?1",
              store::runKey(impl_->connection, id), store::thisProcess(), store::now())
            .run();
        transaction.commit();
    });
}

Result<std::vector<RunRow>> Store::runs() {
    return store::guard(path(), [&] {
        Query query(impl_->connection, (std::string(runColumns) + "ORDER BY started DESC, key DESC").c_str());
        std::vector<RunRow> rows;
        while (query.next())
            rows.push_back(runFrom(impl_->connection, query));
        return rows;
    });
}

Result<std::optional<RunRow>> Store::run(const std::string& id) {
    return store::guard(path(), [&]() -> std::optional<RunRow> {
        Query query(impl_->connection, (std::string(runColumns) + "WHERE id = ?1").c_str(), id);
        if (!query.next())
            return std::nullopt;
        return runFrom(impl_->connection, query);
    });
}

Result<void> Store::setNote(const std::string& runId, const std::string& note) {
    return store::guard(path(), [&] {
        store::WriteTransaction transaction(impl_->connection);
        Query(impl_->connection, "UPDATE runs SET note = ?2 WHERE key = ?1", store::runKey(impl_->connection, runId), note).run();
        transaction.commit();
    });
}

Result<void> Store::setTags(const std::string& runId, const std::vector<std::string>& tags) {
    return store::guard(path(), [&] {
        store::WriteTransaction transaction(impl_->connection);
        const std::int64_t key = store::runKey(impl_->connection, runId);
        Query(impl_->connection, "DELETE FROM run_tags WHERE run = ?1", key).run();
        for (const std::string& tag : tags)
            Query(impl_->connection, "INSERT OR IGNORE INTO run_tags(run, tag) VALUES(?1, ?2)", key, tag).run();
        transaction.commit();
    });
}

Result<void> Store::deleteRun(const std::string& id) {
    return store::guard(path(), [&] {
        store::WriteTransaction transaction(impl_->connection);
        const std::int64_t key = store::runKey(impl_->connection, id);
        refuseWhileRunning(impl_->connection, id, false);
        Query(impl_->connection, "DELETE FROM runs WHERE key = ?1", key).run();
        transaction.commit();
    });
}

} // namespace stillhouse
