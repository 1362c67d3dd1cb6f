// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/llama2c.h"

#include "core/base/failure.h"
#include "core/formats/parameter_shapes.h"
#include "tests/support/shared.h"
#include "tests/support/temporary_folder.h"

#include <array>
#include <fstream>
#include <gtest/gtest.h>

namespace stillhouse::formats {
namespace {

// dim 8, hidden 4, 1 layer, 2 heads, 1 kv head, vocabulary ±3, context 5; value i of the file is i.
std::string tinyFile(bool tied) {
    const std::array<std::int32_t, 7> header{8, 4, 1, 2, 1, tied ? 3 : -3, 5};
    const std::size_t count = 24 + 8 + 64 + 32 + 32 + 64 + 8 + 3 * 32 + 8 + 5 * 4 + (tied ? 0 : 24);
    std::string file(reinterpret_cast<const char*>(header.data()), sizeof header);
    for (std::size_t i = 0; i < count; ++i) {
        const auto value = static_cast<float>(i);
        file.append(reinterpret_cast<const char*>(&value), 4);
    }
    return file;
}

std::string llama2cErrorOf(const std::string& content) {
    tests::TemporaryFolder folder;
    std::ofstream(folder / "m.bin", std::ios::binary) << content;
    try {
        Llama2cFile file(folder / "m.bin");
    } catch (const base::Failure& failure) {
        return failure.what();
    }
    return "no error";
}

TEST(Llama2c, FindsEveryTensorAndSkipsTheTables) {
    tests::TemporaryFolder folder;
    std::ofstream(folder / "m.bin", std::ios::binary) << tinyFile(false);
    const Llama2cFile file(folder / "m.bin");
    EXPECT_FALSE(file.config().tiedEmbeddings);
    for (const auto& parameter : parameterShapes(file.config()))
        EXPECT_FALSE(file.tensor(parameter.name).empty()) << parameter.name;
    EXPECT_EQ(file.tensor(embeddingName)[0], 0);
    EXPECT_EQ(file.tensor("model.layers.0.input_layernorm.weight")[0], 24);
    EXPECT_EQ(file.tensor("model.layers.0.self_attn.v_proj.weight")[0], 24 + 8 + 64 + 32);
    EXPECT_EQ(file.tensor("model.layers.0.mlp.up_proj.weight")[0], 24 + 8 + 64 + 32 + 32 + 64 + 8 + 2 * 32);
    EXPECT_EQ(file.tensor(headName)[0], 24 + 8 + 64 + 32 + 32 + 64 + 8 + 96 + 8 + 20);
}

// Head width 4: rows 0,1,2,3 of a head turn as pairs (0,1) and (2,3); half-split order has pairs (0,2) and (1,3), so rows 0,2,1,3.
TEST(Llama2c, ReordersTheRowsOfQueriesAndKeys) {
    tests::TemporaryFolder folder;
    std::ofstream(folder / "m.bin", std::ios::binary) << tinyFile(true);
    const Llama2cFile file(folder / "m.bin");
    const auto q = file.tensor("model.layers.0.self_attn.q_proj.weight");
    std::vector<float> firsts;
    for (std::size_t row = 0; row < 8; ++row)
        firsts.push_back((q[row * 8] - 32) / 8);
    EXPECT_EQ(firsts, (std::vector<float>{0, 2, 1, 3, 4, 6, 5, 7}));
    const auto k = file.tensor("model.layers.0.self_attn.k_proj.weight");
    EXPECT_EQ((k[8] - 96) / 8, 2);
}

TEST(Llama2c, RefusesDamage) {
    const auto good = tinyFile(true);
    EXPECT_EQ(llama2cErrorOf(good), "no error");
    for (std::size_t size = 0; size < good.size(); size += 3)
        EXPECT_NE(llama2cErrorOf(good.substr(0, size)).find("m.bin"), std::string::npos) << size;
    EXPECT_NE(llama2cErrorOf(good + "1234").find("describes"), std::string::npos);
    for (std::size_t field = 0; field < 7; ++field)
        for (const std::int32_t value : {0, -1, 0x7fffffff, -0x7fffffff - 1, 1 << 24, 0x616b3432}) {
            auto bad = good;
            bad.replace(field * 4, 4, reinterpret_cast<const char*>(&value), 4);
            EXPECT_NE(llama2cErrorOf(bad).find("m.bin"), std::string::npos) << field << " " << value;
        }
}

TEST(Llama2c, OpensTheSharedModel) {
    STILLHOUSE_SHARED_OR_SKIP(path, "model-stories260k");
    const Llama2cFile file(path / "stories260K.bin");
    EXPECT_EQ(file.config().vocab, 512);
    EXPECT_EQ(file.config().layers.front(), (LayerShape{8, 4, 172, true, true}));
    EXPECT_TRUE(file.config().tiedEmbeddings);
}

} // namespace
} // namespace stillhouse::formats
