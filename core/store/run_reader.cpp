// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/decimate.h"
#include "core/store/store_impl.h"
#include "core/store/words.h"

namespace stillhouse {

using store::Query;

Result<std::vector<std::string>> Store::metricNames(const std::string& runId, const std::string& lane) {
    return store::guard(path(), [&] {
        Query query(impl_->connection, "SELECT DISTINCT name FROM series WHERE run = ?1 AND lane = ?2 ORDER BY name",
                    store::runKey(impl_->connection, runId), lane);
        std::vector<std::string> names;
        while (query.next())
            names.push_back(query.text(0));
        return names;
    });
}

Result<MetricSeries> Store::metric(const std::string& runId, const std::string& lane, int stageIndex, const std::string& name,
                                   std::int64_t maxPoints) {
    return store::guard(path(), [&] {
        Query query(impl_->connection,
                    "SELECT step, value FROM metrics WHERE series = (SELECT id FROM series WHERE run = ?1 AND lane = ?2 AND stage_index = ?3"
                    " AND name = ?4) ORDER BY step",
                    store::runKey(impl_->connection, runId), lane, stageIndex, name);
        MetricSeries series;
        while (query.next()) {
            series.steps.push_back(static_cast<double>(query.integer(0)));
            series.values.push_back(query.real(1));
        }
        return store::decimate(std::move(series), maxPoints);
    });
}

Result<std::vector<Event>> Store::events(const std::string& runId) {
    return store::guard(path(), [&] {
        Query query(impl_->connection,
                    "SELECT lane, stage_index, step, severity, kind, text, text_arguments, json, time FROM events WHERE run = ?1 ORDER BY id",
                    store::runKey(impl_->connection, runId));
        std::vector<Event> events;
        while (query.next())
            events.push_back({query.text(0), static_cast<int>(query.integer(1)), query.integer(2), store::severityOf(query.text(3)),
                              query.text(4), Text(query.text(5), store::textsOf(query.text(6), path())), query.text(7), query.real(8)});
        return events;
    });
}

Result<std::vector<StageState>> Store::stages(const std::string& runId) {
    return store::guard(path(), [&] {
        Query query(impl_->connection,
                    "SELECT lane, stage_index, stage, status, seconds FROM stages WHERE run = ?1 ORDER BY lane, stage_index",
                    store::runKey(impl_->connection, runId));
        std::vector<StageState> stages;
        while (query.next())
            stages.push_back({query.text(0), static_cast<int>(query.integer(1)), query.text(2), store::stageStatusOf(query.text(3)),
                              query.real(4)});
        return stages;
    });
}

Result<std::vector<Artifact>> Store::artifacts(const std::string& runId) {
    return store::guard(path(), [&] {
        Query query(impl_->connection,
                    "SELECT subject, kind, path, bytes, hash FROM artifacts WHERE run = ?1 ORDER BY subject, kind, path",
                    store::runKey(impl_->connection, runId));
        std::vector<Artifact> artifacts;
        while (query.next())
            artifacts.push_back({query.text(0), query.text(1), query.text(2), query.integer(3), query.text(4)});
        return artifacts;
    });
}

} // namespace stillhouse
