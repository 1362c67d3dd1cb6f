// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/decoder.h"

#include "core/text/byte_alphabet.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <unordered_map>

namespace stillhouse::text {
namespace {

using Kind = DecoderStep::Kind;

void stripEnds(std::string& text, const DecoderStep& step, bool front) {
    const std::string& what = step.content;
    if (what.empty())
        return;
    for (int i = 0; front && i < step.start && text.starts_with(what); ++i)
        text.erase(0, what.size());
    for (int i = 0; i < step.stop && text.ends_with(what); ++i)
        text.erase(text.size() - what.size());
}

/// A pattern applies to text; bytes that are none stay as they are.
void replaceAll(std::string& text, const Regex& regex, const std::string& content) {
    if (validPrefix(text) == text.size())
        text = regex.replaceAll(text, content);
}

} // namespace

Decoder::Decoder(const TokenizerSpec& spec, bool byteLevel, const std::string& where) : steps_(spec.decoder) {
    for (const DecoderStep& step : steps_) {
        regexes_.emplace_back();
        if (step.kind == Kind::Replace)
            regexes_.back().emplace(step.pattern, where + ", decoder");
        else if (step.kind == Kind::Metaspace)
            regexes_.back().emplace(Pattern{step.replacement, false}, where + ", decoder");
    }
    const auto fuse = std::find_if(steps_.begin(), steps_.end(), [](const DecoderStep& step) { return step.kind == Kind::Fuse; });
    perToken_ = static_cast<std::size_t>(fuse - steps_.begin());
    for (std::size_t i = 0; i < perToken_; ++i)
        stripFirst_ |= steps_[i].kind == Kind::Metaspace && steps_[i].prepend != PrependScheme::Never;
    const bool bytesByHand = byteLevel && std::none_of(steps_.begin(), steps_.end(), [](const DecoderStep& step) { return step.kind == Kind::ByteLevel; });
    std::unordered_map<std::int32_t, const AddedToken*> added;
    for (const AddedToken& token : spec.added)
        added[token.id] = &token;
    bytes_.reserve(spec.tokens.size());
    for (std::size_t i = 0; i < spec.tokens.size(); ++i) {
        const auto token = added.find(static_cast<std::int32_t>(i));
        bytes_.push_back(token != added.end() ? token->second->content : decodeToken(spec.tokens[i], bytesByHand));
    }
}

std::string Decoder::decodeToken(const std::string& text, bool bytesByHand) const {
    std::string out = text;
    for (std::size_t i = 0; i < perToken_; ++i) {
        const DecoderStep& step = steps_[i];
        switch (step.kind) {
        case Kind::ByteLevel:
            if (const auto bytes = alphabetToBytes(out))
                out = *bytes;
            break;
        case Kind::Replace: replaceAll(out, *regexes_[i], step.content); break;
        case Kind::Metaspace: replaceAll(out, *regexes_[i], " "); break;
        case Kind::ByteFallback:
            if (const auto byte = byteOfFallbackToken(out))
                out = std::string(1, static_cast<char>(*byte));
            break;
        case Kind::Strip: stripEnds(out, step, true); break;
        case Kind::Fuse: break;
        }
    }
    if (bytesByHand)
        if (const auto bytes = alphabetToBytes(out))
            out = *bytes;
    return out;
}

std::string Decoder::finish(std::string run, bool prefixed) const {
    if (stripFirst_ && prefixed && run.starts_with(' '))
        run.erase(0, 1);
    for (std::size_t i = perToken_; i < steps_.size(); ++i) {
        if (steps_[i].kind == Kind::Strip)
            stripEnds(run, steps_[i], prefixed);
        else if (steps_[i].kind == Kind::Replace)
            replaceAll(run, *regexes_[i], steps_[i].content);
    }
    return run;
}

} // namespace stillhouse::text
