// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace stillhouse::text {

/// GPT-2's reversible map of the 256 bytes to printable characters (Radford 2019, encoder.py): bytes that print stand for
/// themselves, the others become U+0100, U+0101, … in order. A space is "Ġ".
std::string byteToAlphabet(std::string_view bytes);

/// The bytes that `text` stands for, or nothing when a character is outside the alphabet.
std::optional<std::string> alphabetToBytes(std::string_view text);

/// The byte of a token "<0x41>", or nothing.
std::optional<unsigned char> byteOfFallbackToken(std::string_view text);
/// "<0x41>" of a byte.
std::string fallbackToken(unsigned char byte);

} // namespace stillhouse::text
