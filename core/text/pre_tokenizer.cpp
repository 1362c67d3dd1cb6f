// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/pre_tokenizer.h"

#include "core/base/failure.h"
#include "core/text/spec_presets.h"
#include "core/text/utf8.h"

#include <algorithm>

namespace stillhouse::text {
namespace {

using PreKind = PreTokenizerStep::Kind;

struct Part {
    std::size_t begin, end;
    bool match;
};

/// Calls `use(begin, end, isMatch)` for the matches and what lies between them, empty parts left out.
template <typename Use> void forEachPart(const Regex& regex, bool invert, std::string_view text, Use use) {
    std::size_t done = 0;
    std::size_t from = 0;
    while (from < text.size()) {
        const auto match = regex.find(text, from);
        if (!match)
            break;
        const std::size_t begin = std::max(match->first, done);
        const std::size_t end = std::max(match->second, begin);
        if (begin > done)
            use(done, begin, invert);
        if (end > begin)
            use(begin, end, !invert);
        done = end;
        from = end;
        // An empty match moves on by one character, as every regex iterator does.
        if (end == match->first && end < text.size())
            from += sequenceLength(text.data() + end, text.data() + text.size());
    }
    if (done < text.size())
        use(done, text.size(), invert);
}

} // namespace

PreTokenizer::PreTokenizer(const std::vector<PreTokenizerStep>& steps, const std::string& where) {
    for (const PreTokenizerStep& step : steps) {
        if (byteLevel_)
            base::fail(where + ", pre_tokenizer", SH_TR("A step after ByteLevel is not supported"), SH_TR("Use a tokenizer whose last step is ByteLevel."),
                       ErrorKind::Unsupported);
        add(step, where + ", pre_tokenizer");
    }
}

void PreTokenizer::addRegex(Pattern pattern, SplitBehavior behavior, bool invert, const std::string& where) {
    Stage stage;
    stage.regex.emplace(pattern, where);
    stage.behavior = behavior;
    stage.invert = invert;
    stages_.push_back(std::move(stage));
}

void PreTokenizer::add(const PreTokenizerStep& step, const std::string& where) {
    switch (step.kind) {
    case PreKind::Split: addRegex(step.pattern, step.behavior, step.invert, where); break;
    case PreKind::Digits:
        addRegex({"\\p{N}", true}, step.individualDigits ? SplitBehavior::Isolated : SplitBehavior::Contiguous, false, where);
        break;
    case PreKind::Whitespace: addRegex({"\\w+|[^\\w\\s]+", true}, SplitBehavior::Removed, true, where); break;
    case PreKind::WhitespaceSplit: addRegex({"\\s", true}, SplitBehavior::Removed, false, where); break;
    case PreKind::Punctuation: addRegex({"[\\p{P}$+<=>^`|~]", true}, step.behavior, false, where); break;
    case PreKind::ByteLevel:
        byteLevel_ = true;
        if (step.addPrefixSpace) {
            Stage stage;
            stage.kind = Stage::Kind::PrefixSpace;
            stages_.push_back(std::move(stage));
        }
        if (step.useRegex)
            addRegex({gpt2Expression, true}, SplitBehavior::Isolated, false, where);
        break;
    case PreKind::Metaspace: {
        metaspace_ = true;
        Stage stage;
        stage.kind = Stage::Kind::Metaspace;
        stage.replacement = step.replacement;
        stage.prepend = step.prepend;
        stages_.push_back(std::move(stage));
        if (step.split)
            addRegex({step.replacement, false}, SplitBehavior::MergedWithNext, false, where);
        break;
    }
    }
}

void PreTokenizer::split(std::string_view text, bool first, bool origin, const Sink& sink) const {
    if (!text.empty())
        run(0, text, {first, origin}, sink);
}

void PreTokenizer::run(std::size_t index, std::string_view text, Place place, const Sink& sink) const {
    if (index == stages_.size())
        return sink(text);
    const Stage& stage = stages_[index];
    switch (stage.kind) {
    case Stage::Kind::Regex: return runRegex(stage, index, text, place, sink);
    case Stage::Kind::PrefixSpace: {
        const std::size_t length = sequenceLength(text.data(), text.data() + text.size());
        if (!place.first || isWhiteSpace(codePoint(text.data(), length)))
            return run(index + 1, text, place, sink);
        return run(index + 1, " " + std::string(text), place, sink);
    }
    case Stage::Kind::Metaspace: {
        std::string replaced;
        replaced.reserve(text.size() * 2);
        for (const char c : text)
            c == ' ' ? replaced += stage.replacement : replaced += c;
        const bool wanted = stage.prepend == PrependScheme::Always ? place.first : stage.prepend == PrependScheme::First && place.origin;
        if (wanted && !replaced.starts_with(stage.replacement))
            replaced.insert(0, stage.replacement);
        return run(index + 1, replaced, place, sink);
    }
    }
}

void PreTokenizer::runRegex(const Stage& stage, std::size_t index, std::string_view text, Place place, const Sink& sink) const {
    if (stage.behavior != SplitBehavior::Isolated && stage.behavior != SplitBehavior::Removed)
        return runMerged(stage, index, text, place, sink);
    const bool keep = stage.behavior == SplitBehavior::Isolated;
    const bool leaf = index + 1 == stages_.size();
    forEachPart(*stage.regex, stage.invert, text, [&](std::size_t begin, std::size_t end, bool match) {
        if (match && !keep)
            return;
        if (leaf)
            sink(text.substr(begin, end - begin));
        else
            run(index + 1, text.substr(begin, end - begin), {place.first, place.origin && begin == 0}, sink);
    });
}

void PreTokenizer::runMerged(const Stage& stage, std::size_t index, std::string_view text, Place place, const Sink& sink) const {
    std::vector<Part> parts;
    forEachPart(*stage.regex, stage.invert, text, [&](std::size_t begin, std::size_t end, bool match) {
        if (stage.behavior == SplitBehavior::Contiguous && !parts.empty() && parts.back().match == match)
            parts.back().end = end;
        else
            parts.push_back({begin, end, match});
    });
    std::size_t i = 0;
    while (i < parts.size()) {
        std::size_t last = i;
        const bool follows = i + 1 < parts.size();
        // A match joins the part before it (or after it) unless that part is itself a match.
        if (stage.behavior == SplitBehavior::MergedWithPrevious && follows && !parts[i].match && parts[i + 1].match)
            last = i + 1;
        if (stage.behavior == SplitBehavior::MergedWithNext && follows && parts[i].match && !parts[i + 1].match)
            last = i + 1;
        run(index + 1, text.substr(parts[i].begin, parts[last].end - parts[i].begin), {place.first, place.origin && i == 0}, sink);
        i = last + 1;
    }
}

} // namespace stillhouse::text
