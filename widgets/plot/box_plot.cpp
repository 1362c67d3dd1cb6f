// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/box_plot.h"

#include "widgets/plot/plot_parts.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::widgets {

struct BoxPlot::State {
    std::vector<BoxSample> samples;
    std::vector<QCPStatisticalBox*> boxes;
    QSharedPointer<QCPAxisTickerText> names{new QCPAxisTickerText};
};

BoxPlot::BoxPlot(QWidget* parent) : HoverPlot(parent), state_(std::make_unique<State>()) {
    auto* plot = parts().plot;
    plot->yAxis->setTicker(state_->names);
    plot->yAxis->setRangeReversed(true); // the first sample on top
    plot->yAxis->grid()->setVisible(false);
    plot->xAxis->grid()->setVisible(true);
}

BoxPlot::~BoxPlot() = default;

void BoxPlot::setSamples(std::vector<BoxSample> samples) {
    std::erase_if(samples, [](const BoxSample& sample) { return sample.box.samples == 0; });
    auto* plot = parts().plot;
    for (auto* box : state_->boxes)
        plot->removePlottable(box);
    state_->boxes.clear();
    state_->names->clear();
    state_->samples = std::move(samples);
    for (std::size_t i = 0; i < state_->samples.size(); ++i) {
        const auto& box = state_->samples[i].box;
        auto* drawn = new QCPStatisticalBox(plot->yAxis, plot->xAxis);
        drawn->setWidth(0.5);
        drawn->setWhiskerWidth(0.3);
        drawn->addData(double(i), box.lowWhisker, box.lowQuartile, box.median, box.highQuartile, box.highWhisker,
                       QVector<double>(box.outliers.begin(), box.outliers.end()));
        state_->boxes.push_back(drawn);
        state_->names->addTick(double(i), state_->samples[i].name);
    }
    restyle();
    refresh();
}

const std::vector<BoxSample>& BoxPlot::samples() const { return state_->samples; }

void BoxPlot::prepare() { parts().plot->axisRect()->setMinimumMargins({kLeftMargin, 10, 24, 0}); }

QRectF BoxPlot::dataBounds() const {
    if (state_->samples.empty())
        return {};
    double low = state_->samples.front().box.minimum, high = state_->samples.front().box.maximum;
    for (const auto& sample : state_->samples) {
        low = std::min(low, sample.box.minimum);
        high = std::max(high, sample.box.maximum);
    }
    const double room = std::max(high - low, 1e-9) * 0.02; // a dot at the rim must not be cut
    return {low - room, -0.6, high - low + 2 * room, double(state_->samples.size()) + 0.2};
}

void BoxPlot::restyle() {
    const QColor text = theme().color(QStringLiteral("text"));
    for (std::size_t i = 0; i < state_->boxes.size(); ++i) {
        const auto& sample = state_->samples[i];
        const QColor color = theme().color(QString::fromStdString(sample.token));
        QColor fill = color;
        fill.setAlphaF(sample.dashed ? 0.1F : 0.35F);
        const QPen pen(color, 1.5, sample.dashed ? Qt::DashLine : Qt::SolidLine);
        auto* box = state_->boxes[i];
        box->setPen(pen);
        box->setBrush(fill);
        box->setWhiskerPen(pen);
        box->setWhiskerBarPen(QPen(color, 1.5));
        box->setMedianPen(QPen(text, 2));
        box->setOutlierStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(color, 1.2), QBrush(Qt::NoBrush), 5));
    }
}

void BoxPlot::paintHover(QPainter& painter, const QPointF& at) {
    const int row = int(std::lround(at.y()));
    if (row < 0 || row >= int(state_->samples.size()))
        return;
    const auto& sample = state_->samples[std::size_t(row)];
    const auto& box = sample.box;
    const QColor color = theme().color(QString::fromStdString(sample.token));
    const auto number = [](double v) { return QString::number(v, 'g', 4); };
    const std::vector<CursorLine> lines{{color, tr("median %1").arg(number(box.median))},
                                        {color, tr("quartiles %1 to %2").arg(number(box.lowQuartile), number(box.highQuartile))},
                                        {color, tr("whiskers %1 to %2").arg(number(box.lowWhisker), number(box.highWhisker))},
                                        {color, tr("beyond them: %1 of %2, farthest %3").arg(box.outliers.size()).arg(box.samples).arg(number(box.maximum))}};
    paintCursorBox(painter, QRectF(parts().plot->rect()).adjusted(2, 2, -2, -2), toPixel(box.highQuartile, row), sample.name, lines);
}

QString BoxPlot::csv() const {
    QString out = QStringLiteral("sample,n,minimum,low_whisker,low_quartile,median,high_quartile,high_whisker,maximum,outliers\n");
    for (const auto& sample : state_->samples) {
        const auto& b = sample.box;
        out += u'"' + QString(sample.name).replace(u'"', QStringLiteral("\"\"")) + QStringLiteral("\",") + QString::number(b.samples);
        for (const double value : {b.minimum, b.lowWhisker, b.lowQuartile, b.median, b.highQuartile, b.highWhisker, b.maximum})
            out += u',' + QString::number(value, 'g', 9);
        out += u',' + QString::number(b.outliers.size()) + u'\n';
    }
    return out;
}

} // namespace stillhouse::widgets
