// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/train/vocab_loss_check.h"

namespace stillhouse::train {

namespace {

using torch::Tensor;

Tensor divergenceRows(const Tensor& logP, const Tensor& logQ, const VocabLossOptions& o) {
    const auto kl = [](const Tensor& a, const Tensor& b) { return (a.exp() * (a - b)).sum(1); };
    if (o.divergence == Divergence::ForwardKl)
        return kl(logQ, logP);
    if (o.divergence == Divergence::ReverseKl)
        return kl(logP, logQ);
    const auto logM = torch::logaddexp(logQ + std::log(o.beta), logP + std::log1p(-o.beta));
    return o.divergence == Divergence::Jsd ? o.beta * kl(logQ, logM) + (1 - o.beta) * kl(logP, logM) : kl(logQ, logM);
}

double gradNorm(const Tensor& term, const Tensor& logits) {
    if (!term.requires_grad())
        return 0;
    return torch::autograd::grad({term}, {logits}, {}, true).front().norm().item<double>();
}

} // namespace

VocabLoss plainVocabLoss(const VocabJob& job, const Tensor& countedLogits) {
    const auto logits = countedLogits.to(countedLogits.scalar_type() == torch::kDouble ? torch::kDouble : torch::kFloat);
    const auto weights = job.weights.to(logits.options());
    const auto& o = job.options;
    const auto ce =
        (torch::nll_loss_nd(torch::log_softmax(logits, 1), job.labels.to(logits.device()), {}, at::Reduction::None) * weights).sum();
    VocabLoss result;
    result.counted = job.counted;
    result.ce = ce.item<double>();
    result.total = (1 - o.alpha) * ce;
    result.ceGradNorm = gradNorm(result.total, logits);
    if (!job.hasTeacher)
        return result;
    const auto target = teacherLogits(job, 0, job.counted, logits);
    const auto logP = torch::log_softmax(logits.narrow(1, 0, job.common) / o.temperature, 1);
    const auto logQ = torch::log_softmax(target.clamp_min(-1e6) / o.temperature, 1);
    const auto distill = (divergenceRows(logP, logQ, o) * weights).sum();
    const auto scaled = o.alpha * o.temperature * o.temperature * distill;
    result.distill = distill.item<double>();
    result.distillGradNorm = gradNorm(scaled, logits);
    result.total = result.total + scaled;
    return result;
}

} // namespace stillhouse::train
