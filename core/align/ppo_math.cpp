// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/align/ppo_math.h"

#include <algorithm>

namespace stillhouse::align {

using torch::Tensor;

Tensor tokenRewards(const Tensor& logProbs, const Tensor& reference, const Tensor& scores, const std::vector<std::int64_t>& offsets,
                    double beta) {
    auto rewards = (logProbs.to(torch::kFloat64) - reference.to(torch::kFloat64)).mul_(-beta).contiguous();
    const auto ends = scores.to(torch::kFloat64).contiguous();
    auto* r = rewards.data_ptr<double>();
    for (std::size_t e = 0; e + 1 < offsets.size(); ++e)
        if (offsets[e + 1] > offsets[e])
            r[offsets[e + 1] - 1] += ends.data_ptr<double>()[e];
    return rewards;
}

Advantages generalisedAdvantages(const Tensor& rewards, const Tensor& values, const std::vector<std::int64_t>& offsets, double gamma,
                                 double lambda) {
    const auto r = rewards.to(torch::kFloat64).contiguous(), v = values.to(torch::kFloat64).contiguous();
    auto advantages = torch::zeros_like(r);
    const auto *reward = r.data_ptr<double>(), *value = v.data_ptr<double>();
    auto* out = advantages.data_ptr<double>();
    for (std::size_t e = 0; e + 1 < offsets.size(); ++e) {
        double next = 0, behind = 0;
        for (std::int64_t t = offsets[e + 1] - 1; t >= offsets[e]; --t) {
            const double delta = reward[t] + gamma * behind - value[t];
            next = delta + gamma * lambda * next;
            behind = value[t];
            out[t] = next;
        }
    }
    return {advantages.to(torch::kFloat32), (advantages + v).to(torch::kFloat32)};
}

Tensor whiten(const Tensor& x) {
    const auto centred = x - x.mean();
    return centred * torch::rsqrt(centred.square().mean() + 1e-8);
}

PpoLossParts ppoLoss(const Tensor& logProbs, const Tensor& oldLogProbs, const Tensor& advantages, const Tensor& values,
                     const Tensor& oldValues, const Tensor& returns, double ratioClip, double valueClip) {
    PpoLossParts out;
    const auto difference = logProbs - oldLogProbs, ratio = difference.exp();
    const auto free = -advantages * ratio, held = -advantages * ratio.clamp(1 - ratioClip, 1 + ratioClip);
    out.policy = torch::max(free, held).mean();
    const auto clipped = oldValues + (values - oldValues).clamp(-valueClip, valueClip);
    const auto plainError = (values - returns).square(), clippedError = (clipped - returns).square();
    out.value = 0.5 * torch::max(plainError, clippedError).mean();
    torch::NoGradGuard noGradient;
    out.clipFraction = held.gt(free).to(torch::kFloat32).mean().item<double>();
    out.valueClipFraction = clippedError.gt(plainError).to(torch::kFloat32).mean().item<double>();
    out.ratio = ratio.mean().item<double>();
    out.stepKl = 0.5 * difference.square().mean().item<double>();
    return out;
}

void KlController::observe(double kl) {
    if (target_ > 0)
        beta_ *= 1 + gain_ * std::clamp((kl - target_) / target_, -0.2, 0.2);
}

} // namespace stillhouse::align
