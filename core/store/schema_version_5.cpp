// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/migrations.h"

namespace stillhouse::store {

// `labels` stays the history; `annotations` holds what each person says now. Who labelled before this version is an annotator with the
// last label they gave.
const char* const schemaVersion5 = R"sql(
CREATE TABLE annotations(
    example INTEGER NOT NULL REFERENCES examples(id) ON DELETE CASCADE, annotator TEXT NOT NULL, label TEXT NOT NULL, time REAL NOT NULL,
    PRIMARY KEY(example, annotator)) WITHOUT ROWID;
CREATE INDEX annotations_annotator ON annotations(annotator, example);
CREATE TABLE adjudications(
    example INTEGER PRIMARY KEY REFERENCES examples(id) ON DELETE CASCADE, label TEXT NOT NULL, annotator TEXT NOT NULL, time REAL NOT NULL);
CREATE TABLE suggestion_sources(
    dataset INTEGER PRIMARY KEY REFERENCES datasets(id) ON DELETE CASCADE, source TEXT NOT NULL, model TEXT NOT NULL, labels TEXT NOT NULL);
CREATE TABLE suggestions(
    example INTEGER PRIMARY KEY REFERENCES examples(id) ON DELETE CASCADE, dataset INTEGER NOT NULL, label TEXT NOT NULL,
    confidence REAL NOT NULL, entropy REAL NOT NULL, probabilities TEXT NOT NULL);
CREATE INDEX suggestions_entropy ON suggestions(dataset, entropy);
CREATE INDEX examples_flagged ON examples(dataset) WHERE flagged = 1;
INSERT INTO annotations(example, annotator, label, time)
    SELECT example, annotator, label, time FROM labels WHERE id IN (SELECT max(id) FROM labels GROUP BY example, annotator);
CREATE VIEW v_annotations AS
SELECT d.name AS dataset, e.example_id, a.annotator, a.label, datetime(a.time, 'unixepoch') AS time_utc, e.label AS final,
       j.annotator AS adjudicated_by
FROM annotations a JOIN examples e ON e.id = a.example JOIN datasets d ON d.id = e.dataset LEFT JOIN adjudications j ON j.example = e.id;
)sql";

} // namespace stillhouse::store
