// SPDX-License-Identifier: GPL-3.0-or-later
// What needs no engine, as scripts use it, on the bundled sample teacher: quantize, export, info, perplexity, logits, generate, bench.
#include "tests/cli/cli_support.h"
#include "tests/support/temporary_folder.h"

#include <cmath>
#include <csignal>
#include <fstream>
#include <gtest/gtest.h>
#include <memory>
#include <set>

using namespace stillhouse::tests;
namespace fs = std::filesystem;

namespace {

const std::string kTeacher = STILLHOUSE_SOURCE_DIR "/resources/sample/teacher";
// Small enough for a test: 4 windows of 32 tokens, one refining pass.
const std::string kInt4 = " --calibration text.txt --sequences 4 --length 32 --passes 1 --protect-percent 0.1 --threads 1 --json";

std::string bytesOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void writeText(const fs::path& path) {
    std::ofstream text(path);
    for (int i = 0; i < 60; ++i)
        text << "Payment of " << 10 + i * 7 << " EUR to account " << 1000 + i * 13
             << ": the card was used abroad, the amount is unusual, review it.\n";
}

std::set<std::string> keysOf(const nlohmann::json& object) {
    std::set<std::string> keys;
    for (const auto& [key, value] : object.items())
        keys.insert(key);
    return keys;
}

void expectKeys(const nlohmann::json& object, const std::set<std::string>& wanted) {
    const auto found = keysOf(object);
    for (const auto& key : wanted)
        EXPECT_TRUE(found.count(key)) << key << " in " << object.dump().substr(0, 200);
}

// The packed file that most tests ask is made once.
class NativeCommands : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        folder = std::make_unique<TemporaryFolder>();
        writeText(*folder / "text.txt");
        quantized = run("quantize " + kTeacher + " --out packed.safetensors" + kInt4);
    }
    static void TearDownTestSuite() { folder.reset(); }
    static CommandResult run(const std::string& arguments) { return shell("stillhouse-cli " + arguments, folder->path()); }
    static nlohmann::json answer(const std::string& arguments) {
        const auto result = run(arguments + " --json");
        EXPECT_EQ(result.code, 0) << arguments << "\n" << result.error;
        return result.code == 0 ? result.json() : nlohmann::json::object();
    }
    static inline std::unique_ptr<TemporaryFolder> folder;
    static inline CommandResult quantized;
};

TEST_F(NativeCommands, QuantizeSaysWhatItDid) {
    ASSERT_EQ(quantized.code, 0) << quantized.error;
    const auto json = quantized.json();
    expectKeys(json, {"out", "method", "tensors", "bits_per_weight", "bytes", "original_bytes", "activations", "calibration_tokens",
                      "seconds", "native"});
    EXPECT_EQ(json.at("method"), "quantize.int4");
    EXPECT_EQ(json.at("calibration_tokens"), 4 * 32);
    EXPECT_EQ(json.at("bytes"), fs::file_size(*folder / "packed.safetensors"));
    EXPECT_LT(json.at("bytes").get<double>(), json.at("original_bytes").get<double>());
    EXPECT_EQ(json.at("tensors").size(), 5u * 7 + 1) << "seven matrices a layer and the embedding, which is the head";
    EXPECT_FALSE(json.at("activations").empty());
    double bits = 0, weights = 0;
    for (const auto& tensor : json.at("tensors")) {
        expectKeys(tensor, {"name", "packing", "rows", "cols", "protected_weights", "bits_per_weight", "weight_error", "output_error"});
        const double count = tensor.at("rows").get<double>() * tensor.at("cols").get<double>();
        bits += tensor.at("bits_per_weight").get<double>() * count;
        weights += count;
    }
    EXPECT_NEAR(json.at("bits_per_weight").get<double>(), bits / weights, 1e-9);
}

TEST_F(NativeCommands, InfoDescribesThePackedFile) {
    ASSERT_EQ(quantized.code, 0) << quantized.error;
    const auto packed = answer("info packed.safetensors"), teacher = answer("info " + kTeacher);
    expectKeys(packed,
               {"architecture", "parameters", "bytes", "layers", "hidden", "heads", "kv_heads", "vocab", "tensors", "bits_per_weight"});
    for (const auto* key :
         {"architecture", "parameters", "layers", "hidden", "heads", "kv_heads", "vocab", "context", "tied_embeddings", "tokenizer"})
        EXPECT_EQ(packed.at(key), teacher.at(key)) << key;
    EXPECT_EQ(teacher.at("bits_per_weight"), 16);
    EXPECT_NEAR(packed.at("bits_per_weight").get<double>(), quantized.json().at("bits_per_weight").get<double>(), 1e-9);
    EXPECT_EQ(packed.at("method"), "quantize.int4");
    EXPECT_EQ(packed.at("calibration_tokens"), 4 * 32);
    EXPECT_EQ(packed.at("simulated"), false);
    const auto text = run("info packed.safetensors");
    EXPECT_NE(text.out.find("bits per weight, quantize.int4, 128 tokens of calibration, native"), std::string::npos)
        << text.out.substr(0, 400);
    const auto foreign = run("info " + kTeacher + "/model.safetensors");
    EXPECT_EQ(foreign.code, 1);
    EXPECT_NE(foreign.error.find("no packed model"), std::string::npos) << foreign.error;
}

