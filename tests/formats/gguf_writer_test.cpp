// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/gguf_writer.h"

#include "core/base/failure.h"
#include "core/formats/gguf_model.h"
#include "core/formats/gguf_names.h"
#include "core/formats/parameter_shapes.h"
#include "tests/support/temporary_folder.h"

#include <cmath>
#include <gtest/gtest.h>

namespace stillhouse::formats {
namespace {

ModelConfig small(Architecture architecture = Architecture::Llama) {
    ModelConfig config;
    config.architecture = architecture;
    config.vocab = 40;
    config.hidden = 64;
    config.headDim = 8;
    config.layers.assign(2, LayerShape{8, 4, 96, true, true});
    config.attentionBias = architecture == Architecture::Qwen2;
    config.qkNorm = architecture == Architecture::Qwen3;
    config.bos = 1;
    config.eos = {2};
    config.pad = 3;
    return config;
}

GgufVocabulary words(std::size_t count) {
    GgufVocabulary out;
    out.model = "llama";
    for (std::size_t i = 0; i < count; ++i) {
        out.tokens.push_back("t" + std::to_string(i));
        out.scores.push_back(-float(i));
        out.kinds.push_back(GgufTokenKind::Normal);
    }
    out.bos = 1;
    out.eos = 2;
    out.padding = 3;
    out.addBos = true;
    return out;
}

// Element i of a tensor is a small dyadic number that depends on name and index, so F16 holds it.
float valueOf(const std::string& name, std::size_t i) {
    return float(int((i * 7 + name.size()) % 61) - 30) / 64;
}
void fill(const std::string& name, std::span<float> out) {
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = valueOf(name, i);
}

std::string refusal(const ModelConfig& config, const GgufWeights& weights = fill) {
    tests::TemporaryFolder folder;
    GgufWriteOptions options;
    try {
        writeGguf(folder / "m.gguf", config, options, weights);
    } catch (const base::Failure& failure) {
        EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
        return failure.what();
    }
    return "written";
}

TEST(GgufWriter, GivesBackEveryArchitectureExactly) {
    for (auto architecture : {Architecture::Llama, Architecture::Qwen2, Architecture::Qwen3, Architecture::Mistral}) {
        auto config = small(architecture);
        config.tiedEmbeddings = architecture == Architecture::Qwen2;
        if (architecture == Architecture::Mistral)
            config.slidingWindow = 100;
        tests::TemporaryFolder folder;
        GgufWriteOptions options;
        options.type = GgufType::F32;
        options.vocabulary = words(37);
        writeGguf(folder / "m.gguf", config, options, fill);
        const GgufModel model(folder / "m.gguf");
        EXPECT_EQ(model.config(), config) << architectureName(architecture);
        for (const auto& parameter : parameterShapes(config)) {
            std::vector<float> values(std::size_t(model.tensor(parameter.name).elements()));
            model.read(parameter.name, values);
            for (std::size_t i = 0; i < values.size(); ++i)
                ASSERT_EQ(values[i], valueOf(parameter.name, i)) << parameter.name << " " << i;
        }
        const auto vocabulary = readGgufVocabulary(model.file());
        EXPECT_EQ(vocabulary.tokens.size(), 40u);
        EXPECT_EQ(vocabulary.tokens[36], "t36");
        EXPECT_EQ(vocabulary.kinds[39], GgufTokenKind::Unused);
    }
}

// Heads 8 wide: the pairs (0,4), (1,5), (2,6), (3,7) stand next to each other in the file.
TEST(GgufWriter, ReordersQueryAndKeyRowsForLlamaAlone) {
    for (const bool llama : {true, false}) {
        const auto config = small(llama ? Architecture::Llama : Architecture::Qwen2);
        tests::TemporaryFolder folder;
        GgufWriteOptions options;
        options.type = GgufType::F32;
        writeGguf(folder / "m.gguf", config, options, [](const std::string&, std::span<float> out) {
            for (std::size_t i = 0; i < out.size(); ++i)
                out[i] = float(i / 64); // the row's number
        });
        const GgufModel model(folder / "m.gguf");
        for (const char* name : {"blk.1.attn_q.weight", "blk.1.attn_k.weight", "blk.1.attn_v.weight"}) {
            const auto* tensor = model.file().find(name);
            std::vector<float> values(std::size_t(tensor->elements())), rows;
            tensor->toFloat(values);
            for (std::size_t row = 8; row < 16; ++row)
                rows.push_back(values[row * 64]);
            const bool moved = llama && std::string(name) != "blk.1.attn_v.weight";
            EXPECT_EQ(rows, moved ? (std::vector<float>{8, 12, 9, 13, 10, 14, 11, 15}) : (std::vector<float>{8, 9, 10, 11, 12, 13, 14, 15}))
                << name;
        }
    }
}

TEST(GgufWriter, ChoosesTypesPerTensorAndSaysWhatStaysF16) {
    auto config = small();
    config.layers.assign(2, LayerShape{8, 4, 40, true, true}); // down_proj has rows of 40
    tests::TemporaryFolder folder;
    GgufWriteOptions options;
    options.type = GgufType::IQ4_NL;
    options.vocabulary = words(40);
    const auto notes = writeGguf(folder / "m.gguf", config, options, fill);
    ASSERT_EQ(notes.size(), 1u);
    EXPECT_EQ(notes[0].english(),
              "2 matrices stay F16, because their rows are no multiple of 32 long; the first is model.layers.0.mlp.down_proj.weight");
    const GgufModel model(folder / "m.gguf");
    const auto type = [&](const char* name) { return std::string(model.file().find(name)->typeName()); };
    EXPECT_EQ(type("blk.0.ffn_down.weight"), "F16");
    EXPECT_EQ(type("blk.0.ffn_up.weight"), "IQ4_NL");
    EXPECT_EQ(type("blk.0.attn_norm.weight"), "F32");
    EXPECT_EQ(type("token_embd.weight"), "IQ4_NL");
    EXPECT_EQ(type("output.weight"), "Q8_0");
    EXPECT_EQ(model.precision(), "iq4_nl");
}

TEST(GgufWriter, KeepsLlama3RopeScaling) {
    auto config = small();
    config.ropeTheta = 500000;
    config.ropeScaling = {RopeScaling::Kind::Llama3, 8, 1, 4, 256};
    tests::TemporaryFolder folder;
    writeGguf(folder / "m.gguf", config, {}, fill);
    const GgufModel model(folder / "m.gguf");
    EXPECT_EQ(model.config().ropeScaling, config.ropeScaling);
}

TEST(GgufWriter, RefusesWhatTheFormatCannotSay) {
    auto pruned = small();
    pruned.layers[1].heads = 4;
    EXPECT_NE(refusal(pruned).find("Prune in the uniform mode"), std::string::npos) << refusal(pruned);
    auto biased = small(Architecture::Qwen3);
    biased.attentionBias = true;
    EXPECT_NE(refusal(biased).find("no place for the biases"), std::string::npos);
    const auto with = [](float bad) {
        return [bad](const std::string& name, std::span<float> out) {
            fill(name, out);
            out[1] = bad;
        };
    };
    EXPECT_NE(refusal(small(), with(NAN)).find("token_embd.weight, element 1: The weight is not a finite number"), std::string::npos);
    EXPECT_NE(refusal(small(), with(1e6f)).find("too large for F16"), std::string::npos);
}

} // namespace
} // namespace stillhouse::formats
