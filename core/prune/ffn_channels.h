// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/torch.h"

#include "core/model/decoder.h"
#include "core/prune/ffn_calibration.h"

#include <vector>

namespace stillhouse::prune {

/// FfnLayer::channel of one layer: ‖W_down,c‖² / [(E g gᵀ + λ)⁻¹]_cc with λ 10⁻⁴ of the mean diagonal, over all calibration tokens. A
/// channel that the others can stand in for is cheap, however large it is. One pass up to that layer; 3·F² numbers of F64.
std::vector<double> channelCosts(const model::Decoder& model, std::int64_t layer, const FfnCalibration& calibration, RunControl& control);

/// The same out of the two matrices. down (d,F), moment (F,F) F64: E g gᵀ.
std::vector<double> channelCosts(const torch::Tensor& down, const torch::Tensor& moment);

} // namespace stillhouse::prune
