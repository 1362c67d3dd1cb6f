// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/store_impl.h"
#include "core/store/words.h"

#include <set>

namespace stillhouse {
namespace {

using store::Connection;
using store::Query;

constexpr std::int64_t mostLabels = 100000; ///< more is a damaged file; a matrix of that size would not fit into memory

std::vector<NamedInterval> scoresOf(Connection& connection, std::int64_t evaluation) {
    Query query(connection, "SELECT name, value, low, high FROM evaluation_metrics WHERE evaluation = ?1 ORDER BY position", evaluation);
    std::vector<NamedInterval> scores;
    while (query.next())
        scores.push_back({query.text(0), {query.real(1), query.real(2), query.real(3)}});
    return scores;
}

std::vector<std::vector<std::int64_t>> confusionOf(Connection& connection, std::int64_t evaluation) {
    Query query(connection, "SELECT truth, predicted, count FROM confusion WHERE evaluation = ?1 ORDER BY truth, predicted", evaluation);
    std::vector<std::vector<std::int64_t>> matrix;
    while (query.next()) {
        const std::int64_t truth = query.integer(0), predicted = query.integer(1);
        if (truth < 0 || predicted < 0 || truth >= mostLabels || predicted >= mostLabels)
            base::fail(connection.path(), SH_TR("A confusion matrix in the project file is damaged"),
                       SH_TR("Restore a copy of the project file"), ErrorKind::Io);
        if (matrix.size() <= static_cast<std::size_t>(truth))
            matrix.resize(static_cast<std::size_t>(truth) + 1);
        auto& row = matrix[static_cast<std::size_t>(truth)];
        if (row.size() <= static_cast<std::size_t>(predicted))
            row.resize(static_cast<std::size_t>(predicted) + 1);
        row[static_cast<std::size_t>(predicted)] = query.integer(2);
    }
    return matrix;
}

LatencyRecord latencyFrom(Connection& connection, const Query& query) {
    LatencyRecord record;
    record.subject = query.text(1);
    record.kind = query.text(2);
    record.threads = static_cast<int>(query.integer(3));
    record.cpu = query.text(4);
    record.kernel = query.text(5);
    record.precision = query.text(6);
    record.native = query.integer(7) != 0;
    record.peakBytes = query.integer(8);
    Query samples(connection, "SELECT value FROM latency_samples WHERE latency = ?1 ORDER BY position", query.integer(0));
    while (samples.next())
        record.samples.push_back(samples.real(0));
    return record;
}

void addPairs(Connection& connection, const std::string& runId, Comparison& comparison) {
    Query query(connection,
                "SELECT first, second, metric, difference, low, high, p_value, test, wrong_to_right, right_to_wrong FROM pair_tests"
                " WHERE run = ?1 ORDER BY first, second, metric, test",
                store::runKey(connection, runId));
    while (query.next()) {
        PairTest test{query.text(0), query.text(1), query.text(2), {query.real(3), query.real(4), query.real(5)},
                      query.real(6), query.text(7), query.integer(8), query.integer(9)};
        comparison.pairs.emplace_back(runId, std::move(test));
    }
}

void addLatencies(Connection& connection, const std::string& runId, Comparison& comparison) {
    Query query(connection,
                "SELECT id, subject, kind, threads, cpu, kernel, precision, native, peak_bytes FROM latencies WHERE run = ?1 ORDER BY id",
                store::runKey(connection, runId));
    while (query.next())
        comparison.latencies.emplace_back(runId, latencyFrom(connection, query));
}

ComparisonRow comparisonRowFrom(Connection& connection, const Query& query) {
    ComparisonRow row;
    row.runId = query.text(0);
    row.runName = query.text(1);
    row.subject = query.text(2);
    row.modelPath = query.text(3);
    row.examples = query.integer(4);
    row.parameters = query.integer(5);
    row.fileBytes = query.integer(6);
    row.flopsPerToken = query.real(7);
    row.p50Ms = query.real(8);
    row.p90Ms = query.real(9);
    row.p99Ms = query.real(10);
    row.native = query.integer(11) != 0;
    row.trainSeconds = query.real(12);
    row.metrics = scoresOf(connection, query.integer(13));
    return row;
}

std::vector<std::string> everyRun(Connection& connection) {
    Query query(connection, "SELECT id FROM runs ORDER BY started, key");
    std::vector<std::string> ids;
    while (query.next())
        ids.push_back(query.text(0));
    return ids;
}

} // namespace

Result<std::vector<Prediction>> Store::predictions(const std::string& runId, const std::string& subject) {
    return store::guard(path(), [&] {
        Query query(impl_->connection,
                    "SELECT example_id, label, predicted, probabilities FROM predictions WHERE evaluation ="
                    " (SELECT e.id FROM evaluations e WHERE e.run = ?1 AND e.subject = ?2 AND EXISTS"
                    "  (SELECT 1 FROM predictions p WHERE p.evaluation = e.id) ORDER BY e.split = 'test' DESC, e.id DESC LIMIT 1)"
                    " ORDER BY position",
                    store::runKey(impl_->connection, runId), subject);
        std::vector<Prediction> predictions;
        while (query.next())
            predictions.push_back({query.text(0), query.text(1), query.text(2), store::numbersOf(query.text(3), path())});
        return predictions;
    });
}

Result<std::vector<Evaluation>> Store::evaluations(const std::string& runId) {
    return store::guard(path(), [&] {
        Query query(impl_->connection,
                    "SELECT id, subject, split, model_path, examples, labels, parameters, file_bytes, flops_per_token FROM evaluations"
                    " WHERE run = ?1 ORDER BY id",
                    store::runKey(impl_->connection, runId));
        std::vector<Evaluation> evaluations;
        while (query.next()) {
            Evaluation& evaluation = evaluations.emplace_back();
            evaluation.subject = query.text(1);
            evaluation.split = query.text(2);
            evaluation.modelPath = query.text(3);
            evaluation.examples = query.integer(4);
            evaluation.labels = store::textsOf(query.text(5), path());
            evaluation.parameters = query.integer(6);
            evaluation.fileBytes = query.integer(7);
            evaluation.flopsPerToken = query.real(8);
            evaluation.metrics = scoresOf(impl_->connection, query.integer(0));
            evaluation.confusion = confusionOf(impl_->connection, query.integer(0));
        }
        return evaluations;
    });
}

Result<Comparison> Store::comparison(const std::vector<std::string>& runIds) {
    return store::guard(path(), [&] {
        Connection& connection = impl_->connection;
        const std::vector<std::string> ids = runIds.empty() ? everyRun(connection) : runIds;
        Comparison comparison;
        const std::set<std::string> wanted(ids.begin(), ids.end());
        Query query(connection, "SELECT run_id, run_name, subject, model_path, examples, parameters, file_bytes, flops_per_token, p50_ms,"
                                " p90_ms, p99_ms, native, train_seconds, evaluation FROM v_comparison");
        while (query.next())
            if (wanted.contains(query.text(0)))
                comparison.rows.push_back(comparisonRowFrom(connection, query));
        for (const std::string& id : ids) {
            addPairs(connection, id, comparison);
            addLatencies(connection, id, comparison);
        }
        return comparison;
    });
}

} // namespace stillhouse
