// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/migrations.h"

namespace stillhouse::store {

// The views that people query with sqlite3. A percentile is the linear interpolation between the two nearest ranks
// (Hyndman & Fan 1996, type 7): the weight 1 - |rank - p(n - 1)| is above zero for those two alone.
const char* const schemaVersion2 = R"sql(
CREATE VIEW v_runs AS
SELECT r.id, r.name, r.status, datetime(r.started, 'unixepoch') AS started_utc,
       round(r.seconds_before + r.heartbeat - r.session_started, 1) AS seconds, r.seed, r.parent, r.note,
       (SELECT group_concat(tag, ', ') FROM run_tags t WHERE t.run = r.key) AS tags,
       (SELECT count(*) FROM stages s WHERE s.run = r.key AND s.status = 'done') AS stages_done,
       (SELECT count(*) FROM stages s WHERE s.run = r.key) AS stages,
       r.folder, r.error, r.engine_version, r.data_hash
FROM runs r;
CREATE VIEW v_latency AS
WITH ranked AS (
    SELECT latency, value, row_number() OVER (PARTITION BY latency ORDER BY value) - 1 AS rank,
           count(*) OVER (PARTITION BY latency) - 1 AS last
    FROM latency_samples WHERE value IS NOT NULL)
SELECT r.id AS run_id, r.name AS run_name, l.subject, l.kind, count(*) AS samples,
       sum(value * max(0.0, 1.0 - abs(rank - 0.50 * last))) AS p50,
       sum(value * max(0.0, 1.0 - abs(rank - 0.90 * last))) AS p90,
       sum(value * max(0.0, 1.0 - abs(rank - 0.99 * last))) AS p99,
       avg(value) AS mean, min(value) AS minimum, max(value) AS maximum,
       CASE WHEN l.kind LIKE '%\_tps' ESCAPE '\' THEN 'tokens/s' ELSE 'ms' END AS unit,
       l.threads, l.cpu, l.kernel, l.precision, l.native, l.peak_bytes, l.id AS latency
FROM ranked JOIN latencies l ON l.id = ranked.latency JOIN runs r ON r.key = l.run
GROUP BY l.id;
CREATE VIEW v_comparison AS
WITH subjects AS (
    SELECT run, subject FROM evaluations UNION SELECT run, subject FROM latencies),
chosen AS (
    SELECT run, subject,
           (SELECT e.id FROM evaluations e WHERE e.run = s.run AND e.subject = s.subject
            ORDER BY e.split = 'test' DESC, e.id DESC LIMIT 1) AS evaluation,
           (SELECT l.id FROM latencies l WHERE l.run = s.run AND l.subject = s.subject AND l.kind IN ('classify', 'first_token')
            ORDER BY l.kind = 'classify' DESC, l.id DESC LIMIT 1) AS latency
    FROM subjects s),
wide AS (
    SELECT evaluation,
           max(CASE WHEN name = 'accuracy' THEN value END) AS accuracy, max(CASE WHEN name = 'accuracy' THEN low END) AS accuracy_low,
           max(CASE WHEN name = 'accuracy' THEN high END) AS accuracy_high,
           max(CASE WHEN name = 'precision' THEN value END) AS "precision", max(CASE WHEN name = 'recall' THEN value END) AS recall,
           max(CASE WHEN name = 'f1' THEN value END) AS f1, max(CASE WHEN name = 'auc' THEN value END) AS auc,
           max(CASE WHEN name = 'ece' THEN value END) AS ece, max(CASE WHEN name = 'perplexity' THEN value END) AS perplexity,
           max(CASE WHEN name = 'kl_to_teacher' THEN value END) AS kl_to_teacher,
           max(CASE WHEN name = 'agreement' THEN value END) AS agreement
    FROM evaluation_metrics GROUP BY evaluation)
SELECT r.id AS run_id, r.name AS run_name, c.subject, coalesce(e.model_path, '') AS model_path, coalesce(e.split, '') AS split,
       coalesce(e.examples, 0) AS examples, w.accuracy, w.accuracy_low, w.accuracy_high, w."precision", w.recall, w.f1, w.auc, w.ece,
       w.perplexity, w.kl_to_teacher, w.agreement, coalesce(e.parameters, 0) AS parameters, coalesce(e.file_bytes, 0) AS file_bytes,
       coalesce(e.flops_per_token, 0) AS flops_per_token, coalesce(v.p50, 0) AS p50_ms, coalesce(v.p90, 0) AS p90_ms,
       coalesce(v.p99, 0) AS p99_ms,
       (SELECT coalesce(min(l.native), 1) FROM latencies l WHERE l.run = c.run AND l.subject = c.subject) AS native,
       (SELECT coalesce(sum(s.seconds), 0) FROM stages s WHERE s.run = c.run AND s.lane = c.subject) AS train_seconds,
       c.evaluation
FROM chosen c JOIN runs r ON r.key = c.run LEFT JOIN evaluations e ON e.id = c.evaluation
LEFT JOIN wide w ON w.evaluation = c.evaluation LEFT JOIN v_latency v ON v.latency = c.latency
ORDER BY r.started, r.key, c.subject <> 'teacher', c.subject;
CREATE VIEW v_examples AS
SELECT e.id, d.name AS dataset, e.example_id, t.prompt, t.response, e.label, e.split, e.source, t.tags, e.flagged
FROM examples e JOIN example_texts t ON t.id = e.id JOIN datasets d ON d.id = e.dataset;
CREATE VIEW v_metrics AS
SELECT r.id AS run_id, s.lane, s.stage_index, s.name, m.step, m.value
FROM metrics m JOIN series s ON s.id = m.series JOIN runs r ON r.key = s.run;
)sql";

} // namespace stillhouse::store
