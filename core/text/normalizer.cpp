// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/normalizer.h"

#include "core/base/failure.h"
#include "core/text/utf8.h"

#include <cstdlib>
#include <utf8proc.h>

namespace stillhouse::text {
namespace {

using NormKind = NormalizerStep::Kind;

/// Blocks whose characters are in form NFC whatever stands around them (NFC_Quick_Check=Yes, combining class 0), so that ordinary
/// text in most scripts never reaches the table look-ups.
bool alwaysComposed(std::uint32_t point) {
    return point < 0x300 || (point >= 0x400 && point < 0x483) || (point >= 0x2010 && point < 0x2118) || (point >= 0x3000 && point < 0x302a) ||
           (point >= 0x3041 && point < 0x3099) || (point >= 0x30a0 && point < 0xa000) || (point >= 0xac00 && point < 0xd7a4) ||
           (point >= 0x1f300 && point < 0x1fb00);
}

bool isComposed(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = sequenceLength(text.data() + i, text.data() + text.size());
        if (!alwaysComposed(codePoint(text.data() + i, length)))
            return false;
        i += length;
    }
    return true;
}

void appendMapped(std::string& out, std::string_view region, utf8proc_option_t options) {
    utf8proc_uint8_t* mapped = nullptr;
    const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(region.data()), static_cast<utf8proc_ssize_t>(region.size()),
                                     &mapped, options);
    if (length < 0)
        throw std::bad_alloc();
    out.append(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length));
    std::free(mapped);
}

/// ASCII never changes and never composes with what stands before it, so only runs of other characters, with the one ASCII character
/// that a combining mark may belong to, are mapped.
std::string unicodeForm(std::string_view text, NormKind kind) {
    int options = UTF8PROC_STABLE;
    options |= kind == NormKind::Nfc || kind == NormKind::Nfkc ? UTF8PROC_COMPOSE : UTF8PROC_DECOMPOSE;
    if (kind == NormKind::Nfkc || kind == NormKind::Nfkd)
        options |= UTF8PROC_COMPAT;
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t ascii = asciiPrefix(text);
        if (ascii == text.size()) {
            out += text;
            break;
        }
        const std::size_t begin = ascii == 0 ? 0 : ascii - 1;
        std::size_t end = ascii;
        while (end < text.size() && static_cast<unsigned char>(text[end]) >= 0x80)
            ++end;
        out += text.substr(0, begin);
        const std::string_view region = text.substr(begin, end - begin);
        if (kind == NormKind::Nfc && isComposed(region))
            out += region;
        else
            appendMapped(out, region, static_cast<utf8proc_option_t>(options));
        text.remove_prefix(end);
    }
    return out;
}

std::string lowercase(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = sequenceLength(text.data() + i, text.data() + text.size());
        appendUtf8(out, static_cast<std::uint32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(codePoint(text.data() + i, length)))));
        i += length;
    }
    return out;
}

std::string strip(std::string_view text, bool left, bool right) {
    const auto spaceAt = [&](std::size_t i) {
        const std::size_t length = sequenceLength(text.data() + i, text.data() + text.size());
        return isWhiteSpace(codePoint(text.data() + i, length)) ? length : 0;
    };
    std::size_t begin = 0;
    while (left && begin < text.size() && spaceAt(begin))
        begin += spaceAt(begin);
    std::size_t end = text.size();
    while (right && end > begin) {
        std::size_t last = end - 1;
        while (last > begin && (static_cast<unsigned char>(text[last]) & 0xc0) == 0x80)
            --last;
        if (!spaceAt(last))
            break;
        end = last;
    }
    return std::string(text.substr(begin, end - begin));
}

std::string replaceString(std::string_view text, const std::string& from, const std::string& to) {
    std::string out;
    out.reserve(text.size() + text.size() / 4);
    for (std::size_t at = 0;;) {
        const std::size_t hit = text.find(from, at);
        out += text.substr(at, hit == std::string_view::npos ? hit : hit - at);
        if (hit == std::string_view::npos)
            return out;
        out += to;
        at = hit + from.size();
    }
}

} // namespace

Normalizer::Normalizer(const std::vector<NormalizerStep>& steps, const std::string& where) {
    for (const NormalizerStep& spec : steps) {
        Step step{spec, {}};
        if (spec.kind == NormKind::Replace && spec.pattern.regex)
            step.regex.emplace_back(spec.pattern, where + ", normalizer");
        else if (spec.kind == NormKind::Replace && spec.pattern.text.empty())
            base::fail(where + ", normalizer", SH_TR("A Replace normalizer has an empty pattern"), SH_TR("Check the tokenizer's file."));
        steps_.push_back(std::move(step));
    }
}

bool Normalizer::prepends() const {
    for (const Step& step : steps_)
        if (step.spec.kind == NormKind::Prepend && !step.spec.content.empty())
            return true;
    return false;
}

std::string Normalizer::apply(std::string_view text, bool first, bool last) const {
    std::string current(text);
    for (const Step& step : steps_) {
        const NormalizerStep& spec = step.spec;
        switch (spec.kind) {
        case NormKind::Prepend:
            if (first && !current.empty())
                current.insert(0, spec.content);
            break;
        case NormKind::Replace:
            current = step.regex.empty() ? replaceString(current, spec.pattern.text, spec.content) : step.regex[0].replaceAll(current, spec.content);
            break;
        case NormKind::Lowercase: current = lowercase(current); break;
        case NormKind::Strip: current = strip(current, spec.left && first, spec.right && last); break;
        default: current = unicodeForm(current, spec.kind); break;
        }
    }
    return current;
}

} // namespace stillhouse::text
