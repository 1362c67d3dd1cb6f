// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/name_places.h"

#include <QLineF>
#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace stillhouse::widgets {

namespace {

constexpr double kBeside = 4, kStep = 14, kAir = 3; ///< pixels: disc to name, to the next ring, between two names
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

bool meets(const QLineF& line, const QRectF& box) {
    const QLineF edges[] = {{box.topLeft(), box.topRight()}, {box.topRight(), box.bottomRight()}, {box.bottomRight(), box.bottomLeft()}, {box.bottomLeft(), box.topLeft()}};
    return box.contains(line.p1()) || box.contains(line.p2()) ||
           std::any_of(std::begin(edges), std::end(edges), [&](const QLineF& edge) { return line.intersects(edge, nullptr) == QLineF::BoundedIntersection; });
}

// What stands in the picture so far.
struct Taken {
    std::vector<QRectF> discs, names;
    std::vector<QLineF> leaders;

    bool freeFor(const NamePlace& place, std::size_t own) const {
        const auto covers = [&](const QRectF& other) { return other.intersects(place.box); };
        if (std::any_of(discs.begin(), discs.end(), covers) || std::any_of(names.begin(), names.end(), covers) ||
            std::any_of(leaders.begin(), leaders.end(), [&](const QLineF& line) { return meets(line, place.box); }))
            return false;
        if (!place.leader)
            return true;
        for (std::size_t i = 0; i < discs.size(); ++i)
            if (i != own && meets(*place.leader, discs[i]))
                return false;
        return std::none_of(names.begin(), names.end(), [&](const QRectF& name) { return meets(*place.leader, name); });
    }
};

std::optional<NamePlace> placeOn(int ring, std::size_t own, const QSizeF& size, const Taken& taken, const QRectF& area) {
    for (const Direction& to : kDirections) {
        NamePlace place{boxAt(taken.discs[own], size, to, kBeside + ring * kStep), {}};
        if (ring > 0)
            place.leader = leaderTo(place.box, taken.discs[own]);
        if (area.contains(place.box) && taken.freeFor(place, own))
            return place;
    }
    return {};
}

} // namespace

std::vector<std::optional<NamePlace>> placeNames(const std::vector<QRectF>& discs, const std::vector<QSizeF>& names, const QRectF& area) {
    const auto finite = [](const QRectF& disc) { return std::isfinite(disc.center().x()) && std::isfinite(disc.center().y()); };
    Taken taken{discs, {}, {}};
    std::replace_if(taken.discs.begin(), taken.discs.end(), [&](const QRectF& disc) { return !finite(disc); }, QRectF()); // meets nothing
    std::vector<std::optional<NamePlace>> places(discs.size());
    for (int ring = 0; ring < kRings; ++ring)
        for (std::size_t i = 0; i < discs.size(); ++i) {
            if (places[i] || !finite(discs[i]) || !area.contains(discs[i].center()) || !(places[i] = placeOn(ring, i, names[i], taken, area)))
                continue;
            taken.names.push_back(places[i]->box.adjusted(-kAir, 0, kAir, 0));
            if (places[i]->leader)
                taken.leaders.push_back(*places[i]->leader);
        }
    return places;
}

} // namespace stillhouse::widgets
