// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/teacher_weights.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace stillhouse::train {

namespace {

Shares normalised(Shares shares) {
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    for (double& share : shares)
        share /= sum;
    return shares;
}

// softmax(log prior + score); a prior of 0 stays out.
Shares softmaxShares(std::span<const double> prior, const std::vector<double>& scores) {
    double top = -std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < prior.size(); ++k)
        if (prior[k] > 0)
            top = std::max(top, scores[k]);
    Shares shares(prior.size());
    for (std::size_t k = 0; k < prior.size(); ++k)
        shares[k] = prior[k] > 0 ? prior[k] * std::exp(scores[k] - top) : 0;
    return normalised(std::move(shares));
}

bool truthKnown(std::span<const Opinion> opinions) {
    return std::none_of(opinions.begin(), opinions.end(), [](const Opinion& o) { return std::isnan(o.probability); });
}

} // namespace

Shares fixedShares(std::span<const double> prior) { return normalised({prior.begin(), prior.end()}); }

Shares confidenceShares(std::span<const double> prior, std::span<const Opinion> opinions) {
    std::vector<double> scores;
    for (const auto& opinion : opinions)
        scores.push_back(-opinion.entropy);
    return softmaxShares(prior, scores);
}

Shares correctnessShares(std::span<const double> prior, std::span<const Opinion> opinions) {
    if (!truthKnown(opinions))
        return fixedShares(prior);
    Shares shares;
    for (std::size_t k = 0; k < prior.size(); ++k)
        shares.push_back(prior[k] * std::max(opinions[k].probability, kCorrectnessFloor));
    return normalised(std::move(shares));
}

Shares StackedWeights::shares(std::span<const double> prior, std::span<const std::size_t> who) const {
    std::vector<double> scores;
    for (const auto k : who)
        scores.push_back(theta_[k]);
    return softmaxShares(prior, scores);
}

void StackedWeights::observe(std::span<const std::size_t> who, const Shares& shares, std::span<const Opinion> opinions) {
    if (!truthKnown(opinions))
        return;
    gradient_.resize(theta_.size(), 0.0);
    double explained = 0;
    for (std::size_t i = 0; i < who.size(); ++i)
        explained += shares[i] * opinions[i].probability;
    ++observed_;
    if (explained <= 0)
        return; // nobody thought of the truth: it does not tell them apart
    for (std::size_t i = 0; i < who.size(); ++i)
        gradient_[who[i]] += shares[i] * opinions[i].probability / explained - shares[i];
}

void StackedWeights::step(double rate) {
    for (std::size_t k = 0; k < gradient_.size() && observed_ > 0; ++k)
        theta_[k] = std::clamp(theta_[k] + rate * gradient_[k] / double(observed_), -10.0, 10.0);
    gradient_.clear();
    observed_ = 0;
}

namespace {

// From logits (R,V) of one block.
void addRows(const torch::Tensor& logits, const torch::Tensor& targets, std::vector<torch::Tensor>& entropy, std::vector<torch::Tensor>& logProb) {
    const auto logP = torch::log_softmax(logits.to(torch::kDouble), 1);
    entropy.push_back(-(logP.exp() * logP).sum(1).cpu());
    logProb.push_back(logP.gather(1, targets.unsqueeze(1)).squeeze(1).cpu());
}

// From the top-k: what is left of the mass is spread evenly over the other ids.
RowOpinions fromTop(const VocabTeacher& t, const torch::Tensor& targets, std::int64_t vocab) {
    const auto logP = t.logProbs.to(torch::kDouble); // (R,k)
    const double others = double(std::max<std::int64_t>(1, vocab - t.ids.size(1)));
    const auto rest = (1 - logP.exp().sum(1)).clamp_min(1e-12); // (R)
    const auto hit = t.ids.eq(targets.unsqueeze(1));            // (R,k)
    const auto found = logP.masked_fill(hit.logical_not(), 0.0).sum(1);
    const auto even = (rest / others).log();
    return {-(logP.exp() * logP).sum(1) - rest * even, torch::where(hit.any(1), found, even)};
}

} // namespace

RowOpinions rowOpinions(const VocabTeacher& teacher, const torch::Tensor& targets, std::int64_t vocab) {
    torch::InferenceMode inference;
    if (teacher.ids.defined())
        return fromTop(teacher, targets, teacher.common > 0 ? std::min(vocab, teacher.common) : vocab);
    const auto& rows = teacher.logits.defined() ? teacher.logits : teacher.hidden;
    const auto common = std::min(vocab, teacher.logits.defined() ? teacher.logits.size(1) : teacher.head.size(0));
    constexpr std::int64_t block = 256; // the whole vocabulary for so many rows at once
    std::vector<torch::Tensor> entropy, logProb;
    for (std::int64_t from = 0; from < rows.size(0); from += block) {
        const auto count = std::min(block, rows.size(0) - from);
        const auto part = rows.narrow(0, from, count);
        addRows(teacher.logits.defined() ? part.narrow(1, 0, common) : torch::mm(part, teacher.head.narrow(0, 0, common).t()),
                targets.narrow(0, from, count).to(rows.device()), entropy, logProb);
    }
    return {torch::cat(entropy), torch::cat(logProb)};
}

std::vector<Opinion> opinionsOf(const RowOpinions& rows, const std::vector<std::int64_t>& rowOffsets) {
    std::vector<Opinion> out;
    for (std::size_t b = 0; b + 1 < rowOffsets.size(); ++b) {
        const auto from = rowOffsets[b], count = rowOffsets[b + 1] - from;
        if (count == 0) {
            out.push_back({0, std::nan("")});
            continue;
        }
        out.push_back({rows.entropy.narrow(0, from, count).mean().item<double>(), std::exp(rows.logProb.narrow(0, from, count).mean().item<double>())});
    }
    return out;
}

} // namespace stillhouse::train
