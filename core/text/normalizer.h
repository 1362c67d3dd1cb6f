// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/regex.h"
#include "core/text/tokenizer_spec.h"

#include <string>
#include <string_view>
#include <vector>

namespace stillhouse::text {

/// The chain of normalizers of a tokenizer. Thread-safe.
class Normalizer {
public:
    Normalizer(const std::vector<NormalizerStep>& steps, const std::string& where);

    bool empty() const { return steps_.empty(); }
    /// Whether a prefix (as Llama's "▁") goes in front of every segment.
    bool prepends() const;
    /// The normal form of well-formed UTF-8. `first` and `last` say that `text` begins and ends its segment: only there are a prefix
    /// added and white space stripped.
    std::string apply(std::string_view text, bool first, bool last) const;

private:
    struct Step {
        NormalizerStep spec;
        std::vector<Regex> regex; // none or one
    };
    std::vector<Step> steps_;
};

} // namespace stillhouse::text
