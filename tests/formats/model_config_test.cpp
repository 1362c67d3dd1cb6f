// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/model_config.h"

#include "core/base/failure.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace stillhouse::formats {
namespace {

const std::string plain = R"({"model_type":"llama","vocab_size":100,"hidden_size":16,"intermediate_size":24,"num_hidden_layers":2,
  "num_attention_heads":4,"num_key_value_heads":2,"rms_norm_eps":1e-5,"bos_token_id":1,"eos_token_id":[2,3])";

std::string configErrorOf(const std::string& json) {
    try {
        parseConfig(json, "config.json");
    } catch (const base::Failure& failure) {
        return failure.what();
    }
    return "no error";
}

TEST(ModelConfig, ReadsAPlainConfigWithItsDefaults) {
    const auto config = parseConfig(plain + "}", "c");
    EXPECT_EQ(config.headDim, 4);
    EXPECT_EQ(config.layerCount(), 2);
    EXPECT_TRUE(config.uniform());
    EXPECT_EQ(config.ropeTheta, 10000);
    EXPECT_FALSE(config.tiedEmbeddings);
    EXPECT_EQ(config.eos, (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(config.dtype, DType::F32);
}

TEST(ModelConfig, KnowsWhatEachArchitectureImplies) {
    const auto as = [](const std::string& type, const std::string& more = "") {
        auto json = plain;
        json.replace(json.find("llama"), 5, type);
        return parseConfig(json + more + "}", "c");
    };
    EXPECT_TRUE(as("qwen2").attentionBias);
    EXPECT_FALSE(as("qwen2").attentionOutputBias);
    EXPECT_FALSE(as("qwen2", R"(,"sliding_window":8)").slidingWindow.has_value());
    EXPECT_TRUE(as("qwen3").qkNorm);
    EXPECT_EQ(as("qwen3").headDim, 128);
    EXPECT_EQ(as("mistral").slidingWindow, 4096);
    EXPECT_EQ(as("mistral", R"(,"sliding_window":null)").slidingWindow, std::nullopt);
    const auto windowed = as("qwen2", R"(,"use_sliding_window":true,"sliding_window":8,"max_window_layers":1)");
    EXPECT_EQ(windowed.window(0), 0);
    EXPECT_EQ(windowed.window(1), 8);
    EXPECT_TRUE(as("llama", R"(,"attention_bias":true)").attentionOutputBias);
}

TEST(ModelConfig, ReadsBothSpellingsOfRopeScaling) {
    const auto old =
        parseConfig(plain + R"(,"rope_theta":500000.0,"rope_scaling":{"factor":8.0,"low_freq_factor":1.0,"high_freq_factor":4.0,
        "original_max_position_embeddings":8192,"rope_type":"llama3"}})",
                    "c");
    const auto modern =
        parseConfig(plain + R"(,"dtype":"float32","rope_parameters":{"rope_theta":500000.0,"factor":8.0,"low_freq_factor":1.0,
        "high_freq_factor":4.0,"original_max_position_embeddings":8192,"rope_type":"llama3"}})",
                    "c");
    EXPECT_EQ(old, modern);
    EXPECT_EQ(old.ropeScaling.kind, RopeScaling::Kind::Llama3);
    EXPECT_EQ(old.ropeTheta, 500000);
}

TEST(ModelConfig, WritesWhatItReads) {
    tests::TemporaryFolder folder;
    auto config =
        parseConfig(plain + R"(,"tie_word_embeddings":true,"rope_scaling":{"type":"linear","factor":2.0},"torch_dtype":"bfloat16"})", "c");
    EXPECT_EQ(configJson(config).find("stillhouse"), std::string::npos);
    writeConfig(config, folder / "config.json");
    EXPECT_EQ(readConfig(folder / "config.json"), config);
    config.layers[1] = {2, 1, 7, true, true};
    config.layers.push_back({0, 0, 9, false, true});
    config.layers.push_back({4, 4, 0, true, false});
    EXPECT_FALSE(config.uniform());
    writeConfig(config, folder / "config.json");
    EXPECT_EQ(readConfig(folder / "config.json"), config);
    EXPECT_EQ(configJson(config).find("LlamaForCausalLM"), std::string::npos);
    for (const auto architecture : {Architecture::Mistral, Architecture::Qwen2, Architecture::Qwen3}) {
        auto json = plain;
        json.replace(json.find("llama"), 5, architectureName(architecture));
        const auto other = parseConfig(json + R"(,"use_sliding_window":true,"sliding_window":8,"max_window_layers":1})", "c");
        EXPECT_EQ(parseConfig(configJson(other), "c"), other);
    }
}

