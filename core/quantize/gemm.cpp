// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/gemm.h"

#include <algorithm>
#include <vector>

#pragma GCC optimize("O3", "no-trapping-math", "no-math-errno")
#if defined(__x86_64__)
#define SH_CLONES __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define SH_CLONES
#endif

namespace stillhouse::quantize {

namespace {

constexpr std::int64_t kRows = 6, kColumns = 16, kDepth = 256; ///< one tile in registers, one piece of the sum in cache
using Eight [[gnu::vector_size(32), gnu::aligned(4)]] = float;

// c (6,16) = Σ_k a[k][6] · b[k][16]
SH_CLONES void tile(const float* a, const float* b, std::int64_t depth, float* c) {
    Eight sums[kRows][2] = {};
    for (std::int64_t k = 0; k < depth; ++k, a += kRows, b += kColumns) {
        const Eight low = *reinterpret_cast<const Eight*>(b), high = *reinterpret_cast<const Eight*>(b + 8);
#pragma GCC unroll 6
        for (int i = 0; i < kRows; ++i) {
            sums[i][0] += a[i] * low;
            sums[i][1] += a[i] * high;
        }
    }
    for (int i = 0; i < kRows; ++i)
        for (int h = 0; h < 2; ++h)
            *reinterpret_cast<Eight*>(c + i * kColumns + h * 8) = sums[i][h];
}

// `lines` lines of `width` from `first` on, as [k][width] per group of width; zero behind the end.
void packLines(std::int64_t first, std::int64_t end, std::int64_t width, std::int64_t depth, const float* data, std::int64_t line, std::int64_t step, float* out) {
    for (auto at = first; at < end; at += width)
        for (std::int64_t k = 0; k < depth; ++k)
            for (std::int64_t i = 0; i < width; ++i)
                *out++ = at + i < end ? data[(at + i) * line + k * step] : 0.0f;
}

struct Task {
    std::int64_t m, n, k;
    float alpha;
    Strided a, b;
    float* c;
    std::int64_t ldc;
    bool lower;

    void add(const float* sums, std::int64_t row, std::int64_t column) const {
        for (std::int64_t i = 0; i < std::min(kRows, m - row); ++i)
            for (std::int64_t j = 0; j < std::min(kColumns, n - column); ++j)
                c[(row + i) * ldc + column + j] += alpha * sums[i * kColumns + j];
    }

    // Columns [begin, end), both multiples of 16 but for the last.
    void columns(std::int64_t begin, std::int64_t end) const {
        constexpr std::int64_t slab = 192; // rows of A that stay in the second-level cache
        std::vector<float> packedA(std::size_t(slab * kDepth)), packedB(std::size_t(((end - begin + kColumns - 1) / kColumns) * kColumns * kDepth));
        float sums[kRows * kColumns];
        for (std::int64_t from = 0; from < k; from += kDepth) {
            const auto depth = std::min(kDepth, k - from);
            packLines(begin, end, kColumns, depth, b.data + from * b.rowStride, b.columnStride, b.rowStride, packedB.data());
            for (std::int64_t top = lower ? begin / slab * slab : 0; top < m; top += slab) {
                const auto bottom = std::min(m, top + slab);
                packLines(top, bottom, kRows, depth, a.data + from * a.columnStride, a.rowStride, a.columnStride, packedA.data());
                for (auto column = begin; column < end; column += kColumns)
                    for (auto row = top; row < bottom; row += kRows) {
                        if (lower && row + kRows <= column)
                            continue;
                        tile(packedA.data() + (row - top) * depth, packedB.data() + (column - begin) * depth, depth, sums);
                        add(sums, row, column);
                    }
            }
        }
    }
};

} // namespace

void gemm(infer::WorkerPool* pool, std::int64_t m, std::int64_t n, std::int64_t k, float alpha, Strided a, Strided b, float* c, std::int64_t ldc, bool lower) {
    const Task task{m, n, k, alpha, a, b, c, ldc, lower};
    const auto panels = (n + kColumns - 1) / kColumns;
    // A strip is one thread's; strips are dealt out in turn, because under a triangle the first ones hold most of the work.
    constexpr std::int64_t strip = 16;
    const auto strips = (panels + strip - 1) / strip;
    const auto work = [&](int thread, int threads) {
        for (std::int64_t s = thread; s < strips; s += threads)
            task.columns(s * strip * kColumns, std::min(n, (s + 1) * strip * kColumns));
    };
    if (!pool || strips < 2 || m * n * k < 1 << 16)
        return work(0, 1);
    pool->run([&](int thread) { work(thread, pool->threads()); });
}

} // namespace stillhouse::quantize
