// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/migrations.h"

namespace stillhouse::store {

// Samples are numbered within their lane, so a filter's verdict finds the row of the answer. The curves' last points stand for a run in
// the list of rounds.
const char* const schemaVersion3 = R"sql(
CREATE TABLE samples(
    run INTEGER NOT NULL REFERENCES runs(key) ON DELETE CASCADE, lane TEXT NOT NULL, number INTEGER NOT NULL,
    example_id TEXT NOT NULL, prompt TEXT NOT NULL, response TEXT NOT NULL, reward REAL, kl REAL,
    fate TEXT NOT NULL, PRIMARY KEY(run, lane, number)) WITHOUT ROWID;
CREATE INDEX samples_reward ON samples(run, lane, reward);
CREATE INDEX samples_fate ON samples(run, lane, fate, reward);
CREATE TABLE rounds(
    run INTEGER PRIMARY KEY REFERENCES runs(key) ON DELETE CASCADE, number INTEGER NOT NULL, parent TEXT NOT NULL,
    preferences INTEGER NOT NULL, new_preferences INTEGER NOT NULL, preferences_hash TEXT NOT NULL, pair_accuracy REAL, low REAL,
    high REAL, time REAL NOT NULL);
CREATE VIEW v_rounds AS
SELECT o.number, r.id AS run_id, r.name AS run_name, r.status, o.parent, o.preferences, o.new_preferences, o.preferences_hash,
       o.pair_accuracy, o.low, o.high,
       (SELECT m.value FROM metrics m JOIN series s ON s.id = m.series WHERE s.run = r.key AND s.lane = 'B' AND s.name = 'reward'
        ORDER BY s.stage_index DESC, m.step DESC LIMIT 1) AS reward,
       (SELECT m.value FROM metrics m JOIN series s ON s.id = m.series WHERE s.run = r.key AND s.lane = 'B' AND s.name = 'kl'
        ORDER BY s.stage_index DESC, m.step DESC LIMIT 1) AS kl,
       (SELECT avg(p.fate = 'accepted') FROM samples p WHERE p.run = r.key AND p.lane = 'B') AS acceptance,
       (SELECT c.accuracy FROM v_comparison c WHERE c.run_id = r.id AND c.subject = 'B') AS accuracy, o.time
FROM rounds o JOIN runs r ON r.key = o.run;
)sql";

} // namespace stillhouse::store
