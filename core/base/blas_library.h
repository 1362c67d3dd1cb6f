// SPDX-License-Identifier: GPL-3.0-or-later
// The libraries that may stand behind `sgemm_`, found once per process.
#pragma once
#include "core/base/blas.h"

#include <cstdint>

namespace stillhouse::base {

/// C = alpha·op(A)·op(B) + beta·C in row-major order, op(A) (m,k), op(B) (k,n), C (m,n), as oneDNN defines it; 0 means success.
using RowMajorSgemm = int (*)(char transA, char transB, std::int64_t m, std::int64_t n, std::int64_t k, float alpha, const float* a,
                              std::int64_t lda, const float* b, std::int64_t ldb, float beta, float* c, std::int64_t ldc);
using FortranSgemm = decltype(&sgemm_);

struct BlasLibrary {
    BlasChoice choice;
    RowMajorSgemm rowMajor = nullptr; ///< oneDNN
    FortranSgemm fortran = nullptr;   ///< system BLAS
};

/// Found on the first call; thread-safe.
const BlasLibrary& blasLibrary();

} // namespace stillhouse::base
