// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/gguf_model.h"
#include "core/formats/gguf_writer.h"
#include "core/formats/hf_folder.h"
#include "core/formats/parameter_shapes.h"
#include "core/infer/packed_model.h"
#include "core/infer/session.h"
#include "tests/support/shared.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>
#include <numeric>

namespace stillhouse::infer {
namespace {

void writeFrom(const std::filesystem::path& folder, const std::filesystem::path& file, formats::GgufType type) {
    const formats::HfFolder source(folder);
    formats::GgufWriteOptions options;
    options.type = type;
    formats::writeGguf(file, source.config(), options,
                       [&](const std::string& name, std::span<float> out) { source.tensor(name).toFloat(out); });
}

std::vector<float> logits(PackedModel model) {
    Session session(std::make_shared<const PackedModel>(std::move(model)), 1, 32);
    std::vector<std::int32_t> ids(20);
    std::iota(ids.begin(), ids.end(), 300);
    return session.allLogits(ids);
}

TEST(PackedGguf, F32FilesComputeTheSameAsTheirFolder) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "model-tinystories-656k");
    tests::TemporaryFolder place;
    writeFrom(folder, place / "m.gguf", formats::GgufType::F32);
    EXPECT_EQ(logits(openGguf(place / "m.gguf")), logits(openPacked(folder)));
}

// Every row of every matrix against the reader's own F32: the repacked codes lose nothing.
TEST(PackedGguf, KeepsQuantizedCodesExactly) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "model-tinystories-656k");
    const std::vector<std::pair<formats::GgufType, Packing>> cases = {{formats::GgufType::F16, Packing::F16},
                                                                      {formats::GgufType::Q8_0, Packing::Int8},
                                                                      {formats::GgufType::Q4_0, Packing::Int4},
                                                                      {formats::GgufType::IQ4_NL, Packing::Int4Codebook}};
    for (const auto& [type, packing] : cases) {
        tests::TemporaryFolder place;
        writeFrom(folder, place / "m.gguf", type);
        const formats::GgufModel file(place / "m.gguf");
        const auto model = openGguf(place / "m.gguf");
        EXPECT_EQ(model.precision, file.precision());
        const auto expectRows = [&](const PackedMatrix& matrix, const std::string& name) {
            std::vector<float> values(std::size_t(matrix.rows * matrix.cols)), row(std::size_t(matrix.cols));
            file.read(name, values);
            for (std::int64_t r = 0; r < matrix.rows; ++r) {
                dequantizeRow(matrix, r, row);
                ASSERT_TRUE(std::equal(row.begin(), row.end(), values.begin() + r * matrix.cols)) << name << " row " << r;
            }
        };
        EXPECT_EQ(model.layers[1].attention->q.weight.packing, packing);
        expectRows(model.layers[1].attention->q.weight, "model.layers.1.self_attn.q_proj.weight");
        expectRows(model.layers[0].attention->k.weight, "model.layers.0.self_attn.k_proj.weight");
        expectRows(model.layers[0].ffn->down.weight, "model.layers.0.mlp.down_proj.weight");
        expectRows(model.embedding, formats::embeddingName);
        checkPacked(model.layers[1].attention->q.weight, "q");
    }
}

TEST(PackedGguf, PacksAsAsked) {
    STILLHOUSE_SHARED_OR_SKIP(folder, "model-tinystories-656k");
    tests::TemporaryFolder place;
    writeFrom(folder, place / "m.gguf", formats::GgufType::F32);
    const auto model = openGguf(place / "m.gguf", Packing::Int8);
    EXPECT_EQ(model.layers[0].ffn->up.weight.packing, Packing::Int8);
    EXPECT_EQ(model.precision, "int8");
}

} // namespace
} // namespace stillhouse::infer
