// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/disputed.h"
#include "core/store/search_text.h"
#include "core/store/store_impl.h"
#include "core/store/words.h"

#include <algorithm>

namespace stillhouse {
namespace {

using store::Connection;
using store::Query;

/// Row ids of one data set as bits. Every condition of a query is one scan of an index that holds nothing else, and the
/// conditions meet here: no combination of filters makes SQLite look up a million rows one by one.
class IdSet {
public:
    /// `ids` in ascending order.
    explicit IdSet(std::vector<std::int64_t> ids) : ids_(std::move(ids)) {
        if (ids_.empty())
            return;
        // Ids are handed out one after another, so their range is about as long as the data sets imported at the same time.
        // A file made by other hands may hold any ids: then they are searched for instead.
        const std::uint64_t range = static_cast<std::uint64_t>(ids_.back()) - static_cast<std::uint64_t>(ids_.front());
        if (range >= mostBits)
            return;
        bits_.resize(range + 1);
        for (const std::int64_t id : ids_)
            bits_[indexOf(id)] = true;
    }
    bool contains(std::int64_t id) const {
        if (ids_.empty())
            return false;
        if (bits_.empty())
            return std::binary_search(ids_.begin(), ids_.end(), id);
        return id >= ids_.front() && id <= ids_.back() && bits_[indexOf(id)];
    }

private:
    static constexpr std::uint64_t mostBits = std::uint64_t{1} << 30;
    std::size_t indexOf(std::int64_t id) const {
        return static_cast<std::size_t>(static_cast<std::uint64_t>(id) - static_cast<std::uint64_t>(ids_.front()));
    }

