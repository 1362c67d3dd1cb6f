// SPDX-License-Identifier: GPL-3.0-or-later
// The lists and counts of one data set from memory: every filter, sort and repeated search of 1e6 examples in a few milliseconds, and the
// same rows in the same order as Store::exampleIds gives.
#pragma once
#include "core/api/store.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace stillhouse {

struct ExampleCounts {
    std::map<std::string, std::int64_t> labels, splits, sources; ///< "": examples without one
};

/// What lists filter and sort by stands in memory: a code per label, split and source, an order per sorted column, a bit per example for each
/// of the last filters and searches. Before every answer it takes over what other connections, of this or another process, have written
/// since (StoreWatch). 18 bytes an example, 8 more for the order by uncertainty, 8 more where row ids have gaps, and 3 for the last
/// filters: 37 MB at most for 1e6. A data set of more than `mostExamples` (148 MB), one with too many different labels, splits or
/// sources (`mostValues`), and one that is not prepared yet are answered by the store's SQL. One thread at a time.
class ExampleIndex {
public:
    static constexpr std::int64_t mostExamples = 4'000'000;
    static constexpr std::size_t mostValues = 2'000;

    ExampleIndex();
    ~ExampleIndex();

    /// Reads one more part of this data set, at most about 0.2 s for 1e6 examples, and forgets any other one. True: there is more to read.
    Result<bool> prepare(Store& store, std::int64_t dataset);
    bool ready(std::int64_t dataset) const; ///< answered from memory
    Result<std::vector<std::int64_t>> ids(Store& store, const ExampleQuery& query); ///< as Store::exampleIds
    Result<ExampleCounts> counts(Store& store, std::int64_t dataset);
    std::int64_t bytes() const; ///< held

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace stillhouse
