// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/bar_plot.h"

#include "widgets/plot/plot_parts.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::widgets {

namespace {

constexpr int kMaxNames = 40; ///< beyond this, names would overlap: only every n-th is shown

} // namespace

struct BarPlot::State {
    Qt::Orientation orientation;
    std::vector<Bar> bars;
    std::vector<QCPBars*> plotted; ///< one per bar, because each may have a colour of its own
    std::vector<QCPItemText*> texts;
    QSharedPointer<QCPAxisTickerText> names{new QCPAxisTickerText};
    int decimals = 3;
    bool stale = true;
};

BarPlot::BarPlot(Qt::Orientation orientation, QWidget* parent) : PlotFrame(parent), state_(std::make_unique<State>()) {
    state_->orientation = orientation;
    auto* plot = parts().plot;
    const bool horizontal = orientation == Qt::Horizontal;
    auto* names = horizontal ? plot->yAxis : plot->xAxis;
    names->setTicker(state_->names);
    names->setRangeReversed(horizontal); // the first bar on top
    names->grid()->setVisible(false);
    (horizontal ? plot->xAxis : plot->yAxis)->grid()->setVisible(true);
}

BarPlot::~BarPlot() = default;

void BarPlot::setBars(std::vector<Bar> bars) {
    state_->bars = std::move(bars);
    state_->stale = true;
    refresh();
}

const std::vector<Bar>& BarPlot::bars() const { return state_->bars; }

void BarPlot::setDecimals(int decimals) {
    state_->decimals = decimals;
    state_->stale = true;
    refresh();
}

void BarPlot::setValueRange(double low, double high) {
    if (state_->orientation == Qt::Horizontal)
        setXRange(low, high);
    else
        setYRange(low, high);
}

void BarPlot::prepare() {
    if (!state_->stale)
        return;
    state_->stale = false;
    auto* plot = parts().plot;
    const bool horizontal = state_->orientation == Qt::Horizontal;
    auto *key = horizontal ? plot->yAxis : plot->xAxis, *value = horizontal ? plot->xAxis : plot->yAxis;
    while (state_->plotted.size() < state_->bars.size()) {
        auto* bars = new QCPBars(key, value);
        bars->setWidth(0.68);
        bars->setPen(Qt::NoPen);
        state_->plotted.push_back(bars);
        auto* text = new QCPItemText(plot);
        text->setClipToAxisRect(false);
        text->setPositionAlignment(horizontal ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignHCenter | Qt::AlignBottom);
        text->setPadding(horizontal ? QMargins(4, 0, 0, 0) : QMargins(0, 0, 0, 2));
        state_->texts.push_back(text);
    }
    state_->names->clear();
    const std::size_t stride = state_->bars.size() / kMaxNames + 1;
    for (std::size_t i = 0; i < state_->plotted.size(); ++i) {
        const bool used = i < state_->bars.size();
        state_->plotted[i]->setVisible(used);
        state_->texts[i]->setVisible(used && stride == 1);
        if (!used)
            continue;
        const Bar& bar = state_->bars[i];
        state_->plotted[i]->setData({double(i)}, {bar.value});
        const QPointF at = horizontal ? QPointF(bar.value, double(i)) : QPointF(double(i), bar.value);
        state_->texts[i]->position->setCoords(at.x(), at.y());
        state_->texts[i]->setText(QString::number(bar.value, 'f', state_->decimals));
        if (i % stride == 0)
            state_->names->addTick(double(i), bar.name);
    }
    // Values stand at the bars' ends: room for them at the far side.
    plot->axisRect()->setMinimumMargins(horizontal ? QMargins(0, 4, 48, 0) : QMargins(0, 16, 8, 0));
    restyle();
}

QRectF BarPlot::dataBounds() const {
    if (state_->bars.empty())
        return {};
    double low = 0, high = 1e-12;
    for (const auto& bar : state_->bars) {
        low = std::isfinite(bar.value) ? std::min(low, bar.value) : low;
        high = std::isfinite(bar.value) ? std::max(high, bar.value) : high;
    }
    const double count = double(state_->bars.size());
    return state_->orientation == Qt::Horizontal ? QRectF(low, -0.6, high - low, count + 0.2) : QRectF(-0.6, low, count + 0.2, high - low);
}

void BarPlot::restyle() {
    for (std::size_t i = 0; i < state_->bars.size() && i < state_->plotted.size(); ++i) {
        state_->plotted[i]->setBrush(theme().color(QString::fromStdString(state_->bars[i].token)));
        state_->texts[i]->setFont(theme().font(Theme::Type::Caption));
        state_->texts[i]->setColor(theme().color(QStringLiteral("text")));
    }
}

QString BarPlot::csv() const {
    QString out = QStringLiteral("name,value\n");
    for (const auto& bar : state_->bars)
        out += u'"' + QString(bar.name).replace(u'"', QStringLiteral("\"\"")) + QStringLiteral("\",") + QString::number(bar.value, 'g', 12) + u'\n';
    return out;
}

} // namespace stillhouse::widgets
