// SPDX-License-Identifier: GPL-3.0-or-later
// The training losses over the vocabulary, fused: value and gradient in one pass over blocks of rows, never a second (N,V) copy.
//
// Per counted row with student logits z, teacher logits t, label y, temperature τ, p = softmax(z/τ), q = softmax(t/τ):
//   CE            = log Σ exp(z) − z_y                                        gradient softmax(z) − 1_y
//   ForwardKl     = Σ q (log q − log p)            (Hinton 2015)              (p − q)/τ
//   ReverseKl     = Σ p (log p − log q)            (MiniLLM, Gu 2023)         p (log p − log q − D)/τ
//   Jsd(β)        = β KL(q‖m) + (1−β) KL(p‖m), m = βq + (1−β)p (GKD, Agarwal 2023)   (1−β) p (log p/m − KL(p‖m))/τ
//   SkewedKl(β)   = KL(q‖m), m = βq + (1−β)p       (DistiLLM, Ko 2024)        p (s − Σ p s)/τ with s = −(1−β) q/m
//   total         = Σ w [α τ² D + (1−α) CE] / W
// in nats; w are the row weights (1), W their sum over the counted rows (or `divisor`). Rows labelled −100 do not count: they are
// dropped before the head's product. Finite for logits of ±1e4 and τ from 0.1 to 10. The result does not depend on the thread count
// except through the matrix products. Calling thread: any; works with LibTorch's intra-op threads.
#pragma once
#include "core/model/torch.h"

#include <cstdint>

namespace stillhouse::train {

enum class Divergence { ForwardKl, ReverseKl, Jsd, SkewedKl };

inline constexpr std::int64_t ignoredLabel = -100;

/// What the teacher says about the same N rows; at most one of the three forms. Where its vocabulary is larger or smaller than the
/// student's, the divergence is between the distributions over the ids that both have.
struct VocabTeacher {
    torch::Tensor logits;        ///< (N,V_T)
    torch::Tensor hidden, head;  ///< (N,d_T) and (V_T,d_T): logits = hidden·headᵀ, made block by block
    torch::Tensor ids, logProbs; ///< (N,k) int64 and float: top-k of softmax(t); the rest of the mass is spread evenly over the other ids
    std::int64_t common = 0;     ///< with top-k: how many ids both have; 0: all of the student's
};

struct VocabLossOptions {
    double alpha = 0;       ///< share of the divergence; 0 without a teacher
    double temperature = 1; ///< τ
    Divergence divergence = Divergence::ForwardKl;
    double beta = 0.5;  ///< of Jsd and SkewedKl, inside (0,1)
    double divisor = 0; ///< W, for gradient accumulation over several calls; 0: the sum of the counted rows' weights
};

struct VocabLoss {
    torch::Tensor total;                        ///< scalar with gradient
    double ce = 0, distill = 0;                 ///< Σ w CE / W and Σ w D / W: without α and τ²
    double ceGradNorm = 0, distillGradNorm = 0; ///< ‖∂/∂z‖₂ of (1−α) CE and of α τ² D, over all counted rows
    std::int64_t counted = 0;                   ///< rows; 0 gives total = 0
};

/// hidden (N,d), head (V,d), labels (N) int64, weights (N) or undefined. Float32 and float64 on the CPU run fused, everything else as
/// the plain composition. A base::Failure names the argument when shapes, labels, α, τ or β are impossible.
VocabLoss vocabLoss(const torch::Tensor& hidden, const torch::Tensor& head, const torch::Tensor& labels,
                    const VocabLossOptions& options = {}, const VocabTeacher& teacher = {}, const torch::Tensor& weights = {});

/// The same for logits (N,V) that exist already.
VocabLoss vocabLossOfLogits(const torch::Tensor& logits, const torch::Tensor& labels, const VocabLossOptions& options = {},
                            const VocabTeacher& teacher = {}, const torch::Tensor& weights = {});

} // namespace stillhouse::train
