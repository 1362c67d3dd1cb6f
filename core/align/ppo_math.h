// SPDX-License-Identifier: GPL-3.0-or-later
// The formulas of proximal policy optimisation (Schulman 2017) as language models use it (Ziegler 2019). Tokens of all episodes stand
// one behind the other: episode e has the rows offsets[e] … offsets[e+1]−1, so there is no padding and no mask. Any thread.
#pragma once
#include "core/model/torch.h"

#include <cstdint>
#include <vector>

namespace stillhouse::align {

/// r_t = −β (log π_t − log π_ref,t), and the episode's score on top at its last token. logProbs, reference (R); scores (E). (R) float64.
torch::Tensor tokenRewards(const torch::Tensor& logProbs, const torch::Tensor& reference, const torch::Tensor& scores,
                           const std::vector<std::int64_t>& offsets, double beta);

struct Advantages {
    torch::Tensor advantages; ///< (R) float32
    torch::Tensor returns;    ///< (R) float32: advantage + value, the target of the value head
};

/// Generalised advantage estimation (Schulman 2016): δ_t = r_t + γ V_{t+1} − V_t with V = 0 behind the end,
/// A_t = δ_t + γ λ A_{t+1}. rewards, values (R).
Advantages generalisedAdvantages(const torch::Tensor& rewards, const torch::Tensor& values, const std::vector<std::int64_t>& offsets,
                                 double gamma, double lambda);

/// (x − mean) / √(variance + 1e−8), with the variance over n, not n − 1, as the original code has it.
torch::Tensor whiten(const torch::Tensor& x);

struct PpoLossParts {
    torch::Tensor policy, value; ///< scalars with gradient
    double clipFraction = 0;     ///< share of tokens whose clipped objective counts
    double valueClipFraction = 0;
    double ratio = 1;  ///< mean of π / π_old
    double stepKl = 0; ///< ½ mean (log π − log π_old)²
};

/// policy = mean max(−A ρ, −A clip(ρ, 1−ε, 1+ε)) with ρ = π/π_old; value = ½ mean max((V − R)², (clip(V, V_old ± ε_v) − R)²).
/// All (R).
PpoLossParts ppoLoss(const torch::Tensor& logProbs, const torch::Tensor& oldLogProbs, const torch::Tensor& advantages,
                     const torch::Tensor& values, const torch::Tensor& oldValues, const torch::Tensor& returns, double ratioClip,
                     double valueClip);

/// The adaptive coefficient of Ziegler 2019, §2.2: e = clip((KL − target)/target, −0.2, 0.2), β ← β (1 + gain · e). gain 0 keeps β.
class KlController {
public:
    KlController(double beta, double target, double gain) : beta_(beta), target_(target), gain_(gain) {}
    void observe(double kl);
    double beta() const { return beta_; }
    void setBeta(double beta) { beta_ = beta; }

private:
    double beta_, target_, gain_;
};

} // namespace stillhouse::align
