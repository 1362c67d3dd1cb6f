// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/line_plot_state.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::widgets {

LinePlot::LinePlot(QWidget* parent) : PlotFrame(parent), state_(std::make_unique<State>()) {
    parts().plot->axisRect()->setMinimumMargins({kLeftMargin, 10, 8, 0});
    connect(parts().plot, &QCustomPlot::afterLayout, this, &LinePlot::placeLabels);
}

LinePlot::~LinePlot() = default;

int LinePlot::addSeries(const QString& name, const SeriesStyle& style) {
    auto series = std::make_unique<LineSeries>();
    series->name = name;
    series->style = style;
    series->data.useAlternateX(state_->alternateX);
    series->data.setSmoothing(style.smoothed ? state_->smoothing : 0);
    auto* plot = parts().plot;
    for (QCPGraph** graph : {&series->raw, &series->strong}) {
        *graph = plot->addGraph();
        (*graph)->setAdaptiveSampling(true);
    }
    series->strong->setLineStyle(style.steps ? QCPGraph::lsStepLeft : QCPGraph::lsLine);
    series->dot = new QCPItemEllipse(plot);
    series->dot->setClipToAxisRect(false);
    series->dot->topLeft->setType(QCPItemPosition::ptAbsolute);
    series->dot->bottomRight->setType(QCPItemPosition::ptAbsolute);
    series->label = new QCPItemText(plot);
    series->label->setClipToAxisRect(false);
    series->label->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    series->label->position->setType(QCPItemPosition::ptAbsolute);
    state_->series.push_back(std::move(series));
    restyle();
    refresh();
    return int(state_->series.size()) - 1;
}

int LinePlot::seriesCount() const { return int(state_->series.size()); }
QString LinePlot::seriesName(int series) const { return state_->at(series).name; }

void LinePlot::renameSeries(int series, const QString& name) {
    state_->at(series).name = name;
    refresh();
}

void LinePlot::setSeriesVisible(int series, bool visible) {
    state_->at(series).visible = visible;
    refresh();
}

bool LinePlot::seriesVisible(int series) const { return state_->at(series).visible; }

void LinePlot::append(int series, double x, double y, double alternateX) {
    state_->at(series).data.append(x, y, alternateX);
    refresh();
}

void LinePlot::setData(int series, const std::vector<double>& x, const std::vector<double>& y) {
    auto& data = state_->at(series).data;
    data.clear();
    for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i)
        data.append(x[i], y[i], std::numeric_limits<double>::quiet_NaN());
    refresh();
}

void LinePlot::clear(int series) {
    state_->at(series).data.clear();
    refresh();
}

void LinePlot::clearAll() {
    auto* plot = parts().plot;
    for (auto& series : state_->series) {
        for (QCPGraph* graph : {series->raw, series->strong})
            plot->removeGraph(graph);
        plot->removeItem(series->label);
        plot->removeItem(series->dot);
    }
    state_->series.clear();
    clearEvents();
    refresh();
}

int LinePlot::pointCount(int series) const {
    return series >= 0 && series < seriesCount() ? int(state_->at(series).data.size()) : 0;
}

int LinePlot::pointCount() const {
    int count = 0;
    for (const auto& series : state_->series)
        count += int(series->data.size());
    return count;
}

double LinePlot::lastValue(int series) const {
    const auto& data = state_->at(series).data;
    return data.size() ? data.y(data.size() - 1) : std::numeric_limits<double>::quiet_NaN();
}

void LinePlot::setSmoothing(double weight) {
    state_->smoothing = weight;
    for (auto& series : state_->series)
        if (series->style.smoothed)
            series->data.setSmoothing(weight);
    refresh();
}

double LinePlot::smoothing() const { return state_->smoothing; }

void LinePlot::useAlternateX(bool on) {
    state_->alternateX = on;
    for (auto& series : state_->series)
        series->data.useAlternateX(on);
    fit();
}

void LinePlot::setRunning(bool running) {
    state_->running = running;
    refresh();
}

void LinePlot::addEvent(double x, const QString& label, const std::string& token) {
    auto* line = new QCPItemLine(parts().plot);
    line->start->setTypeX(QCPItemPosition::ptPlotCoords);
    line->end->setTypeX(QCPItemPosition::ptPlotCoords);
    line->start->setTypeY(QCPItemPosition::ptAxisRectRatio);
    line->end->setTypeY(QCPItemPosition::ptAxisRectRatio);
    line->start->setCoords(x, 0);
    line->end->setCoords(x, 1);
    state_->events.push_back({x, label, token, line});
    restyle();
    refresh();
}

void LinePlot::clearEvents() {
    for (auto& event : state_->events)
        parts().plot->removeItem(event.line);
    state_->events.clear();
    refresh();
}

void LinePlot::setGuide(int id, double y, const QString& label, const std::string& token) {
    auto& guide = state_->guides[id];
    auto* plot = parts().plot;
    if (!guide.line) {
        guide.line = new QCPItemLine(plot);
        for (auto* end : {guide.line->start, guide.line->end}) {
            end->setTypeX(QCPItemPosition::ptAxisRectRatio);
            end->setTypeY(QCPItemPosition::ptPlotCoords);
        }
        guide.text = new QCPItemText(plot);
        guide.text->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
        guide.text->position->setTypeY(QCPItemPosition::ptPlotCoords);
        guide.text->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
    }
    guide.y = y;
    guide.token = token;
    guide.line->start->setCoords(0, y);
    guide.line->end->setCoords(1, y);
    guide.text->position->setCoords(0.01, y);
    guide.text->setText(label);
    restyle();
    refresh();
}

void LinePlot::removeGuide(int id) {
    const auto found = state_->guides.find(id);
    if (found == state_->guides.end())
        return;
    parts().plot->removeItem(found->second.line);
    parts().plot->removeItem(found->second.text);
    state_->guides.erase(found);
    refresh();
}

void LinePlot::setBand(double low, double high, const QString& label, const std::string& token) {
    auto& band = state_->band;
    auto* plot = parts().plot;
    if (!band.rect) {
        band.rect = new QCPItemRect(plot);
        band.rect->setPen(Qt::NoPen);
        band.rect->setLayer(QStringLiteral("background"));
        band.text = new QCPItemText(plot);
        band.text->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
        for (auto* corner : {band.rect->topLeft, band.rect->bottomRight, band.text->position}) {
            corner->setTypeX(QCPItemPosition::ptAxisRectRatio);
            corner->setTypeY(QCPItemPosition::ptPlotCoords);
        }
    }
    const bool shown = std::isfinite(low) && std::isfinite(high);
    band.low = low;
    band.high = high;
    band.token = token;
    band.rect->setVisible(shown);
    band.text->setVisible(shown);
    if (shown) {
        band.rect->topLeft->setCoords(0, high);
        band.rect->bottomRight->setCoords(1, low);
        band.text->position->setCoords(0.01, high);
        band.text->setText(label);
    }
    restyle();
    refresh();
}

QString LinePlot::csv() const {
    QString out = u"series,x,y\n"_qs;
    for (const auto& series : state_->series)
        for (std::size_t i = 0; series->visible && i < series->data.size(); ++i)
            out += u'"' + QString(series->name).replace(u'"', u"\"\""_qs) + u"\","_qs + QString::number(series->data.x(i), 'g', 12) + u',' +
                   (std::isnan(series->data.y(i)) ? QString() : QString::number(series->data.y(i), 'g', 12)) + u'\n';
    return out;
}

} // namespace stillhouse::widgets
