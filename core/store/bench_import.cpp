// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/bench_import.h"

#include "core/base/file.h"
#include "core/base/sha256.h"
#include "core/store/bench_rows.h"
#include "core/store/report_writer.h"

#include <algorithm>
#include <map>

namespace stillhouse {

namespace {

using store::BenchRow;
using store::Connection;
using store::Query;

constexpr std::size_t kLargestFile = std::size_t(64) << 20;

using Groups = std::map<std::pair<std::string, std::string>, std::vector<BenchRow>>; // by model file and build

std::string nameOf(const BenchRow& row) {
    const auto slash = row.modelFile.find_last_of("/\\");
    const std::string file = row.modelFile.substr(slash == std::string::npos ? 0 : slash + 1);
    return row.modelType.empty() ? file : file.empty() ? row.modelType : row.modelType + " · " + file;
}

// A run of these rows: made anew, so that importing a file twice changes nothing.
std::int64_t makeRun(Connection& connection, const std::string& id, const std::vector<BenchRow>& rows) {
    const BenchRow& first = rows.front();
    Query(connection, "DELETE FROM runs WHERE id = ?1", id).run();
    Query(connection,
          "INSERT INTO runs(id, name, status, note, started, session_started, heartbeat, owner, experiment, folder, engine_version, seed)"
          " VALUES(?1, ?2, 'finished', ?3, ?4, ?4, ?4, '', '', '', ?5, 0)",
          id, nameOf(first), first.provenance(), first.time > 0 ? first.time : store::now(), first.build())
        .run();
    const std::int64_t key = store::runKey(connection, id);
    Query(connection, "INSERT INTO run_tags(run, tag) VALUES(?1, ?2)", key, kBenchTag).run();
    return key;
}

void put(Connection& connection, std::int64_t run, const BenchRow& row) {
    Query(connection,
          "INSERT OR IGNORE INTO evaluations(run, subject, split, model_path, examples, labels, parameters, file_bytes, flops_per_token)"
          " VALUES(?1, ?2, '', ?3, 0, '[]', ?4, ?5, 0)",
          run, row.test(), row.modelFile, row.parameters, row.bytes)
        .run();
    Query(connection,
          "INSERT OR IGNORE INTO latencies(run, subject, kind, threads, cpu, kernel, precision, native, peak_bytes)"
          " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, 0)",
          run, row.test(), row.kind(), row.threads, row.cpu, row.kernel(), row.modelType)
        .run();
    Query found(connection, "SELECT id, (SELECT count(*) FROM latency_samples WHERE latency = l.id) FROM latencies l WHERE run = ?1 AND subject = ?2"
                            " AND kind = ?3 AND threads = ?4 AND kernel = ?5 AND precision = ?6",
                run, row.test(), row.kind(), row.threads, row.kernel(), row.modelType);
    found.next();
    const std::int64_t latency = found.integer(0), before = found.integer(1);
    for (std::size_t i = 0; i < row.samples.size(); ++i)
        Query(connection, "INSERT INTO latency_samples(latency, position, value) VALUES(?1, ?2, ?3)", latency, before + std::int64_t(i), row.samples[i]).run();
}

} // namespace

Result<BenchImport> importBench(const std::string& storePath, const std::string& file) {
    return store::guard(storePath, [&] {
        const auto rows = store::readBenchRows(base::readFile(file, kLargestFile), file);
        Groups groups;
        for (const auto& row : rows)
            groups[{row.modelFile + row.modelType, row.build()}].push_back(row);
        Connection connection(storePath);
        store::WriteTransaction transaction(connection);
        BenchImport out;
        for (const auto& [key, group] : groups) {
            std::string text = key.first + '\n' + key.second;
            for (const auto& row : group)
                text += '\n' + row.test() + '\n' + row.kernel() + '\n' + std::to_string(row.time);
            const std::string id = "bench-" + base::sha256(text).substr(0, 12);
            const std::int64_t run = makeRun(connection, id, group);
            for (const auto& row : group)
                put(connection, run, row);
            out.runIds.push_back(id);
            out.rows += std::int64_t(group.size());
        }
        transaction.commit();
        return out;
    });
}

} // namespace stillhouse
