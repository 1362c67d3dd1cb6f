// SPDX-License-Identifier: GPL-3.0-or-later
// The exported BLAS symbols. Column-major C = A·B is row-major Cᵀ = Bᵀ·Aᵀ, so the operands only change places.
#include "core/base/blas.h"

#include "core/base/blas_library.h"

#include <vector>

namespace {

using stillhouse::base::blasLibrary;

bool transposed(char flag) {
    return flag != 'N' && flag != 'n';
}

// What remains when no library can be opened, and for what oneDNN refuses. Sums in double: this path is chosen for being right.
void plainSgemm(bool ta, bool tb, int m, int n, int k, float alpha, const float* a, int lda, const float* b, int ldb, float beta, float* c,
                int ldc) {
    for (std::int64_t j = 0; j < n; ++j)
        for (std::int64_t i = 0; i < m; ++i) {
            double sum = 0;
            for (std::int64_t l = 0; l < k; ++l)
                sum += double(ta ? a[l + i * lda] : a[i + l * lda]) * double(tb ? b[j + l * ldb] : b[l + j * ldb]);
            float& out = c[i + j * ldc];
            out = float(alpha * sum + (beta == 0 ? 0.0 : double(beta) * out));
        }
}

void scale(int m, int n, float beta, float* c, int ldc) {
    for (std::int64_t j = 0; j < n; ++j)
        for (std::int64_t i = 0; i < m; ++i)
            c[i + j * ldc] = beta == 0 ? 0.0F : beta * c[i + j * ldc];
}

// A BLAS vector with a negative step starts at its far end.
std::int64_t firstOf(int length, int step) {
    return step < 0 ? std::int64_t(1 - length) * step : 0;
}

std::vector<float> gather(const float* x, int length, int step) {
    std::vector<float> dense(static_cast<std::size_t>(length));
    for (std::int64_t i = 0, at = firstOf(length, step); i < length; ++i, at += step)
        dense[static_cast<std::size_t>(i)] = x[at];
    return dense;
}

void scatter(const std::vector<float>& dense, float* y, int step) {
    std::int64_t at = firstOf(int(dense.size()), step);
    for (const float value : dense) {
        y[at] = value;
        at += step;
    }
}

} // namespace

extern "C" void sgemm_(const char* transA, const char* transB, const int* m, const int* n, const int* k, const float* alpha, const float* a,
                       const int* lda, const float* b, const int* ldb, const float* beta, float* c, const int* ldc) {
    if (*m <= 0 || *n <= 0)
        return;
    if (*k <= 0 || *alpha == 0)
        return scale(*m, *n, *beta, c, *ldc);
    const auto& library = blasLibrary();
    const bool ta = transposed(*transA), tb = transposed(*transB);
    if (library.fortran)
        return library.fortran(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
    if (library.rowMajor && library.rowMajor(tb ? 'T' : 'N', ta ? 'T' : 'N', *n, *m, *k, *alpha, b, *ldb, a, *lda, *beta, c, *ldc) == 0)
        return;
    plainSgemm(ta, tb, *m, *n, *k, *alpha, a, *lda, b, *ldb, *beta, c, *ldc);
}

extern "C" void sgemv_(const char* trans, const int* m, const int* n, const float* alpha, const float* a, const int* lda, const float* x,
                       const int* incX, const float* beta, float* y, const int* incY) {
    const bool t = transposed(*trans);
    const int inner = t ? *m : *n, outer = t ? *n : *m;
    if (outer <= 0)
        return;
    const char keep = 'N', turn = t ? 'N' : 'T';
    const int one = 1;
    // y as a row: yᵀ (1,outer) = xᵀ (1,inner) · op(A)ᵀ. A vector of step 1 is a (1,n) matrix of leading dimension 1.
    if (inner <= 0 || (*incX == 1 && *incY == 1))
        return sgemm_(&keep, &turn, &one, &outer, &inner, alpha, x, &one, a, lda, beta, y, &one);
    const auto denseX = gather(x, inner, *incX);
    auto denseY = gather(y, outer, *incY);
    sgemm_(&keep, &turn, &one, &outer, &inner, alpha, denseX.data(), &one, a, lda, beta, denseY.data(), &one);
    scatter(denseY, y, *incY);
}
