// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace stillhouse::base {

/// SHA-256 (FIPS 180-4) over bytes that arrive in pieces, with the processor's SHA instructions where it has them. Not thread-safe.
class Sha256 {
public:
    /// `portable`: without special instructions, for tests.
    explicit Sha256(bool portable = false);
    void add(std::string_view bytes);
    /// 64 lower-case hexadecimal digits. Nothing may be added afterwards.
    std::string hex();

private:
    void blocks(const unsigned char* bytes, std::size_t count);

    std::array<std::uint32_t, 8> state_;
    std::array<unsigned char, 64> pending_{};
    std::size_t pendingSize_ = 0;
    std::uint64_t total_ = 0;
    bool instructions_ = false;
};

std::string sha256(std::string_view bytes);

} // namespace stillhouse::base
