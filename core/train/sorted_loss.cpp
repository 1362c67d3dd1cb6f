// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/sorted_loss.h"

#include "core/base/failure.h"

#include <algorithm>

namespace stillhouse::train {

torch::Tensor rankedDistance(const torch::Tensor& logits, const RankedRows& teacher, double tau) {
    if (logits.dim() != 2 || teacher.logProbs.dim() != 2 || teacher.logProbs.size(0) != logits.size(0) || teacher.logProbs.size(1) < 1)
        base::fail("sorted probabilities", SH_TR("The teacher's rows do not fit the student's"), {}, ErrorKind::Internal);
    const auto k = std::min(teacher.logProbs.size(1), logits.size(1));
    torch::Tensor q, restQ;
    {
        torch::NoGradGuard noGradient;
        const auto known = teacher.logProbs.to(logits.options()); // (R,k_T)
        auto softened = known / tau;
        if (teacher.others > 0) {
            const auto even = ((1 - known.exp().sum(1, true)).clamp_min(1e-12) / double(teacher.others)).log() / tau; // (R,1)
            softened = torch::cat({softened, even + std::log(double(teacher.others))}, 1); // one entry for all the others together
        }
        const auto all = torch::softmax(softened, 1);
        q = all.narrow(1, 0, k);
        restQ = 1 - q.sum(1);
    }
    const auto p = std::get<0>(torch::softmax(logits / tau, 1).topk(k, 1)); // (R,k) descending
    return (p - q).abs().sum(1) + ((1 - p.sum(1)) - restQ).abs();
}

} // namespace stillhouse::train
