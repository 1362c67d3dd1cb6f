// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/figures.h"

#include "core/report/plot.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::report {

namespace {

constexpr double kSmooth = 0.9, kLabelSize = 10, kLabelAway = 8, kBoldWider = 1.12;

ReportFigure figure(Plot& plot, const std::string& title) { return {plot.finish(), title, Plot::kWidth, Plot::kHeight}; }

std::vector<double> smoothed(const std::vector<double>& values) {
    std::vector<double> out;
    double sum = 0, weight = 0;
    for (const double value : values) {
        if (std::isfinite(value)) {
            sum = kSmooth * sum + (1 - kSmooth) * value;
            weight = kSmooth * weight + (1 - kSmooth);
        }
        out.push_back(weight > 0 && std::isfinite(value) ? sum / weight : std::nan(""));
    }
    return out;
}

// A line per stretch of finite values: what is missing is a gap.
void curve(Plot& plot, const std::vector<double>& x, const std::vector<double>& y, Ink ink, double width, const char* dashes = nullptr) {
    std::vector<Point> points;
    for (std::size_t i = 0; i <= x.size(); ++i) {
        if (i < x.size() && std::isfinite(y[i])) {
            points.push_back(plot.at(x[i], y[i]));
            continue;
        }
        if (points.size() > 1)
            plot.svg().polyline(points, ink, width, dashes);
        else if (points.size() == 1)
            plot.svg().circle(points[0], 1.5, ink);
        points.clear();
    }
}

std::string shownMeasure(const Facts& facts) {
    for (const char* name : {"accuracy", "f1", "perplexity"})
        for (const auto& row : facts.subjects)
            if (metricOf(row, name))
                return name;
    return {};
}

struct Sample {
    std::string label;
    std::vector<double> sorted;
    Ink ink;
    bool native;
};

std::vector<Sample> samplesOf(const Facts& facts, const Words& words) {
    std::vector<Sample> out;
    for (const auto& row : facts.subjects)
        for (const auto& record : facts.latencies) {
            if (record.subject != row.subject || record.kind != "classify" || record.samples.empty())
                continue;
            Sample sample{subjectTitle(row.subject, words), record.samples, inkOf(row.subject), record.native};
            std::erase_if(sample.sorted, [](double value) { return !std::isfinite(value); });
            std::sort(sample.sorted.begin(), sample.sorted.end());
            if (!sample.sorted.empty())
                out.push_back(std::move(sample));
        }
    return out;
}

std::vector<Point> ecdf(Plot& plot, const Sample& sample, double highest) {
    std::vector<Point> points{plot.at(sample.sorted[0], 0)};
    const double n = double(sample.sorted.size());
    for (std::size_t i = 0; i < sample.sorted.size() && sample.sorted[i] <= highest; ++i) {
        points.push_back({plot.at(sample.sorted[i], 0).first, points.back().second});
        points.push_back(plot.at(sample.sorted[i], double(i + 1) / n));
    }
    plot.svg().polyline(points, sample.ink, 1.8, sample.native ? nullptr : "5 3");
    return points;
}

struct Box {
    double left, right, top, bottom;
    bool holds(const Point& p) const { return p.first > left && p.first < right && p.second > top && p.second < bottom; }
    bool meets(const Box& other) const { return left < other.right && other.left < right && top < other.bottom && other.top < bottom; }
};

// A label beside its own curve, where it stands on no curve and no other label. False: there is no such place.
bool placeLabel(Plot& plot, const Sample& sample, const std::string& text, const std::vector<Point>& all, std::vector<Box>& taken) {
    const double width = kBoldWider * textWidth(text, kLabelSize);
    for (const double share : {0.8, 0.65, 0.5, 0.35, 0.2, 0.92, 0.08})
        for (const bool right : {true, false}) {
            const Point at = plot.at(quantile(sample.sorted, share), share);
            const double from = right ? at.first + kLabelAway : at.first - kLabelAway - width;
            const Box box{from - 2, from + width + 2, at.second - kLabelSize, at.second + kLabelSize / 2};
            if (box.left < plot.left() || box.right > Plot::kWidth || std::any_of(all.begin(), all.end(), [&](const Point& p) { return box.holds(p); }) ||
                std::any_of(taken.begin(), taken.end(), [&](const Box& other) { return box.meets(other); }))
                continue;
            taken.push_back(box);
            plot.svg().text({from, at.second + 4}, text, {kLabelSize, sample.ink, "start", true});
            return true;
        }
    return false;
}

// With its median where there is room, else the name alone, at last at the foot of the frame.
void label(Plot& plot, const Sample& sample, const std::string& name, const std::vector<Point>& all, std::vector<Box>& taken) {
    if (placeLabel(plot, sample, name + ": p50 " + fixed(quantile(sample.sorted, 0.5), 2), all, taken) || placeLabel(plot, sample, name, all, taken))
        return;
    const double line = plot.bottom() - 6 - 14 * double(taken.size());
    taken.push_back({plot.right() - kBoldWider * textWidth(name, kLabelSize), plot.right(), line - kLabelSize, line + 4});
    plot.svg().text({plot.right(), line}, name, {kLabelSize, sample.ink, "end", true});
}

} // namespace

