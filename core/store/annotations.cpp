// SPDX-License-Identifier: GPL-3.0-or-later
// What people say about examples, and the label that follows from it.
#include "core/store/disputed.h"
#include "core/store/store_impl.h"
#include "core/store/words.h"

#include <algorithm>

namespace stillhouse {
namespace {

using store::Connection;
using store::Query;

constexpr const char* flagTag = "flagged";

struct Labelled {
    std::string label;
    std::int64_t dataset = 0;
};

Labelled labelled(Connection& connection, std::int64_t rowid) {
    Query query(connection, "SELECT label, dataset FROM examples WHERE id = ?1", rowid);
    if (!query.next())
        base::fail(connection.path(), Text(SH_TR("There is no example %1"), {std::to_string(rowid)}),
                   SH_TR("It may have been deleted by another window"), ErrorKind::NotFound);
    return {query.text(0), query.integer(1)};
}

/// The adjudicated label; else what most annotators say, among equals the newest; else what the example was imported with, which is what
/// stood there before its first change.
std::string labelInForce(Connection& connection, std::int64_t rowid, const std::string& current) {
    for (const char* sql : {"SELECT label FROM adjudications WHERE example = ?1",
                            "SELECT label FROM annotations WHERE example = ?1 GROUP BY label ORDER BY count(*) DESC, max(time) DESC LIMIT 1",
                            "SELECT previous FROM labels WHERE example = ?1 ORDER BY id LIMIT 1"})
        if (Query query(connection, sql, rowid); query.next())
            return query.text(0);
    return current;
}

/// A training file written before this moment no longer holds every label (app/import_job).
void markChanged(Connection& connection, double time) {
    Query(connection, "INSERT INTO settings(key, value) VALUES('labels.changed', ?1) ON CONFLICT(key) DO UPDATE SET value = ?1", std::to_string(time))
        .run();
}

/// History, label, counts and mark after something was said; `said`: nothing when it was taken back.
void settle(Connection& connection, std::int64_t rowid, const Labelled& before, const std::optional<std::string>& said, const std::string& who, double time) {
    const std::string after = labelInForce(connection, rowid, before.label);
    Query(connection, "INSERT INTO labels(example, label, previous, annotator, time) VALUES(?1, ?2, ?3, ?4, ?5)", rowid, said.value_or(after),
          before.label, who, time)
        .run();
    if (after != before.label) {
        const int change = static_cast<int>(!after.empty()) - static_cast<int>(!before.label.empty());
        Query(connection, "UPDATE examples SET label = ?2 WHERE id = ?1", rowid, after).run();
        Query(connection, "UPDATE datasets SET labelled = labelled + ?2 WHERE id = ?1", before.dataset, change).run();
    }
    markChanged(connection, time);
}

void annotate(Connection& connection, std::int64_t rowid, const std::optional<std::string>& label, const std::string& annotator) {
    const Labelled before = labelled(connection, rowid);
    const double time = store::now();
    if (label)
        Query(connection,
              "INSERT INTO annotations(example, annotator, label, time) VALUES(?1, ?2, ?3, ?4)"
              " ON CONFLICT(example, annotator) DO UPDATE SET label = ?3, time = ?4",
              rowid, annotator, *label, time)
            .run();
    else
        Query(connection, "DELETE FROM annotations WHERE example = ?1 AND annotator = ?2", rowid, annotator).run();
    settle(connection, rowid, before, label, annotator, time);
}

} // namespace

Result<void> Store::setLabel(std::int64_t rowid, const std::string& label, const std::string& annotator) {
    return store::guard(path(), [&] {
        store::WriteTransaction transaction(impl_->connection);
        annotate(impl_->connection, rowid, label, annotator);
        transaction.commit();
    });
}

Result<void> Store::withdrawLabel(std::int64_t rowid, const std::string& annotator) {
    return store::guard(path(), [&] {
        store::WriteTransaction transaction(impl_->connection);
        annotate(impl_->connection, rowid, std::nullopt, annotator);
        transaction.commit();
    });
}

Result<void> Store::adjudicate(std::int64_t rowid, const std::optional<std::string>& label, const std::string& annotator) {
    return store::guard(path(), [&] {
        Connection& connection = impl_->connection;
        store::WriteTransaction transaction(connection);
        const Labelled before = labelled(connection, rowid);
        const double time = store::now();
        if (label)
            Query(connection,
                  "INSERT INTO adjudications(example, label, annotator, time) VALUES(?1, ?2, ?3, ?4)"
                  " ON CONFLICT(example) DO UPDATE SET label = ?2, annotator = ?3, time = ?4",
                  rowid, *label, annotator, time)
                .run();
        else
            Query(connection, "DELETE FROM adjudications WHERE example = ?1", rowid).run();
        settle(connection, rowid, before, label, annotator, time);
        transaction.commit();
    });
}

Result<void> Store::setFlag(std::int64_t rowid, bool flagged) {
    return store::guard(path(), [&] {
        Connection& connection = impl_->connection;
        store::WriteTransaction transaction(connection);
        (void)labelled(connection, rowid);
        std::vector<std::string> tags;
        if (Query query(connection, "SELECT tags FROM example_texts WHERE id = ?1", rowid); query.next())
            tags = store::textsOf(query.text(0), path());
        std::erase(tags, flagTag);
        if (flagged)
            tags.push_back(flagTag);
        Query(connection, "UPDATE examples SET flagged = ?2 WHERE id = ?1", rowid, flagged).run();
        Query(connection, "UPDATE example_texts SET tags = ?2 WHERE id = ?1", rowid, store::jsonOf(tags)).run();
        markChanged(connection, store::now());
        transaction.commit();
    });
}

Result<std::int64_t> Store::addAnnotations(std::int64_t dataset, const std::vector<std::pair<std::string, std::string>>& labels,
                                           const std::string& annotator) {
    return store::guard(path(), [&] {
        Connection& connection = impl_->connection;
        store::WriteTransaction transaction(connection);
        std::int64_t found = 0;
        for (const auto& [id, label] : labels)
            for (const std::int64_t row : connection.integers("SELECT id FROM examples WHERE dataset = ?1 AND example_id = ?2", dataset, &id)) {
                annotate(connection, row, label, annotator);
                ++found;
            }
        transaction.commit();
        return found;
    });
}

Result<std::vector<AnnotatorRow>> Store::annotators(std::int64_t dataset) {
    return store::guard(path(), [&] {
        Query query(impl_->connection,
                    "SELECT a.annotator, sum(a.label <> '') FROM annotations a CROSS JOIN examples e ON e.id = a.example WHERE e.dataset = ?1"
                    " GROUP BY a.annotator ORDER BY 2 DESC, 1",
                    dataset);
        std::vector<AnnotatorRow> rows;
        while (query.next())
            rows.push_back({query.text(0), query.integer(1)});
        return rows;
    });
}

Result<std::vector<AgreementCell>> Store::agreementCells(std::int64_t dataset) {
    return store::guard(path(), [&] {
        Query query(impl_->connection,
                    "SELECT a.annotator, b.annotator, a.label, b.label, count(*) FROM annotations a"
                    " CROSS JOIN annotations b ON b.example = a.example AND b.annotator > a.annotator CROSS JOIN examples e ON e.id = a.example"
                    " WHERE e.dataset = ?1 AND a.label <> '' AND b.label <> '' GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
                    dataset);
        std::vector<AgreementCell> cells;
        while (query.next())
            cells.push_back({query.text(0), query.text(1), query.text(2), query.text(3), query.integer(4)});
        return cells;
    });
}

Result<std::vector<std::int64_t>> Store::disputed(std::int64_t dataset) {
    return store::guard(path(), [&] { return impl_->connection.integers(std::string(store::disputedExamples) + " ORDER BY e.id", dataset); });
}

} // namespace stillhouse
