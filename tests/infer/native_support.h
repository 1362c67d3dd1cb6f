// SPDX-License-Identifier: GPL-3.0-or-later
// A small model with every kind of packed matrix in it.
#pragma once
#include "core/base/seed.h"
#include "core/infer/packed_model.h"

#include <cmath>

namespace stillhouse::tests {

class MixedModel {
public:
    explicit MixedModel(std::uint64_t seed) : random_(seed) {}

    infer::PackedMatrix matrix(infer::Packing packing, std::int64_t rows, std::int64_t cols, bool twoLevel = false, int outliers = 0) {
        if (!infer::isInteger(packing))
            return infer::packFloat(values(rows * cols), rows, cols, packing);
        infer::QuantizedCodes q;
        q.packing = packing;
        q.rows = rows;
        q.cols = cols;
        for (std::int64_t i = 0; i < rows * cols; ++i)
            q.codes.push_back(std::uint8_t(random_.below(packing == infer::Packing::Int8 ? 256 : 16)));
        for (std::int64_t i = 0; i < rows * ((cols + 31) / 32); ++i)
            q.scales.push_back(float(0.001 + 0.01 * random_.uniform()));
        if (packing == infer::Packing::Int4Codebook) {
            q.codebookRows = 32;
            for (std::int64_t i = 0; i < (rows + 31) / 32 * 16; ++i)
                q.codebook.push_back(std::int8_t(int(random_.below(255)) - 127));
        }
        for (int i = 0; i < outliers; ++i)
            q.outliers.push_back({std::uint32_t(i * rows / outliers), std::uint32_t(random_.below(std::uint64_t(cols))), 0.25f});
        q.twoLevelScales = twoLevel;
        infer::roundScales(q);
        return infer::pack(q);
    }

    /// 40 tokens, width 48; layer 0 whole with biases and head norms, layer 1 without attention, layer 2 without feed-forward.
    infer::PackedModel make() {
        using enum infer::Packing;
        infer::PackedModel model;
        auto& c = model.config;
        c.architecture = formats::Architecture::Qwen3;
        c.vocab = 40;
        c.hidden = 48;
        c.headDim = 12;
        c.layers = {{4, 2, 70, true, true}, {0, 0, 33, false, true}, {4, 1, 0, true, false}};
        c.attentionBias = c.attentionOutputBias = c.qkNorm = true;
        c.maxPositions = 64;
        c.bos = 1;
        c.eos = {2};
        model.embedding = matrix(F16, 40, 48);
        model.head = matrix(BF16, 40, 48);
        model.finalNorm = values(48);
        model.layers.resize(3);
        model.layers[0].attention = {values(48), values(12), values(12), {matrix(Int8, 48, 48), values(48)}, {matrix(Int4, 24, 48, true), values(24)},
                                     {matrix(Int4Codebook, 24, 48, false, 5), values(24)}, {matrix(Int4Codebook, 48, 48, true, 3), values(48)}};
        model.layers[0].ffn = {values(48), {matrix(Int4, 70, 48, false, 9), {}}, {matrix(F32, 70, 48), {}}, {matrix(Int8, 48, 70, true), {}}};
        model.layers[1].ffn = {values(48), {matrix(Int4Codebook, 33, 48), {}}, {matrix(F16, 33, 48), {}}, {matrix(BF16, 48, 33), {}}};
        model.layers[2].attention = {values(48), values(12), values(12), {matrix(Int4, 48, 48), values(48)}, {matrix(F32, 12, 48), values(12)},
                                     {matrix(Int8, 12, 48, false, 4), values(12)}, {matrix(F16, 48, 48), values(48)}};
        return model;
    }

private:
    std::vector<float> values(std::int64_t count) {
        std::vector<float> out;
        for (std::int64_t i = 0; i < count; ++i)
            out.push_back(float(random_.uniform() - 0.4) / 4);
        return out;
    }

    base::Random random_;
};

} // namespace stillhouse::tests
