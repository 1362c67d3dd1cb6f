// SPDX-License-Identifier: GPL-3.0-or-later
// One instruction set's way to compute part of a product. kernels_scalar.cpp defines the result; the others are held to it by test.
#pragma once
#include "core/infer/products.h"

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace stillhouse::infer {

struct Kernel {
    const char* name;
    bool (*available)();
    /// Row groups [begin, end) of an integer matrix into out (tokens, rows), without protected weights.
    void (*integer)(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out);
    /// Rows [begin, end) of a matrix of floats into out (tokens, rows).
    void (*floating)(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out);
};

#if defined(__x86_64__)
/// Conversions between F32 and binary16. Asked of the processor itself: clang 14 does not know the name in __builtin_cpu_supports.
inline bool hasF16c() {
    unsigned a = 0, b = 0, c = 0, d = 0;
    return __get_cpuid(1, &a, &b, &c, &d) && (c & bit_F16C) != 0;
}
#endif

const Kernel& scalarKernel();
const Kernel& avx2Kernel();
const Kernel& avx512Kernel();
const Kernel& neonKernel();

} // namespace stillhouse::infer
