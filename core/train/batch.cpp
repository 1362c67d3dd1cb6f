// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/batch.h"

#include <algorithm>

namespace stillhouse::train {

Batch collate(std::span<const evaluate::EncodedExample> examples, const std::vector<std::int64_t>& indices, double promptWeight) {
    std::int64_t length = 1;
    for (const auto i : indices)
        length = std::max(length, std::int64_t(examples[std::size_t(i)].ids.size()) - 1);
    Batch batch;
    batch.examples = indices;
    batch.ids = torch::zeros({std::int64_t(indices.size()), length}, torch::kInt64);
    auto* ids = batch.ids.data_ptr<std::int64_t>();
    std::vector<std::int64_t> rows, targets;
    std::vector<float> weights;
    batch.rowOffsets.push_back(0);
    for (std::size_t b = 0; b < indices.size(); ++b) {
        const auto& example = examples[std::size_t(indices[b])];
        const auto inputs = std::int64_t(example.ids.size()) - 1;
        for (std::int64_t t = 0; t < inputs; ++t) {
            ids[std::int64_t(b) * length + t] = example.ids[std::size_t(t)];
            const bool response = t + 1 >= example.responseStart;
            if (!response && promptWeight == 0)
                continue;
            rows.push_back(std::int64_t(b) * length + t);
            targets.push_back(example.ids[std::size_t(t + 1)]);
            weights.push_back(response ? 1.0f : float(promptWeight));
        }
        batch.lengths.push_back(std::max<std::int64_t>(0, inputs));
        batch.tokens += batch.lengths.back();
        batch.rowOffsets.push_back(std::int64_t(rows.size()));
    }
    batch.rows = torch::tensor(rows, torch::kInt64);
    batch.targets = torch::tensor(targets, torch::kInt64);
    batch.weights = torch::tensor(weights, torch::kFloat32);
    return batch;
}

BatchPart partOf(const Batch& whole, const std::vector<std::int64_t>& places) {
    BatchPart part;
    std::vector<std::int64_t> rows, flat;
    const auto length = whole.ids.size(1);
    const auto* positions = whole.rows.data_ptr<std::int64_t>();
    part.batch.rowOffsets.push_back(0);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto b = std::size_t(places[i]);
        part.batch.examples.push_back(whole.examples[b]);
        part.batch.lengths.push_back(whole.lengths[b]);
        part.batch.tokens += whole.lengths[b];
        for (auto r = whole.rowOffsets[b]; r < whole.rowOffsets[b + 1]; ++r) {
            rows.push_back(r);
            flat.push_back(std::int64_t(i) * length + positions[r] % length);
        }
        part.batch.rowOffsets.push_back(std::int64_t(rows.size()));
    }
    part.rows = torch::tensor(rows, torch::kInt64);
    part.batch.ids = whole.ids.index_select(0, torch::tensor(places, torch::kInt64));
    part.batch.rows = torch::tensor(flat, torch::kInt64);
    part.batch.targets = whole.targets.index_select(0, part.rows);
    part.batch.weights = whole.weights.index_select(0, part.rows);
    return part;
}

torch::Tensor scoredRows(const torch::Tensor& hidden, const Batch& batch) {
    const auto flat = hidden.reshape({-1, hidden.size(-1)}); // (B·T, d)
    return batch.rows.numel() == flat.size(0) ? flat : flat.index_select(0, batch.rows.to(flat.device()));
}

} // namespace stillhouse::train
