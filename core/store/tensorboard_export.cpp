// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/tensorboard.h"
#include "core/base/atomic_file.h"
#include "core/base/value_of.h"
#include "core/store/connection.h"
#include "core/store/report_writer.h"
#include "core/store/tensorboard.h"

#include <filesystem>
#include <map>

namespace stillhouse {

namespace {

using store::Query;
namespace fs = std::filesystem;

struct Curve {
    std::int64_t id = 0;
    std::string tag;
};

// One lane's file: every series in turn, so that the whole run never stands in memory.
std::int64_t writeLane(store::Connection& connection, const fs::path& folder, double started, const std::vector<Curve>& curves) {
    fs::create_directories(folder);
    std::int64_t points = 0;
    const std::string name = "events.out.tfevents." + std::to_string(static_cast<std::int64_t>(started)) + ".stillhouse.export";
    base::writeAtomically(folder / name, [&](std::ostream& out) {
        out << store::tfRecord(store::versionEvent(started));
        for (const Curve& curve : curves) {
            Query query(connection, "SELECT step, value FROM metrics WHERE series = ?1 ORDER BY step", curve.id);
            for (; query.next(); ++points)
                out << store::tfRecord(store::scalarEvent(started, query.integer(0), curve.tag, static_cast<float>(query.real(1))));
        }
    });
    return points;
}

std::string newestWithCurves(store::Connection& connection) {
    Query query(connection, "SELECT id FROM runs r WHERE EXISTS (SELECT 1 FROM series s WHERE s.run = r.key) ORDER BY started DESC, key DESC LIMIT 1");
    if (!query.next())
        base::fail(connection.path(), SH_TR("No run of the project has curves"), SH_TR("Run a strategy first"), ErrorKind::NotFound);
    return query.text(0);
}

} // namespace

Result<TensorboardExport> exportTensorboard(const std::string& storePath, const std::string& wanted, const std::string& folder) {
    return store::guard(storePath, [&] {
        if (!fs::exists(storePath))
            base::fail(storePath, SH_TR("There is no project database"), SH_TR("Give the path of project.db"), ErrorKind::NotFound);
        store::Connection connection(storePath);
        const std::string runId = wanted.empty() ? newestWithCurves(connection) : wanted;
        const std::int64_t run = store::runKey(connection, runId);
        Query begun(connection, "SELECT started FROM runs WHERE key = ?1", run);
        begun.next();
        std::map<std::string, std::vector<Curve>> lanes;
        TensorboardExport out;
        out.path = (fs::path(folder) / runId).string();
        for (Query query(connection, "SELECT id, lane, stage_index, name FROM series WHERE run = ?1 ORDER BY lane, stage_index, name", run); query.next(); ++out.series)
            lanes[query.text(1)].push_back({query.integer(0), std::to_string(query.integer(2)) + "/" + query.text(3)});
        if (lanes.empty())
            base::fail(runId, SH_TR("The run has no curves"), SH_TR("Choose a run that took a step"), ErrorKind::NotFound);
        for (const auto& [lane, curves] : lanes)
            out.points += writeLane(connection, lane.empty() ? fs::path(out.path) : fs::path(out.path) / lane, begun.real(0), curves);
        return out;
    });
}

} // namespace stillhouse
