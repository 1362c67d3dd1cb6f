// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/migrations.h"

namespace stillhouse::store {

// A choice that was taken back stays as history, without its preferences. `preferences` keeps what the reward model learns from.
const char* const schemaVersion4 = R"sql(
CREATE TABLE choices(
    id INTEGER PRIMARY KEY, pair_key TEXT NOT NULL, prompt TEXT NOT NULL, first TEXT NOT NULL, second TEXT NOT NULL,
    source TEXT NOT NULL, verdict TEXT NOT NULL, edited TEXT NOT NULL DEFAULT '', annotator TEXT NOT NULL, time REAL NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0);
CREATE INDEX choices_pair ON choices(pair_key);
ALTER TABLE preferences ADD COLUMN choice INTEGER REFERENCES choices(id) ON DELETE CASCADE;
CREATE INDEX preferences_choice ON preferences(choice);
)sql";

} // namespace stillhouse::store
