// SPDX-License-Identifier: GPL-3.0-or-later
// The operations that decide the decoder's speed, each with its gradient. Everything that computes with a Decoder goes through
// them, so a faster version here is a faster version everywhere. All work on any device and floating type, and on any strides.
#pragma once
#include "core/model/torch.h"

#include <cstdint>
#include <utility>

namespace stillhouse::model::ops {

/// Root mean square norm (Zhang & Sennrich 2019): y = x / sqrt(mean(x²) + eps) · weight over the last dimension.
/// x (…,d), weight (d). F16 and BF16 are normalised in F32, as the published models were.
torch::Tensor rmsNorm(const torch::Tensor& x, const torch::Tensor& weight, double eps);

/// SwiGLU (Shazeer 2020): silu(gate) · up, element by element. Both (…,f).
torch::Tensor swiglu(const torch::Tensor& gate, const torch::Tensor& up);

/// Rotary position embedding (Su 2021) in the half-split layout of Hugging Face: with x = [a, b] halves of the last dimension,
/// y = [a·cos − b·sin, b·cos + a·sin]. q (B,T,H,D), k (B,T,K,D), cos and sin (T,D/2) for the positions of these T tokens.
std::pair<torch::Tensor, torch::Tensor> applyRope(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& cos,
                                                  const torch::Tensor& sin);

/// Causal attention softmax(q·kᵀ·scale + mask)·v with grouped queries: query head h reads key/value head h / (H/K).
/// q (B,T,H,D), k and v (B,S,K,D) with S ≥ T: query t stands at position S−T+t and sees the keys up to itself, and only the
/// last `window` of them when window > 0 (Mistral). Result (B,T,H,D). Nothing of size (T,S) outlives the call but what the
/// gradient needs.
torch::Tensor causalAttention(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v, double scale,
                              std::int64_t window = 0);

/// The softmax of causalAttention as it is, (B,H,T,S): for hooks and for losses on attention maps.
torch::Tensor attentionMap(const torch::Tensor& q, const torch::Tensor& k, double scale, std::int64_t window = 0);

/// The values that `map` (B,H,T,S) selects from v (B,S,K,D): (B,T,H,D).
torch::Tensor attentionValues(const torch::Tensor& map, const torch::Tensor& v);

} // namespace stillhouse::model::ops
