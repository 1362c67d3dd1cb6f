// SPDX-License-Identifier: GPL-3.0-or-later
// What a LinePlot hands to QCustomPlot before each redraw: one to four points per pixel, whatever the series hold.
#include "widgets/plot/line_plot_state.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::widgets {

namespace {

// A pen wider than one pixel costs Qt's rasteriser 30 times as much on noisy lines, so faint raw lines stay at one.
constexpr double kStrong = 1.8, kPart = 1.4, kThin = 1.0;

void fill(QCPGraph& graph, const SeriesData& data, const std::vector<std::size_t>& indices, bool smoothed, bool log) {
    QVector<QCPGraphData> points;
    points.reserve(qsizetype(indices.size()));
    for (const auto i : indices) {
        double y = smoothed ? data.smooth(i) : data.y(i);
        if (log && y <= 0)
            y = std::numeric_limits<double>::quiet_NaN();
        points.push_back({data.x(i), y});
    }
    graph.data()->set(points, true);
}

} // namespace

QColor LineSeries::color() const {
    const QColor own = theme().color(QString::fromStdString(style.token));
    return mixed(own, theme().color(style.tint > 0 ? QStringLiteral("surface") : QStringLiteral("text")), std::abs(style.tint));
}

void LinePlot::prepare() {
    auto* plot = parts().plot;
    const auto range = plot->xAxis->range();
    const auto blocks = std::size_t(std::max(plot->axisRect()->width() / 2, 64));
    double labels = 0;
    const QFontMetricsF metrics(theme().font(Theme::Type::Caption));
    for (auto& series : state_->series) {
        const auto& data = series->data;
        for (auto* graph : {series->raw, series->strong})
            graph->setVisible(series->visible && data.size() > 0);
        series->dot->setVisible(false);
        series->label->setVisible(series->visible && data.size() > 0);
        if (!series->visible || data.size() == 0)
            continue;
        // One point beyond each edge keeps the line going to the border.
        const std::size_t lower = data.lowerBound(range.lower), first = lower > 0 ? lower - 1 : 0;
        const std::size_t last = std::min(data.size(), data.lowerBound(range.upper) + 2);
        const bool smoothed = series->style.smoothed && state_->smoothing > 0;
        // Parts of a sum show their average only: six clouds over each other say nothing.
        series->raw->setVisible(smoothed && !series->style.dim && series->style.tint == 0);
        if (series->raw->visible()) {
            data.decimate(first, last, blocks, false, state_->indices);
            fill(*series->raw, data, state_->indices, false, logY());
        }
        data.decimate(first, last, blocks, smoothed, state_->indices);
        fill(*series->strong, data, state_->indices, smoothed, logY());
        // One point makes no line: it is a dot.
        series->strong->setScatterStyle(data.size() == 1 ? QCPScatterStyle(QCPScatterStyle::ssDisc, 7) : QCPScatterStyle());
        labels = std::max(labels, metrics.horizontalAdvance(series->name));
    }
    const int margin = int(std::ceil(labels)) + (std::isnan(state_->handle) ? 12 : 24);
    plot->axisRect()->setMinimumMargins({kLeftMargin, 10, labels > 0 ? margin : 12, 0});
    drawMarkers();
}

void LinePlot::drawMarkers() {
    // More markers than fit would be a grey block: they thin out to one in three pixels.
    const auto* axis = parts().plot->xAxis;
    double lastPixel = -10;
    for (auto& event : state_->events) {
        const double pixel = axis->coordToPixel(event.x);
        const bool shown = !state_->alternateX && axis->range().contains(event.x) && pixel - lastPixel >= 3;
        event.line->setVisible(shown);
        if (shown)
            lastPixel = pixel;
    }
}

