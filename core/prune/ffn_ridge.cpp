// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/prune/ffn_ridge.h"

#include <cmath>

namespace stillhouse::prune {

namespace {

using torch::Tensor;

void accumulateProduct(Tensor& to, const Tensor& a, const Tensor& b) {
    const auto product = torch::mm(a.t(), b).to(torch::kCPU, torch::kDouble);
    if (to.defined())
        to.add_(product);
    else
        to = product;
}

} // namespace

void RidgeSums::add(const Tensor& z, const Tensor& t) {
    torch::NoGradGuard none;
    accumulateProduct(gram, z, z);
    accumulateProduct(cross, t, z);
    target += t.to(torch::kDouble).square().sum().item<double>();
    tokens += z.size(0);
}

double unexplained(const RidgeSums& sums, const Tensor& weight) {
    if (sums.target <= 0)
        return 0;
    const double left =
        sums.target - 2 * (weight * sums.cross).sum().item<double>() + (torch::mm(weight, sums.gram) * weight).sum().item<double>();
    return std::max(0.0, left) / sums.target;
}

RidgeFit ridge(const RidgeSums& fit, const RidgeSums& held) {
    torch::NoGradGuard none;
    const auto [values, vectors] = torch::linalg_eigh(fit.gram, "L"); // (p), (p,p)
    const auto turned = torch::mm(fit.cross, vectors);                // (d,p)
    // The held-out sums in the same basis: no λ needs a product of its own with the eigenvectors.
    const RidgeSums basis{torch::mm(vectors.t(), torch::mm(held.gram, vectors)), torch::mm(held.cross, vectors), held.target, held.tokens};
    const double mean = fit.gram.diagonal().mean().item<double>();
    RidgeFit best{torch::zeros_like(fit.cross), 0, 1};
    Tensor chosen;
    for (int step = -12; step <= 2 && mean > 0; ++step) {
        const double lambda = std::pow(10.0, step / 2.0);
        const auto weight = turned / (values.clamp_min(0) + lambda * mean);
        if (const double error = unexplained(basis, weight); error < best.unexplained) {
            best.lambda = lambda;
            best.unexplained = error;
            chosen = weight;
        }
    }
    if (chosen.defined())
        best.weight = torch::mm(chosen, vectors.t());
    return best;
}

} // namespace stillhouse::prune
