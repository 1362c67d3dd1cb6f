// SPDX-License-Identifier: GPL-3.0-or-later
// Gradients of the last matrix compared through the positions. With hidden state h_i after the final norm, head W, p_i = softmax(W·h_i)
// and the one-hot label y_i, the gradient of position i's cross-entropy with respect to W is g_i = (p_i − y_i) ⊗ h_i, so
//   ⟨g_i, g_j⟩ = ⟨p_i − y_i, p_j − y_j⟩ · ⟨h_i, h_j⟩
// and neither the vocabulary nor the width is left in the n×n matrix: models of any width compare. Nothing of size (n,V) is kept; the
// vocabulary passes in blocks, forward and backward. Any device and floating type.
#pragma once
#include "core/model/torch.h"

namespace stillhouse::distill {

/// One model at n positions.
struct HeadView {
    torch::Tensor hidden;  ///< (n,d)
    torch::Tensor head;    ///< (V,d)
    torch::Tensor targets; ///< (n) int64, below V
};

/// E_a·E_bᵀ (n_a,n_b) with E = p − y over the vocabulary, which both have. Gradients reach `a`'s hidden and head alone; without `b` it is
/// E_a·E_aᵀ. Once differentiable.
torch::Tensor errorProducts(const HeadView& a, const HeadView& b);
torch::Tensor errorProducts(const HeadView& a);

/// K (n,n): ⟨g_i, g_j⟩.
torch::Tensor gradientGram(const HeadView& a);

/// 1 − cos(HK_SH, HK_TH) with H = 1 − 11ᵀ/n, in double; in [0, 1] since both are positive semidefinite. Undefined when a centred matrix is
/// zero up to rounding (one position, or gradients that are all alike): there is nothing to match.
torch::Tensor gramLoss(const torch::Tensor& student, const torch::Tensor& teacher);

/// 1 − cos(∇_S, ∇_T) of the mean gradients ∇ = (1/n) Σ g_i themselves, in double; in [0, 2]. Needs equal widths. The (V,d) matrices are
/// never made: ⟨∇_S, ∇_T⟩ = (1/n²) Σ_ij ⟨e_i, e'_j⟩·⟨h_i, h'_j⟩. Undefined when a gradient is zero.
torch::Tensor directLoss(const HeadView& student, const HeadView& teacher);

} // namespace stillhouse::distill
