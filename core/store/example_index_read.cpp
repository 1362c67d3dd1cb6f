// SPDX-License-Identifier: GPL-3.0-or-later
// How an ExampleIndex is filled, part by part, and kept up to date.
#include "core/base/value_of.h"
#include "core/store/example_index_impl.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace stillhouse {
namespace {

using base::valueOf;

const char* const kSorted[] = {"length", "prompt", "id"}; // the columns whose order is kept
constexpr std::size_t kColumns = 4;                       // row ids, labels, splits, sources
constexpr std::size_t kPeople = kColumns + std::size(kSorted), kParts = kPeople + 2; // and uncertainty

bool isDisputed(const ExampleRow& row) {
    std::string said;
    for (const Annotation& annotation : row.annotations) {
        if (!said.empty() && !annotation.label.empty() && annotation.label != said)
            return !row.adjudicated;
        if (said.empty())
            said = annotation.label;
    }
    return false;
}

bool isOpenFor(const ExampleRow& row, const std::string& annotator) {
    return std::none_of(row.annotations.begin(), row.annotations.end(), [&](const Annotation& said) { return said.annotator == annotator; });
}

} // namespace

void ExampleIndex::Impl::forget() {
    dataset = 0;
    leftToStore = suggestionsKnown = false;
    part = rows = 0;
    ids = {};
    labels = splits = sources = store::CodedColumn();
    orders.clear();
    uncertainty = {};
    annotators.clear();
    sets.clear();
}

bool ExampleIndex::Impl::complete() const { return dataset != 0 && !leftToStore && part == kParts; }

ExampleQuery ExampleIndex::Impl::all() const {
    ExampleQuery query;
    query.dataset = dataset;
    return query;
}

bool ExampleIndex::Impl::begin(Store& store, std::int64_t wanted) {
    forget();
    for (const DatasetRow& row : valueOf(store.datasets()))
        if (row.id == wanted) {
            dataset = wanted;
            leftToStore = row.rows > mostExamples;
        }
    return dataset != 0 && !leftToStore;
}

std::optional<std::size_t> ExampleIndex::Impl::rowOf(std::int64_t id) const {
    if (ids.empty())
        return id >= first && id - first < static_cast<std::int64_t>(rows) ? std::optional(static_cast<std::size_t>(id - first)) : std::nullopt;
    const auto found = std::lower_bound(ids.begin(), ids.end(), id);
    return found != ids.end() && *found == id ? std::optional(static_cast<std::size_t>(found - ids.begin())) : std::nullopt;
}

// Who is not known yet came while the parts were read; the next look at the data sets says so, and they are read again.
void ExampleIndex::Impl::readPart(Store& store) {
    if (part == 0) {
        ids = valueOf(store.exampleIds(all()));
        rows = ids.size();
        first = rows > 0 ? ids.front() : 0;
        if (rows > 0 && static_cast<std::size_t>(ids.back() - first) + 1 == rows)
            ids = {};
        labels = splits = sources = store::CodedColumn(rows);
    } else if (part == 1) {
        readColumn(store, labels, valueOf(store.labelCounts(dataset)), &ExampleQuery::label);
    } else if (part == 2) {
        readColumn(store, splits, valueOf(store.splitCounts(dataset)), &ExampleQuery::split);
    } else if (part == 3) {
        readColumn(store, sources, valueOf(store.sourceCounts(dataset)), &ExampleQuery::source);
    } else if (part < kPeople) {
        const std::string sortBy = kSorted[part - kColumns];
        orders[sortBy] = orderOf(store, sortBy, false);
    } else if (part == kPeople) {
        readPeople(store);
    } else if (valueOf(store.suggestionSource(dataset))) {
        (void)uncertain(store, true);
    }
    ++part;
}

// A row that no query names has the empty text, which a query cannot name. A label that changes between two of these queries comes again with
// the next look at the history.
void ExampleIndex::Impl::readColumn(Store& store, store::CodedColumn& column, const std::map<std::string, std::int64_t>& values,
                                    std::string ExampleQuery::*filter) {
    leftToStore = values.size() > mostValues || (filter == &ExampleQuery::label && values.contains("∅")); // a query cannot name that label
    ExampleQuery query = all();
    for (const auto& [text, count] : values) {
        if (text.empty() || leftToStore)
            continue;
        query.*filter = text;
        for (const std::int64_t id : valueOf(store.exampleIds(query)))
            if (const auto row = rowOf(id))
                (void)column.set(*row, text);
    }
}

// What is asked for most: the examples left to those who label, and what they differ on.
void ExampleIndex::Impl::readPeople(Store& store) {
    ExampleQuery differ = all();
    differ.disputed = true;
    (void)kept(store, kDisputed, differ);
    for (const AnnotatorRow& row : valueOf(store.annotators(dataset)))
        annotators.insert(row.name);
    std::size_t read = 0;
    for (auto name = annotators.begin(); name != annotators.end() && read < mostPeople; ++name, ++read) {
        ExampleQuery open = all();
        open.openFor = *name;
        (void)kept(store, kOpen + *name, open);
    }
}

ExampleIndex::Impl::Order ExampleIndex::Impl::orderOf(Store& store, const std::string& sortBy, bool descending) {
    ExampleQuery query = all();
    query.sortBy = sortBy;
    query.descending = descending;
    Order order;
    order.reserve(rows);
    for (const std::int64_t id : valueOf(store.exampleIds(query)))
        if (const auto row = rowOf(id))
            order.push_back(static_cast<std::uint32_t>(*row));
    return order;
}

const ExampleIndex::Impl::Order& ExampleIndex::Impl::uncertain(Store& store, bool descending) {
    if (!suggestionsKnown) {
        std::string mark = valueOf(watch->suggestionsMark(dataset));
        if (mark != suggestions)
            uncertainty = {};
        suggestions = std::move(mark);
        suggestionsKnown = true;
    }
    auto& order = uncertainty[descending ? 1 : 0];
    if (!order)
        order = orderOf(store, "uncertainty", descending);
    return *order;
}

void ExampleIndex::Impl::follow(Store& store) {
    const StoreChanges changes = valueOf(watch->look());
    if (!changes.any)
        return;
    suggestionsKnown = false;
    if (changes.dataSets || changes.importing || !changes.examples)
        return forget();
    if (changes.labels)
        sets.remove_if([](const auto& set) { return set.first == kFlagged; }); // flags have no history
    if (dataset != 0 && !leftToStore && part > 1)
        update(store, *changes.examples);
}

void ExampleIndex::Impl::update(Store& store, const std::vector<std::int64_t>& examples) {
    std::vector<std::int64_t> known;
    std::copy_if(examples.begin(), examples.end(), std::back_inserter(known), [this](std::int64_t id) { return rowOf(id).has_value(); });
    for (const ExampleRow& example : valueOf(store.examples(known))) {
        const std::size_t row = *rowOf(example.rowid);
        for (const Annotation& said : example.annotations)
            annotators.insert(said.annotator);
        leftToStore = leftToStore || !labels.set(row, example.example.label) || example.example.label == "∅";
        for (auto& [key, set] : sets)
            if (key == kDisputed)
                set.set(row, isDisputed(example));
            else if (key.starts_with(kOpen))
                set.set(row, isOpenFor(example, key.substr(std::string_view(kOpen).size())));
    }
}

} // namespace stillhouse
