// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/train/label_pass.h"

#include "core/base/seed.h"
#include "core/evaluate/batches.h"
#include "core/evaluate/label_branches.h"

#include <algorithm>
#include <map>

namespace stillhouse::train {

namespace {

using Ids = std::vector<std::int32_t>;

// What is read where: one entry for each token of each label.
struct Reading {
    std::vector<Ids> sequences;
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> places; // (sequence, position) → row of the logits
    std::vector<std::int64_t> sequence, position;                        // of each row
    std::vector<std::int64_t> row, token, slot;                          // of each reading
    std::vector<float> share;                                            // 1/m

    std::int64_t rowAt(std::int64_t s, std::int64_t p) {
        const auto [found, fresh] = places.emplace(std::pair(s, p), std::int64_t(sequence.size()));
        if (fresh) {
            sequence.push_back(s);
            position.push_back(p);
        }
        return found->second;
    }
};

Reading readingOf(const std::vector<Ids>& labelTokens, const std::vector<LabelQuery>& queries) {
    Reading out;
    for (std::size_t b = 0; b < queries.size(); ++b) {
        const auto& query = queries[b];
        std::vector<Ids> asked;
        for (const auto label : query.labels)
            asked.push_back(labelTokens[std::size_t(label)]);
        for (const auto& branch : evaluate::labelBranches(asked)) {
            const auto s = std::int64_t(out.sequences.size());
            out.sequences.push_back(query.prompt);
            out.sequences.back().insert(out.sequences.back().end(), branch.fed.begin(), branch.fed.end());
            for (const auto& ask : branch.asks) {
                out.row.push_back(out.rowAt(s, std::int64_t(query.prompt.size()) - 1 + ask.step));
                out.token.push_back(ask.token);
                out.slot.push_back(std::int64_t(b * query.labels.size() + ask.label));
                out.share.push_back(1.0f / float(asked[ask.label].size()));
            }
        }
    }
    return out;
}

} // namespace

LabelScores labelScores(const model::Decoder& student, const std::vector<Ids>& labelTokens, const std::vector<LabelQuery>& queries) {
    const auto reading = readingOf(labelTokens, queries);
    const auto device = student.device();
    const auto on = [&](const auto& list, torch::ScalarType type) { return torch::tensor(list, type).to(device); };
    const auto states = student.hidden(evaluate::paddedIds(reading.sequences, device)); // (N,T,d)
    const auto flat = on(reading.sequence, torch::kInt64) * states.size(1) + on(reading.position, torch::kInt64);
    const auto logits = torch::mm(states.reshape({-1, states.size(2)}).index_select(0, flat), student.headWeight().t()); // (R,V)
    const auto logP = torch::log_softmax(logits, 1).index({on(reading.row, torch::kInt64), on(reading.token, torch::kInt64)});
    const auto width = std::int64_t(queries.front().labels.size());
    const auto sums = torch::zeros({std::int64_t(queries.size()) * width}, logits.options())
                          .index_add(0, on(reading.slot, torch::kInt64), logP * on(reading.share, torch::kFloat32).to(logits.scalar_type()));
    return {sums.view({-1, width}), logits};
}

std::vector<std::int64_t> labelSubset(const torch::Tensor& teacher, std::int64_t truth, std::int64_t size, std::uint64_t seed) {
    const auto labels = teacher.size(0);
    std::vector<std::int64_t> order, chosen;
    const auto sorted = teacher.argsort(-1, true).to(torch::kInt64).contiguous();
    order.assign(sorted.data_ptr<std::int64_t>(), sorted.data_ptr<std::int64_t>() + labels);
    if (truth >= 0) {
        std::erase(order, truth);
        order.insert(order.begin(), truth);
    }
    if (size < labels) {
        const auto sure = std::size_t(truth >= 0 ? 1 + (size - 1) / 2 : (size + 1) / 2);
        std::vector<std::int64_t> others(order.begin() + std::ptrdiff_t(sure), order.end());
        base::Random random(seed);
        base::shuffle(others, random);
        order.resize(sure);
        order.insert(order.end(), others.begin(), others.begin() + std::ptrdiff_t(std::size_t(size) - sure));
    }
    std::sort(order.begin(), order.end());
    return order;
}

} // namespace stillhouse::train
