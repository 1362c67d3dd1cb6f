-- SPDX-License-Identifier: GPL-3.0-or-later
-- A project file as version 1 left it: its schema word for word, and a little of everything. Never changes.
BEGIN;
PRAGMA application_id = 1400138092;
PRAGMA user_version = 1;
CREATE TABLE datasets(
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, path TEXT NOT NULL, hash TEXT NOT NULL DEFAULT '',
    rows INTEGER NOT NULL DEFAULT 0, labelled INTEGER NOT NULL DEFAULT 0, imported REAL NOT NULL,
    skipped INTEGER NOT NULL DEFAULT 0, duplicates INTEGER NOT NULL DEFAULT 0, conflicting INTEGER NOT NULL DEFAULT 0);
CREATE TABLE examples(
    id INTEGER PRIMARY KEY AUTOINCREMENT, dataset INTEGER NOT NULL REFERENCES datasets(id) ON DELETE CASCADE,
    example_id TEXT NOT NULL, label TEXT NOT NULL, split TEXT NOT NULL, source TEXT NOT NULL,
    length INTEGER NOT NULL, flagged INTEGER NOT NULL, prompt_start TEXT NOT NULL);
CREATE INDEX examples_dataset ON examples(dataset);
CREATE INDEX examples_id ON examples(dataset, example_id);
CREATE INDEX examples_label ON examples(dataset, label);
CREATE INDEX examples_split ON examples(dataset, split);
CREATE INDEX examples_source ON examples(dataset, source);
CREATE INDEX examples_length ON examples(dataset, length);
CREATE INDEX examples_prompt ON examples(dataset, prompt_start);
CREATE TABLE example_texts(
    id INTEGER PRIMARY KEY REFERENCES examples(id) ON DELETE CASCADE,
    prompt TEXT NOT NULL, response TEXT NOT NULL, tags TEXT NOT NULL);
CREATE TABLE labels(
    id INTEGER PRIMARY KEY, example INTEGER NOT NULL REFERENCES examples(id) ON DELETE CASCADE,
    label TEXT NOT NULL, previous TEXT NOT NULL, annotator TEXT NOT NULL, time REAL NOT NULL);
CREATE INDEX labels_example ON labels(example);
CREATE TABLE preferences(
    id INTEGER PRIMARY KEY, dataset INTEGER REFERENCES datasets(id) ON DELETE CASCADE,
    prompt TEXT NOT NULL, chosen TEXT NOT NULL, rejected TEXT NOT NULL, annotator TEXT NOT NULL, time REAL NOT NULL);
CREATE INDEX preferences_dataset ON preferences(dataset);
CREATE TABLE models(
    path TEXT PRIMARY KEY, hash TEXT NOT NULL DEFAULT '', parameters INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0,
    flops_per_token REAL NOT NULL DEFAULT 0, seen REAL NOT NULL);
CREATE TABLE runs(
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, status TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
    parent TEXT NOT NULL DEFAULT '', started REAL NOT NULL, session_started REAL NOT NULL, seconds_before REAL NOT NULL DEFAULT 0,
    heartbeat REAL NOT NULL, owner TEXT NOT NULL, experiment TEXT NOT NULL, folder TEXT NOT NULL, error TEXT NOT NULL DEFAULT '',
    engine_version TEXT NOT NULL, data_hash TEXT NOT NULL DEFAULT '', seed INTEGER NOT NULL);
CREATE TABLE run_tags(
    run INTEGER NOT NULL REFERENCES runs(key) ON DELETE CASCADE, tag TEXT NOT NULL, PRIMARY KEY(run, tag)) WITHOUT ROWID;
CREATE TABLE stages(
    run INTEGER NOT NULL REFERENCES runs(key) ON DELETE CASCADE, lane TEXT NOT NULL, stage_index INTEGER NOT NULL,
    stage TEXT NOT NULL, status TEXT NOT NULL, seconds REAL NOT NULL, PRIMARY KEY(run, lane, stage_index)) WITHOUT ROWID;
CREATE TABLE series(
    id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs(key) ON DELETE CASCADE, lane TEXT NOT NULL,
    stage_index INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE(run, lane, stage_index, name));
CREATE TABLE metrics(
    series INTEGER NOT NULL REFERENCES series(id) ON DELETE CASCADE, step INTEGER NOT NULL, value REAL,
    PRIMARY KEY(series, step)) WITHOUT ROWID;
