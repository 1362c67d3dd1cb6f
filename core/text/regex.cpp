// SPDX-License-Identifier: GPL-3.0-or-later
#define PCRE2_CODE_UNIT_WIDTH 8
#include "core/text/regex.h"

#include "core/base/failure.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <pcre2.h>

namespace stillhouse::text {
namespace {

constexpr std::size_t maxPatternBytes = 64 * 1024;

/// What one thread needs to run matches: only the whole match is asked for, so one pair of offsets serves every pattern.
struct Matcher {
    pcre2_match_data* data = pcre2_match_data_create(1, nullptr);
    pcre2_match_context* context = pcre2_match_context_create(nullptr);
    pcre2_jit_stack* stack = pcre2_jit_stack_create(64 * 1024, 4 * 1024 * 1024, nullptr);

    Matcher() {
        pcre2_set_match_limit(context, 50'000'000);
        pcre2_set_depth_limit(context, 100'000);
        pcre2_jit_stack_assign(context, nullptr, stack);
    }
    ~Matcher() {
        pcre2_jit_stack_free(stack);
        pcre2_match_context_free(context);
        pcre2_match_data_free(data);
    }
    Matcher(const Matcher&) = delete;
    Matcher& operator=(const Matcher&) = delete;
};

std::string reasonOf(int code) {
    PCRE2_UCHAR buffer[256];
    pcre2_get_error_message(code, buffer, sizeof buffer);
    return reinterpret_cast<const char*>(buffer);
}

/// PCRE2's \s also takes U+180E, which left White_Space in Unicode 6.3; Oniguruma's does not.
std::string withUnicodeSpaces(const std::string& pattern) {
    const std::string spaces = "\\x09-\\x0d\\x20\\x{85}\\p{Z}";
    std::string out;
    bool inClass = false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if (c == '\\' && i + 1 < pattern.size()) {
            const char next = pattern[++i];
            if (next == 's')
                out += inClass ? spaces : "[" + spaces + "]";
            else if (next == 'S' && !inClass)
                out += "[^" + spaces + "]";
            else
                out.append({c, next});
            continue;
        }
        if (c == '[')
            inClass = true;
        else if (c == ']')
            inClass = false;
        out += c;
    }
    return out;
}

} // namespace

Regex::Regex(const Pattern& pattern, const std::string& where) : where_(where) {
    if (pattern.text.empty() || pattern.text.size() > maxPatternBytes)
        base::fail(where, Text(SH_TR("A pattern has %1 bytes; 1 to %2 are possible"), {std::to_string(pattern.text.size()), std::to_string(maxPatternBytes)}),
                   SH_TR("Check the tokenizer's file."));
    const std::string source = pattern.regex ? withUnicodeSpaces(pattern.text) : pattern.text;
    int error = 0;
    PCRE2_SIZE offset = 0;
    const std::uint32_t options = PCRE2_UTF | (pattern.regex ? PCRE2_UCP : PCRE2_LITERAL);
    pcre2_code* code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(source.data()), source.size(), options, &error, &offset, nullptr);
    if (!code)
        base::fail(where, Text(SH_TR("The regular expression \"%1\" is faulty: %2"), {pattern.text.substr(0, 200), reasonOf(error)}),
                   SH_TR("Check the tokenizer's file."));
    code_ = std::shared_ptr<const void>(code, [](const void* held) {
        pcre2_code_free(static_cast<pcre2_code*>(const_cast<void*>(held)));
    });
    // Where the machine has no just-in-time compiler the interpreter gives the same matches.
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
}

std::optional<std::pair<std::size_t, std::size_t>> Regex::find(std::string_view text, std::size_t from) const {
    thread_local Matcher matcher;
    const auto* code = static_cast<const pcre2_code*>(code_.get());
    const int found = pcre2_match(code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), from, PCRE2_NO_UTF_CHECK, matcher.data, matcher.context);
    if (found == PCRE2_ERROR_NOMATCH)
        return std::nullopt;
    if (found < 0)
        base::fail(where_, Text(SH_TR("The tokenizer's regular expression could not be applied: %1"), {reasonOf(found)}),
                   SH_TR("The expression needs too much backtracking for this text; use another tokenizer."));
    const PCRE2_SIZE* ends = pcre2_get_ovector_pointer(matcher.data);
    // \K can put the begin behind the end; such a match is taken as empty.
    return std::pair<std::size_t, std::size_t>{std::min(ends[0], ends[1]), ends[1]};
}

std::string Regex::replaceAll(std::string_view text, std::string_view content) const {
    std::string out;
    std::size_t copied = 0;
    std::size_t from = 0;
    while (from <= text.size()) {
        const auto match = find(text, from);
        if (!match)
            break;
        const auto [begin, end] = *match;
        out.append(text, copied, std::max(begin, copied) - copied);
        out += content;
        copied = std::max(copied, end);
        from = end;
        if (begin == end)
            from = end < text.size() ? end + sequenceLength(text.data() + end, text.data() + text.size()) : end + 1;
    }
    out.append(text, std::min(copied, text.size()));
    return out;
}

} // namespace stillhouse::text
