// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/formats/hf_folder.h"
#include "core/model/model_io.h"
#include "tests/engine/model_support.h"
#include "tests/support/shared.h"
#include "tests/support/temporary_folder.h"

#include <fstream>
#include <gtest/gtest.h>

namespace stillhouse::model {
namespace {

using tests::idTensor;
using tests::tinyModel;

const auto ids = [] { return idTensor({3, 1, 4, 1, 5, 9, 2, 6}); };

formats::ModelConfig unevenModel() {
    auto config = tinyModel();
    config.tiedEmbeddings = true;
    config.layers = {
        {4, 2, 20, true, true}, {2, 1, 7, true, true}, {0, 0, 9, false, true}, {3, 3, 0, true, false}, {0, 0, 0, false, false}};
    return config;
}

TEST(ModelIo, ASavedModelReloadsIdentically) {
    tests::TemporaryFolder folder;
    torch::NoGradGuard noGrad;
    for (const auto& config : {tinyModel(), unevenModel()})
        for (const std::int64_t shard : {std::int64_t{5'000'000'000}, std::int64_t{3000}}) {
            const auto decoder = tests::livelyModel(config);
            SaveOptions options;
            options.shardBytes = shard;
            saveModel(decoder, folder / "m", options);
            EXPECT_EQ(std::filesystem::exists(folder / "m/model.safetensors.index.json"), shard == 3000);
            const auto back = loadModel(folder / "m");
            EXPECT_EQ(back.config(), config);
            EXPECT_TRUE(back.forward(ids()).equal(decoder.forward(ids())));
            EXPECT_EQ(modelHash(back), modelHash(decoder));
        }
}

TEST(ModelIo, HalfPrecisionIsStoredRoundedOnce) {
    tests::TemporaryFolder folder;
    const auto decoder = tests::livelyModel(tinyModel());
    for (const auto type : {formats::DType::F16, formats::DType::BF16}) {
        SaveOptions options;
        options.dtype = type;
        saveModel(decoder, folder / "m", options);
        const auto back = loadModel(folder / "m");
        EXPECT_EQ(back.config().dtype, type);
        for (std::size_t i = 0; i < back.parameters().size(); ++i)
            EXPECT_TRUE(back.parameters()[i].equal(decoder.parameters()[i].to(scalarType(type)).to(torch::kFloat)));
        // What the precision holds survives another round, and the hash says so.
        saveModel(back, folder / "again");
        auto again = loadModel(folder / "again");
        EXPECT_EQ(modelHash(again), modelHash(back));
        EXPECT_NE(modelHash(again), modelHash(decoder));
    }
}

TEST(ModelIo, F16RefusesWhatItCannotHoldAndKeepsTheOldModel) {
    tests::TemporaryFolder folder;
    auto decoder = tests::livelyModel(tinyModel());
    saveModel(decoder, folder / "m");
    const auto hash = modelHash(decoder);
    torch::NoGradGuard noGrad;
    decoder.layers()[1].ffn->down.weight.fill_(1e6);
    SaveOptions options;
    options.dtype = formats::DType::F16;
    try {
        saveModel(decoder, folder / "m", options);
        FAIL() << "no error";
    } catch (const base::Failure& failure) {
        EXPECT_NE(std::string(failure.what()).find("model.layers.1.mlp.down_proj.weight"), std::string::npos) << failure.what();
    }
    EXPECT_EQ(modelHash(loadModel(folder / "m")), hash);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(ModelIo, HashTellsWeightsAndConstantsApart) {
    const auto decoder = tests::livelyModel(tinyModel());
    auto changed = decoder.clone();
    EXPECT_EQ(modelHash(changed), modelHash(decoder));
    torch::NoGradGuard noGrad;
    changed.layers()[0].attention->norm[3] += 1e-3;
    EXPECT_NE(modelHash(changed), modelHash(decoder));
    auto config = tinyModel();
    config.ropeTheta = 101;
    EXPECT_NE(modelHash(tests::livelyModel(config)), modelHash(decoder));
}

TEST(ModelIo, ExtraTensorsComeAlong) {
    tests::TemporaryFolder folder;
    SaveOptions options;
    options.extra = {{"score.weight", torch::full({1, 12}, 0.25)}};
    saveModel(Decoder::random(tinyModel()), folder / "m", options);
    const formats::HfFolder opened(folder / "m");
    EXPECT_TRUE(toTensor(opened.tensor("score.weight")).equal(torch::full({1, 12}, 0.25)));
}

TEST(ModelIo, SaysWhatItCannotOpen) {
    tests::TemporaryFolder folder;
    EXPECT_THROW(loadModel(folder / "absent"), base::Failure);
    std::ofstream(folder / "model.xyz") << "text";
    EXPECT_THROW(loadModel(folder / "model.xyz"), base::Failure);
    std::ofstream(folder / "model.bin") << "text";
    EXPECT_THROW(loadModel(folder / "model.bin"), base::Failure);
}

TEST(ModelIo, TheSharedModelsSurviveTheExport) {
    STILLHOUSE_SHARED_OR_SKIP(stories, "model-tinystories-656k");
    STILLHOUSE_SHARED_OR_SKIP(small, "model-stories260k");
    tests::TemporaryFolder folder;
    torch::NoGradGuard noGrad;
    for (const auto& source : {stories, small / "stories260K.bin"}) {
        const auto decoder = loadModel(source);
        SaveOptions options;
        options.tokenizerFrom = stories;
        saveModel(decoder, folder / "m", options);
        EXPECT_TRUE(std::filesystem::exists(folder / "m/tokenizer.json"));
        EXPECT_TRUE(loadModel(folder / "m").forward(ids()).equal(decoder.forward(ids())));
    }
}

} // namespace
} // namespace stillhouse::model
