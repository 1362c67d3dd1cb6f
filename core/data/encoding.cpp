// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/encoding.h"

#include "core/base/failure.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace stillhouse::data {
namespace {

/// 0x80 to 0x9F of Windows-1252 (encoding.spec.whatwg.org); the five codes without a character stay control characters.
constexpr std::array<std::uint16_t, 32> windowsUpper = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
    0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

std::string hexByte(unsigned char byte) {
    static constexpr char digits[] = "0123456789ABCDEF";
    return {'0', 'x', digits[byte >> 4], digits[byte & 15]};
}

EncodingGuess namedEncoding(std::string_view head, const std::string& wanted, const std::string& path) {
    const bool utf8Mark = head.starts_with("\xEF\xBB\xBF"), littleMark = head.starts_with("\xFF\xFE"), bigMark = head.starts_with("\xFE\xFF");
    if (wanted == "utf-8")
        return {Encoding::Utf8, utf8Mark ? 3u : 0u};
    if (wanted == "utf-16le")
        return {Encoding::Utf16Le, littleMark ? 2u : 0u};
    if (wanted == "utf-16be")
        return {Encoding::Utf16Be, bigMark ? 2u : 0u};
    if (wanted == "windows-1252")
        return {Encoding::Windows1252};
    base::fail(path, Text(SH_TR("There is no encoding '%1' here"), {wanted}), SH_TR("Use utf-8, utf-16le, utf-16be or windows-1252."));
}

/// UTF-16 without a mark shows by zero bytes on one side of every pair: nearly all text has many characters below U+0100.
bool zeroBytesOn(std::string_view head, std::size_t parity) {
    std::size_t zeros = 0, others = 0;
    for (std::size_t i = 0; i < head.size(); ++i)
        (i % 2 == parity ? zeros : others) += head[i] == '\0';
    return head.size() >= 4 && others * 8 <= zeros && zeros * 10 >= head.size() * 2;
}

} // namespace

std::string EncodingGuess::name() const {
    switch (encoding) {
    case Encoding::Utf8:
        return markBytes ? "UTF-8 with BOM" : "UTF-8";
    case Encoding::Utf16Le:
        return "UTF-16LE";
    case Encoding::Utf16Be:
        return "UTF-16BE";
    case Encoding::Windows1252:
        break;
    }
    return assumed ? "Windows-1252 (assumed)" : "Windows-1252";
}

std::size_t utf8Length(unsigned char lead) {
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

void appendUtf8(std::uint32_t c, std::string& out) {
    if (c < 0x80) {
        out += static_cast<char>(c);
        return;
    }
    if (c < 0x800) {
        out += static_cast<char>(0xC0 | c >> 6);
    } else {
        if (c < 0x10000) {
            out += static_cast<char>(0xE0 | c >> 12);
        } else {
            out += static_cast<char>(0xF0 | c >> 18);
            out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
        }
        out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    }
    out += static_cast<char>(0x80 | (c & 0x3F));
}

std::size_t validUtf8Prefix(std::string_view text) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t i = 0;
    while (i < text.size()) {
        std::uint64_t eight = 0;
        if (i + 8 <= text.size() && (std::memcpy(&eight, bytes + i, 8), (eight & 0x8080808080808080ull) == 0)) {
            i += 8;
            continue;
        }
        const std::size_t length = utf8Length(bytes[i]);
        if (length == 0 || i + length > text.size())
            return i;
        if (length > 1) {
            const unsigned char second = bytes[i + 1];
            const unsigned char low = bytes[i] == 0xE0 ? 0xA0 : bytes[i] == 0xF0 ? 0x90 : 0x80;
            const unsigned char high = bytes[i] == 0xED ? 0x9F : bytes[i] == 0xF4 ? 0x8F : 0xBF;
            if (second < low || second > high)
                return i;
            for (std::size_t k = 2; k < length; ++k)
                if ((bytes[i + k] & 0xC0) != 0x80)
                    return i;
        }
        i += length;
    }
    return i;
}

EncodingGuess guessEncoding(std::string_view head, const std::string& wanted, const std::string& path) {
    if (!wanted.empty())
        return namedEncoding(head, wanted, path);
    if (head.starts_with("\xEF\xBB\xBF"))
        return {Encoding::Utf8, 3};
    if (head.starts_with("\xFF\xFE"))
        return {Encoding::Utf16Le, 2};
    if (head.starts_with("\xFE\xFF"))
        return {Encoding::Utf16Be, 2};
    if (zeroBytesOn(head, 1))
        return {Encoding::Utf16Le};
    if (zeroBytesOn(head, 0))
        return {Encoding::Utf16Be};
    const std::size_t valid = validUtf8Prefix(head);
    const bool cutAtEnd = valid < head.size() && valid + utf8Length(static_cast<unsigned char>(head[valid])) > head.size();
    if (valid == head.size() || cutAtEnd || head.find('\0') != std::string_view::npos)
        return {};
    return {Encoding::Windows1252, 0, true};
}

