// SPDX-License-Identifier: GPL-3.0-or-later
// The one matrix product that quantization needs: correlations of inputs, Cholesky factors, gradients of the error.
#pragma once
#include "core/infer/worker_pool.h"

#include <cstdint>

namespace stillhouse::quantize {

/// Element (i, k) is data[i·rowStride + k·columnStride]: a transposed matrix is the same data with its strides exchanged.
struct Strided {
    const float* data = nullptr;
    std::int64_t rowStride = 0, columnStride = 1;
};

/// C (m,n) += alpha·A (m,k)·B (k,n) in F32; C has rows of `ldc`. With `lower` only tiles that touch the lower triangle are computed.
/// Every element is summed in one fixed order, whatever the number of threads; `pool` null: on this thread.
void gemm(infer::WorkerPool* pool, std::int64_t m, std::int64_t n, std::int64_t k, float alpha, Strided a, Strided b, float* c, std::int64_t ldc,
          bool lower = false);

} // namespace stillhouse::quantize