// By hand: embedding 100·16; per layer norms 2·16, q 16·16, k and v 8·16 each, o 16·16, three FFN matrices 24·16; norm 16; head 100·16.
TEST(ModelConfig, CountsParametersAndOperations) {
    auto config = parseConfig(plain + "}", "c");
    const std::int64_t layer = 32 + 256 + 128 + 128 + 256 + 3 * 384;
    EXPECT_EQ(parameterCount(config), 2 * 1600 + 16 + 2 * layer);
    // Two per weight of each matrix, and 4·heads·headDim per key.
    EXPECT_EQ(flopsPerToken(config, 10), 2.0 * (1600 + 2 * (layer - 32)) + 2 * 4 * 16 * 10);
    EXPECT_EQ(kvCacheBytes(config, 10, 2), 2 * 2 * 8 * 10 * 2);
    config.tiedEmbeddings = true;
    config.layers[0] = {0, 0, 0, false, false};
    EXPECT_EQ(parameterCount(config), 1600 + 16 + layer);
}

TEST(ModelConfig, RefusesWhatNoModelCanBeAndNamesTheKey) {
    const auto with = [](const std::string& key, const std::string& value) {
        auto json = plain + "}";
        const auto at = json.find("\"" + key + "\":");
        const auto start = at + key.size() + 3;
        return json.replace(start, json.find_first_of(",}", start) - start, value);
    };
    for (const char* key :
         {"vocab_size", "hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads"})
        for (const char* value : {"-1", "1e3", "\"4\"", "[]", "9223372036854775807", "18446744073709551615", "4611686018427387904"}) {
            const auto message = configErrorOf(with(key, value));
            EXPECT_NE(message.find("config.json"), std::string::npos) << key << value << message;
        }
    EXPECT_NE(configErrorOf(with("vocab_size", "null")).find("vocab_size"), std::string::npos);
    EXPECT_NE(configErrorOf(with("num_key_value_heads", "3")).find("evenly"), std::string::npos);
    EXPECT_NE(configErrorOf(with("rms_norm_eps", "0")).find("rms_norm_eps"), std::string::npos);
    EXPECT_NE(configErrorOf(with("bos_token_id", "100")).find("bos_token_id"), std::string::npos);
    EXPECT_NE(configErrorOf(with("num_attention_heads", "5")).find("do not divide"), std::string::npos);
    EXPECT_NE(configErrorOf(with("model_type", "\"gpt2\"")).find("gpt2"), std::string::npos);
    EXPECT_NE(configErrorOf(plain + R"(,"head_dim":5})").find("even number"), std::string::npos);
    EXPECT_NE(configErrorOf(plain + R"(,"hidden_act":"gelu"})").find("gelu"), std::string::npos);
    EXPECT_NE(configErrorOf(plain + R"(,"rope_scaling":{"rope_type":"yarn"}})").find("yarn"), std::string::npos);
    EXPECT_NE(configErrorOf(plain + R"(,"quantization_config":{"bits":4}})").find("quantized"), std::string::npos);
    EXPECT_NE(configErrorOf(plain + R"(,"stillhouse_layers":[{}]})").find("lists 1 layers"), std::string::npos);
    EXPECT_NE(configErrorOf(plain + R"(,"stillhouse_layers":[{},{}]})").find("stillhouse_layers[0], heads"), std::string::npos);
    EXPECT_NE(configErrorOf("[]").find("config.json"), std::string::npos);
    EXPECT_NE(configErrorOf("{").find("config.json"), std::string::npos);
}

} // namespace
} // namespace stillhouse::formats
