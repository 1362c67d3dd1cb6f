// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/run_plots.h"

#include "widgets/plot/cursor_group.h"
#include "widgets/plot/line_plot.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <algorithm>
#include <limits>

namespace stillhouse::widgets {

namespace {

struct PlotRow {
    const char* id;
    const char* title;
    const char* unit;
    bool mayLog;
    bool share = false; ///< of a whole: at most 1
};

const PlotRow kPlots[] = {
    {"loss", QT_TRANSLATE_NOOP("RunPlots", "Loss"), QT_TRANSLATE_NOOP("RunPlots", "nats per token"), true},
    {"tau", QT_TRANSLATE_NOOP("RunPlots", "Temperature τ"), QT_TRANSLATE_NOOP("RunPlots", "no unit"), false},
    {"accuracy", QT_TRANSLATE_NOOP("RunPlots", "Validation accuracy"), QT_TRANSLATE_NOOP("RunPlots", "share of examples"), false, true},
    {"nll", QT_TRANSLATE_NOOP("RunPlots", "Validation loss"), QT_TRANSLATE_NOOP("RunPlots", "nats per token"), true},
    {"lr", QT_TRANSLATE_NOOP("RunPlots", "Learning rate"), QT_TRANSLATE_NOOP("RunPlots", "per step"), true},
    {"grad", QT_TRANSLATE_NOOP("RunPlots", "Gradient norm"), QT_TRANSLATE_NOOP("RunPlots", "L2 norm, before clipping"), true},
    {"share", QT_TRANSLATE_NOOP("RunPlots", "Share of the gradient"), QT_TRANSLATE_NOOP("RunPlots", "share of the norm"), false, true},
    {"speed", QT_TRANSLATE_NOOP("RunPlots", "Speed"), QT_TRANSLATE_NOOP("RunPlots", "tokens/s"), false},
    {"memory", QT_TRANSLATE_NOOP("RunPlots", "Memory"), QT_TRANSLATE_NOOP("RunPlots", "GiB resident"), false},
};

struct CurveRow {
    const char* metric;
    const char* plot;
    const char* part; ///< joined to the lane's name
    double tint; ///< parts of a sum are tinted, each its own way
    bool smoothed;
    double scale;
};

constexpr double kGiB = 1.0 / (1024.0 * 1024.0 * 1024.0);
const CurveRow kCurves[] = {
    {"loss", "loss", QT_TRANSLATE_NOOP("RunPlots", "total"), 0, true, 1},
    {"loss.ce", "loss", QT_TRANSLATE_NOOP("RunPlots", "labels"), -0.4, true, 1},
    {"loss.distill", "loss", QT_TRANSLATE_NOOP("RunPlots", "teacher"), 0.45, true, 1},
    {"loss.attention", "loss", QT_TRANSLATE_NOOP("RunPlots", "attention"), -0.75, true, 1},
    {"loss.gradient", "loss", QT_TRANSLATE_NOOP("RunPlots", "gradients"), 0.7, true, 1},
    {"tau", "tau", "", 0, false, 1},
    {"eval.accuracy", "accuracy", "", 0, false, 1},
    {"eval.nll", "nll", "", 0, false, 1},
    {"lr", "lr", "", 0, false, 1},
    {"grad_norm", "grad", "", 0, true, 1},
    {"share.ce", "share", QT_TRANSLATE_NOOP("RunPlots", "labels"), -0.4, true, 1},
    {"share.distill", "share", QT_TRANSLATE_NOOP("RunPlots", "teacher"), 0.45, true, 1},
    {"share.attention", "share", QT_TRANSLATE_NOOP("RunPlots", "attention"), -0.75, true, 1},
    {"share.gradient", "share", QT_TRANSLATE_NOOP("RunPlots", "gradients"), 0.7, true, 1},
    {"tokens_per_second", "speed", "", 0, true, 1},
    {"memory_bytes", "memory", "", 0, false, kGiB},
};

const CurveRow* curveFor(const std::string& metric) {
    for (const auto& row : kCurves)
        if (metric == row.metric)
            return &row;
    return nullptr;
}

std::string tokenFor(const std::string& lane) { return lane == "A" || lane == "B" ? lane : "accent"; }

QString translated(const char* text) { return *text ? RunPlots::tr(text) : QString(); }

} // namespace

double RunPlots::Axis::at(int stage, double step) {
    auto found = offset.find(stage);
    if (found == offset.end())
        found = offset.emplace(stage, offset.empty() ? 0 : last + 1).first;
    const double x = found->second + step;
    last = std::max(last, x);
    return x;
}

RunPlots::RunPlots(QWidget* parent) : QWidget(parent), cursor_(new CursorGroup(this)), grid_(new QGridLayout(this)) {
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(kGroupGap);
    grid_->setVerticalSpacing(kPadding);
    for (const auto& row : kPlots) {
        auto* plot = new LinePlot(this);
        plot->setObjectName(QLatin1String(row.id) + QStringLiteral("Plot"));
        plot->setGroup(cursor_);
        plot->setMinimumHeight(184);
        if (row.share)
            plot->setMostY(1);
        plots_[row.id] = plot;
        order_.push_back(row.id);
    }
    retranslate();
    arrange();
}

LinePlot* RunPlots::plot(const std::string& id) const {
    const auto found = plots_.find(id);
    return found == plots_.end() ? nullptr : found->second;
}

QString RunPlots::label(const std::string& lane, const std::string& name, bool overlay) {
    const CurveRow* row = curveFor(name);
    const QString part = row ? translated(row->part) : QString(), who = lane.empty() ? tr("run") : QString::fromStdString(lane);
    return overlay ? tr("%1 before").arg(who) : part.isEmpty() ? who : who + u' ' + part;
}

RunPlots::Place RunPlots::place(const std::string& lane, const std::string& name, bool overlay) {
    auto& places = overlay ? overlays_ : places_;
    const std::string key = lane + '\n' + name;
    if (const auto found = places.find(key); found != places.end())
        return found->second;
    Place made;
    if (const CurveRow* row = curveFor(name)) {
        made.plot = plots_.at(row->plot);
        made.scale = row->scale;
        made.series = made.plot->addSeries(label(lane, name, overlay), {tokenFor(lane), Qt::SolidLine, overlay, row->smoothed, false, row->tint});
    }
    places.emplace(key, made);
    return made;
}

void RunPlots::reset() {
    forget();
    for (auto& [id, plot] : plots_)
        plot->fit();
}

void RunPlots::forget() {
    for (auto& [key, place] : places_)
        if (place.plot)
            place.plot->clear(place.series);
    for (auto& [id, plot] : plots_)
        plot->clearEvents();
    axes_.clear();
    points_ = 0;
}

void RunPlots::add(const std::vector<Metric>& metrics, double seconds) {
    for (const auto& metric : metrics) {
        const double x = axes_[metric.lane].at(metric.stageIndex, double(metric.step));
        const Place p = place(metric.lane, metric.name, false);
        if (p.plot)
            p.plot->append(p.series, x, metric.value * p.scale, seconds);
        ++points_;
    }
}

void RunPlots::addEvent(const Event& event) {
    if (event.kind == "log")
        return;
    const double x = axes_[event.lane].at(event.stageIndex, double(event.step));
    const char* token = event.severity == Severity::Error ? "error" : event.kind == "rollback" ? "warning" : event.kind == "override" ? "accent" : "muted";
    for (const char* id : {"loss", "tau"})
        plots_.at(id)->addEvent(x, QString::fromStdString(event.lane) + QStringLiteral("  ") + shown(event.text), token);
}

void RunPlots::addCurves(const LoadedRun& run, bool overlay) {
    std::map<std::string, Axis> axes;
    // Stages in order, so that each begins where the one before ended.
    auto curves = std::vector<const RunCurve*>();
    for (const auto& curve : run.curves)
        curves.push_back(&curve);
    std::stable_sort(curves.begin(), curves.end(), [](const auto* a, const auto* b) { return a->stageIndex < b->stageIndex; });
    for (const auto* curve : curves) {
        const Place p = place(curve->lane, curve->name, overlay);
        for (std::size_t i = 0; i < curve->series.steps.size(); ++i) {
            const double x = axes[curve->lane].at(curve->stageIndex, curve->series.steps[i]);
            if (p.plot)
                p.plot->append(p.series, x, curve->series.values[i] * p.scale);
        }
    }
    if (!overlay)
        axes_ = std::move(axes);
}

void RunPlots::show(const LoadedRun& run) {
    for (auto& [id, plot] : plots_)
        plot->fit();
    grow(run);
}

void RunPlots::grow(const LoadedRun& run) {
    forget();
    addCurves(run, false);
    for (const auto& curve : run.curves)
        points_ += curve.series.steps.size();
    for (const auto& event : run.events)
        addEvent(event);
}

void RunPlots::setOverlay(const LoadedRun& run) {
    clearOverlay();
    addCurves(run, true);
}

void RunPlots::clearOverlay() {
    for (auto& [key, place] : overlays_)
        if (place.plot)
            place.plot->clear(place.series);
}

void RunPlots::setRunning(bool running) {
    for (auto& [id, plot] : plots_)
        plot->setRunning(running);
}

void RunPlots::setSmoothing(double weight) {
    for (auto& [id, plot] : plots_)
        plot->setSmoothing(weight);
}

void RunPlots::setLogX(bool on) {
    for (auto& [id, plot] : plots_)
        plot->setLogX(on);
}

void RunPlots::setLogY(bool on) {
    for (const auto& row : kPlots)
        if (row.mayLog)
            plots_.at(row.id)->setLogY(on);
}

void RunPlots::setTimeAxis(bool on) {
    byTime_ = on;
    for (auto& [id, plot] : plots_)
        plot->useAlternateX(on);
    retranslate();
}

void RunPlots::retranslate() {
    const QString x = byTime_ ? tr("seconds") : tr("step");
    for (const auto& row : kPlots) {
        plots_.at(row.id)->setTitle(tr(row.title));
        plots_.at(row.id)->setAxes(x, tr(row.unit));
        plots_.at(row.id)->setWholeX(!byTime_);
        plots_.at(row.id)->setEmptyText(tr("No values yet"));
    }
    for (const bool overlay : {false, true})
        for (const auto& [key, place] : overlay ? overlays_ : places_)
            if (const auto cut = key.find('\n'); place.plot)
                place.plot->renameSeries(place.series, label(key.substr(0, cut), key.substr(cut + 1), overlay));
}

void RunPlots::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void RunPlots::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void RunPlots::arrange() {
    const int columns = std::clamp(width() / 380, 1, 3);
    if (columns == columns_)
        return;
    columns_ = columns;
    for (std::size_t i = 0; i < order_.size(); ++i) {
        grid_->removeWidget(plots_.at(order_[i]));
        grid_->addWidget(plots_.at(order_[i]), int(i) / columns, int(i) % columns);
    }
    for (int c = 0; c < 4; ++c)
        grid_->setColumnStretch(c, c < columns ? 1 : 0);
}

} // namespace stillhouse::widgets
