// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/train/optimizer.h"

#include "core/model/decoder.h"
#include "core/train/optimizer_kernel.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::train {

namespace {

using torch::Tensor;

constexpr std::int64_t pieceSize = 1 << 15; // elements per task: four arrays of it fit the second-level cache

bool fusible(const Tensor& weight, const Tensor& gradient) {
    return weight.is_cpu() && weight.scalar_type() == torch::kFloat && weight.is_contiguous() && gradient.scalar_type() == torch::kFloat;
}

std::vector<AdamGroup> groupsOf(const model::Decoder& decoder) {
    AdamGroup group;
    group.parameters = decoder.namedParameters();
    return {group};
}

} // namespace

struct AdamW::Work {
    std::size_t slot;
    Tensor gradient;
    bool fused;
    AdamFactors factors; ///< `gradient` is set once the norm is known
};

AdamW::AdamW(const model::Decoder& decoder, const AdamOptions& options) : AdamW(groupsOf(decoder), options) {}

AdamW::AdamW(std::vector<AdamGroup> groups, const AdamOptions& options) : groups_(std::move(groups)), options_(options) {
    torch::NoGradGuard noGrad;
    for (std::size_t g = 0; g < groups_.size(); ++g)
        for (const auto& [name, weight] : groups_[g].parameters) {
            const auto like = weight.options().dtype(torch::kFloat).requires_grad(false);
            slots_.push_back({name, weight, torch::zeros(weight.sizes(), like), torch::zeros(weight.sizes(), like), g});
        }
    slotSteps_ = torch::zeros({std::int64_t(slots_.size())}, torch::kLong);
}

void AdamW::zeroGrad() {
    for (auto& slot : slots_)
        slot.weight.mutable_grad() = Tensor();
}

std::vector<std::pair<std::string, Tensor>> AdamW::state() const {
    std::vector<std::pair<std::string, Tensor>> all;
    for (const auto& slot : slots_) {
        all.emplace_back(slot.name + ".m", slot.m);
        all.emplace_back(slot.name + ".v", slot.v);
    }
    all.emplace_back("steps", slotSteps_);
    return all;
}

std::vector<AdamW::Work> AdamW::collect(double rate) const {
    std::vector<Work> work;
    const auto* steps = slotSteps_.data_ptr<std::int64_t>();
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        const auto& slot = slots_[i];
        const auto& group = groups_[slot.group];
        if (group.frozen || !slot.weight.requires_grad() || !slot.weight.grad().defined())
            continue;
        const double t = double(steps[i] + 1), eta = rate * group.rateScale;
        const double first = 1 - std::pow(options_.beta1, t), second = std::sqrt(1 - std::pow(options_.beta2, t));
        const bool after = options_.placement == EpsilonPlacement::AfterCorrection;
        const bool decays = group.decays && slot.weight.dim() >= 2;
        const auto gradient = slot.weight.grad().contiguous();
        work.push_back({i,
                        gradient,
                        fusible(slot.weight, gradient),
                        {1, float(options_.beta1), float(options_.beta2), float(1 - (decays ? eta * options_.weightDecay : 0)),
                         float(after ? eta / first : eta * second / first), float(after ? 1 / second : 1), float(options_.epsilon)}});
    }
    return work;
}

namespace {

// Part of one parameter; parts are the same for every thread count.
struct Piece {
    std::size_t work;
    std::int64_t first, count;
};

template <class Works> std::vector<Piece> piecesOf(const Works& works) {
    std::vector<Piece> pieces;
    for (std::size_t i = 0; i < works.size(); ++i)
        for (std::int64_t first = 0; works[i].fused && first < works[i].gradient.numel(); first += pieceSize)
            pieces.push_back({i, first, std::min(pieceSize, works[i].gradient.numel() - first)});
    return pieces;
}

template <class Works> double globalNorm(const Works& works, const std::vector<Piece>& pieces) {
    std::vector<double> squares(pieces.size());
    at::parallel_for(0, std::int64_t(pieces.size()), 1, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = std::size_t(begin); i < std::size_t(end); ++i)
            squares[i] = sumOfSquares(works[pieces[i].work].gradient.template data_ptr<float>() + pieces[i].first, pieces[i].count);
    });
    double sum = 0;
    for (const double part : squares)
        sum += part;
    std::vector<Tensor> others; // each number that is read makes a GPU's host wait: all are read at once
    for (const auto& work : works)
        if (!work.fused)
            others.push_back(work.gradient.to(torch::kDouble).square().sum());
    if (!others.empty())
        sum += torch::stack(others).sum().template item<double>();
    return std::sqrt(sum);
}

// Other devices and types: the same formula in LibTorch's operations, in float32 whatever the weight's type.
void plainUpdate(const AdamFactors& f, const Tensor& gradient, Tensor& m, Tensor& v, Tensor& weight) {
    const auto g = gradient.to(torch::kFloat) * f.gradient;
    m.mul_(f.beta1).add_(g, 1 - f.beta1);
    v.mul_(f.beta2).addcmul_(g, g, 1 - f.beta2);
    const auto update = m / (v.sqrt() * f.vScale + f.epsilon);
    weight.copy_(weight.to(update.scalar_type()) * f.keep - update * f.rate);
}

} // namespace

double AdamW::step(double rate) {
    torch::NoGradGuard noGrad;
    auto works = collect(rate);
    const auto pieces = piecesOf(works);
    const double norm = globalNorm(works, pieces);
    if (!std::isfinite(norm))
        return norm;
    const double clipped = options_.clip > 0 ? std::min(1.0, options_.clip / (norm + 1e-6)) : 1.0;
    auto* steps = slotSteps_.data_ptr<std::int64_t>();
    for (auto& work : works) {
        work.factors.gradient = float(clipped);
        auto& slot = slots_[work.slot];
        ++steps[work.slot];
        if (!work.fused)
            plainUpdate(work.factors, work.gradient, slot.m, slot.v, slot.weight);
    }
    at::parallel_for(0, std::int64_t(pieces.size()), 1, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = begin; i < end; ++i) {
            const auto& piece = pieces[std::size_t(i)];
            const auto& work = works[piece.work];
            const auto& slot = slots_[work.slot];
            adamUpdate(work.factors, work.gradient.data_ptr<float>() + piece.first, slot.m.data_ptr<float>() + piece.first,
                       slot.v.data_ptr<float>() + piece.first, slot.weight.data_ptr<float>() + piece.first, piece.count);
        }
    });
    steps_ += works.empty() ? 0 : 1;
    return norm;
}

} // namespace stillhouse::train
