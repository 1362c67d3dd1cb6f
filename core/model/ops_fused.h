// SPDX-License-Identifier: GPL-3.0-or-later
// The operations of ops.h with one kernel forward and one backward, for float32 on the CPU. Each equals its plain form to rounding.
// A derivative of a derivative falls back to the plain form by itself.
#pragma once
#include "core/model/torch.h"

#include <cstdint>
#include <utility>

namespace stillhouse::model::ops::fused {

/// Whether the fused kernels take this tensor.
inline bool takes(const torch::Tensor& x) {
    return x.is_cpu() && x.scalar_type() == torch::kFloat && x.layout() == torch::kStrided && x.numel() > 0;
}

torch::Tensor rmsNorm(const torch::Tensor& x, const torch::Tensor& weight, double eps);
torch::Tensor swiglu(const torch::Tensor& gate, const torch::Tensor& up);
/// x (B,T,H,D), cos and sin (T,D/2).
torch::Tensor rope(const torch::Tensor& x, const torch::Tensor& cos, const torch::Tensor& sin);
torch::Tensor causalAttention(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v, double scale, std::int64_t window);

/// For a backward pass that is itself being recorded: the gradient of `output`, a plain composition of `inputs`, as a graph. Inputs
/// that want no gradient get an undefined tensor.
torch::autograd::variable_list recordedGradient(const torch::Tensor& output, const torch::autograd::variable_list& inputs,
                                                const torch::Tensor& incoming);

} // namespace stillhouse::model::ops::fused