TEST_F(NativeCommands, QuantizeListsTheOptionsOfEachMethod) {
    for (const auto& [method, option] : {std::pair{"quantize.int4", "protect_percent"}, std::pair{"quantize.fp16", "activation_scaling"}}) {
        const auto list = answer(std::string("quantize --list-options --method ") + method);
        EXPECT_EQ(list.at("method"), method);
        bool found = false;
        for (const auto& row : list.at("options"))
            found = found || row.at("key") == option;
        EXPECT_TRUE(found) << option;
    }
}

TEST_F(NativeCommands, QuantizeRefusesWithAReason) {
    EXPECT_EQ(run("quantize " + kTeacher + " --out x.safetensors --protekt-percent 1").code, 2);
    EXPECT_EQ(run("quantize " + kTeacher + " --out x.safetensors --sequences many").code, 2);
    EXPECT_EQ(run("quantize " + kTeacher + " --out x.safetensors --method quantize.int3").code, 2);
    EXPECT_EQ(run("quantize " + kTeacher).code, 2);
    const auto range = run("quantize " + kTeacher + " --out x.safetensors --sequences 0");
    EXPECT_EQ(range.code, 1);
    EXPECT_NE(range.error.find("sequences"), std::string::npos) << range.error;
    const auto missing = run("quantize nowhere --out x.safetensors --json");
    EXPECT_EQ(missing.code, 1);
    EXPECT_NE(missing.error.find("nowhere"), std::string::npos) << missing.error;
    EXPECT_TRUE(missing.json().contains("error"));
    EXPECT_FALSE(fs::exists(*folder / "x.safetensors"));
}

TEST_F(NativeCommands, TheOtherMethodTakesItsOptions) {
    const auto made = answer("quantize " + kTeacher + " --out half.safetensors --method quantize.fp16 --activations fp8-e4m3");
    EXPECT_EQ(made.at("method"), "quantize.fp16");
    EXPECT_EQ(made.at("native"), false);
    EXPECT_EQ(made.at("bits_per_weight"), 16);
    const auto info = answer("info half.safetensors");
    EXPECT_EQ(info.at("simulated"), true);
    EXPECT_NE(info.at("precision").get<std::string>().find("fp8-e4m3 activations"), std::string::npos);
}

TEST_F(NativeCommands, InterruptedQuantizationResumesToTheSameBytes) {
    ASSERT_EQ(quantized.code, 0) << quantized.error;
    const TemporaryFolder other;
    writeText(other / "text.txt");
    const auto command = "stillhouse-cli quantize " + kTeacher + " --out packed.safetensors" + kInt4;
    const auto stopped = shellUntil(command, other.path(), "layer-0", SIGINT);
    EXPECT_EQ(stopped.code, 130) << stopped.error;
    EXPECT_FALSE(fs::exists(other / "packed.safetensors"));
    const auto resumed = shell(command + " --resume", other.path());
    ASSERT_EQ(resumed.code, 0) << resumed.error;
    EXPECT_TRUE(bytesOf(other / "packed.safetensors") == bytesOf(*folder / "packed.safetensors"));
    for (const auto& entry : fs::directory_iterator(other.path()))
        EXPECT_TRUE(entry.path().filename() == "text.txt" || entry.path().filename() == "packed.safetensors") << entry.path();
}

TEST_F(NativeCommands, PerplexityAloneAndAgainstTheOriginal) {
    const auto alone = answer("perplexity packed.safetensors --text text.txt --ctx 64");
    expectKeys(alone, {"nll", "perplexity", "bits_per_byte", "tokens"});
    EXPECT_NEAR(alone.at("perplexity").get<double>(), std::exp(alone.at("nll").get<double>()), 1e-6 * alone.at("perplexity").get<double>());
    const auto both = answer("perplexity packed.safetensors --text text.txt --ctx 64 --against " + kTeacher);
    expectKeys(
        both, {"nll", "perplexity", "reference_nll", "reference_perplexity", "kl", "kl_median", "kl_p99", "same_top", "tokens", "windows"});
    expectKeys(both.at("kl"), {"value", "low", "high"});
    EXPECT_EQ(both.at("tokens"), alone.at("tokens"));
    EXPECT_NEAR(both.at("nll").get<double>(), alone.at("nll").get<double>(), 1e-6);
    EXPECT_GT(both.at("kl").at("value").get<double>(), 0);
    const auto reference = answer("perplexity " + kTeacher + " --text text.txt --ctx 64");
    EXPECT_NEAR(both.at("reference_nll").get<double>(), reference.at("nll").get<double>(), 1e-3)
        << "here the reference keeps its keys and values in F32";
    EXPECT_EQ(run("perplexity packed.safetensors --text nowhere.txt").code, 1);
}

