// SPDX-License-Identifier: GPL-3.0-or-later
// Random numbers that are the same on every machine and with every standard library: SplitMix64 (Steele, Lea & Flood 2014).
#pragma once
#include <cstdint>
#include <utility>
#include <vector>

namespace stillhouse::base {

/// One SplitMix64 output for state `x`: a bijection that scatters neighbouring states.
constexpr std::uint64_t scatter(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

/// A seed for a part of the work: two different (seed, part) pairs give unrelated streams.
constexpr std::uint64_t mix(std::uint64_t seed, std::uint64_t part) { return scatter(scatter(seed) ^ (part * 0xd6e8feb86659fd93u + 1)); }

class Random {
public:
    explicit constexpr Random(std::uint64_t seed) : state_(seed) {}
    constexpr std::uint64_t next() {
        const std::uint64_t out = scatter(state_);
        state_ += 0x9e3779b97f4a7c15u;
        return out;
    }
    /// Uniform in [0, 1) with 53 bits.
    constexpr double uniform() { return double(next() >> 11) * 0x1.0p-53; }
    /// Uniform in [0, n), n ≥ 1, without bias worth measuring (n ≪ 2⁶⁴).
    constexpr std::uint64_t below(std::uint64_t n) { return std::uint64_t((static_cast<unsigned __int128>(next()) * n) >> 64); }

private:
    std::uint64_t state_;
};

/// Fisher–Yates, the same order everywhere (std::shuffle's order is the library's own).
template <class T>
void shuffle(std::vector<T>& items, Random& random) {
    for (std::size_t i = items.size(); i > 1; --i)
        std::swap(items[i - 1], items[std::size_t(random.below(i))]);
}

} // namespace stillhouse::base
