// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/scatter_state.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::widgets {

std::vector<int> paretoFrontier(const std::vector<ScatterPoint>& points, bool lowX, bool highY) {
    std::vector<int> order;
    for (int i = 0; i < int(points.size()); ++i)
        if (const auto& point = points[std::size_t(i)]; std::isfinite(point.x) && std::isfinite(point.y) && !point.hollow)
            order.push_back(i);
    const auto cost = [&](int i) { return lowX ? points[std::size_t(i)].x : -points[std::size_t(i)].x; };
    const auto gain = [&](int i) { return highY ? points[std::size_t(i)].y : -points[std::size_t(i)].y; };
    std::sort(order.begin(), order.end(), [&](int a, int b) { return cost(a) != cost(b) ? cost(a) < cost(b) : gain(a) > gain(b); });
    std::vector<int> frontier;
    for (const int i : order)
        if (frontier.empty() || gain(i) > gain(frontier.back()))
            frontier.push_back(i);
    if (!lowX)
        std::reverse(frontier.begin(), frontier.end());
    return frontier;
}

ScatterPlot::ScatterPlot(QWidget* parent) : PlotFrame(parent), state_(std::make_unique<State>()) {
    state_->frontier = parts().plot->addGraph();
    state_->frontier->setLineStyle(QCPGraph::lsStepLeft);
    parts().plot->xAxis->grid()->setVisible(true);
    connect(parts().plot, &QCustomPlot::afterLayout, this, &ScatterPlot::placeNames);
}

ScatterPlot::~ScatterPlot() = default;

void ScatterPlot::setPoints(std::vector<ScatterPoint> points) {
    auto* plot = parts().plot;
    state_->points = std::move(points);
    state_->largest = 0;
    for (const auto& point : state_->points)
        state_->largest = std::max(state_->largest, point.size);
    while (state_->labels.size() < state_->points.size()) {
        auto* label = new QCPItemText(plot);
        label->position->setType(QCPItemPosition::ptAbsolute);
        label->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        label->setClipToAxisRect(false);
        state_->labels.push_back(label);
    }
    for (std::size_t i = 0; i < state_->labels.size(); ++i) {
        state_->labels[i]->setVisible(i < state_->points.size());
        if (i < state_->points.size())
            state_->labels[i]->setText(state_->points[i].name);
    }
    QVector<double> x, y;
    for (const int i : paretoFrontier(state_->points, state_->lowX, state_->highY)) {
        x.push_back(state_->points[std::size_t(i)].x);
        y.push_back(state_->points[std::size_t(i)].y);
    }
    state_->frontier->setData(x, y);
    state_->hovered = -1;
    restyle();
    refresh();
}

const std::vector<ScatterPoint>& ScatterPlot::points() const { return state_->points; }

void ScatterPlot::setDirections(bool lowX, bool highY) {
    state_->lowX = lowX;
    state_->highY = highY;
    setPoints(std::move(state_->points));
}

void ScatterPlot::setSelected(const QString& id) {
    state_->selected = id;
    for (const auto& point : state_->points)
        if (point.id == id)
            setAccessibleDescription(point.name + QStringLiteral(": ") + point.details);
    repaintOverlay();
}

QString ScatterPlot::selected() const { return state_->selected; }

double ScatterPlot::radius(int index) const {
    const double size = state_->points[std::size_t(index)].size;
    // The area, not the radius, is what the eye compares.
    return state_->largest > 0 && size > 0 ? 5 + 9 * std::sqrt(size / state_->largest) : 6;
}

void ScatterPlot::prepare() { parts().plot->axisRect()->setMinimumMargins({kLeftMargin, 8, 24, 0}); }

void ScatterPlot::placeNames() {
    const QFontMetricsF metrics(theme().font(Theme::Type::Caption));
    std::vector<QRectF> discs;
    std::vector<QSizeF> names;
    for (std::size_t i = 0; i < state_->points.size(); ++i) {
        const double r = radius(int(i)) + (state_->points[i].frontier ? kRingGap : 0);
        discs.emplace_back(toPixel(state_->points[i].x, state_->points[i].y) - QPointF(r, r), QSizeF(2 * r, 2 * r));
        names.emplace_back(metrics.horizontalAdvance(state_->points[i].name), metrics.height());
    }
    state_->places = widgets::placeNames(discs, names, QRectF(parts().plot->axisRect()->rect()).adjusted(0, 0, 20, 0));
    for (std::size_t i = 0; i < state_->places.size(); ++i) {
        const auto& place = state_->places[i];
        state_->labels[i]->setVisible(place.has_value()); // a name that finds no room is left to the tooltip
        if (place)
            state_->labels[i]->position->setCoords(place->box.left(), place->box.center().y());
    }
}

QRectF ScatterPlot::dataBounds() const {
    double x0 = 0, x1 = 0, y0 = 0, y1 = 0;
    bool any = false;
    for (const auto& point : state_->points) {
        if (!std::isfinite(point.x) || !std::isfinite(point.y) || (logX() && point.x <= 0) || (logY() && point.y <= 0))
            continue;
        x0 = any ? std::min(x0, point.x) : point.x;
        x1 = any ? std::max(x1, point.x) : point.x;
        y0 = any ? std::min(y0, point.y) : point.y;
        y1 = any ? std::max(y1, point.y) : point.y;
        any = true;
    }
    if (!any)
        return {};
    // Discs at the rim must not be cut.
    const double px = logX() ? 0 : std::max(x1 - x0, std::abs(x1) * 0.1 + 1e-12) * 0.1, py = std::max(y1 - y0, std::abs(y1) * 0.02 + 1e-12) * 0.1;
    const double left = logX() ? x0 * 0.8 : x0 - px, right = logX() ? x1 * 1.25 : x1 + px;
    const double low = logY() ? y0 * 0.8 : y0 - py, high = logY() ? y1 * 1.25 : y1 + py;
    return {left, low, right - left, high - low};
}

void ScatterPlot::restyle() {
    state_->frontier->setPen(QPen(theme().color(QStringLiteral("lineStrong")), 1, Qt::DashLine));
    for (std::size_t i = 0; i < state_->points.size(); ++i) {
        state_->labels[i]->setFont(theme().font(Theme::Type::Caption));
        state_->labels[i]->setBrush(theme().color(QStringLiteral("surface"))); // the frontier does not strike a name through
        state_->labels[i]->setColor(readable(theme().color(QString::fromStdString(state_->points[i].token))));
    }
}

QString ScatterPlot::csv() const {
    QString out = QStringLiteral("id,name,x,y,size\n");
    for (const auto& p : state_->points)
        out += QStringLiteral("\"%1\",\"%2\",%3,%4,%5\n").arg(p.id, QString(p.name).replace(u'"', QStringLiteral("\"\""))).arg(p.x, 0, 'g', 9).arg(p.y, 0, 'g', 9).arg(p.size, 0, 'g', 9);
    return out;
}

} // namespace stillhouse::widgets
