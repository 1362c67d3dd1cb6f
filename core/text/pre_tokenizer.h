// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/regex.h"
#include "core/text/tokenizer_spec.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stillhouse::text {

/// Cuts a text into the pieces that merges never cross. Thread-safe.
class PreTokenizer {
public:
    using Sink = std::function<void(std::string_view)>;
    PreTokenizer(const std::vector<PreTokenizerStep>& steps, const std::string& where);

    /// Whether pieces are looked up byte by byte (GPT-2's alphabet) instead of character by character.
    bool byteLevel() const { return byteLevel_; }
    /// Whether a Metaspace step writes U+2581 for a space.
    bool metaspace() const { return metaspace_; }

    /// Hands the pieces of well-formed UTF-8 to `sink` in order. `first`: the text begins its segment; `origin`: it begins the input.
    void split(std::string_view text, bool first, bool origin, const Sink& sink) const;

private:
    struct Stage {
        enum class Kind { Regex, Metaspace, PrefixSpace };
        Kind kind = Kind::Regex;
        std::optional<Regex> regex;
        SplitBehavior behavior = SplitBehavior::Isolated;
        bool invert = false;
        std::string replacement;
        PrependScheme prepend = PrependScheme::Never;
    };
    struct Place {
        bool first, origin;
    };

    void add(const PreTokenizerStep& step, const std::string& where);
    void addRegex(Pattern pattern, SplitBehavior behavior, bool invert, const std::string& where);
    void run(std::size_t stage, std::string_view text, Place place, const Sink& sink) const;
    void runRegex(const Stage& stage, std::size_t index, std::string_view text, Place place, const Sink& sink) const;
    void runMerged(const Stage& stage, std::size_t index, std::string_view text, Place place, const Sink& sink) const;

    std::vector<Stage> stages_;
    bool byteLevel_ = false;
    bool metaspace_ = false;
};

} // namespace stillhouse::text
