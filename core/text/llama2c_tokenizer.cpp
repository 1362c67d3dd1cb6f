// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/llama2c_tokenizer.h"

#include "core/base/failure.h"
#include "core/text/byte_alphabet.h"

#include <bit>
#include <cmath>
#include <cstring>

namespace stillhouse::text {
namespace {

static_assert(std::endian::native == std::endian::little, "the file's numbers are little-endian");

constexpr std::int32_t firstByteId = 3;
constexpr std::int32_t maxTokenBytes = 1 << 16;

template <typename Number> Number numberAt(std::string_view bytes, std::size_t at) {
    Number value;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

[[noreturn]] void failAtOffset(const std::string& where, std::size_t offset, Text what) {
    base::fail(where + ", byte " + std::to_string(offset), std::move(what), SH_TR("Choose a tokenizer file of llama2.c that was copied whole."));
}

void readEntries(std::string_view bytes, const std::string& where, TokenizerSpec& spec) {
    const auto longest = bytes.size() >= 4 ? numberAt<std::int32_t>(bytes, 0) : 0;
    if (longest <= 0 || longest > maxTokenBytes)
        failAtOffset(where, 0, SH_TR("This does not begin with the length of the longest token"));
    std::size_t at = 4;
    while (at < bytes.size()) {
        if (bytes.size() - at < 8)
            failAtOffset(where, at, SH_TR("The file ends inside an entry"));
        const auto score = numberAt<float>(bytes, at);
        const auto length = numberAt<std::int32_t>(bytes, at + 4);
        if (!std::isfinite(score))
            failAtOffset(where, at, SH_TR("A score is not a number"));
        if (length < 0 || length > longest || static_cast<std::size_t>(length) > bytes.size() - at - 8)
            failAtOffset(where, at + 4, Text(SH_TR("A token of %1 bytes is longer than the header or the file allows"), {std::to_string(length)}));
        spec.scores.push_back(score);
        spec.tokens.emplace_back(bytes.substr(at + 8, static_cast<std::size_t>(length)));
        at += 8 + static_cast<std::size_t>(length);
    }
}

} // namespace

TokenizerSpec readLlama2cTokenizer(std::string_view bytes, const std::string& where) {
    TokenizerSpec spec;
    spec.kind = TokenizerSpec::Kind::Scores;
    spec.byteFallback = true;
    readEntries(bytes, where, spec);
    if (spec.tokens.size() < 259)
        failAtOffset(where, bytes.size(), Text(SH_TR("There are %1 tokens; unknown, BOS, EOS and 256 bytes are needed"), {std::to_string(spec.tokens.size())}));
    // The vocabulary may spell the byte tokens in any way: their place decides.
    for (std::int32_t byte = 0; byte < 256; ++byte)
        spec.tokens[static_cast<std::size_t>(firstByteId + byte)] = fallbackToken(static_cast<unsigned char>(byte));
    for (std::int32_t id = 0; id < firstByteId; ++id) {
        AddedToken token;
        token.id = id;
        token.content = spec.tokens[static_cast<std::size_t>(id)];
        token.matched = false;
        spec.added.push_back(token);
    }
    spec.unkId = 0;
    spec.bosId = 1;
    spec.eosIds = {2};
    spec.prefixIds = {1};
    NormalizerStep prefix;
    prefix.kind = NormalizerStep::Kind::Prepend;
    prefix.content = " ";
    spec.normalizer = {prefix};
    DecoderStep fallback;
    fallback.kind = DecoderStep::Kind::ByteFallback;
    DecoderStep fuse;
    fuse.kind = DecoderStep::Kind::Fuse;
    DecoderStep strip;
    strip.kind = DecoderStep::Kind::Strip;
    strip.content = " ";
    strip.start = 1;
    spec.decoder = {fallback, fuse, strip};
    return spec;
}

} // namespace stillhouse::text
