// SPDX-License-Identifier: GPL-3.0-or-later
// What knowing the inputs adds: errors of one weight made good by the others. Both lower E·H·Eᵀ per row, E = W − Ŵ.
#pragma once
#include "core/quantize/group_fit.h"

#include <vector>

namespace stillhouse::quantize {

/// GPTQ (Frantar 2022; OBQ, Hassibi 1993): column by column, the error of column j divided by U_jj goes, times row j of U, to the columns
/// behind it. `factor`: U (cols, cols) with UᵀU = H⁻¹. A block's scale is searched when its turn comes, on the weights as they then are.
void compensate(GroupFit& group, const std::vector<float>& factor);

/// Coordinate descent on E·H·Eᵀ: each code in turn becomes the level nearest to its best value given all others, then each scale;
/// protected weights take their best value. Never raises the error. Stops early when a pass changes nothing.
void descend(GroupFit& group, const std::vector<float>& h, std::int64_t passes);

/// Σ over rows of E·H·Eᵀ, in F64; with `weights` true of W·H·Wᵀ instead. H (cols, cols), symmetric.
double quadraticError(const GroupFit& group, const std::vector<float>& h, bool ofWeights = false);

} // namespace stillhouse::quantize
