// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/text/gguf_vocabulary.h"

#include "core/text/spec_presets.h"

#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>

namespace stillhouse::tests {
namespace {

struct Value {
    std::uint64_t number = 0;
    std::string text;
    std::vector<std::string> texts;
    std::vector<float> floats;
    std::vector<std::int32_t> ints;
};

class Reader {
public:
    explicit Reader(std::string bytes) : bytes_(std::move(bytes)) {}
    template <typename Number> Number number() {
        Number value;
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    std::string text() { return take(number<std::uint64_t>()); }
    Value value(std::uint32_t type) {
        Value out;
        if (type == 8)
            out.text = text();
        else if (type == 9)
            readArray(out);
        else
            std::memcpy(&out.number, take(size(type)).data(), size(type));
        return out;
    }

private:
    std::string take(std::size_t count) {
        if (count > bytes_.size() - at_)
            throw std::runtime_error("GGUF test file ends early");
        at_ += count;
        return bytes_.substr(at_ - count, count);
    }
    static std::size_t size(std::uint32_t type) {
        constexpr std::size_t sizes[] = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
        return sizes[type];
    }
    void readArray(Value& out) {
        const auto type = number<std::uint32_t>();
        const auto count = number<std::uint64_t>();
        for (std::uint64_t i = 0; i < count; ++i) {
            if (type == 8)
                out.texts.push_back(text());
            else if (type == 6)
                out.floats.push_back(number<float>());
            else
                out.ints.push_back(static_cast<std::int32_t>(value(type).number));
        }
    }
    std::string bytes_;
    std::size_t at_ = 0;
};

/// Kinds of token in GGUF: 1 normal, 2 unknown, 3 control, 4 user defined, 5 unused, 6 byte.
void addTokens(text::TokenizerSpec& spec, const std::vector<std::int32_t>& kinds) {
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (kinds[i] != 2 && kinds[i] != 3 && kinds[i] != 4)
            continue;
        text::AddedToken token;
        token.id = static_cast<std::int32_t>(i);
        token.content = spec.tokens[i];
        token.special = kinds[i] != 4;
        spec.added.push_back(token);
    }
}

} // namespace

text::TokenizerSpec readGgufVocabulary(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    Reader reader(std::string(std::istreambuf_iterator<char>(in), {}));
    reader.number<std::uint32_t>();
    reader.number<std::uint32_t>();
    reader.number<std::uint64_t>();
    const auto count = reader.number<std::uint64_t>();
    std::map<std::string, Value> values;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::string key = reader.text();
        values[key] = reader.value(reader.number<std::uint32_t>());
    }
    text::TokenizerSpec spec;
    spec.tokens = values["tokenizer.ggml.tokens"].texts;
    addTokens(spec, values["tokenizer.ggml.token_type"].ints);
    if (values["tokenizer.ggml.model"].text == "llama") {
        spec.kind = text::TokenizerSpec::Kind::Scores;
        spec.scores = values["tokenizer.ggml.scores"].floats;
        spec.unkId = 0;
        text::useSentencePiece(spec, true);
        return spec;
    }
    for (const std::string& merge : values["tokenizer.ggml.merges"].texts)
        spec.merges.emplace_back(merge.substr(0, merge.find(' ')), merge.substr(merge.find(' ') + 1));
    spec.preTokenizer = text::preTokenizerOfGguf(values["tokenizer.ggml.pre"].text).value();
    text::useByteLevelDecoder(spec);
    return spec;
}

} // namespace stillhouse::tests