TEST_F(NativeCommands, PackedFilesAnswerIdsAndWriteText) {
    const auto logits = answer("logits packed.safetensors --ids 5,6,7");
    ASSERT_EQ(logits.at("logits").size(), 3u);
    EXPECT_EQ(logits.at("logits").at(0).size(), 1024u);
    const auto first = answer("generate packed.safetensors --prompt Payment --max 8 --greedy");
    expectKeys(first, {"text", "ids", "tokens_per_second", "first_token_ms"});
    EXPECT_LE(first.at("ids").size(), 8u);
    EXPECT_EQ(answer("generate packed.safetensors --prompt Payment --max 8 --greedy").at("ids"), first.at("ids"));
    const auto narrow = answer("generate packed.safetensors --prompt Payment --max 8 --greedy --cache fp8-e4m3");
    EXPECT_LE(narrow.at("ids").size(), 8u);
    const auto cache = run("generate packed.safetensors --prompt Payment --max 2 --cache fp9");
    EXPECT_EQ(cache.code, 1);
    EXPECT_NE(cache.error.find("fp9"), std::string::npos) << cache.error;
    EXPECT_EQ(run("logits packed.safetensors --ids 5,1024").code, 1) << "the vocabulary ends at 1023";
}

TEST_F(NativeCommands, BenchMeasuresAPackedFile) {
    const auto bench = answer("bench packed.safetensors --prompt 8 --gen 2 --repeat 1 --threads 1");
    EXPECT_GT(bench.at("prompt_tps").get<double>(), 0);
    EXPECT_GT(bench.at("decode_tps").get<double>(), 0);
    EXPECT_GT(bench.at("read_gb_per_s").get<double>(), 0);
    EXPECT_DOUBLE_EQ(bench.at("roofline_share").get<double>(),
                     bench.at("decode_tps").get<double>() * (bench.at("bytes_per_token").get<double>() + bench.at("cache_bytes_per_token").get<double>()) / 1e9 /
                         bench.at("read_gb_per_s").get<double>());
    EXPECT_EQ(bench.at("synthetic"), false);
    EXPECT_NE(bench.at("quant").get<std::string>().find("int4"), std::string::npos);
    EXPECT_EQ(bench.at("parameters"), answer("info packed.safetensors").at("parameters"));
}

TEST_F(NativeCommands, EveryFormatIsWrittenDescribedAndAsked) {
    const auto expected = answer("logits " + kTeacher + " --ids 5,6,7").at("logits");
    const std::pair<std::string, std::string> files[] = {
        {"hf", "out"}, {"gguf", "out.gguf"}, {"native", "out.safetensors"}, {"onnx", "out.onnx"}};
    for (const auto& [format, name] : files) {
        const auto written = answer("export " + kTeacher + " --format " + format + " --type f16 --out " + name);
        expectKeys(written, {"path", "format", "type", "bytes", "max_abs_error", "kl", "checked_tokens", "notes"});
        EXPECT_EQ(written.at("format"), format);
        EXPECT_EQ(written.at("type"), "f16");
        EXPECT_LT(written.at("max_abs_error").get<double>(), 1e-2) << format << ": the teacher is F16 already";
        const auto info = answer("info " + name);
        EXPECT_EQ(info.at("architecture"), "llama") << format;
        EXPECT_EQ(info.at("vocab"), 1024) << format;
        if (format == "onnx")
            continue; // a graph for other programs
        const auto logits = answer("logits " + name + " --ids 5,6,7").at("logits");
        for (std::size_t t = 0; t < 3; ++t)
            for (std::size_t v = 0; v < 1024; ++v)
                ASSERT_NEAR(logits[t][v].get<double>(), expected[t][v].get<double>(), 1e-3) << format << " " << t << " " << v;
    }
    EXPECT_EQ(answer("generate out.gguf --prompt Payment --max 8 --greedy").at("text"),
              answer("generate " + kTeacher + " --prompt Payment --max 8 --greedy").at("text"));
    EXPECT_TRUE(fs::is_regular_file(*folder / "out.tokenizer.json"));
    EXPECT_EQ(run("export " + kTeacher + " --format gguf --out out.bin").code, 1);
    EXPECT_EQ(run("export " + kTeacher + " --format ggml --out out").code, 2);
}

} // namespace
