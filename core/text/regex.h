// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/tokenizer_spec.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace stillhouse::text {

/// A compiled pattern over well-formed UTF-8 (PCRE2 with Unicode properties and its just-in-time compiler). Copies share the code.
/// Thread-safe. `\s` and `\S` mean the White_Space property, as in the regex library that Hugging Face tokenizers use.
class Regex {
public:
    /// A faulty expression is a base::Failure at `where`.
    Regex(const Pattern& pattern, const std::string& where);

    /// First match at or after `from` as (begin, end), or nothing. `text` must be well-formed UTF-8. A pattern that needs more than
    /// the resource limits of one match is a base::Failure.
    std::optional<std::pair<std::size_t, std::size_t>> find(std::string_view text, std::size_t from) const;

    /// Every match replaced by `content`, taken literally.
    std::string replaceAll(std::string_view text, std::string_view content) const;

private:
    std::shared_ptr<const void> code_;
    std::string where_;
};

} // namespace stillhouse::text
