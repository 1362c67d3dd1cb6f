// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/gguf.h"

#include "core/base/failure.h"
#include "core/formats/gguf_model.h"
#include "core/formats/gguf_vocabulary.h"
#include "tests/formats/gguf_support.h"
#include "tests/support/shared.h"
#include "tests/support/temporary_folder.h"

#include <fstream>
#include <gtest/gtest.h>

namespace stillhouse::formats {
namespace {

using namespace tests;

template <class Use> std::string errorOf(const std::string& content, Use use) {
    TemporaryFolder folder;
    std::ofstream(folder / "m.gguf", std::ios::binary) << content;
    try {
        const GgufFile file(folder / "m.gguf");
        use(file);
    } catch (const base::Failure& failure) {
        return failure.what();
    }
    return "no error";
}
std::string errorOf(const std::string& content) {
    return errorOf(content, [](const GgufFile&) {});
}
void expectError(const std::string& error, const std::string& part) {
    EXPECT_NE(error.find(part), std::string::npos) << error;
}

std::string floats(std::initializer_list<float> values) {
    std::string out;
    for (const float value : values)
        out += raw(value);
    return out;
}

TEST(Gguf, ReadsValuesAndTensorsOfAHandMadeFile) {
    TemporaryFolder folder;
    const auto list = rawText("l") + raw(std::uint32_t(9)) + raw(std::uint32_t(5)) + raw(std::uint64_t(3)) + raw(-1) + raw(0) + raw(7);
    const auto words = rawText("w") + raw(std::uint32_t(9)) + raw(std::uint32_t(8)) + raw(std::uint64_t(2)) + rawText("") + rawText("ab");
    const auto flag = rawText("b") + raw(std::uint32_t(7)) + raw(std::uint8_t(1));
    std::ofstream(folder / "m.gguf", std::ios::binary)
        << ggufFile({keyU32("u", 4000000000u), keyF32("f", 1e-6f), keyText("t", "text"), list, words, flag},
                    {tensorEntry("x", {2, 3}, 0, 0)}, floats({1, 2, 3, 4, 5, 6}), 2);
    const GgufFile file(folder / "m.gguf");
    EXPECT_EQ(file.version(), 2u);
    EXPECT_EQ(file.integer("u"), 4000000000);
    EXPECT_EQ(file.number("f"), 1e-6);
    EXPECT_EQ(file.text("t"), "text");
    EXPECT_EQ(file.integers("l"), (std::vector<std::int64_t>{-1, 0, 7}));
    EXPECT_EQ(file.texts("w"), (std::vector<std::string>{"", "ab"}));
    EXPECT_EQ(file.boolean("b"), true);
    EXPECT_FALSE(file.integer("absent"));
    EXPECT_THROW(file.integer("t"), base::Failure);
    const auto* tensor = file.find("x");
    ASSERT_TRUE(tensor);
    EXPECT_EQ(tensor->shape, (std::vector<std::int64_t>{3, 2}));
    std::vector<float> values(6);
    tensor->toFloat(values);
    EXPECT_EQ(values, (std::vector<float>{1, 2, 3, 4, 5, 6}));
}

TEST(Gguf, NamesWhatIsWrongWithTheHead) {
    expectError(errorOf(""), "does not begin");
    expectError(errorOf("GGML" + raw(3)), "does not begin");
    expectError(errorOf("GGUF" + raw(std::uint32_t(0x03000000))), "big-endian");
    expectError(errorOf("GGUF" + raw(1)), "version 1");
    expectError(errorOf("GGUF" + raw(3) + raw(~std::uint64_t(0)) + raw(std::uint64_t(0))), "number of tensors");
    expectError(errorOf("GGUF" + raw(3) + raw(std::uint64_t(0)) + raw(~std::uint64_t(0))), "number of metadata values");
    expectError(errorOf(ggufFile({keyU32("k", 1), keyU32("k", 2)}, {}, "")), "listed twice");
    expectError(errorOf(ggufFile({rawText("k") + raw(std::uint32_t(13)) + raw(std::uint64_t(0))}, {}, "")), "13 is no type");
    expectError(errorOf(ggufFile({rawText("k") + raw(std::uint32_t(8)) + raw(std::uint64_t(1) << 60)}, {}, "")), "bytes are needed");
    expectError(errorOf(ggufFile({rawText("k") + raw(std::uint32_t(9)) + raw(std::uint32_t(9)) + raw(std::uint64_t(1))}, {}, "")),
                "array of arrays");
    expectError(errorOf(ggufFile({rawText("k") + raw(std::uint32_t(9)) + raw(std::uint32_t(10)) + raw(std::uint64_t(1) << 61)}, {}, "")),
                "claims");
    expectError(errorOf(ggufFile({keyU32("general.alignment", 24)}, {}, "")), "power of two");
}

TEST(Gguf, NamesWhatIsWrongWithATensor) {
    const std::string data(64, '\0');
    const auto one = [&](const std::string& entry) { return errorOf(ggufFile({}, {entry}, data)); };
    expectError(one(tensorEntry("x", {16}, 0, 0)), "no error");
    expectError(one(tensorEntry("x", {17}, 0, 0)), "outside the 64 bytes");
    expectError(one(tensorEntry("x", {8}, 0, 16)), "multiple of 32");
    expectError(one(tensorEntry("x", {8}, 0, ~std::uint64_t(31))), "outside");
    expectError(one(tensorEntry("x", {1, 1, 1, 1, 1}, 0, 0)), "5 dimensions");
    expectError(one(tensorEntry("x", {0}, 0, 0)), "absurd");
    expectError(one(tensorEntry("x", {1u << 31, 1u << 31, 1u << 31}, 0, 0)), "absurd");
    expectError(one(tensorEntry("x", {16}, 8, 0)), "blocks of 32 (Q8_0)");
    expectError(one(tensorEntry("x", {16}, 99, 0)), "type 99");
    expectError(errorOf(ggufFile({}, {tensorEntry("x", {8}, 0, 0), tensorEntry("x", {8}, 0, 32)}, data)), "listed twice");
    expectError(errorOf(ggufFile({}, {tensorEntry("x", {16}, 0, 0), tensorEntry("y", {8}, 0, 32)}, data)), "overlap");
}

TEST(Gguf, SaysWhichTypeItCannotRead) {
    const auto file = ggufFile({}, {tensorEntry("blk.0.ffn_up.weight", {256}, 14, 0)}, std::string(210, '\0'));
    expectError(errorOf(file,
                        [](const GgufFile& opened) {
                            std::vector<float> values(256);
                            opened.tensors()[0].toFloat(values);
                        }),
                "blk.0.ffn_up.weight: Tensors of type Q6_K cannot be read");
}

TEST(Gguf, DescribesAModelWithOneWidthPerLayer) {
    const auto per =
        rawText("llama.feed_forward_length") + raw(std::uint32_t(9)) + raw(std::uint32_t(5)) + raw(std::uint64_t(2)) + raw(96) + raw(64);
    const std::vector<std::string> values = {keyText("general.architecture", "llama"),
                                             keyU32("llama.block_count", 2),
                                             keyU32("llama.embedding_length", 64),
                                             per,
                                             keyU32("llama.attention.head_count", 4),
                                             keyU32("llama.context_length", 9),
                                             keyU32("llama.vocab_size", 5),
                                             keyF32("llama.rope.freq_base", 5e5f),
                                             keyText("llama.rope.scaling.type", "linear"),
                                             keyF32("llama.rope.scaling.factor", 2)};
    TemporaryFolder folder;
    std::ofstream(folder / "m.gguf", std::ios::binary) << ggufFile(values, {}, "");
    const auto config = readGgufConfig(GgufFile(folder / "m.gguf"));
    EXPECT_EQ(config.layers, (std::vector<LayerShape>{{4, 4, 96, true, true}, {4, 4, 64, true, true}}));
    EXPECT_EQ(config.headDim, 16);
    EXPECT_EQ(config.maxPositions, 9);
    EXPECT_EQ(config.ropeTheta, 5e5);
    EXPECT_EQ(config.ropeScaling.kind, RopeScaling::Kind::Linear);
    EXPECT_EQ(config.ropeScaling.factor, 2);
    auto other = values;
    other[0] = keyText("general.architecture", "mamba");
    expectError(errorOf(ggufFile(other, {}, ""), [](const GgufFile& file) { readGgufConfig(file); }), "mamba");
    other = values;
    other.push_back(keyU32("llama.expert_count", 8));
    expectError(errorOf(ggufFile(other, {}, ""), [](const GgufFile& file) { readGgufConfig(file); }), "experts");
}

TEST(Gguf, VocabularyOnlyFilesOpen) {
    STILLHOUSE_SHARED_OR_SKIP(vectors, "tokenizer-vectors");
    const GgufFile file(vectors / "ggml-vocab-gpt-2.gguf");
    EXPECT_TRUE(file.tensors().empty());
    EXPECT_EQ(ggufTokenizerKind(file), "gpt2 (gpt-2)");
    const auto vocabulary = readGgufVocabulary(file);
    EXPECT_EQ(vocabulary.tokens.size(), 50257u);
    EXPECT_EQ(vocabulary.bos, 50256);
}

} // namespace
} // namespace stillhouse::formats
