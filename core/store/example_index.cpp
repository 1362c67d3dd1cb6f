// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/guard.h"
#include "core/base/value_of.h"
#include "core/store/example_index_impl.h"

#include <algorithm>
#include <iterator>

namespace stillhouse {
namespace {

using base::valueOf;

} // namespace

store::RowSet ExampleIndex::Impl::setOf(Store& store, const ExampleQuery& only) {
    store::RowSet set(rows);
    for (const std::int64_t id : valueOf(store.exampleIds(only)))
        if (const auto row = rowOf(id))
            set.set(*row, true);
    return set;
}

const store::RowSet& ExampleIndex::Impl::kept(Store& store, const std::string& key, const ExampleQuery& only) {
    const auto found = std::find_if(sets.begin(), sets.end(), [&](const auto& set) { return set.first == key; });
    if (found != sets.end())
        sets.splice(sets.begin(), sets, found);
    else
        sets.emplace_front(key, setOf(store, only));
    if (sets.size() > mostSets)
        sets.pop_back();
    return sets.front().second;
}

store::RowSet ExampleIndex::Impl::chosen(Store& store, const ExampleQuery& query) {
    store::RowSet out(rows, true);
    if (!query.label.empty())
        labels.keep(query.label == "∅" ? std::string() : query.label, out);
    if (!query.split.empty())
        splits.keep(query.split, out);
    if (!query.source.empty())
        sources.keep(query.source, out);
    const auto keep = [&](const std::string& key, auto member, const auto& value) {
        ExampleQuery only = all();
        only.*member = value;
        out.keep(kept(store, key, only));
    };
    if (query.flagged)
        keep(kFlagged, &ExampleQuery::flagged, true);
    if (query.disputed)
        keep(kDisputed, &ExampleQuery::disputed, true);
    if (annotators.contains(query.openFor)) // for anybody else everything is open
        keep(kOpen + query.openFor, &ExampleQuery::openFor, query.openFor);
    if (!query.search.empty())
        keep(kSearch + query.search, &ExampleQuery::search, query.search);
    return out;
}

std::vector<std::int64_t> ExampleIndex::Impl::inOrder(Store& store, const store::RowSet& set, const ExampleQuery& query) {
    std::vector<std::int64_t> out;
    out.reserve(set.count());
    const auto walk = [&](const Order& order) {
        for (const std::uint32_t row : order)
            if (set.contains(row))
                out.push_back(idOf(row));
    };
    if (query.sortBy == "uncertainty") { // what has no suggestion stands last in both directions
        walk(uncertain(store, query.descending));
        return out;
    }
    if (query.sortBy.empty())
        set.each([&](std::size_t row) { out.push_back(idOf(row)); });
    else if (const auto order = orders.find(query.sortBy); order != orders.end())
        walk(order->second);
    else
        walk((query.sortBy == "label" ? labels : query.sortBy == "split" ? splits : sources).sorted(set));
    if (query.descending)
        std::reverse(out.begin(), out.end());
    return out;
}

ExampleIndex::ExampleIndex() : impl_(std::make_unique<Impl>()) {}
ExampleIndex::~ExampleIndex() = default;

bool ExampleIndex::ready(std::int64_t dataset) const { return impl_->complete() && impl_->dataset == dataset; }

Result<bool> ExampleIndex::prepare(Store& store, std::int64_t dataset) {
    return base::guard([&] {
        if (!impl_->watch)
            impl_->watch = valueOf(StoreWatch::open(store.path())); // before anything is read: what changes later comes with a look
        else
            impl_->follow(store);
        if (dataset == 0 || (impl_->dataset != dataset && !impl_->begin(store, dataset)))
            return false;
        if (!impl_->complete() && !impl_->leftToStore)
            impl_->readPart(store);
        return !impl_->complete() && !impl_->leftToStore;
    });
}

Result<std::vector<std::int64_t>> ExampleIndex::ids(Store& store, const ExampleQuery& query) {
    return base::guard([&] {
        static const char* const known[] = {"", "id", "prompt", "label", "split", "source", "length", "uncertainty"};
        if (ready(query.dataset))
            impl_->follow(store);
        if (!ready(query.dataset) || std::find(std::begin(known), std::end(known), query.sortBy) == std::end(known))
            return valueOf(store.exampleIds(query));
        return impl_->inOrder(store, impl_->chosen(store, query), query);
    });
}

Result<ExampleCounts> ExampleIndex::counts(Store& store, std::int64_t dataset) {
    return base::guard([&]() -> ExampleCounts {
        if (ready(dataset))
            impl_->follow(store);
        if (ready(dataset))
            return {impl_->labels.counts(), impl_->splits.counts(), impl_->sources.counts()};
        return {valueOf(store.labelCounts(dataset)), valueOf(store.splitCounts(dataset)), valueOf(store.sourceCounts(dataset))};
    });
}

std::int64_t ExampleIndex::bytes() const {
    std::size_t orders = 0;
    for (const auto& [name, order] : impl_->orders)
        orders += order.capacity();
    for (const auto& order : impl_->uncertainty)
        orders += order ? order->capacity() : 0;
    return static_cast<std::int64_t>(impl_->ids.capacity() * 8 + impl_->rows * 6 + orders * 4 + impl_->sets.size() * impl_->rows / 8);
}

} // namespace stillhouse
