// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/report_writer.h"

#include "core/store/feedback_writer.h"
#include "core/store/words.h"

#include <chrono>

namespace stillhouse::store {

double now() {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::int64_t runKey(Connection& connection, const std::string& id) {
    Query query(connection, "SELECT key FROM runs WHERE id = ?1", id);
    if (!query.next())
        base::fail(connection.path(), Text(SH_TR("There is no run \"%1\""), {id}), SH_TR("It may have been deleted by another window"),
                   ErrorKind::NotFound);
    return query.integer(0);
}

void ReportWriter::write(const std::string& runId, const std::vector<Report>& reports) {
    try {
        WriteTransaction transaction(connection_);
        run_ = runKey(connection_, runId);
        for (const Report& report : reports)
            std::visit([this](const auto& value) { put(value); }, report);
        Query(connection_, "UPDATE runs SET heartbeat = max(heartbeat, ?2) WHERE key = ?1", run_, now()).run();
        transaction.commit();
    } catch (...) {
        series_.clear(); // keys that were made in the transaction went with it
        throw;
    }
}

std::int64_t ReportWriter::seriesOf(const Metric& metric) {
    const auto [place, isNew] = series_.try_emplace({run_, metric.lane, metric.stageIndex, metric.name}, 0);
    if (isNew) {
        Query(connection_, "INSERT OR IGNORE INTO series(run, lane, stage_index, name) VALUES(?1, ?2, ?3, ?4)", run_, metric.lane,
              metric.stageIndex, metric.name)
            .run();
        Query query(connection_, "SELECT id FROM series WHERE run = ?1 AND lane = ?2 AND stage_index = ?3 AND name = ?4", run_, metric.lane,
                    metric.stageIndex, metric.name);
        query.next();
        place->second = query.integer(0);
    }
    return place->second;
}

void ReportWriter::put(const Metric& metric) {
    Query(connection_, "INSERT INTO metrics(series, step, value) VALUES(?1, ?2, ?3) ON CONFLICT DO UPDATE SET value = ?3", seriesOf(metric),
          metric.step, metric.value)
        .run();
}

void ReportWriter::put(const StageState& state) {
    Query(connection_,
          "INSERT OR REPLACE INTO stages(run, lane, stage_index, stage, status, seconds) VALUES(?1, ?2, ?3, ?4, ?5, ?6)", run_, state.lane,
          state.stageIndex, state.stage, wordOf(state.status), state.seconds)
        .run();
}

void ReportWriter::put(const Event& event) {
    Query(connection_,
          "INSERT INTO events(run, lane, stage_index, step, severity, kind, text, text_arguments, json, time)"
          " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
          run_, event.lane, event.stageIndex, event.step, wordOf(event.severity), event.kind, event.text.key, jsonOf(event.text.args),
          event.json, event.time > 0 ? event.time : now())
        .run();
    if (event.kind == "data")
        Query(connection_, "UPDATE runs SET data_hash = coalesce(json_extract(?2, '$.hash'), data_hash) WHERE key = ?1 AND json_valid(?2)",
              run_, event.json)
            .run();
    if (event.kind == "round")
        keepRound(connection_, run_, event);
}

void ReportWriter::put(const Evaluation& evaluation) {
    Query(connection_, "DELETE FROM evaluations WHERE run = ?1 AND subject = ?2 AND split = ?3", run_, evaluation.subject, evaluation.split)
        .run();
    Query(connection_,
          "INSERT INTO evaluations(run, subject, split, model_path, examples, labels, parameters, file_bytes, flops_per_token)"
          " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
          run_, evaluation.subject, evaluation.split, evaluation.modelPath, evaluation.examples, jsonOf(evaluation.labels),
          evaluation.parameters, evaluation.fileBytes, evaluation.flopsPerToken)
        .run();
    const std::int64_t id = connection_.database().getLastInsertRowid();
    putScores(id, evaluation);
    putPredictions(id, evaluation.predictions);
    rememberModel(evaluation.modelPath, {}, evaluation.parameters, evaluation.fileBytes, evaluation.flopsPerToken);
}

void ReportWriter::putScores(std::int64_t id, const Evaluation& evaluation) {
    for (std::size_t i = 0; i < evaluation.metrics.size(); ++i) {
        const auto& [name, interval] = evaluation.metrics[i];
        Query(connection_, "INSERT INTO evaluation_metrics(evaluation, position, name, value, low, high) VALUES(?1, ?2, ?3, ?4, ?5, ?6)", id,
              i, name, interval.value, interval.low, interval.high)
            .run();
    }
    for (std::size_t truth = 0; truth < evaluation.confusion.size(); ++truth)
        for (std::size_t predicted = 0; predicted < evaluation.confusion[truth].size(); ++predicted)
            Query(connection_, "INSERT INTO confusion(evaluation, truth, predicted, count) VALUES(?1, ?2, ?3, ?4)", id, truth, predicted,
                  evaluation.confusion[truth][predicted])
                .run();
}

void ReportWriter::putPredictions(std::int64_t id, const std::vector<Prediction>& predictions) {
    for (std::size_t i = 0; i < predictions.size(); ++i)
        Query(connection_,
              "INSERT INTO predictions(evaluation, position, example_id, label, predicted, probabilities) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
              id, i, predictions[i].exampleId, predictions[i].label, predictions[i].predicted, jsonOf(predictions[i].probabilities))
            .run();
}

void ReportWriter::put(const PairTest& test) {
    Query(connection_,
          "INSERT OR REPLACE INTO pair_tests(run, first, second, metric, test, difference, low, high, p_value, wrong_to_right,"
          " right_to_wrong) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
          run_, test.first, test.second, test.metric, test.test, test.difference.value, test.difference.low, test.difference.high,
          test.pValue, test.wrongToRight, test.rightToWrong)
        .run();
}

void ReportWriter::put(const LatencyRecord& record) {
    Query(connection_,
          "DELETE FROM latencies WHERE run = ?1 AND subject = ?2 AND kind = ?3 AND threads = ?4 AND kernel = ?5 AND precision = ?6", run_,
          record.subject, record.kind, record.threads, record.kernel, record.precision)
        .run();
    Query(connection_,
          "INSERT INTO latencies(run, subject, kind, threads, cpu, kernel, precision, native, peak_bytes)"
          " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
          run_, record.subject, record.kind, record.threads, record.cpu, record.kernel, record.precision, record.native, record.peakBytes)
        .run();
    const std::int64_t id = connection_.database().getLastInsertRowid();
    for (std::size_t i = 0; i < record.samples.size(); ++i)
        Query(connection_, "INSERT INTO latency_samples(latency, position, value) VALUES(?1, ?2, ?3)", id, i, record.samples[i]).run();
}

void ReportWriter::put(const Artifact& artifact) {
    Query(connection_, "INSERT OR REPLACE INTO artifacts(run, subject, kind, path, bytes, hash) VALUES(?1, ?2, ?3, ?4, ?5, ?6)", run_,
          artifact.subject, artifact.kind, artifact.path, artifact.bytes, artifact.hash)
        .run();
    if (artifact.kind == "samples")
        importSamples(connection_, run_, artifact);
    if (artifact.kind == "model")
        rememberModel(artifact.path, artifact.hash, 0, artifact.bytes, 0);
}

void ReportWriter::put(const RunState& state) {
    Query(connection_, "UPDATE runs SET status = ?2, error = ?3, heartbeat = ?4 WHERE key = ?1", run_, wordOf(state.status),
          state.status == RunStatus::Failed ? state.error.english() : std::string(), now())
        .run();
}

void ReportWriter::rememberModel(const std::string& path, const std::string& hash, std::int64_t parameters, std::int64_t bytes,
                                 double flops) {
    if (path.empty())
        return;
    Query(connection_,
          "INSERT INTO models(path, hash, parameters, bytes, flops_per_token, seen) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"
          " ON CONFLICT(path) DO UPDATE SET hash = iif(?2 <> '', ?2, hash), parameters = iif(?3 > 0, ?3, parameters),"
          " bytes = iif(?4 > 0, ?4, bytes), flops_per_token = iif(?5 > 0, ?5, flops_per_token), seen = ?6",
          path, hash, parameters, bytes, flops, now())
        .run();
}

} // namespace stillhouse::store
