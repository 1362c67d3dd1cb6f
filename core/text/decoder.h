// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/regex.h"
#include "core/text/tokenizer_spec.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stillhouse::text {

/// Turns tokens back into bytes. What a decoder does to each token is done once, when it is made; what it does to the joined text
/// (everything after Fuse) is done to each run of ordinary tokens. Bytes that are no UTF-8 stay as they are. Thread-safe.
class Decoder {
public:
    Decoder(const TokenizerSpec& spec, bool byteLevel, const std::string& where);

    /// Bytes of a token inside a run.
    std::string_view token(std::size_t id) const { return bytes_[id]; }
    /// Finishes a run of joined tokens. `prefixed`: encoding put its prefix in front of this run.
    std::string finish(std::string run, bool prefixed) const;

private:
    std::string decodeToken(const std::string& text, bool bytesByHand) const;

    std::vector<DecoderStep> steps_;
    std::vector<std::optional<Regex>> regexes_; // one for each step that has a pattern
    std::size_t perToken_ = 0; // how many of the steps act on single tokens
    bool stripFirst_ = false;  // Metaspace: the first token loses its leading space
    std::vector<std::string> bytes_;
};

} // namespace stillhouse::text
