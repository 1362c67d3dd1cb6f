// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/hf_folder.h"

#include "core/base/atomic_file.h"
#include "core/base/failure.h"
#include "core/formats/hf_writer.h"
#include "core/formats/parameter_shapes.h"
#include "tests/support/shared.h"
#include "tests/support/temporary_folder.h"

#include <fstream>
#include <gtest/gtest.h>

namespace stillhouse::formats {
namespace {

namespace fs = std::filesystem;

ModelConfig tinyConfig() {
    ModelConfig config;
    config.vocab = 10;
    config.hidden = 8;
    config.headDim = 4;
    config.layers.assign(2, LayerShape{2, 1, 6, true, true});
    config.eos = {2};
    return config;
}

std::vector<float> valuesOf(const TensorInfo& info, std::size_t number) {
    std::vector<float> values(static_cast<std::size_t>(info.elements()));
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<float>(number) + static_cast<float>(i) / 128;
    return values;
}

void writeModel(const fs::path& folder, const ModelConfig& config, HfWriteOptions options = {}) {
    HfWriter writer(folder, config, options);
    std::size_t number = 0;
    for (const auto& parameter : parameterShapes(config))
        writer.write(parameter.name, valuesOf({parameter.name, DType::F32, parameter.shape}, number++));
    for (const auto& extra : options.extra)
        writer.write(extra.name, valuesOf(extra, number++));
    writer.commit();
}

std::string folderErrorOf(const fs::path& folder) {
    try {
        HfFolder opened(folder);
    } catch (const base::Failure& failure) {
        return failure.what();
    }
    return "no error";
}

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void replaceIn(const fs::path& path, const std::string& from, const std::string& to) {
    auto text = read(path);
    ASSERT_NE(text.find(from), std::string::npos) << from;
    text.replace(text.find(from), from.size(), to);
    std::ofstream(path, std::ios::binary) << text;
}

TEST(HfFolder, WritesAndReadsSingleAndSharded) {
    tests::TemporaryFolder folder;
    base::writeAtomically(folder / "tokenizer.json", "{}");
    for (const std::int64_t limit : {std::int64_t{5'000'000'000}, std::int64_t{500}, std::int64_t{1}}) {
        HfWriteOptions options;
        options.shardBytes = limit;
        options.extra = {{"score.weight", DType::F32, {1, 8}}};
        options.metadata = {{"origin", "test"}};
        options.copy = tokenizerFiles(folder.path());
        options.generation.temperature = 0.5;
        writeModel(folder / "m", tinyConfig(), options);
        const HfFolder opened(folder / "m");
        EXPECT_EQ(opened.config(), tinyConfig());
        EXPECT_EQ(opened.generation().temperature, 0.5);
        EXPECT_EQ(opened.generation().eos, tinyConfig().eos);
        EXPECT_EQ(opened.metadata().at("origin"), "test");
        EXPECT_TRUE(fs::exists(folder / "m/tokenizer.json"));
        EXPECT_EQ(fs::exists(folder / "m/model.safetensors"), limit > 500);
        EXPECT_EQ(opened.tensors().size(), parameterShapes(tinyConfig()).size() + 1);
        std::size_t number = 0;
        for (const auto& parameter : parameterShapes(tinyConfig())) {
            std::vector<float> values(static_cast<std::size_t>(opened.tensor(parameter.name).info.elements()));
            opened.tensor(parameter.name).toFloat(values);
            EXPECT_EQ(values, valuesOf(opened.tensor(parameter.name).info, number++)) << parameter.name;
        }
        EXPECT_TRUE(opened.has("score.weight"));
    }
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), {}), 2);
}

TEST(HfFolder, LeavesNothingWithoutCommitAndSparesForeignFolders) {
    tests::TemporaryFolder folder;
    { HfWriter writer(folder / "m", tinyConfig(), {}); }
    EXPECT_TRUE(fs::is_empty(folder.path()));
    fs::create_directory(folder / "photos");
    std::ofstream(folder / "photos/1.jpg") << "x";
    EXPECT_THROW(HfWriter(folder / "photos", tinyConfig(), {}), base::Failure);
    EXPECT_TRUE(fs::exists(folder / "photos/1.jpg"));
}

TEST(HfFolder, SavingOverAModelReplacesItAndKeepsTheUsersFiles) {
    tests::TemporaryFolder folder;
    HfWriteOptions sharded;
    sharded.shardBytes = 1000;
    writeModel(folder / "m", tinyConfig(), sharded);
    std::ofstream(folder / "m/tokenizer.json") << "old";
    std::ofstream(folder / "m/notes.txt") << "mine";
    fs::create_directory(folder / "m/sub");
    std::ofstream(folder / "m/sub/a") << "mine too";
    writeModel(folder / "m", tinyConfig());
    EXPECT_EQ(read(folder / "m/notes.txt"), "mine");
    EXPECT_EQ(read(folder / "m/sub/a"), "mine too");
    std::size_t weights = 0;
    for (const auto& entry : fs::directory_iterator(folder / "m"))
        weights += entry.path().extension() == ".safetensors";
    EXPECT_EQ(weights, 1u);
    EXPECT_FALSE(fs::exists(folder / "m/model.safetensors.index.json"));
    EXPECT_FALSE(fs::exists(folder / "m/tokenizer.json"));
    EXPECT_EQ(folderErrorOf(folder / "m"), "no error");
}

TEST(HfFolder, FindsTiedEmbeddingsUnderEitherName) {
    tests::TemporaryFolder folder;
    auto config = tinyConfig();
    config.tiedEmbeddings = true;
    writeModel(folder / "m", config);
    replaceIn(folder / "m/model.safetensors", "model.embed_tokens.weight\"", "lm_head.weight\"           ");
    const HfFolder opened(folder / "m");
    EXPECT_EQ(opened.tensor(embeddingName).info.name, "lm_head.weight");
}

TEST(HfFolder, NamesTheTensorThatIsMissingStrangeOrOfTheWrongShape) {
    tests::TemporaryFolder folder;
    writeModel(folder / "m", tinyConfig());
    const auto weights = folder / "m/model.safetensors";
    const auto good = read(weights);
    replaceIn(weights, "model.norm.weight", "model.nOrm.weight");
    EXPECT_NE(folderErrorOf(folder / "m").find("model.norm.weight: The tensor is missing"), std::string::npos) << folderErrorOf(folder / "m");
    std::ofstream(weights, std::ios::binary) << good;
    replaceIn(weights, "[10,8]", "[8,10]");
    EXPECT_NE(folderErrorOf(folder / "m").find("shape [8, 10], but config.json asks for [10, 8]"), std::string::npos) << folderErrorOf(folder / "m");
    std::ofstream(weights, std::ios::binary) << good;
    replaceIn(folder / "m/config.json", "\"num_hidden_layers\": 2", "\"num_hidden_layers\": 1");
    EXPECT_NE(folderErrorOf(folder / "m").find("model.layers.1."), std::string::npos) << folderErrorOf(folder / "m");
}

TEST(HfFolder, RefusesIndexPathsThatLeaveTheFolder) {
    tests::TemporaryFolder folder;
    HfWriteOptions options;
    options.shardBytes = 1000;
    writeModel(folder / "m", tinyConfig(), options);
    const auto index = folder / "m/model.safetensors.index.json";
    const auto good = read(index);
    const auto first = "model-00001-of-" + good.substr(good.find("-of-") + 4, 17);
    fs::copy_file(folder / ("m/" + first), folder / first);
    for (const std::string& path :
         {std::string("../" + first), (folder / first).string(), std::string(".."), std::string(""), "sub/../" + first, "..\\\\" + first}) {
        std::ofstream(index) << good;
        replaceIn(index, first, path);
        EXPECT_NE(folderErrorOf(folder / "m").find("not a file in the model's folder"), std::string::npos) << path << folderErrorOf(folder / "m");
    }
    std::ofstream(index) << good;
    fs::remove(folder / ("m/" + first));
    EXPECT_NE(folderErrorOf(folder / "m").find("missing"), std::string::npos);
    fs::create_symlink(folder / first, folder / ("m/" + first));
    EXPECT_NE(folderErrorOf(folder / "m").find("leads out of"), std::string::npos);
}

TEST(HfFolder, RefusesAnIndexThatDoesNotMatchItsShards) {
    tests::TemporaryFolder folder;
    HfWriteOptions options;
    options.shardBytes = 1000;
    writeModel(folder / "m", tinyConfig(), options);
    const auto index = folder / "m/model.safetensors.index.json";
    const auto good = read(index);
    replaceIn(index, "\"model.norm.weight\"", "\"model.nothing\"");
    EXPECT_NE(folderErrorOf(folder / "m").find("but it does not"), std::string::npos) << folderErrorOf(folder / "m");
    for (const std::string& bad : {std::string("{}"), std::string("[]"), std::string("{\"weight_map\":[]}"),
                                   std::string("{\"weight_map\":{\"a\":1}}"), good.substr(0, good.size() / 2)}) {
        std::ofstream(index) << bad;
        EXPECT_NE(folderErrorOf(folder / "m").find("index.json"), std::string::npos) << bad << folderErrorOf(folder / "m");
    }
}

TEST(HfFolder, SaysWhatAFolderLacks) {
    tests::TemporaryFolder folder;
    EXPECT_NE(folderErrorOf(folder / "absent").find("no such folder"), std::string::npos);
    EXPECT_NE(folderErrorOf(folder.path()).find("config.json"), std::string::npos);
    writeConfig(tinyConfig(), folder / "config.json");
    EXPECT_NE(folderErrorOf(folder.path()).find("neither model.safetensors"), std::string::npos);
}

TEST(HfFolder, OpensTheSharedModel) {
    STILLHOUSE_SHARED_OR_SKIP(path, "model-tinystories-656k");
    const HfFolder folder(path);
    EXPECT_EQ(parameterCount(folder.config()), 656'000);
    EXPECT_EQ(folder.tensor(embeddingName).info.name, headName);
    EXPECT_EQ(folder.fileBytes(), 2'626'168u);
}

// Truncations and flips of a real file, spread over its length: an error or an open folder, never anything else.
TEST(HfFolder, SurvivesDamageToTheSharedModel) {
    STILLHOUSE_SHARED_OR_SKIP(path, "model-tinystories-656k");
    tests::TemporaryFolder folder;
    fs::copy_file(path / "config.json", folder / "config.json");
    const auto good = read(path / "model.safetensors");
    for (std::size_t size : {std::size_t{0}, std::size_t{7}, std::size_t{8}, std::size_t{1000}, good.size() / 2, good.size() - 1}) {
        std::ofstream(folder / "model.safetensors", std::ios::binary) << good.substr(0, size);
        EXPECT_NE(folderErrorOf(folder.path()), "no error") << size;
    }
    for (std::size_t at = 100; at < 2000; at += 29) {
        auto bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x55);
        std::ofstream(folder / "model.safetensors", std::ios::binary) << bad;
        EXPECT_NE(folderErrorOf(folder.path()), "no error") << at; // any damage to this header concerns a tensor the model needs
    }
}

} // namespace
} // namespace stillhouse::formats
