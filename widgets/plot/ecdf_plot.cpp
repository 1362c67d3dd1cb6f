// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/ecdf_plot.h"

#include "widgets/plot/plot_parts.h"
#include "widgets/theme.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace stillhouse::widgets {

struct EcdfPlot::State {
    struct Sample {
        QString name;
        std::vector<double> values; ///< ascending
        std::string token;
        bool dashed = false;
        QCPGraph* graph = nullptr;
        QCPItemText* label = nullptr;
    };
    std::vector<Sample> samples;
};

EcdfPlot::EcdfPlot(QWidget* parent) : HoverPlot(parent), state_(std::make_unique<State>()) { setYRange(0, 1.02); }

EcdfPlot::~EcdfPlot() = default;

void EcdfPlot::clear() {
    for (auto& sample : state_->samples) {
        parts().plot->removeGraph(sample.graph);
        parts().plot->removeItem(sample.label);
    }
    state_->samples.clear();
    refresh();
}

void EcdfPlot::addSample(const QString& name, std::vector<double> values, const std::string& token, bool dashed) {
    std::erase_if(values, [](double v) { return !std::isfinite(v); });
    std::sort(values.begin(), values.end());
    State::Sample sample{name, std::move(values), token, dashed, parts().plot->addGraph(), new QCPItemText(parts().plot)};
    sample.graph->setLineStyle(QCPGraph::lsStepLeft);
    const auto n = double(sample.values.size());
    QVector<QCPGraphData> steps;
    if (!sample.values.empty())
        steps.push_back({sample.values.front(), 0});
    for (std::size_t i = 0; i < sample.values.size(); ++i)
        steps.push_back({sample.values[i], double(i + 1) / n});
    sample.graph->data()->set(steps, true);
    sample.label->setText(name);
    sample.label->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    sample.label->setPadding({6, 0, 2, 0});
    sample.label->setClipToAxisRect(false);
    state_->samples.push_back(std::move(sample));
    restyle();
    refresh();
}

int EcdfPlot::sampleCount() const { return int(state_->samples.size()); }

double EcdfPlot::quantile(int index, double p) const {
    const auto& values = state_->samples.at(std::size_t(index)).values;
    if (values.empty())
        return std::numeric_limits<double>::quiet_NaN();
    const auto rank = std::size_t(std::max(1.0, std::ceil(p * double(values.size()))));
    return values[std::min(rank, values.size()) - 1];
}

void EcdfPlot::prepare() {
    // Names stand where the curves are far apart: each at its own height, beside its own step.
    const auto count = state_->samples.size();
    for (std::size_t i = 0; i < count; ++i) {
        auto& sample = state_->samples[i];
        sample.label->setVisible(!sample.values.empty());
        if (sample.values.empty())
            continue;
        const double level = 0.25 + 0.5 * (double(i) + 0.5) / double(count);
        sample.label->position->setCoords(quantile(int(i), level), level);
    }
    parts().plot->axisRect()->setMinimumMargins({kLeftMargin, 10, 56, 0});
}

QRectF EcdfPlot::dataBounds() const {
    double low = 0, high = 0;
    bool any = false;
    for (const auto& sample : state_->samples)
        if (!sample.values.empty()) {
            low = any ? std::min(low, sample.values.front()) : sample.values.front();
            high = any ? std::max(high, sample.values.back()) : sample.values.back();
            any = true;
        }
    return any ? QRectF(low, 0, std::max(high - low, 1e-9), 1) : QRectF();
}

void EcdfPlot::restyle() {
    for (auto& sample : state_->samples) {
        const QColor color = theme().color(QString::fromStdString(sample.token));
        sample.graph->setPen(QPen(color, 1.8, sample.dashed ? Qt::DashLine : Qt::SolidLine));
        sample.label->setFont(theme().font(Theme::Type::Caption));
        sample.label->setBrush(theme().color(QStringLiteral("surface"))); // its own steps do not strike it through
        sample.label->setColor(readable(color));
    }
}

void EcdfPlot::paintHover(QPainter& painter, const QPointF& at) {
    const QRect rect = parts().plot->axisRect()->rect();
    const double pixel = toPixel(at.x(), 0).x();
    painter.setPen(QPen(theme().color(QStringLiteral("muted")), 1));
    painter.drawLine(QPointF(pixel, rect.top()), QPointF(pixel, rect.bottom()));
    std::vector<CursorLine> lines;
    for (const auto& sample : state_->samples) {
        if (sample.values.empty())
            continue;
        const auto below = std::upper_bound(sample.values.begin(), sample.values.end(), at.x()) - sample.values.begin();
        lines.push_back({theme().color(QString::fromStdString(sample.token)),
                         tr("%1  %2 % of %3").arg(sample.name).arg(100.0 * double(below) / double(sample.values.size()), 0, 'f', 1).arg(sample.values.size())});
    }
    if (!lines.empty())
        paintCursorBox(painter, QRectF(parts().plot->rect()).adjusted(2, 2, -2, -2), QPointF(pixel, rect.center().y()),
                       parts().xText + QStringLiteral("  ≤ ") + QString::number(at.x(), 'g', 4), lines);
}

QString EcdfPlot::csv() const {
    QString out = QStringLiteral("sample,value,share\n");
    for (const auto& sample : state_->samples)
        for (std::size_t i = 0; i < sample.values.size(); ++i)
            out += u'"' + QString(sample.name).replace(u'"', QStringLiteral("\"\"")) + QStringLiteral("\",") + QString::number(sample.values[i], 'g', 9) + u',' +
                   QString::number(double(i + 1) / double(sample.values.size()), 'g', 6) + u'\n';
    return out;
}

} // namespace stillhouse::widgets
