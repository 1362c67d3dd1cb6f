// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace stillhouse::data {

enum class Encoding { Utf8, Utf16Le, Utf16Be, Windows1252 };

struct EncodingGuess {
    Encoding encoding = Encoding::Utf8;
    std::size_t markBytes = 0; ///< length of the byte order mark
    bool assumed = false;      ///< neither UTF-8 nor UTF-16: Windows-1252 would read it, if the user agrees
    /// "UTF-8", "UTF-8 with BOM", "UTF-16LE", "UTF-16BE", "Windows-1252", "Windows-1252 (assumed)"
    std::string name() const;
};

/// From the first bytes of a file: a byte order mark, the zero bytes of UTF-16, or what is valid UTF-8 (cut at the end or not).
/// `wanted` ("utf-8", "utf-16le", "utf-16be", "windows-1252") decides when it is not empty; a base::Failure for any other word.
EncodingGuess guessEncoding(std::string_view head, const std::string& wanted, const std::string& path);

/// Turns bytes that arrive in pieces into valid UTF-8. A fault is a base::Failure that names line and byte: an invalid sequence,
/// a lone surrogate, a NUL (then the file is no text), an end inside a character.
class Decoder {
public:
    Decoder(Encoding encoding, std::string path, std::int64_t firstOffset);
    void decode(std::string_view bytes, std::string& out);
    void finish(); ///< after the last piece

private:
    void decodeUtf8(std::string& out);
    void decodeUtf16(std::string& out);
    void checkText(std::string_view added);
    [[noreturn]] void failByte(std::size_t at, std::string_view before);

    Encoding encoding_;
    std::string path_;
    std::string pending_; ///< bytes not decoded yet
    std::int64_t offset_; ///< of pending_ in the file
    std::int64_t line_ = 1;
};

/// Bytes at the front of `text` that are valid UTF-8 (RFC 3629: no surrogates, no overlong forms, at most U+10FFFF).
std::size_t validUtf8Prefix(std::string_view text);

/// Bytes that a UTF-8 sequence starting with `lead` has; 0 when none starts so.
std::size_t utf8Length(unsigned char lead);

void appendUtf8(std::uint32_t codePoint, std::string& out);

} // namespace stillhouse::data
