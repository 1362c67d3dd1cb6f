// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a CSV data set: rows or messages that name a line, never more work than the file is long.
#include "core/base/failure.h"
#include "core/data/dataset.h"
#include "tests/fuzz/memory_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace stillhouse;
    const fuzz::MemoryFile file(data, size);
    try {
        ReadOptions options;
        options.format = DataFormat::Csv;
        (void)data::readDataset(file.path(), options);
    } catch (const base::Failure&) {
    }
    return 0;
}
