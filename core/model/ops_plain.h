// SPDX-License-Identifier: GPL-3.0-or-later
// The operations of ops.h as compositions of LibTorch's own: the definition that the fused ones are held to, and what runs on other
// devices and types and for derivatives of derivatives.
#pragma once
#include "core/model/torch.h"

#include <cstdint>
#include <utility>

namespace stillhouse::model::ops::plain {

torch::Tensor rmsNorm(const torch::Tensor& x, const torch::Tensor& weight, double eps);
torch::Tensor swiglu(const torch::Tensor& gate, const torch::Tensor& up);
std::pair<torch::Tensor, torch::Tensor> applyRope(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& cos,
                                                  const torch::Tensor& sin);
torch::Tensor causalAttention(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v, double scale, std::int64_t window);
torch::Tensor attentionMap(const torch::Tensor& q, const torch::Tensor& k, double scale, std::int64_t window);
torch::Tensor attentionValues(const torch::Tensor& map, const torch::Tensor& v);

} // namespace stillhouse::model::ops::plain
