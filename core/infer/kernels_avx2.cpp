// SPDX-License-Identifier: GPL-3.0-or-later
// AVX2, chosen by the number of tokens: see avx2.h.
#include "core/infer/avx2.h"

#include <algorithm>

namespace stillhouse::infer {

#if defined(__x86_64__)

avx2::Form avx2::formOf(const PackedMatrix& w, std::int64_t begin, std::int64_t end) {
    if (w.packing != Packing::Int4Codebook)
        return w.packing == Packing::Int8 ? Form::Int8 : Form::Nibbles;
    const auto* first = w.codebook + (begin * rowsPerGroup / w.codebookRows) * 16;
    const auto* last = w.codebook + ((end - 1) * rowsPerGroup / w.codebookRows + 1) * 16;
    return std::all_of(first, last, [](int level) { return level >= -64 && level < 64; }) ? Form::Levels7 : Form::Levels8;
}

const Kernel& avx2Kernel() {
    static const Kernel kernel = {
        "avx2",
        [] { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && hasF16c(); },
        [](const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
            (x.tokens == 1 ? avx2::integerSingle : avx2::integerPanels)(w, x, begin, end, out);
        },
        [](const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
            (x.tokens == 1 ? avx2::floatingSingle : avx2::floatingPanels)(w, x, begin, end, out);
        },
    };
    return kernel;
}

#else

const Kernel& avx2Kernel() {
    static const Kernel kernel = {"avx2", [] { return false; }, nullptr, nullptr};
    return kernel;
}

#endif

} // namespace stillhouse::infer
