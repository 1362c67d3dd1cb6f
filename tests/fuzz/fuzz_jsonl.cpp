// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/read_rows.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return stillhouse::fuzz::readRows(data, size, stillhouse::DataFormat::Jsonl);
}
