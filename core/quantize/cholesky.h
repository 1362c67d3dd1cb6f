// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/infer/worker_pool.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace stillhouse::quantize {

/// U (n,n), upper triangular, row-major, with UᵀU = H⁻¹: what GPTQ (Frantar 2022) compensates with. H symmetric positive definite; only
/// its lower triangle is read. By a Cholesky factor of H taken from the last column up and its inverse, so that H⁻¹ itself is never
/// formed: 2n³/3 multiply-adds. Diagonal blocks in F64, the rest in F32. base::Failure when H is not positive definite.
/// `check` is called every few milliseconds to seconds and may throw.
std::vector<float> inverseFactor(infer::WorkerPool& pool, const std::vector<float>& h, std::int64_t n, const std::function<void()>& check = {});

} // namespace stillhouse::quantize
