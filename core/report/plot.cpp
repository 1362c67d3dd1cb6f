// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/plot.h"

#include "core/report/words.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::report {

namespace {

std::string tickText(double value, double step) {
    const int decimals = std::clamp(int(std::ceil(-std::log10(step) - 1e-9)), 0, 6);
    return std::fabs(value) >= 10000 && decimals == 0 ? whole(std::int64_t(std::llround(value))) : fixed(value, decimals);
}

std::vector<Tick> logTicks(const Axis& axis, int most) {
    std::vector<Tick> ticks;
    const int first = int(std::floor(std::log10(axis.low))), last = int(std::ceil(std::log10(axis.high)));
    const bool decadesAlone = axis.high / axis.low > std::pow(10.0, most / 2.0);
    for (int decade = first; decade <= last; ++decade)
        for (const double digit : {1.0, 2.0, 5.0}) {
            const double value = digit * std::pow(10.0, decade);
            if (value >= axis.low * (1 - 1e-9) && value <= axis.high * (1 + 1e-9) && (digit == 1 || !decadesAlone))
                ticks.push_back({value, tickText(value, std::pow(10.0, decade))});
        }
    return ticks;
}

} // namespace

std::vector<Tick> ticksOf(const Axis& axis, int most) {
    if (axis.log)
        return logTicks(axis, most);
    const double raw = (axis.high - axis.low) / std::max(1, most), power = std::pow(10.0, std::floor(std::log10(raw)));
    const double step = power * (raw / power <= 1 ? 1 : raw / power <= 2 ? 2 : raw / power <= 5 ? 5 : 10);
    std::vector<Tick> ticks;
    for (double k = std::ceil(axis.low / step - 1e-9); k * step <= axis.high + step * 1e-9; ++k)
        ticks.push_back({k * step, tickText(k * step, step)});
    return ticks;
}

void widen(Axis& axis, double share) {
    if (axis.log) {
        const double room = axis.high > axis.low * 1.001 ? std::pow(axis.high / axis.low, share) : 2;
        axis.low /= room;
        axis.high *= room;
        return;
    }
    double room = (axis.high - axis.low) * share;
    if (!(room > 0))
        room = axis.high != 0 ? std::fabs(axis.high) * 0.1 : 1;
    axis.low -= room;
    axis.high += room;
}

Plot::Plot(const std::string& title, Axis x, Axis y, double left, double right)
    : x_(std::move(x)), y_(std::move(y)), left_(left), right_(right), svg_(kWidth, kHeight, title) {
    svg_.text({0, 14}, title, {12, Ink::Text, "start", true, true});
    drawAxes();
}

Point Plot::at(double x, double y) const {
    const auto share = [](const Axis& axis, double value) {
        const double share = axis.log ? std::log(std::max(value, axis.low) / axis.low) / std::log(axis.high / axis.low) : (value - axis.low) / (axis.high - axis.low);
        return std::clamp(share, 0.0, 1.0);
    };
    return {left() + share(x_, x) * (right() - left()), bottom() - share(y_, y) * (bottom() - top())};
}

void Plot::drawAxes() {
    if (y_.labels)
        for (const auto& tick : ticksOf(y_, 5)) {
            const Point end = at(x_.low, tick.value);
            svg_.line(end, {right(), end.second}, Ink::Grid);
            svg_.text({left() - 6, end.second + 4}, tick.text, {10, Ink::Muted, "end"});
        }
    if (x_.labels)
        for (const auto& tick : ticksOf(x_, 5)) {
            const Point foot = at(tick.value, y_.low);
            if (!y_.labels)
                svg_.line({foot.first, top()}, foot, Ink::Grid);
            svg_.line(foot, {foot.first, foot.second + 4}, Ink::Axis);
            svg_.text({foot.first, bottom() + 16}, tick.text, {10, Ink::Muted, "middle"});
        }
    svg_.line({left(), bottom()}, {right(), bottom()}, Ink::Axis);
    if (!x_.title.empty())
        svg_.text({right(), kHeight - 6}, x_.title, {10, Ink::Muted, "end"});
    if (!y_.title.empty())
        svg_.text({0, top() - 7}, y_.title, {10, Ink::Muted, "start"});
}

} // namespace stillhouse::report