CREATE TABLE events(
    id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs(key) ON DELETE CASCADE, lane TEXT NOT NULL,
    stage_index INTEGER NOT NULL, step INTEGER NOT NULL, severity TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    text_arguments TEXT NOT NULL, json TEXT NOT NULL, time REAL NOT NULL);
CREATE INDEX events_run ON events(run);
CREATE TABLE evaluations(
    id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs(key) ON DELETE CASCADE, subject TEXT NOT NULL,
    split TEXT NOT NULL, model_path TEXT NOT NULL, examples INTEGER NOT NULL, labels TEXT NOT NULL, parameters INTEGER NOT NULL,
    file_bytes INTEGER NOT NULL, flops_per_token REAL NOT NULL, UNIQUE(run, subject, split));
CREATE TABLE evaluation_metrics(
    evaluation INTEGER NOT NULL REFERENCES evaluations(id) ON DELETE CASCADE, position INTEGER NOT NULL, name TEXT NOT NULL,
    value REAL, low REAL, high REAL, PRIMARY KEY(evaluation, position)) WITHOUT ROWID;
CREATE TABLE confusion(
    evaluation INTEGER NOT NULL REFERENCES evaluations(id) ON DELETE CASCADE, truth INTEGER NOT NULL, predicted INTEGER NOT NULL,
    count INTEGER NOT NULL, PRIMARY KEY(evaluation, truth, predicted)) WITHOUT ROWID;
CREATE TABLE predictions(
    evaluation INTEGER NOT NULL REFERENCES evaluations(id) ON DELETE CASCADE, position INTEGER NOT NULL, example_id TEXT NOT NULL,
    label TEXT NOT NULL, predicted TEXT NOT NULL, probabilities TEXT NOT NULL, PRIMARY KEY(evaluation, position)) WITHOUT ROWID;
CREATE TABLE pair_tests(
    run INTEGER NOT NULL REFERENCES runs(key) ON DELETE CASCADE, first TEXT NOT NULL, second TEXT NOT NULL, metric TEXT NOT NULL,
    test TEXT NOT NULL, difference REAL, low REAL, high REAL, p_value REAL, wrong_to_right INTEGER NOT NULL,
    right_to_wrong INTEGER NOT NULL, PRIMARY KEY(run, first, second, metric, test)) WITHOUT ROWID;
CREATE TABLE latencies(
    id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs(key) ON DELETE CASCADE, subject TEXT NOT NULL, kind TEXT NOT NULL,
    threads INTEGER NOT NULL, cpu TEXT NOT NULL, kernel TEXT NOT NULL, precision TEXT NOT NULL, native INTEGER NOT NULL,
    peak_bytes INTEGER NOT NULL, UNIQUE(run, subject, kind, threads, kernel, precision));
CREATE TABLE latency_samples(
    latency INTEGER NOT NULL REFERENCES latencies(id) ON DELETE CASCADE, position INTEGER NOT NULL, value REAL,
    PRIMARY KEY(latency, position)) WITHOUT ROWID;
CREATE TABLE artifacts(
    run INTEGER NOT NULL REFERENCES runs(key) ON DELETE CASCADE, subject TEXT NOT NULL, kind TEXT NOT NULL, path TEXT NOT NULL,
    bytes INTEGER NOT NULL, hash TEXT NOT NULL, PRIMARY KEY(run, subject, kind, path)) WITHOUT ROWID;
CREATE TABLE settings(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE example_search_1 USING fts5(text, content = '', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO datasets(id, name, path, rows, labelled, imported) VALUES(1, 'd', '/d.jsonl', 1, 1, 1000);
INSERT INTO examples VALUES(1, 1, 'x1', 'fraud', 'train', 'bank', 12, 0, 'card payment');
INSERT INTO example_texts VALUES(1, 'card payment', '', '[]');
INSERT INTO example_search_1(rowid, text) VALUES(1, 'card payment');
INSERT INTO runs(key, id, name, status, started, session_started, heartbeat, owner, experiment, folder, engine_version, seed)
VALUES(1, 'r1', 'Old run', 'finished', 1000, 1000, 1010, 'a/b/1/1', '{}', '/r', '0.1', 1);
INSERT INTO series VALUES(1, 1, 'A', 0, 'loss');
INSERT INTO metrics VALUES(1, 1, 2.0), (1, 2, 1.5);
INSERT INTO evaluations VALUES(1, 1, 'A', 'test', '/m', 10, '["fraud"]', 5, 6, 7.0);
INSERT INTO evaluation_metrics VALUES(1, 0, 'accuracy', 0.9, 0.8, 1.0);
COMMIT;
