// SPDX-License-Identifier: GPL-3.0-or-later
// Self-attention relations (MiniLMv2, Wang 2021), for models whose heads do not correspond: the heads of q (or k, or v) are put side by
// side and cut into R relation heads of width d_r, and the relation of a head is softmax(x·xᵀ/√d_r) over the keys up to the query.
#pragma once
#include "core/formats/model_config.h"
#include "core/model/torch.h"

#include <cstdint>

namespace stillhouse::distill {

/// x (B,T,H,D), before the rotation → (B,R,Q,T). `positions` (Q) int64: the query rows wanted; undefined: all. R divides H·D.
torch::Tensor relation(const torch::Tensor& x, std::int64_t relationHeads, const torch::Tensor& positions = {});

/// Greatest common divisor of the four widths H·D and K·D of both layers: what R must divide.
std::int64_t relationWidths(const formats::ModelConfig& student, std::int64_t studentLayer, const formats::ModelConfig& teacher,
                            std::int64_t teacherLayer);
/// The R that is taken when none is given: the largest divisor of relationWidths() that is at most the teacher's number of heads.
std::int64_t usualRelationHeads(std::int64_t widths, std::int64_t teacherHeads);

} // namespace stillhouse::distill