Decoder::Decoder(Encoding encoding, std::string path, std::int64_t firstOffset)
    : encoding_(encoding), path_(std::move(path)), offset_(firstOffset) {}

void Decoder::failByte(std::size_t at, std::string_view before) {
    const std::int64_t line = line_ + std::count(before.begin(), before.end(), '\n');
    const std::string place = path_ + ", line " + std::to_string(line) + ", byte " + std::to_string(offset_ + static_cast<std::int64_t>(at));
    if (encoding_ == Encoding::Utf8)
        base::fail(place, Text(SH_TR("The byte %1 is not UTF-8 here"), {hexByte(static_cast<unsigned char>(pending_[at]))}),
                   SH_TR("Save the file as UTF-8, or choose Windows-1252 as its encoding if it is an older Windows file."));
    base::fail(place, SH_TR("Half of a UTF-16 pair stands alone here"), SH_TR("Check that the file was copied whole, or choose another encoding."));
}

void Decoder::checkText(std::string_view added) {
    if (const void* nul = added.empty() ? nullptr : std::memchr(added.data(), 0, added.size())) {
        const auto before = added.substr(0, static_cast<std::size_t>(static_cast<const char*>(nul) - added.data()));
        const std::int64_t line = line_ + std::count(before.begin(), before.end(), '\n');
        base::fail(path_ + ", line " + std::to_string(line), SH_TR("There is a NUL byte here, so this is not a text file"),
                   SH_TR("Choose a text file: JSONL, JSON, CSV, TSV or plain text; unpack it first if it is compressed."));
    }
    line_ += std::count(added.begin(), added.end(), '\n');
}

void Decoder::decodeUtf8(std::string& out) {
    const std::size_t valid = validUtf8Prefix(pending_);
    if (valid < pending_.size()) {
        const std::string_view rest = std::string_view(pending_).substr(valid);
        const std::size_t length = utf8Length(static_cast<unsigned char>(rest[0]));
        // What is left may be the first bytes of a character whose end is in the next piece.
        bool startsWell = length > rest.size();
        for (std::size_t i = 1; i < rest.size() && startsWell; ++i)
            startsWell = (static_cast<unsigned char>(rest[i]) & 0xC0) == 0x80;
        if (!startsWell)
            failByte(valid, std::string_view(pending_).substr(0, valid));
    }
    out.append(pending_, 0, valid);
    pending_.erase(0, valid);
    offset_ += static_cast<std::int64_t>(valid);
}

void Decoder::decodeUtf16(std::string& out) {
    const std::size_t start = out.size();
    const auto unit = [this](std::size_t i) {
        const auto first = static_cast<unsigned char>(pending_[i]), second = static_cast<unsigned char>(pending_[i + 1]);
        return encoding_ == Encoding::Utf16Le ? std::uint32_t(second) << 8 | first : std::uint32_t(first) << 8 | second;
    };
    std::size_t i = 0;
    while (i + 2 <= pending_.size()) {
        const std::uint32_t high = unit(i);
        if (high < 0xD800 || high > 0xDFFF) {
            appendUtf8(high, out);
            i += 2;
            continue;
        }
        if (high <= 0xDBFF && i + 4 > pending_.size())
            break;
        const std::uint32_t low = high <= 0xDBFF ? unit(i + 2) : 0;
        if (low < 0xDC00 || low > 0xDFFF)
            failByte(i, std::string_view(out).substr(start));
        appendUtf8(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00), out);
        i += 4;
    }
    pending_.erase(0, i);
    offset_ += static_cast<std::int64_t>(i);
}

void Decoder::decode(std::string_view bytes, std::string& out) {
    const std::size_t start = out.size();
    if (encoding_ == Encoding::Windows1252) {
        for (const char c : bytes) {
            const auto byte = static_cast<unsigned char>(c);
            appendUtf8(byte >= 0x80 && byte < 0xA0 ? windowsUpper[byte - 0x80] : byte, out);
        }
        offset_ += static_cast<std::int64_t>(bytes.size());
    } else {
        pending_ += bytes;
        encoding_ == Encoding::Utf8 ? decodeUtf8(out) : decodeUtf16(out);
    }
    checkText(std::string_view(out).substr(start));
}

void Decoder::finish() {
    if (!pending_.empty())
        failByte(0, {});
}

} // namespace stillhouse::data
