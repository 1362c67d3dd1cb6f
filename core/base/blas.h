// SPDX-License-Identifier: GPL-3.0-or-later
// Matrix products for LibTorch. LibTorch calls the Fortran symbols `sgemm_` and `sgemv_` of whatever libblas.so.3 is, which may be
// thirty times slower than the processor allows. This library exports both symbols itself; a program that links it before LibTorch
// is mapped makes LibTorch bind to these (ELF global scope comes first), and they call oneDNN's `dnnl_sgemm` where that is the
// fastest, else the system's BLAS. Thread-safe, and the same bits for the same thread count.
#pragma once
#include "core/api/text.h"

#include <cstdint>
#include <string>

namespace stillhouse::base {

struct BlasChoice {
    std::string name;    ///< "oneDNN (libdnnl.so.2)", "system BLAS (/path/of/it)" or "built-in"
    Text reason;         ///< why this one
    std::string library; ///< path of the library that computes; empty for built-in
    bool fast = false;   ///< false for the reference BLAS and the built-in loops
};

/// Sets what the numerical libraries read when they load, unless the user has set it: OPENBLAS_CORETYPE, because an OpenBLAS older
/// than the processor takes it for an SSE3 one; CUBLAS_WORKSPACE_CONFIG, without which cuBLAS does not repeat its bits. Runs by itself when this library is loaded; setting the environment is not
/// thread-safe, so call it again only while there is one thread.
void prepareBlas();

/// The library behind `sgemm_`. The environment variable STILLHOUSE_BLAS=onednn|system|builtin forces one.
const BlasChoice& blasChoice();

/// Threads for numerical work: OMP_NUM_THREADS when set, else the cores this process may use (affinity and control group), one per
/// core where two hardware threads share it.
int defaultThreads();

} // namespace stillhouse::base

extern "C" {
/// BLAS level 3: C = alpha·op(A)·op(B) + beta·C, column-major (netlib.org/blas). C is not read when beta is 0.
__attribute__((visibility("default"))) void sgemm_(const char* transA, const char* transB, const int* m, const int* n, const int* k,
                                                   const float* alpha, const float* a, const int* lda, const float* b, const int* ldb,
                                                   const float* beta, float* c, const int* ldc);
/// BLAS level 2: y = alpha·op(A)·x + beta·y, A (m,n) column-major.
__attribute__((visibility("default"))) void sgemv_(const char* trans, const int* m, const int* n, const float* alpha, const float* a,
                                                   const int* lda, const float* x, const int* incX, const float* beta, float* y,
                                                   const int* incY);
}
