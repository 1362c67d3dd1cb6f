// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/ranked_answers.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::train {

namespace {

std::vector<float> ranked(const RemoteToken& token, std::int64_t k, std::int64_t vocab) {
    std::vector<float> out;
    double mass = 0;
    for (const auto& candidate : token.top) {
        out.push_back(float(std::min(candidate.logprob, 0.0)));
        mass += std::exp(double(out.back()));
    }
    const auto unknown = std::max<std::int64_t>(1, vocab - std::int64_t(out.size()));
    out.resize(std::size_t(k), float(std::log(std::max(1 - mass, 1e-12) / double(unknown))));
    std::sort(out.begin(), out.end(), std::greater<>());
    return out;
}

} // namespace

RankedAnswers rankedAnswers(const std::vector<RemoteAnswer>& answers, std::int64_t vocab) {
    RankedAnswers out;
    std::size_t k = 1;
    for (const auto& answer : answers)
        for (const auto& token : answer.tokens)
            k = std::max(k, token.top.size());
    k = std::min(k, std::size_t(vocab));
    for (const auto& answer : answers) {
        std::vector<float> rows;
        for (const auto& token : answer.tokens)
            for (const float value : ranked(token, std::int64_t(k), vocab))
                rows.push_back(value);
        out.texts.push_back(answer.text);
        out.logProbs.push_back(torch::tensor(rows, torch::kFloat32).view({-1, std::int64_t(k)}));
    }
    out.others = vocab - std::int64_t(k);
    return out;
}

RankedRows rankedRows(const RankedAnswers& answers, const std::vector<std::int64_t>& places, std::vector<std::int64_t>& offsets) {
    std::vector<torch::Tensor> rows;
    offsets = {0};
    for (const auto place : places) {
        rows.push_back(answers.logProbs.at(std::size_t(place)));
        offsets.push_back(offsets.back() + rows.back().size(0));
    }
    return {torch::cat(rows), answers.others};
}

} // namespace stillhouse::train
