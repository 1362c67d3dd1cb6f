// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/large_pages.h"
#include "core/infer/worker_pool.h"

#include <vector>

namespace stillhouse::infer {

/// How fast the threads of a pool read a block of memory from one end to the other: the limit of decoding, which reads every weight once per
/// token (the slanted part of the roofline: Williams, Waterman, Patterson, "Roofline", CACM 2009). The block should be as large as what a
/// token reads, because one that fits a cache is read faster. Blocks beyond 256 MiB are measured as 256 MiB. One caller at a time.
class ReadSpeed {
public:
    explicit ReadSpeed(std::int64_t bytes);
    /// GB/s (1e9 bytes) of the faster of two passes.
    double measure(WorkerPool& pool);

private:
    std::vector<std::uint64_t, base::LargePageAllocator<std::uint64_t>> block_;
    std::vector<std::uint64_t> sums_; ///< what was read, so that reading cannot be left out
};

} // namespace stillhouse::infer