    std::vector<std::int64_t> ids_;
    std::vector<bool> bits_;
};

constexpr const char* byUncertainty = "uncertainty";

const char* columnOf(const std::string& sortBy, const std::string& where) {
    static const std::map<std::string, const char*> columns{{"", ""},           {"id", "example_id, "}, {"prompt", "prompt_start, "},
                                                            {"label", "label, "}, {"split", "split, "},   {"source", "source, "},
                                                            {"length", "length, "}, {byUncertainty, ""}};
    const auto found = columns.find(sortBy);
    if (found != columns.end())
        return found->second;
    base::fail(where, Text(SH_TR("Examples cannot be sorted by \"%1\""), {sortBy}), SH_TR("Known: id, prompt, label, split, source, length, uncertainty"));
}

/// By the entropy of their suggestion; behind them what has none, as imported.
std::vector<std::int64_t> idsByUncertainty(Connection& connection, const ExampleQuery& query) {
    auto ids = connection.integers(std::string("SELECT example FROM suggestions WHERE dataset = ?1 ORDER BY entropy") +
                                       (query.descending ? " DESC" : "") + ", example",
                                   query.dataset);
    auto sorted = ids;
    std::sort(sorted.begin(), sorted.end());
    const IdSet known(std::move(sorted));
    for (const std::int64_t id : connection.integers("SELECT id FROM examples WHERE dataset = ?1 ORDER BY id", query.dataset))
        if (!known.contains(id))
            ids.push_back(id);
    return ids;
}

std::vector<std::int64_t> sortedIds(Connection& connection, const ExampleQuery& query) {
    if (query.sortBy == byUncertainty)
        return idsByUncertainty(connection, query);
    std::string column = columnOf(query.sortBy, connection.path());
    const std::string direction = query.descending ? " DESC" : "";
    std::string order = column.empty() ? "id" + direction : column.substr(0, column.size() - 2) + direction + ", id" + direction;
    return connection.integers("SELECT id FROM examples WHERE dataset = ?1 ORDER BY " + order, query.dataset);
}

bool datasetExists(Connection& connection, std::int64_t dataset) {
    return Query(connection, "SELECT 1 FROM datasets WHERE id = ?1", dataset).next();
}

/// One sorted list of ids per condition, shortest work first.
std::vector<std::vector<std::int64_t>> conditions(Connection& connection, const ExampleQuery& query) {
    std::vector<std::vector<std::int64_t>> lists;
    const auto equal = [&](const char* column, const std::string& value) {
        lists.push_back(connection.integers(std::string("SELECT id FROM examples WHERE dataset = ?1 AND ") + column + " = ?2 ORDER BY id",
                                            query.dataset, &value));
    };
    if (!query.label.empty())
        equal("label", query.label == "∅" ? std::string() : query.label);
    if (!query.split.empty())
        equal("split", query.split);
    if (!query.source.empty())
        equal("source", query.source);
    if (query.flagged)
        lists.push_back(connection.integers("SELECT id FROM examples WHERE dataset = ?1 AND flagged = 1 ORDER BY id", query.dataset));
    if (query.disputed)
        lists.push_back(connection.integers(std::string(store::disputedExamples) +
                                                " AND NOT EXISTS(SELECT 1 FROM adjudications j WHERE j.example = e.id) ORDER BY e.id",
                                            query.dataset));
    const std::string words = store::searchQuery(query.search);
    if (!words.empty() && datasetExists(connection, query.dataset)) {
        const std::string table = "example_search_" + std::to_string(query.dataset);
        lists.push_back(connection.integers("SELECT rowid FROM " + table + " WHERE rowid > ?1 AND " + table + " MATCH ?2 ORDER BY rowid", 0,
                                            &words));
    }
    return lists;
}

ExampleRow rowFrom(Connection& connection, const Query& query, const std::string& where) {
    ExampleRow row;
    row.rowid = query.integer(0);
    row.example = {query.text(1), query.text(2), query.text(3), query.text(4), query.text(5), query.text(6),
                   store::textsOf(query.text(7), where)};
    row.flagged = query.integer(8) != 0;
    row.adjudicated = query.integer(9) != 0;
    if (const std::string probabilities = query.text(13); !probabilities.empty())
        row.suggestion = LabelSuggestion{store::numbersOf(probabilities, where), query.text(10), query.real(11), query.real(12)};
    Query said(connection, "SELECT annotator, label FROM annotations WHERE example = ?1 ORDER BY annotator", row.rowid);
    while (said.next())
        row.annotations.push_back({said.text(0), said.text(1)});
    return row;
}

} // namespace

Result<std::vector<std::int64_t>> Store::exampleIds(const ExampleQuery& query) {
    return store::guard(path(), [&] {
        columnOf(query.sortBy, path());
        auto lists = conditions(impl_->connection, query);
        std::vector<std::int64_t> ids;
        if (query.sortBy.empty() && !lists.empty()) {
            ids = std::move(lists.back());
            lists.pop_back();
            if (query.descending)
                std::reverse(ids.begin(), ids.end());
        } else {
            ids = sortedIds(impl_->connection, query);
        }
        for (auto& list : lists) {
            const IdSet set(std::move(list));
            std::erase_if(ids, [&](std::int64_t id) { return !set.contains(id); });
        }
        if (!query.openFor.empty()) {
            const IdSet done(impl_->connection.integers("SELECT example FROM annotations WHERE annotator = ?2 AND example > ?1 ORDER BY example", 0, &query.openFor));
            std::erase_if(ids, [&](std::int64_t id) { return done.contains(id); });
        }
        return ids;
    });
}

Result<std::vector<ExampleRow>> Store::examples(const std::vector<std::int64_t>& rowids) {
    return store::guard(path(), [&] {
        std::vector<ExampleRow> rows;
        rows.reserve(rowids.size());
        for (const std::int64_t id : rowids) {
            Query query(impl_->connection,
                        "SELECT e.id, e.example_id, t.prompt, t.response, e.label, e.split, e.source, t.tags, e.flagged,"
                        " EXISTS(SELECT 1 FROM adjudications j WHERE j.example = e.id), s.label, s.confidence, s.entropy, s.probabilities"
                        " FROM examples e JOIN example_texts t ON t.id = e.id LEFT JOIN suggestions s ON s.example = e.id WHERE e.id = ?1",
                        id);
            if (!query.next())
                base::fail(path(), Text(SH_TR("There is no example %1"), {std::to_string(id)}),
                           SH_TR("It may have been deleted by another window"), ErrorKind::NotFound);
            rows.push_back(rowFrom(impl_->connection, query, path()));
        }
        return rows;
    });
}

} // namespace stillhouse
