// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/distill/attention_loss.h"

#include <algorithm>

namespace stillhouse::distill {

namespace {

using torch::Tensor;

constexpr double kSmallest = 1e-20;

} // namespace

Tensor queryMask(const std::vector<std::int64_t>& lengths, std::int64_t tokens) {
    auto mask = torch::zeros({std::int64_t(lengths.size()), tokens});
    for (std::size_t b = 0; b < lengths.size(); ++b)
        if (lengths[b] > 1)
            mask[std::int64_t(b)].narrow(0, 1, std::min(lengths[b], tokens) - 1).fill_(1);
    return mask;
}

Tensor attentionKl(const Tensor& student, const Tensor& teacher, const Tensor& mask) {
    const double rows = mask.sum().item<double>() * double(student.size(1));
    if (rows == 0)
        return torch::zeros({}, student.options());
    Tensor negativeEntropy; // (B,H,Q)
    {
        torch::NoGradGuard constant;
        negativeEntropy = torch::xlogy(teacher, teacher).sum(-1);
    }
    const auto kl = negativeEntropy - (teacher * student.clamp_min(kSmallest).log()).sum(-1); // (B,H,Q)
    return (kl * mask.to(kl.options()).unsqueeze(1)).sum() / rows;
}

Tensor headDistances(const Tensor& student, const Tensor& teacher, const Tensor& mask) {
    torch::NoGradGuard constant;
    // Heads first and the counted rows behind, so that all pairs are one product: (H, B·Q·K).
    const auto flat = [&](const Tensor& x) { return x.permute({1, 0, 2, 3}).reshape({x.size(1), -1}).to(torch::kDouble); };
    const auto weights = mask.to(teacher.options()).view({mask.size(0), 1, mask.size(1), 1});
    const auto entropies = flat(torch::xlogy(teacher, teacher) * weights).sum(-1);                   // (H_T)
    const auto cross = flat(student.clamp_min(kSmallest).log()).matmul(flat(teacher * weights).t()); // (H_S,H_T)
    return entropies.unsqueeze(0) - cross;
}

} // namespace stillhouse::distill
