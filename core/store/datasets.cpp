// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/store/imports.h"
#include "core/store/run_owner.h"
#include "core/store/search_text.h"
#include "core/store/store_impl.h"
#include "core/store/words.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>
#include <sqlite3.h>

namespace stillhouse {
namespace {

using store::Connection;
using store::Query;

constexpr std::size_t sortedBytes = 48; ///< of the prompt: enough to sort a list by eye, without storing every prompt twice

/// One full-text index per data set: a data set goes with one DROP instead of a million deletions.
std::string searchTable(std::int64_t dataset) {
    return "example_search_" + std::to_string(dataset);
}

/// At most `sortedBytes` bytes, cut between characters.
std::string startOf(const std::string& text) {
    std::size_t size = std::min(text.size(), sortedBytes);
    while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
        --size;
    return text.substr(0, size);
}

void requireDataset(Connection& connection, std::int64_t dataset) {
    Query query(connection, "SELECT 1 FROM datasets WHERE id = ?1", dataset);
    if (!query.next())
        base::fail(connection.path(), Text(SH_TR("There is no data set %1"), {std::to_string(dataset)}),
                   SH_TR("It may have been deleted by another window"), ErrorKind::NotFound);
}

void insertExample(Connection& connection, std::int64_t dataset, const Example& example, const std::string& insertSearch) {
    const bool flagged = std::find(example.tags.begin(), example.tags.end(), "flagged") != example.tags.end();
    Query(connection,
          "INSERT INTO examples(dataset, example_id, label, split, source, length, flagged, prompt_start)"
          " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
          dataset, example.id, example.label, example.split, example.source, example.prompt.size() + example.response.size(), flagged,
          startOf(example.prompt))
        .run();
    const std::int64_t id = connection.database().getLastInsertRowid();
    Query(connection, "INSERT INTO example_texts(id, prompt, response, tags) VALUES(?1, ?2, ?3, ?4)", id, example.prompt, example.response,
          example.tags.empty() ? std::string("[]") : store::jsonOf(example.tags))
        .run();
    Query(connection, insertSearch.c_str(), id, store::searchableText(example.prompt + "\n" + example.response)).run();
}

std::map<std::string, std::int64_t> counts(Connection& connection, const char* sql, std::int64_t dataset) {
    Query query(connection, sql, dataset);
    std::map<std::string, std::int64_t> counts;
    while (query.next())
        counts[query.text(0)] = query.integer(1);
    return counts;
}

void writeLine(std::ostream& out, const Query& query, const std::string& where) {
    nlohmann::ordered_json line;
    const char* const keys[] = {"id", "prompt", "response", "label", "split", "source"};
    for (int i = 0; i < 6; ++i) {
        std::string value = query.text(i);
        if (!value.empty() || i < 2)
            line[keys[i]] = std::move(value);
    }
    if (const auto tags = store::textsOf(query.text(6), where); !tags.empty())
        line["tags"] = tags;
    out << line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

/// Who is importing data set N stands in the setting "import.N" until the import is done.
std::string importKey(std::int64_t dataset) {
    return "import." + std::to_string(dataset);
}

void dropDataset(Connection& connection, std::int64_t dataset) {
    Query(connection, "DELETE FROM settings WHERE key = ?1", importKey(dataset)).run();
    Query(connection, "DELETE FROM datasets WHERE id = ?1", dataset).run();
    connection.database().exec("DROP TABLE IF EXISTS " + searchTable(dataset));
}

} // namespace

void store::dropAbandonedImports(Connection& connection) {
    if (sqlite3_db_readonly(connection.database().getHandle(), "main") == 1)
        return;
    std::vector<std::int64_t> gone;
    Query imports(connection, "SELECT CAST(substr(key, 8) AS INTEGER), value FROM settings WHERE key LIKE 'import.%'");
    while (imports.next())
        if (livenessOf(imports.text(1)) == Liveness::Gone)
            gone.push_back(imports.integer(0));
    if (gone.empty())
        return;
    WriteTransaction transaction(connection);
    for (const std::int64_t dataset : gone) {
        Query labels(connection, "SELECT 1 FROM labels WHERE example IN (SELECT id FROM examples WHERE dataset = ?1) LIMIT 1", dataset);
        if (labels.next()) // somebody has worked on it: what is there stays
            Query(connection, "DELETE FROM settings WHERE key = ?1", importKey(dataset)).run();
        else
            dropDataset(connection, dataset);
    }
    transaction.commit();
}

Result<std::int64_t> Store::addDataset(const std::string& name, const std::string& path) {
    return store::guard(this->path(), [&] {
        Connection& connection = impl_->connection;
        store::WriteTransaction transaction(connection);
        Query(connection, "INSERT INTO datasets(name, path, imported) VALUES(?1, ?2, ?3)", name, path, store::now()).run();
        const std::int64_t id = connection.database().getLastInsertRowid();
        Query(connection, "INSERT OR REPLACE INTO settings(key, value) VALUES(?1, ?2)", importKey(id), store::thisProcess()).run();
        const std::string table = searchTable(id);
        // No ranking, so no sizes. First letters are searched for while a word is typed: without lists of their own, those of every word
        // that begins so are merged, at a million examples for a second and more. A batch of an import goes into the index as one piece, not
        // in pieces of a megabyte.
        connection.database().exec("CREATE VIRTUAL TABLE " + table +
                                   " USING fts5(text, content = '', columnsize = 0, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2')");
        connection.database().exec("INSERT INTO " + table + "(" + table + ", rank) VALUES('hashsize', 16777216)");
        transaction.commit();
        return id;
    });
}

Result<void> Store::addExamples(std::int64_t dataset, const std::vector<Example>& examples) {
    return store::guard(path(), [&] {
        Connection& connection = impl_->connection;
        store::WriteTransaction transaction(connection);
        requireDataset(connection, dataset);
        const std::string insertSearch = "INSERT INTO " + searchTable(dataset) + "(rowid, text) VALUES(?1, ?2)";
        for (const Example& example : examples)
            insertExample(connection, dataset, example, insertSearch);
        const auto labelled = std::count_if(examples.begin(), examples.end(), [](const Example& e) { return !e.label.empty(); });
        Query(connection, "UPDATE datasets SET rows = rows + ?2, labelled = labelled + ?3 WHERE id = ?1", dataset, examples.size(), labelled)
            .run();
        transaction.commit();
    });
}

Result<void> Store::finishDataset(std::int64_t dataset, const ImportSummary& summary) {
    return store::guard(path(), [&] {
        store::WriteTransaction transaction(impl_->connection);
        requireDataset(impl_->connection, dataset);
        Query(impl_->connection,
              "UPDATE datasets SET hash = ?2, skipped = ?3, duplicates = ?4, conflicting = ?5, imported = ?6 WHERE id = ?1", dataset,
              summary.hash, summary.skipped, summary.duplicates, summary.conflicting, store::now())
            .run();
        Query(impl_->connection, "DELETE FROM settings WHERE key = ?1", importKey(dataset)).run();
        transaction.commit();
    });
}

Result<void> Store::deleteDataset(std::int64_t dataset) {
    return store::guard(path(), [&] {
        store::WriteTransaction transaction(impl_->connection);
        requireDataset(impl_->connection, dataset);
        dropDataset(impl_->connection, dataset);
        transaction.commit();
    });
}

Result<std::vector<DatasetRow>> Store::datasets() {
    return store::guard(path(), [&] {
        Query query(impl_->connection, "SELECT id, name, path, hash, rows, labelled, imported FROM datasets ORDER BY id");
        std::vector<DatasetRow> rows;
        while (query.next())
            rows.push_back({query.integer(0), query.text(1), query.text(2), query.text(3), query.integer(4), query.integer(5),
                            query.real(6)});
        return rows;
    });
}

Result<std::map<std::string, std::int64_t>> Store::labelCounts(std::int64_t dataset) {
    return store::guard(path(), [&] {
        return counts(impl_->connection, "SELECT label, count(*) FROM examples WHERE dataset = ?1 GROUP BY label", dataset);
    });
}

Result<std::map<std::string, std::int64_t>> Store::splitCounts(std::int64_t dataset) {
    return store::guard(path(), [&] {
        return counts(impl_->connection, "SELECT split, count(*) FROM examples WHERE dataset = ?1 GROUP BY split", dataset);
    });
}

Result<std::map<std::string, std::int64_t>> Store::sourceCounts(std::int64_t dataset) {
    return store::guard(path(), [&] {
        return counts(impl_->connection, "SELECT source, count(*) FROM examples WHERE dataset = ?1 GROUP BY source", dataset);
    });
}

Result<void> Store::exportDataset(std::int64_t dataset, const std::string& jsonlPath) {
    return store::guard(path(), [&] {
        requireDataset(impl_->connection, dataset);
        Query query(impl_->connection,
                    "SELECT e.example_id, t.prompt, t.response, e.label, e.split, e.source, t.tags FROM examples e"
                    " JOIN example_texts t ON t.id = e.id WHERE e.dataset = ?1 ORDER BY e.id",
                    dataset);
        base::writeAtomically(jsonlPath, [&](std::ostream& out) {
            while (query.next())
                writeLine(out, query, path());
        });
    });
}

} // namespace stillhouse
