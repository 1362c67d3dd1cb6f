// SPDX-License-Identifier: GPL-3.0-or-later
// What the data page reads from the store, on the thread of its lists.
#pragma once
#include "core/api/example_index.h"
#include "widgets/panels/data_overview.h"

namespace stillhouse::widgets {

/// Facts of the data set that the experiment trains on, else of the newest one; dataset.id 0 when there is none. What is costly and
/// cannot have changed since `known` is taken from there: the size of the same student, and that there are suggestions.
Result<DataFacts> gatherDataFacts(Store& store, ExampleIndex& index, const Experiment& experiment, const DataFacts& known);

/// Keeps the warnings of an import with the newest data set.
Result<void> keepWarnings(Store& store, const std::string& json);

} // namespace stillhouse::widgets
