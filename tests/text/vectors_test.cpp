// SPDX-License-Identifier: GPL-3.0-or-later
// Token-for-token agreement with the reference: llama.cpp's tokenizer vectors (47 texts each, ids made with the Hugging Face library).
#include "core/text/tokenizer.h"
#include "tests/support/shared.h"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

using stillhouse::text::Tokenizer;

namespace {

std::string readAll(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> inputs(const std::filesystem::path& path) {
    const std::string separator = "\n__ggml_vocab_test__\n";
    const std::string all = readAll(path);
    std::vector<std::string> out;
    std::size_t at = 0;
    for (std::size_t hit; (hit = all.find(separator, at)) != std::string::npos; at = hit + separator.size())
        out.push_back(all.substr(at, hit - at));
    out.push_back(all.substr(at));
    return out;
}

std::vector<std::vector<std::int32_t>> outputs(const std::filesystem::path& path) {
    std::ifstream in(path);
    std::vector<std::vector<std::int32_t>> out;
    for (std::string line; std::getline(in, line);) {
        std::istringstream numbers(line);
        out.emplace_back();
        for (std::int32_t id; numbers >> id;)
            out.back().push_back(id);
    }
    out.emplace_back(); // both files end with a separator: the last text is empty and has no ids
    return out;
}

void expectVectors(const Tokenizer& tokenizer, const std::filesystem::path& folder, const std::string& name) {
    const auto texts = inputs(folder / ("ggml-vocab-" + name + ".gguf.inp"));
    const auto ids = outputs(folder / ("ggml-vocab-" + name + ".gguf.out"));
    ASSERT_EQ(texts.size(), 47u);
    ASSERT_EQ(ids.size(), 47u);
    std::size_t same = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        EXPECT_EQ(tokenizer.encode(texts[i]), ids[i]) << name << " text " << i << ": [" << texts[i] << "]";
        same += tokenizer.encode(texts[i]) == ids[i];
        EXPECT_EQ(tokenizer.decode(ids[i]), texts[i]);
    }
    EXPECT_EQ(same, 47u);
}

} // namespace

TEST(Vectors, Gpt2FromVocabAndMerges) {
    STILLHOUSE_SHARED_OR_SKIP(vectors, "tokenizer-vectors");
    STILLHOUSE_SHARED_OR_SKIP(model, "tokenizer-gpt2");
    expectVectors(Tokenizer::load(model), vectors, "gpt-2");
}

TEST(Vectors, Qwen2FromTokenizerJson) {
    STILLHOUSE_SHARED_OR_SKIP(vectors, "tokenizer-vectors");
    STILLHOUSE_SHARED_OR_SKIP(model, "tokenizer-qwen3");
    expectVectors(Tokenizer::load(model), vectors, "qwen2");
}

TEST(Vectors, VocabulariesOfGgufFiles) {
    STILLHOUSE_SHARED_OR_SKIP(vectors, "tokenizer-vectors");
    for (const std::string name : {"gpt-2", "llama-spm", "phi-3", "deepseek-coder"}) {
        const auto tokenizer = Tokenizer::load(vectors / ("ggml-vocab-" + name + ".gguf"));
        expectVectors(tokenizer, vectors, name);
        // What is written as tokenizer.json is the same tokenizer.
        const auto folder = std::filesystem::temp_directory_path() / ("stillhouse_vectors_" + name);
        std::filesystem::create_directories(folder);
        std::ofstream(folder / "tokenizer.json", std::ios::binary) << tokenizer.saveJson();
        const Tokenizer again = Tokenizer::load(folder);
        std::filesystem::remove_all(folder);
        EXPECT_EQ(again.hash(), tokenizer.hash());
        expectVectors(again, vectors, name);
    }
}

TEST(Vectors, OneVocabularyHasOneHashWhateverFileItComesFrom) {
    STILLHOUSE_SHARED_OR_SKIP(vectors, "tokenizer-vectors");
    STILLHOUSE_SHARED_OR_SKIP(model, "tokenizer-gpt2");
    STILLHOUSE_SHARED_OR_SKIP(other, "tokenizer-qwen3");
    const auto fromGguf = Tokenizer::load(vectors / "ggml-vocab-gpt-2.gguf");
    EXPECT_EQ(Tokenizer::load(model).hash(), fromGguf.hash());
    EXPECT_NE(Tokenizer::load(model).hash(), Tokenizer::load(other).hash());
}
