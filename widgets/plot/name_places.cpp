// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/name_places.h"

#include <QLineF>
#include <algorithm>
#include <array>
#include <cmath>

namespace stillhouse::widgets {

namespace {

constexpr double kBeside = 4, kStep = 18, kAir = 3; ///< pixels: disc to name, to the next ring, between two names
constexpr int kRings = 4;

struct Direction {
    double x, y;
};
constexpr std::array<Direction, 8> kDirections = {{{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {1, -1}, {-1, 1}, {-1, -1}}};

QRectF boxAt(const QRectF& disc, const QSizeF& size, Direction to, double away) {
    const QPointF hook = disc.center() + QPointF(to.x, to.y) * (disc.width() / 2 + away);
    return {hook - QPointF((1 - to.x) / 2 * size.width(), (1 - to.y) / 2 * size.height()), size};
}

QLineF leaderTo(const QRectF& box, const QRectF& disc) {
    const QPointF centre = disc.center();
    const QPointF end(std::clamp(centre.x(), box.left(), box.right()), std::clamp(centre.y(), box.top(), box.bottom()));
    QLineF line(centre, end);
    const double length = line.length();
    line.setP1(line.pointAt(length > 0 ? std::min(1.0, disc.width() / 2 / length) : 0));
    return line;
}

bool free(const QRectF& box, const std::vector<QRectF>& taken, const QRectF& area) {
    return area.contains(box) && std::none_of(taken.begin(), taken.end(), [&](const QRectF& t) { return t.intersects(box); });
}

std::optional<NamePlace> placeName(const QRectF& disc, const QSizeF& size, const std::vector<QRectF>& taken, const QRectF& area) {
    for (int ring = 0; ring < kRings; ++ring)
        for (const Direction& to : kDirections) {
            const QRectF box = boxAt(disc, size, to, kBeside + ring * kStep);
            if (free(box, taken, area))
                return NamePlace{box, ring > 0 ? std::optional(leaderTo(box, disc)) : std::nullopt};
        }
    return {};
}

} // namespace

std::vector<std::optional<NamePlace>> placeNames(const std::vector<QRectF>& discs, const std::vector<QSizeF>& names, const QRectF& area) {
    const auto finite = [](const QRectF& disc) { return std::isfinite(disc.center().x()) && std::isfinite(disc.center().y()); };
    std::vector<QRectF> taken;
    std::copy_if(discs.begin(), discs.end(), std::back_inserter(taken), finite);
    std::vector<std::optional<NamePlace>> places(discs.size());
    for (std::size_t i = 0; i < discs.size(); ++i)
        if (finite(discs[i]) && area.contains(discs[i].center()) && (places[i] = placeName(discs[i], names[i], taken, area)))
            taken.push_back(places[i]->box.adjusted(-kAir, 0, kAir, 0));
    return places;
}

} // namespace stillhouse::widgets
