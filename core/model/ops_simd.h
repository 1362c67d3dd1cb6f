// SPDX-License-Identifier: GPL-3.0-or-later
// Loops written once and compiled for three instruction sets. The program itself is built for any x86-64 (or other) processor; a
// kernel that is handed to `Dispatch` is inlined into one function per instruction set, and the best one is called at run time.
// No function multiversioning of the compiler: that needs indirect functions, which the sanitizers do not support.
#pragma once
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#define SH_KERNEL inline __attribute__((always_inline))
#define SH_SIMD _Pragma("omp simd")

namespace stillhouse::model::simd {

enum class Level { Plain, Avx2, Avx512 };

inline Level detectLevel() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
        return Level::Avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return Level::Avx2;
#endif
    return Level::Plain;
}

inline Level level() {
    static const Level found = detectLevel();
    return found;
}

/// Dispatch<&kernel>::call(arguments…) runs `kernel`, an SH_KERNEL, compiled for the best instruction set of this processor.
template <auto Kernel> struct Dispatch;
template <class Out, class... In, Out (*Kernel)(In...)> struct Dispatch<Kernel> {
#if defined(__x86_64__)
    __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,avx2,fma,prefer-vector-width=512"))) static Out avx512(In... in) {
        return Kernel(in...);
    }
    __attribute__((target("avx2,fma"))) static Out avx2(In... in) {
        return Kernel(in...);
    }
#endif
    static Out plain(In... in) {
        return Kernel(in...);
    }
    static Out call(In... in) {
#if defined(__x86_64__)
        if (level() == Level::Avx512)
            return avx512(in...);
        if (level() == Level::Avx2)
            return avx2(in...);
#endif
        return plain(in...);
    }
};

/// e^x to 2 units in the last place on [−87.3, 88.3], constant outside (Cephes' expf: Cody–Waite reduction, degree 6). NaN stays NaN.
SH_KERNEL float exponential(float x) {
    x = x < -87.33F ? -87.33F : x;
    x = x > 88.3F ? 88.3F : x;
    const float n = (x * 1.44269504F + 12582912.0F) - 12582912.0F; // adding 1.5·2²³ rounds to an integer
    const float r = (x - n * 0.693359375F) + n * 2.12194440e-4F;
    float p = 1.9875691500e-4F;
    p = p * r + 1.3981999507e-3F;
    p = p * r + 8.3334519073e-3F;
    p = p * r + 4.1665795894e-2F;
    p = p * r + 1.6666665459e-1F;
    p = p * r + 5.0000001201e-1F;
    p = p * r * r + r + 1.0F;
    return p * std::bit_cast<float>((static_cast<std::int32_t>(n) + 127) << 23);
}
SH_KERNEL double exponential(double x) {
    return std::exp(x);
}

/// ln x for normal positive x to 2 units in the last place (Cephes' logf).
SH_KERNEL float logarithm(float x) {
    const auto bits = std::bit_cast<std::int32_t>(x);
    float m = std::bit_cast<float>((bits & 0x007fffff) | 0x3f000000);
    float e = static_cast<float>((bits >> 23) - 126);
    const bool low = m < 0.707106781F;
    e = low ? e - 1.0F : e;
    m = low ? m + m - 1.0F : m - 1.0F;
    const float square = m * m;
    float p = 7.0376836292e-2F;
    p = p * m - 1.1514610310e-1F;
    p = p * m + 1.1676998740e-1F;
    p = p * m - 1.2420140846e-1F;
    p = p * m + 1.4249322787e-1F;
    p = p * m - 1.6668057665e-1F;
    p = p * m + 2.0000714765e-1F;
    p = p * m - 2.4999993993e-1F;
    p = p * m + 3.3333331174e-1F;
    return (p * m * square - 2.12194440e-4F * e - 0.5F * square + m) + 0.693359375F * e;
}
SH_KERNEL double logarithm(double x) {
    return std::log(x);
}

/// Σ f(i) over [0, count): lanes in T, blocks in double, so that the error does not grow with the length of a row. `f` may store.
template <class T, class F> SH_KERNEL double blockSum(std::int64_t count, F f) {
    constexpr std::int64_t block = 2048;
    double total = 0;
    for (std::int64_t first = 0; first < count; first += block) {
        const std::int64_t last = first + block < count ? first + block : count;
        T part = 0;
#pragma omp simd reduction(+ : part)
        for (std::int64_t i = first; i < last; ++i)
            part += f(i);
        total += part;
    }
    return total;
}

template <class T> SH_KERNEL T largest(const T* x, std::int64_t count) {
    T best = -std::numeric_limits<T>::infinity();
#pragma omp simd reduction(max : best)
    for (std::int64_t i = 0; i < count; ++i)
        best = x[i] > best ? x[i] : best;
    return best;
}

} // namespace stillhouse::model::simd