std::string subjectTitle(const std::string& subject, const Words& words) {
    return subject == "teacher" ? words("Teacher") : subject == "A" ? words("Strategy A") : subject == "B" ? words("Strategy B") : subject;
}

double quantile(const std::vector<double>& sorted, double share) {
    const double rank = share * double(sorted.size() - 1);
    const auto low = std::size_t(rank);
    const auto high = std::min(low + 1, sorted.size() - 1);
    return sorted[low] + (rank - double(low)) * (sorted[high] - sorted[low]);
}

std::optional<ReportFigure> intervalFigure(const Facts& facts, const Words& words) {
    const std::string measure = shownMeasure(facts);
    if (measure.empty())
        return {};
    std::vector<std::pair<const ComparisonRow*, const Interval*>> rows;
    Axis x{{}, INFINITY, -INFINITY}, y;
    double left = 0;
    for (const auto& row : facts.subjects)
        if (const auto* interval = metricOf(row, measure)) {
            rows.emplace_back(&row, interval);
            x.low = std::min({x.low, interval->value, std::isfinite(interval->low) ? interval->low : x.low});
            x.high = std::max({x.high, interval->value, std::isfinite(interval->high) ? interval->high : x.high});
            left = std::max(left, textWidth(subjectTitle(row.subject, words), 11));
        }
    widen(x, 0.08);
    y.low = 0;
    y.high = double(rows.size());
    y.labels = false;
    const std::string title = words("%1 with 95 % intervals", {measureTitle(measure, words)});
    Plot plot(title, x, y, std::min(left + 12, 150.0), 16);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& [row, interval] = rows[i];
        const double height = double(rows.size() - i) - 0.5;
        const Ink ink = inkOf(row->subject);
        const Point dot = plot.at(interval->value, height);
        if (std::isfinite(interval->low) && std::isfinite(interval->high))
            plot.svg().line(plot.at(interval->low, height), plot.at(interval->high, height), ink, 2.5);
        plot.svg().circle(dot, 4.5, ink);
        plot.svg().text({plot.left() - 12, dot.second + 4}, subjectTitle(row->subject, words), {11, Ink::Text, "end"});
        plot.svg().text({dot.first, dot.second - 9}, fixed(interval->value, 4), {10, Ink::Muted, "middle"});
    }
    return figure(plot, title);
}

std::optional<ReportFigure> latencyFigure(const Facts& facts, const Words& words) {
    const auto samples = samplesOf(facts, words);
    if (samples.empty())
        return {};
    Axis x{words("milliseconds"), INFINITY, 0}, y{words("share of requests at or below"), 0, 1};
    for (const auto& sample : samples) {
        x.low = std::min(x.low, sample.sorted.front());
        x.high = std::max(x.high, quantile(sample.sorted, 0.99)); // one straggler would squeeze everything else
    }
    x.log = x.low > 0 && x.high > 6 * x.low;
    widen(x, 0.06);
    if (!x.log)
        x.low = std::max(x.low, 0.0);
    const std::string title = words("Latency of a request");
    Plot plot(title, x, y, 40);
    std::vector<Point> all;
    std::vector<Box> taken;
    for (const auto& sample : samples) {
        const auto points = ecdf(plot, sample, x.high);
        all.insert(all.end(), points.begin(), points.end());
    }
    for (const auto& sample : samples)
        label(plot, sample, sample.native ? sample.label : words("%1, simulated", {sample.label}), all, taken);
    return figure(plot, title);
}

std::optional<ReportFigure> lossFigure(const Lane& lane, const Words& words) {
    Axis x{words("step"), 0, 0}, y{words("loss"), INFINITY, -INFINITY};
    for (const auto& stage : lane.loss) {
        x.high = std::max(x.high, stage.steps.back());
        for (const double value : stage.values)
            if (std::isfinite(value)) {
                y.low = std::min(y.low, value);
                y.high = std::max(y.high, value);
            }
    }
    if (!(x.high > 0) || y.low > y.high)
        return {};
    y.log = y.low > 0 && y.high > 20 * y.low;
    widen(y, 0.06);
    const std::string title = lane.name.empty() ? words("Training loss") : words("Training loss, %1", {subjectTitle(lane.name, words)});
    Plot plot(title, x, y, 44);
    for (std::size_t i = 0; i < lane.loss.size(); ++i) {
        const auto& stage = lane.loss[i];
        curve(plot, stage.steps, stage.values, Ink::Axis, 0.6);
        curve(plot, stage.steps, smoothed(stage.values), inkOf(lane.name), 1.8);
        const double from = plot.at(i ? lane.loss[i - 1].steps.back() : 0, y.low).first, to = plot.at(stage.steps.back(), y.low).first;
        if (i)
            plot.svg().line({from, plot.top()}, {from, plot.bottom()}, Ink::Axis, 0.8, "2 3");
        if (textWidth(stage.stage, 9) + 6 < to - from)
            plot.svg().text({to - 3, plot.top() + 9}, stage.stage, {9, Ink::Muted, "end"});
    }
    return figure(plot, title);
}

} // namespace stillhouse::report
