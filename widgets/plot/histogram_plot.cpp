// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/histogram_plot.h"

#include "widgets/plot/plot_parts.h"
#include "widgets/theme.h"

#include <QLocale>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace stillhouse::widgets {

struct HistogramPlot::State {
    std::vector<double> edges, marks;
    std::vector<std::int64_t> counts, part;
    std::string token = "baseline", markToken = "accent", partToken = "accent";
    QString markName, countText, partText;
    QCPGraph *outline = nullptr, *inner = nullptr, *lines = nullptr;
};

HistogramPlot::HistogramPlot(QWidget* parent) : HoverPlot(parent), state_(std::make_unique<State>()) {
    state_->outline = parts().plot->addGraph();
    state_->outline->setLineStyle(QCPGraph::lsStepLeft);
    state_->inner = parts().plot->addGraph();
    state_->inner->setLineStyle(QCPGraph::lsStepLeft);
    state_->lines = parts().plot->addGraph();
    state_->lines->setLineStyle(QCPGraph::lsImpulse);
    setWholeY(true);
}

HistogramPlot::~HistogramPlot() = default;

void HistogramPlot::setBins(std::vector<double> edges, std::vector<std::int64_t> counts, const std::string& token) {
    const bool usable = !counts.empty() && edges.size() == counts.size() + 1 && std::is_sorted(edges.begin(), edges.end());
    state_->edges = usable ? std::move(edges) : std::vector<double>();
    state_->counts = usable ? std::move(counts) : std::vector<std::int64_t>();
    state_->token = token;
    state_->part.clear();
    restyle();
    refresh();
}

void HistogramPlot::setPart(std::vector<std::int64_t> counts, const std::string& token) {
    state_->part = counts.size() == state_->counts.size() ? std::move(counts) : std::vector<std::int64_t>();
    state_->partToken = token;
    restyle();
    refresh();
}

void HistogramPlot::setCountTexts(const QString& whole, const QString& part) {
    state_->countText = whole;
    state_->partText = part;
}

void HistogramPlot::setMarks(std::vector<double> marks, const QString& name, const std::string& token) {
    state_->marks = std::move(marks);
    std::sort(state_->marks.begin(), state_->marks.end());
    state_->markName = name;
    state_->markToken = token;
    restyle();
    refresh();
}

const std::vector<std::int64_t>& HistogramPlot::counts() const { return state_->counts; }
const std::vector<std::int64_t>& HistogramPlot::part() const { return state_->part; }
const std::vector<double>& HistogramPlot::marks() const { return state_->marks; }

void HistogramPlot::prepare() {
    const auto& s = *state_;
    const auto range = parts().plot->yAxis->range();
    const double floor = logY() ? range.lower : 0; // an empty bin has no logarithm: it lies on the axis
    const auto stairs = [&](const std::vector<std::int64_t>& counts) {
        QVector<QCPGraphData> out;
        if (counts.empty())
            return out;
        out.push_back({s.edges.front(), floor});
        for (std::size_t i = 0; i < counts.size(); ++i)
            out.push_back({s.edges[i], std::max(floor, double(counts[i]))});
        out.push_back({s.edges.back(), floor});
        return out;
    };
    QVector<QCPGraphData> impulses;
    if (!s.counts.empty())
        for (const double mark : s.marks)
            impulses.push_back({mark, range.upper});
    s.outline->data()->set(stairs(s.counts), true);
    s.inner->data()->set(stairs(s.part), true);
    s.lines->data()->set(impulses, true);
    parts().plot->axisRect()->setMinimumMargins({kLeftMargin, 10, 16, 0});
}

QRectF HistogramPlot::dataBounds() const {
    const auto& s = *state_;
    if (s.counts.empty())
        return {};
    const auto most = double(*std::max_element(s.counts.begin(), s.counts.end()));
    const double low = logY() ? 0.7 : 0;
    return {s.edges.front(), low, s.edges.back() - s.edges.front(), std::max(most, 1.0) - low};
}

void HistogramPlot::restyle() {
    const QColor bars = theme().color(QString::fromStdString(state_->token));
    QColor fill = bars, lines = theme().color(QString::fromStdString(state_->markToken));
    fill.setAlphaF(0.35F);
    state_->outline->setPen(QPen(bars, 1));
    state_->outline->setBrush(fill);
    QColor part = theme().color(QString::fromStdString(state_->partToken)), partFill = part;
    partFill.setAlphaF(0.55F);
    state_->inner->setPen(QPen(part, 1));
    state_->inner->setBrush(partFill);
    lines.setAlphaF(0.8F);
    state_->lines->setPen(QPen(lines, 1.2));
}

void HistogramPlot::paintHover(QPainter& painter, const QPointF& at) {
    const auto& s = *state_;
    const auto above = std::upper_bound(s.edges.begin(), s.edges.end(), at.x());
    if (above == s.edges.begin() || above == s.edges.end())
        return;
    const auto bin = std::size_t(above - s.edges.begin()) - 1;
    const double low = s.edges[bin], high = s.edges[bin + 1], middle = (low + high) / 2;
    const QRect rect = parts().plot->axisRect()->rect();
    const double left = toPixel(low, 0).x(), right = toPixel(high, 0).x();
    QColor shade = theme().color(QStringLiteral("text"));
    shade.setAlphaF(0.12F);
    painter.fillRect(QRectF(left, rect.top(), std::max(1.0, right - left), rect.height()), shade);
    const auto counted = [](const QString& text, std::int64_t count) { return text.arg(QLocale(QLocale::English).toString(qlonglong(count))); };
    std::vector<CursorLine> lines{{theme().color(QString::fromStdString(s.token)),
                                   counted(s.countText.isEmpty() ? tr("%1 weights") : s.countText, s.counts[bin])}};
    if (!s.part.empty())
        lines.push_back({theme().color(QString::fromStdString(s.partToken)), counted(s.partText, s.part[bin])});
    if (!s.marks.empty()) {
        const double nearest = *std::min_element(s.marks.begin(), s.marks.end(), [&](double a, double b) { return std::abs(a - middle) < std::abs(b - middle); });
        lines.push_back({theme().color(QString::fromStdString(s.markToken)), tr("%1 %2", "nearest level, its value").arg(s.markName, shortNumber(nearest))});
    }
    paintCursorBox(painter, QRectF(parts().plot->rect()).adjusted(2, 2, -2, -2), QPointF((left + right) / 2, rect.center().y()),
                   tr("%1 to %2").arg(shortNumber(low), shortNumber(high)), lines);
}

QString HistogramPlot::csv() const {
    const auto& s = *state_;
    QString out = s.part.empty() ? QStringLiteral("kind,low,high,count\n") : QStringLiteral("kind,low,high,count,part\n");
    for (std::size_t i = 0; i < s.counts.size(); ++i) {
        out += QStringLiteral("bin,%1,%2,%3").arg(s.edges[i], 0, 'g', 9).arg(s.edges[i + 1], 0, 'g', 9).arg(qlonglong(s.counts[i]));
        out += s.part.empty() ? QStringLiteral("\n") : QStringLiteral(",%1\n").arg(qlonglong(s.part[i]));
    }
    for (const double mark : s.marks)
        out += QStringLiteral("level,%1,%1,\n").arg(mark, 0, 'g', 9);
    return out;
}

} // namespace stillhouse::widgets
