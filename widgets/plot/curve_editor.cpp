// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/curve_state.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace stillhouse::widgets {

CurveEditor::CurveEditor(QWidget* parent) : PlotFrame(parent), state_(std::make_unique<State>()) {
    auto* plot = parts().plot;
    state_->bandEdge = plot->addGraph();
    state_->bandTop = plot->addGraph();
    state_->line = plot->addGraph();
    state_->bandTop->setChannelFillGraph(state_->bandEdge);
    state_->bandText = new QCPItemText(plot);
    state_->bandText->setPositionAlignment(Qt::AlignRight | Qt::AlignTop);
    state_->bandText->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
    state_->bandText->setVisible(false);
    setLogY(true);
    setXRange(0, 1);
    setRange(0.1, 10);
    plot->axisRect()->setMinimumMargins({kLeftMargin, 10, 16, 0});
}

CurveEditor::~CurveEditor() = default;

void CurveEditor::setRange(double low, double high) {
    state_->low = low;
    state_->high = high;
    setYRange(low > 0 ? low * 0.9 : low, high * 1.12);
}

void CurveEditor::setPoints(const Points& points) {
    state_->points = points;
    state_->drawn = !points.empty();
    state_->selected = std::min(state_->selected, int(points.size()) - 1);
    refresh();
}

const Points& CurveEditor::points() const { return state_->points; }
int CurveEditor::selected() const { return state_->selected; }

void CurveEditor::setSelected(int index) {
    state_->selected = index >= 0 && index < int(state_->points.size()) ? index : -1;
    announce();
    repaintOverlay();
}

void CurveEditor::setReferenceCurve(const Points& curve) {
    state_->reference = curve;
    state_->drawn = curve.empty();
    refresh();
}

void CurveEditor::setBand(double low, double high, const QString& name) {
    state_->bandLow = low;
    state_->bandHigh = high;
    state_->bandName = name;
    refresh();
}

void CurveEditor::setNow(double t, double value) {
    state_->nowT = t;
    state_->nowValue = value;
    repaintOverlay();
}

void CurveEditor::prepare() {
    const auto set = [](QCPGraph& graph, const Points& points) {
        QVector<QCPGraphData> data;
        for (const auto& [x, y] : points)
            data.push_back({x, y});
        graph.data()->set(data, true);
    };
    set(*state_->line, state_->drawn ? state_->points : state_->reference);
    const bool band = state_->bandHigh > state_->bandLow;
    set(*state_->bandEdge, band ? Points{{0, state_->bandLow}, {1, state_->bandLow}} : Points{});
    set(*state_->bandTop, band ? Points{{0, state_->bandHigh}, {1, state_->bandHigh}} : Points{});
    state_->bandText->setVisible(band);
    state_->bandText->setText(state_->bandName);
    state_->bandText->position->setCoords(0.995, state_->bandHigh);
}

QRectF CurveEditor::dataBounds() const { return {0, state_->low, 1, state_->high - state_->low}; }

void CurveEditor::restyle() {
    state_->line->setPen(QPen(theme().color(QStringLiteral("A")), 2));
    QColor band = theme().color(QStringLiteral("accent"));
    band.setAlphaF(0.08F);
    state_->bandEdge->setPen(Qt::NoPen);
    state_->bandTop->setPen(Qt::NoPen);
    state_->bandTop->setBrush(band);
    state_->bandText->setFont(theme().font(Theme::Type::Caption));
    state_->bandText->setColor(theme().color(QStringLiteral("muted")));
    state_->bandText->setPadding({0, 2, 4, 0});
}

QString CurveEditor::csv() const {
    QString out = QStringLiteral("t,value\n");
    for (const auto& [t, value] : state_->points)
        out += QString::number(t, 'g', 9) + u',' + QString::number(value, 'g', 9) + u'\n';
    return out;
}

void CurveEditor::announce() {
    const int i = state_->selected;
    if (i < 0) {
        setAccessibleDescription(tr("Points: %1").arg(state_->points.size()));
    } else {
        const auto& [t, value] = state_->points[std::size_t(i)];
        setAccessibleDescription(tr("Point %1 of %2: t %3, τ %4").arg(i + 1).arg(state_->points.size()).arg(t, 0, 'f', 3).arg(value, 0, 'f', 2));
    }
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void CurveEditor::changed() {
    state_->drawn = true;
    announce();
    refresh();
    Q_EMIT pointsChanged(state_->points);
}

void CurveEditor::movePoint(int index, double t, double value) {
    auto& points = state_->points;
    const auto last = int(points.size()) - 1;
    // Neighbours keep their order; the ends stay at 0 and 1.
    constexpr double kApart = 0.001;
    t = index == 0      ? 0
        : index == last ? 1
                        : std::clamp(t, points[std::size_t(index - 1)].first + kApart, points[std::size_t(index + 1)].first - kApart);
    points[std::size_t(index)] = {t, std::clamp(value, state_->low, state_->high)};
    changed();
}

void CurveEditor::insertPoint(double t, double value) {
    auto& points = state_->points;
    t = std::clamp(t, 0.0, 1.0);
    value = std::clamp(value, state_->low, state_->high);
    auto at = std::lower_bound(points.begin(), points.end(), t, [](const auto& p, double x) { return p.first < x; });
    for (const auto& [x, y] : points)
        if (std::abs(x - t) < 0.002)
            return;
    at = points.insert(at, {t, value});
    state_->selected = int(at - points.begin());
    changed();
    Q_EMIT editFinished();
}

void CurveEditor::removePoint(int index) {
    auto& points = state_->points;
    if (index <= 0 || index >= int(points.size()) - 1)
        return; // the ends carry the curve
    points.erase(points.begin() + index);
    state_->selected = std::min(index, int(points.size()) - 1);
    changed();
    Q_EMIT editFinished();
}

} // namespace stillhouse::widgets
