// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/tokenizer_spec.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace stillhouse::text {

/// Finds added tokens in a text: leftmost, longest first, with the rules of HF "added_tokens" for white space and words. Thread-safe.
class AddedTokens {
public:
    struct Hit {
        std::size_t begin, end; ///< what the token swallows
        std::int32_t id;
    };

    void add(const AddedToken& token, std::string_view pattern);
    bool empty() const { return tokens_.empty(); }
    /// The first token at or after `from`; `id` is -1 when there is none.
    Hit find(std::string_view text, std::size_t from) const;

private:
    struct Node {
        std::int32_t token = -1; // index into tokens_
    };
    std::int32_t longestAt(std::string_view text, std::size_t at, std::size_t& length) const;

    std::vector<AddedToken> tokens_;
    std::vector<Node> nodes_{1};
    std::unordered_map<std::uint64_t, std::uint32_t> edges_; // node << 8 | byte
    std::array<bool, 256> begins_{};
};

} // namespace stillhouse::text
