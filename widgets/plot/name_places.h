// SPDX-License-Identifier: GPL-3.0-or-later
// Where the names of discs in a picture stand, so that no name covers a disc or another name.
#pragma once
#include <QRectF>
#include <optional>
#include <vector>

namespace stillhouse::widgets {

struct NamePlace {
    QRectF box;
    std::optional<QLineF> leader; ///< from the rim of the disc to a name that found no room beside it
};

/// Greedy, in the order of `discs` (pixels): right of its disc, left, below, above or at a corner; then, for those that found no room there,
/// further away with a line that crosses no name and no other disc. What finds no room inside `area` has no place; nor has a disc that is not finite.
std::vector<std::optional<NamePlace>> placeNames(const std::vector<QRectF>& discs, const std::vector<QSizeF>& names, const QRectF& area);

} // namespace stillhouse::widgets
