// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/data.h"

#include <string>
#include <vector>

namespace stillhouse::data {

struct Dataset {
    std::vector<Example> examples; ///< in file order, each with id and split
    ImportSummary summary;         ///< its hash is the data hash of a run
};

/// The whole file in memory, for training. The same rules as importData; errors are base::Failure. Any thread.
Dataset readDataset(const std::string& path, const ReadOptions& options = {});

} // namespace stillhouse::data
