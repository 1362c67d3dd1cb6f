// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/spec_presets.h"

namespace stillhouse::text {

const char* const gpt2Expression = R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
const char* const qwen2Expression =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
const char* const llama3Expression =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

namespace {

std::vector<PreTokenizerStep> splits(std::initializer_list<const char*> expressions) {
    std::vector<PreTokenizerStep> steps;
    for (const char* expression : expressions) {
        PreTokenizerStep step;
        step.pattern = {expression, true};
        steps.push_back(step);
    }
    PreTokenizerStep bytes;
    bytes.kind = PreTokenizerStep::Kind::ByteLevel;
    bytes.useRegex = false;
    steps.push_back(bytes);
    return steps;
}

} // namespace

bool isLlama3Gguf(const std::string& name) { return name == "llama-bpe" || name == "llama3" || name == "llama-v3"; }

std::optional<std::vector<PreTokenizerStep>> preTokenizerOfGguf(const std::string& name) {
    if (name == "gpt-2" || name == "gpt2" || name == "phi-2" || name == "olmo" || name == "jais")
        return splits({gpt2Expression});
    if (name == "qwen2" || name == "deepseek-r1-qwen" || name == "stablelm2")
        return splits({qwen2Expression});
    if (isLlama3Gguf(name))
        return splits({llama3Expression});
    if (name == "smollm" || name == "starcoder" || name == "refact" || name == "command-r")
        return splits({R"(\p{N})", gpt2Expression});
    if (name == "deepseek-coder")
        return splits({R"([\r\n])", R"(\s?\p{L}+)", R"(\s?\p{P}+)", R"([\x{4e00}-\x{9fa5}\x{0800}-\x{4e00}\x{ac00}-\x{d7ff}]+)", R"(\p{N})"});
    if (name == "deepseek-v3" || name == "deepseek-r1")
        return splits({R"(\p{N}{1,3})", R"([\x{4e00}-\x{9fa5}\x{3040}-\x{309f}\x{30a0}-\x{30ff}]+)",
                       "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+|"
                       " ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"});
    return std::nullopt;
}

void useByteLevelDecoder(TokenizerSpec& spec) {
    spec.decoder = {DecoderStep{}};
}

void useSentencePiece(TokenizerSpec& spec, bool prefixSpace) {
    const std::string space = "\xe2\x96\x81";
    NormalizerStep prepend;
    prepend.kind = NormalizerStep::Kind::Prepend;
    prepend.content = space;
    NormalizerStep replace;
    replace.kind = NormalizerStep::Kind::Replace;
    replace.pattern = {" ", false};
    replace.content = space;
    spec.normalizer.clear();
    if (prefixSpace)
        spec.normalizer.push_back(prepend);
    spec.normalizer.push_back(replace);
    DecoderStep back;
    back.kind = DecoderStep::Kind::Replace;
    back.pattern = {space, false};
    back.content = " ";
    DecoderStep bytes;
    bytes.kind = DecoderStep::Kind::ByteFallback;
    DecoderStep fuse;
    fuse.kind = DecoderStep::Kind::Fuse;
    DecoderStep strip;
    strip.kind = DecoderStep::Kind::Strip;
    strip.content = " ";
    strip.start = 1;
    spec.preTokenizer.clear();
    spec.decoder = {back, bytes, fuse};
    if (prefixSpace)
        spec.decoder.push_back(strip);
    spec.byteFallback = true;
}

} // namespace stillhouse::text
