// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace stillhouse::data {

/// What makes two prompts the same: Unicode NFKC, lower case (simple mapping of each character), every run of white space one
/// space, none at the ends. Bytes that are not UTF-8 are kept as they are.
std::string normalisedPrompt(std::string_view prompt);

/// FNV-1a (64 bits, offset 0xcbf29ce484222325, prime 0x100000001b3) followed by the finaliser of MurmurHash3, which spreads short
/// texts over all bits. The same on every machine and in every version: splits depend on it.
std::uint64_t stableHash(std::string_view bytes);

/// "test" where stableHash / 2^64 < testFraction, "validation" in the next validationFraction, else "train".
const char* splitOfHash(std::uint64_t hash, double testFraction, double validationFraction);

} // namespace stillhouse::data