void LinePlot::placeLabels() {
    struct Place {
        QCPItemText* item;
        double y;
    };
    const auto* plot = parts().plot;
    const QRect rect = plot->axisRect()->rect();
    const auto range = plot->xAxis->range();
    std::vector<Place> places;
    for (auto& series : state_->series) {
        const auto& data = series->data;
        if (!series->label->visible())
            continue;
        std::size_t i = std::min(data.size() - 1, data.lowerBound(range.upper));
        while (i > 0 && (data.x(i) > range.upper || std::isnan(data.y(i))))
            --i;
        const bool smoothed = series->style.smoothed && state_->smoothing > 0;
        const double y = plot->yAxis->coordToPixel(smoothed ? data.smooth(i) : data.y(i));
        series->label->setText(series->name);
        if (!std::isfinite(y))
            series->label->setVisible(false);
        else
            places.push_back({series->label, std::clamp<double>(y, rect.top(), rect.bottom())});
        // The newest point, when it is in view.
        if (const double x = plot->xAxis->coordToPixel(data.x(i)); i + 1 == data.size() && y >= rect.top() && y <= rect.bottom() && x >= rect.left()) {
            series->dot->setVisible(state_->running && !series->style.dim);
            series->dot->topLeft->setCoords(x - 3.5, y - 3.5);
            series->dot->bottomRight->setCoords(x + 3.5, y + 3.5);
        }
    }
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.y < b.y; });
    // Push down until nothing overlaps, then up from the bottom edge.
    const double row = QFontMetricsF(theme().font(Theme::Type::Caption)).height();
    for (std::size_t i = 1; i < places.size(); ++i)
        places[i].y = std::max(places[i].y, places[i - 1].y + row);
    double limit = rect.bottom();
    for (auto i = places.size(); i-- > 0; limit = places[i].y - row)
        places[i].y = std::min(places[i].y, limit);
    const double x = rect.right() + (std::isnan(state_->handle) ? 6 : 18);
    for (const auto& place : places)
        place.item->position->setCoords(x, place.y);
    // The words of a line stand on it, at the upper edge below it: they are not cut.
    for (auto& [id, guide] : state_->guides) {
        const bool room = plot->yAxis->coordToPixel(guide.y) - row >= rect.top();
        guide.text->setPositionAlignment(Qt::AlignLeft | (room ? Qt::AlignBottom : Qt::AlignTop));
    }
}

QRectF LinePlot::dataBounds() const {
    double x0 = 0, x1 = 0, y0 = 0, y1 = 0;
    bool any = false;
    for (const auto& series : state_->series) {
        const auto& data = series->data;
        double low = 0, high = 0;
        const bool smoothed = series->style.smoothed && state_->smoothing > 0 && series->style.dim;
        if (!series->visible || !data.extremes(0, data.size(), smoothed, logY(), low, high))
            continue;
        const double left = data.x(0), right = data.x(data.size() - 1);
        x0 = any ? std::min(x0, left) : left;
        x1 = any ? std::max(x1, right) : right;
        y0 = any ? std::min(y0, low) : low;
        y1 = any ? std::max(y1, high) : high;
        any = true;
    }
    if (!any)
        return {};
    for (const auto& [id, guide] : state_->guides)
        if (!logY() || guide.y > 0) {
            y0 = std::min(y0, guide.y);
            y1 = std::max(y1, guide.y);
        }
    if (const auto& band = state_->band; std::isfinite(band.low) && (!logY() || band.low > 0)) {
        y0 = std::min(y0, band.low);
        y1 = std::max(y1, band.high);
    }
    // A null rectangle means "nothing": a single point still has an extent.
    return {x0, y0, std::max(x1 - x0, 1e-9), std::max(y1 - y0, std::abs(y1) * 1e-9 + 1e-300)};
}

void LinePlot::restyle() {
    for (auto& series : state_->series) {
        QColor color = series->color();
        QColor faint = color;
        faint.setAlphaF(0.28F);
        if (series->style.dim)
            color.setAlphaF(0.45F);
        series->raw->setPen(QPen(faint, kThin));
        series->strong->setPen(QPen(color, series->style.dim ? kThin : series->style.tint != 0 ? kPart : kStrong, series->style.pen, Qt::FlatCap, Qt::RoundJoin));
        series->raw->setAntialiased(false);
        series->dot->setPen(Qt::NoPen);
        series->dot->setBrush(color);
        series->label->setFont(theme().font(Theme::Type::Caption));
        series->label->setColor(series->style.dim ? theme().color(QStringLiteral("muted")) : readable(color));
        series->label->setPadding({0, 0, 0, 0});
    }
    for (auto& event : state_->events)
        event.line->setPen(QPen(theme().color(QString::fromStdString(event.token)), 1, Qt::DotLine));
    if (auto& band = state_->band; band.rect) {
        QColor color = theme().color(QString::fromStdString(band.token)), fill = color;
        fill.setAlphaF(0.12F);
        band.rect->setBrush(fill);
        band.text->setFont(theme().font(Theme::Type::Caption));
        band.text->setColor(readable(color));
    }
    for (auto& [id, guide] : state_->guides) {
        const QColor color = theme().color(QString::fromStdString(guide.token));
        guide.line->setPen(QPen(color, 1, Qt::DashLine));
        guide.text->setFont(theme().font(Theme::Type::Caption));
        guide.text->setColor(readable(color));
    }
}

} // namespace stillhouse::widgets
