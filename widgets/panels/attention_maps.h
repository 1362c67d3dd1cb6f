// SPDX-License-Identifier: GPL-3.0-or-later
// Attention maps as heat grids: one map, the difference of two, and all heads of a model as tiles. UI thread only.
#pragma once
#include "core/api/attention.h"

#include <QStringList>
#include <vector>

namespace stillhouse::widgets {

class HeatGrid;

/// A token where it stands alone: spaces and line ends made visible, cut to `most` characters (0: whole).
QString shownToken(const std::string& token, int most = 0);

/// Where the colours of a map end: its largest weight, rounded up to 0.1, 0.2, 0.3, 0.5, 0.75 or 1 so that it keeps still while a model
/// trains. The first rows do not count: a token that sees one or two others has large weights whatever the head does. 0.1 without a map.
double colourRange(const float* map, std::int64_t tokens);

/// Square map of T × T weights with the tokens on both axes; what a token cannot see (behind it) is a gap. Null empties the grid.
/// `signedNumbers`: differences, told with their sign.
void showMap(HeatGrid& grid, const std::vector<std::string>& tokens, const float* map, bool signedNumbers);

/// Every layer (rows) and head (columns) as a tile. Each cell's value is the head's share on the first token.
void showAllHeads(HeatGrid& grid, const Picture& picture);

/// The map of a head reduced to side × side by the largest weight in each field, NaN where there is nothing to see.
std::vector<float> tileOf(const float* map, std::int64_t tokens, int side);

} // namespace stillhouse::widgets
