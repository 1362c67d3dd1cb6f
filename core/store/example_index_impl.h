// SPDX-License-Identifier: GPL-3.0-or-later
// What an ExampleIndex holds. One thread at a time.
#pragma once
#include "core/api/example_index.h"
#include "core/api/store_watch.h"
#include "core/store/example_columns.h"

#include <array>
#include <list>
#include <optional>
#include <set>
#include <utility>

namespace stillhouse {

struct ExampleIndex::Impl {
    using Order = std::vector<std::uint32_t>; ///< all rows, sorted
    // Keys of `sets`; two are followed by a name or by words.
    static constexpr const char *kOpen = "open\n", *kSearch = "search\n", *kFlagged = "flagged", *kDisputed = "disputed";
    static constexpr std::size_t mostSets = 24, mostPeople = 8;

    void forget();
    bool begin(Store& store, std::int64_t dataset);          ///< false: there is no such data set, or it stays with the store
    void readPart(Store& store);                             ///< the next one
    bool complete() const;
    void follow(Store& store);                               ///< takes over what was written since the last look
    void update(Store& store, const std::vector<std::int64_t>& examples);
    void readColumn(Store& store, store::CodedColumn& column, const std::map<std::string, std::int64_t>& values, std::string ExampleQuery::*filter);
    void readPeople(Store& store);
    Order orderOf(Store& store, const std::string& sortBy, bool descending);
    const Order& uncertain(Store& store, bool descending);
    store::RowSet setOf(Store& store, const ExampleQuery& only);
    const store::RowSet& kept(Store& store, const std::string& key, const ExampleQuery& only);
    store::RowSet chosen(Store& store, const ExampleQuery& query);
    std::vector<std::int64_t> inOrder(Store& store, const store::RowSet& rows, const ExampleQuery& query);
    std::optional<std::size_t> rowOf(std::int64_t id) const;
    std::int64_t idOf(std::size_t row) const { return ids.empty() ? first + static_cast<std::int64_t>(row) : ids[row]; }
    ExampleQuery all() const;

    std::optional<StoreWatch> watch;
    std::int64_t dataset = 0;       ///< 0: none
    bool leftToStore = false;       ///< too large, or too many different values
    std::size_t part = 0;           ///< read so far
    std::size_t rows = 0;
    std::int64_t first = 0;         ///< row id of row 0
    std::vector<std::int64_t> ids;  ///< of all rows, where they have gaps
    store::CodedColumn labels, splits, sources;
    std::map<std::string, Order> orders;           ///< by what they sort by
    std::array<std::optional<Order>, 2> uncertainty; ///< ascending, descending
    std::string suggestions;                       ///< StoreWatch::suggestionsMark that they belong to
    bool suggestionsKnown = false;                 ///< nothing was written since that mark was read
    std::set<std::string> annotators;              ///< who has said anything about these examples
    std::list<std::pair<std::string, store::RowSet>> sets; ///< by condition, the one used last first
};

} // namespace stillhouse
