// SPDX-License-Identifier: GPL-3.0-or-later
// y = x·Wᵀ from packed weights, on the instruction set that this machine has.
#pragma once
#include "core/infer/packed_matrix.h"
#include "core/infer/vector_ops.h"
#include "core/infer/worker_pool.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stillhouse::infer {

/// The input of one or several products: F32 for matrices of floats, and INT8 per token and block of 32 for integer matrices:
///   scale = max|x| / 127 over the block, code = round(x / scale) to nearest even.
/// Keeps a pointer to `x` (tokens, cols), which must live as long. Buffers are reused. Not thread-safe.
class Activations {
public:
    /// With a pool, many tokens are shared out among its threads.
    void set(std::span<const float> x, std::int64_t tokens, std::int64_t cols, WorkerPool* pool = nullptr);

    std::int64_t tokens = 0, cols = 0, blocks = 0;
    const float* values = nullptr;   ///< (tokens, cols)
    std::vector<std::int8_t> codes;  ///< (tokens, blocks · 32), 0 behind cols
    std::vector<float> scales;       ///< (tokens, blocks)
    std::vector<std::int32_t> sums;  ///< (tokens, blocks): Σ codes
    std::vector<TokenTile<1>> alone; ///< (blocks), the same once more if there is one token
    std::vector<TokenTile<4>> tiles; ///< (⌈tokens/4⌉, blocks), if there are more
};

struct Product {
    const PackedMatrix* matrix = nullptr;
    float* out = nullptr; ///< (tokens, rows)
};

/// All products of one input. For integer matrices, with a(t,b) the activation scale and s(r,b) the weight scale,
///   y[t][r] = Σ_b a(t,b) · s(r,b) · Σ_k code(t,k) · level(r,k) + Σ protected(r,c) · x[t][c],
/// the inner sum exact in 32-bit integers, the outer in F32. The result does not depend on the number of threads.
void multiply(WorkerPool& pool, std::span<const Product> products, const Activations& x);

/// "scalar", "avx2", "avx512-vnni", "neon": those that this processor has, best last.
std::vector<std::string> availableKernels();
/// The one in use: the best, unless STILLHOUSE_KERNEL in the environment or forceKernel chose another.
std::string kernelName();
/// base::Failure for a name that is not available. Not while products run.
void forceKernel(std::string_view name);

} // namespace stillhouse::infer
