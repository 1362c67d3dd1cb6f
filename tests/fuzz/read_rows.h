// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/failure.h"
#include "core/data/dataset.h"
#include "tests/fuzz/memory_file.h"

namespace stillhouse::fuzz {

/// Any bytes as a data set of one format: rows or messages that name a line, never more work than the file is long.
inline int readRows(const std::uint8_t* data, std::size_t size, DataFormat format) {
    const MemoryFile file(data, size);
    try {
        ReadOptions options;
        options.format = format;
        (void)data::readDataset(file.path(), options);
    } catch (const base::Failure&) {
    }
    return 0;
}

} // namespace stillhouse::fuzz
