// SPDX-License-Identifier: GPL-3.0-or-later
// AVX2, chosen by the number of tokens: see avx2.h.
#include "core/infer/avx2.h"

namespace stillhouse::infer {

#if defined(__x86_64__)

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
