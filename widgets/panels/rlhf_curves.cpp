// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/rlhf_curves.h"

#include "widgets/plot/cursor_group.h"
#include "widgets/plot/line_plot.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <algorithm>
#include <cmath>

namespace stillhouse::widgets {

namespace {

constexpr auto kReward = FeedbackStage::Reward, kPolicy = FeedbackStage::Policy;

struct FeedbackPlot {
    FeedbackStage stage;
    const char* id;
    const char* title;
    const char* unit;
    bool ppoOnly;
    bool share = false; ///< of a whole: at most 1
};

const FeedbackPlot kFeedbackPlots[] = {
    {kReward, "rewardLoss", QT_TRANSLATE_NOOP("RlhfCurves", "Loss of the reward model"), QT_TRANSLATE_NOOP("RlhfCurves", "nats per pair"), false},
    {kReward, "pairAccuracy", QT_TRANSLATE_NOOP("RlhfCurves", "Pair accuracy"), QT_TRANSLATE_NOOP("RlhfCurves", "share of pairs"), false, true},
    {kReward, "rewardGap", QT_TRANSLATE_NOOP("RlhfCurves", "Better answer above the worse one"), QT_TRANSLATE_NOOP("RlhfCurves", "reward, no unit"), false},
    {kReward, "rewardEce", QT_TRANSLATE_NOOP("RlhfCurves", "Calibration error, held out"), QT_TRANSLATE_NOOP("RlhfCurves", "share of pairs"), false, true},
    {kPolicy, "policyReward", QT_TRANSLATE_NOOP("RlhfCurves", "Reward"), QT_TRANSLATE_NOOP("RlhfCurves", "mean, no unit"), false},
    {kPolicy, "policyKl", QT_TRANSLATE_NOOP("RlhfCurves", "KL to the policy of the start"), QT_TRANSLATE_NOOP("RlhfCurves", "nats per answer"), false},
    {kPolicy, "policyBeta", QT_TRANSLATE_NOOP("RlhfCurves", "β, the price of a nat"), QT_TRANSLATE_NOOP("RlhfCurves", "reward per nat"), true},
    {kPolicy, "policyEntropy", QT_TRANSLATE_NOOP("RlhfCurves", "Entropy"), QT_TRANSLATE_NOOP("RlhfCurves", "nats per token"), false},
    {kPolicy, "policyRatio", QT_TRANSLATE_NOOP("RlhfCurves", "Ratio of probabilities"), QT_TRANSLATE_NOOP("RlhfCurves", "new by old, mean"), true},
    {kPolicy, "policyClip", QT_TRANSLATE_NOOP("RlhfCurves", "Clip fraction"), QT_TRANSLATE_NOOP("RlhfCurves", "share of tokens"), true, true},
    {kPolicy, "policyLoss", QT_TRANSLATE_NOOP("RlhfCurves", "Policy loss"), QT_TRANSLATE_NOOP("RlhfCurves", "per token"), false},
    {kPolicy, "valueLoss", QT_TRANSLATE_NOOP("RlhfCurves", "Value loss"), QT_TRANSLATE_NOOP("RlhfCurves", "squared reward"), true},
    {kPolicy, "policyEnded", QT_TRANSLATE_NOOP("RlhfCurves", "Answers that end by themselves"), QT_TRANSLATE_NOOP("RlhfCurves", "share of answers"), false, true},
};

struct FeedbackCurve {
    const char* metric;
    const char* plot;
    const char* name;
    bool smoothed, dim;
    double tint;
};

const FeedbackCurve kFeedbackCurves[] = {
    {"loss", "rewardLoss", QT_TRANSLATE_NOOP("RlhfCurves", "training"), true, false, 0.45},
    {"pair_loss", "rewardLoss", QT_TRANSLATE_NOOP("RlhfCurves", "held out"), false, false, 0},
    {"pair_accuracy.train", "pairAccuracy", QT_TRANSLATE_NOOP("RlhfCurves", "training"), true, false, 0.45},
    {"pair_accuracy.low", "pairAccuracy", "", false, true, 0},
    {"pair_accuracy.high", "pairAccuracy", "", false, true, 0},
    {"pair_accuracy", "pairAccuracy", QT_TRANSLATE_NOOP("RlhfCurves", "held out"), false, false, 0},
    {"reward.gap", "rewardGap", QT_TRANSLATE_NOOP("RlhfCurves", "training"), true, false, 0},
    {"ece", "rewardEce", QT_TRANSLATE_NOOP("RlhfCurves", "held out"), false, false, 0},
    {"reward", "policyReward", QT_TRANSLATE_NOOP("RlhfCurves", "all"), false, false, 0},
    {"reward.best", "policyReward", QT_TRANSLATE_NOOP("RlhfCurves", "best of n"), false, false, -0.4},
    {"kl", "policyKl", "", false, false, 0},
    {"beta", "policyBeta", "", false, false, 0},
    {"entropy", "policyEntropy", "", false, false, 0},
    {"ratio", "policyRatio", "", true, false, 0},
    {"clip_fraction", "policyClip", QT_TRANSLATE_NOOP("RlhfCurves", "policy"), true, false, 0},
    {"clip_fraction.value", "policyClip", QT_TRANSLATE_NOOP("RlhfCurves", "value"), true, false, 0.45},
    {"loss.policy", "policyLoss", QT_TRANSLATE_NOOP("RlhfCurves", "PPO"), true, false, 0},
    {"loss.ce", "policyLoss", QT_TRANSLATE_NOOP("RlhfCurves", "best of n"), true, false, -0.4},
    {"loss.value", "valueLoss", "", true, false, 0},
    {"ended", "policyEnded", "", false, false, 0},
};

// Numbers that come once, as a line across the plot of their stage.
struct FeedbackLine {
    const char* metric;
    FeedbackStage from, shownFor;
    const char* plot;
    const char* name;
};

const FeedbackLine kFeedbackLines[] = {
    {"length_accuracy", kReward, kReward, "pairAccuracy", QT_TRANSLATE_NOOP("RlhfCurves", "length alone")},
    {"reward.before", FeedbackStage::Filter, kPolicy, "policyReward", QT_TRANSLATE_NOOP("RlhfCurves", "before the filter")},
    {"reward.after", FeedbackStage::Filter, kPolicy, "policyReward", QT_TRANSLATE_NOOP("RlhfCurves", "after the filter")},
};

// Ziegler's controller answers in proportion within a fifth of its target, and with its full step beyond.
constexpr double kBand = 0.2;
constexpr int kCoinGuide = 100, kLowGuide = 101, kHighGuide = 102;

QString feedbackText(const char* text) { return *text ? RlhfCurves::tr(text) : QString(); }

} // namespace

RlhfCurves::RlhfCurves(FeedbackStage stage, QWidget* parent)
    : QWidget(parent), stage_(stage), cursor_(new CursorGroup(this)), grid_(new QGridLayout(this)) {
    grid_->setContentsMargins(0, kGap, 0, 0);
    grid_->setHorizontalSpacing(kGroupGap);
    grid_->setVerticalSpacing(kPadding);
    for (const auto& row : kFeedbackPlots) {
        if (row.stage != stage_)
            continue;
        auto* plot = new LinePlot(this);
        plot->setWholeX(true);
        if (row.share)
            plot->setMostY(1);
        plot->setObjectName(QLatin1String(row.id) + QStringLiteral("Plot"));
        plot->setGroup(cursor_);
        plot->setMinimumHeight(168);
        plot->setSmoothing(0.8);
        plots_[row.id] = plot;
        order_.push_back(plot);
    }
    retranslate();
    arrange(true);
}

void RlhfCurves::addPlot(LinePlot* plot) {
    plot->setMinimumHeight(168);
    order_.push_back(plot);
    arrange(true);
}

LinePlot* RlhfCurves::plot(const std::string& id) const {
    const auto found = plots_.find(id);
    return found == plots_.end() ? nullptr : found->second;
}

void RlhfCurves::setStages(const FeedbackStages& stages) {
    stages_ = stages;
    for (const auto& row : kFeedbackPlots)
        if (row.stage == stage_ && row.ppoOnly)
            plots_.at(row.id)->setVisible(stages.ppo);
    showGuides();
    arrange(true);
}

void RlhfCurves::reset() {
    for (auto& [metric, series] : series_)
        for (const auto& row : kFeedbackCurves)
            if (metric == row.metric && plots_.contains(row.plot))
                plots_.at(row.plot)->clear(series);
    lines_.clear();
    offsets_.clear();
    last_ = 0;
    points_ = 0;
    for (auto& [id, plot] : plots_) {
        plot->clearEvents();
        plot->fit();
    }
    showGuides();
}

double RlhfCurves::placeOf(int stageIndex, double step) {
    const auto found = offsets_.try_emplace(stageIndex, offsets_.empty() ? 0 : last_ + 1).first;
    const double x = found->second + step;
    last_ = std::max(last_, x);
    return x;
}

int RlhfCurves::seriesOf(const std::string& metric) {
    if (const auto known = series_.find(metric); known != series_.end())
        return known->second;
    for (const auto& row : kFeedbackCurves)
        if (metric == row.metric && plots_.contains(row.plot))
            return series_[metric] = plots_.at(row.plot)->addSeries(
                       feedbackText(row.name), {kFeedbackLane, Qt::SolidLine, row.dim, row.smoothed, false, row.tint});
    return series_[metric] = -1;
}

void RlhfCurves::addPoint(const std::string& name, int stageIndex, double step, double value) {
    const int series = seriesOf(name);
    if (series < 0)
        return;
    for (const auto& row : kFeedbackCurves)
        if (name == row.metric && plots_.contains(row.plot))
            plots_.at(row.plot)->append(series, placeOf(stageIndex, step), value);
    ++points_;
}

void RlhfCurves::addLine(const std::string& name, double value) {
    lines_[name] = value;
    showGuides();
}

void RlhfCurves::add(const std::vector<Metric>& metrics) {
    for (const auto& metric : metrics) {
        const auto kind = stages_.kind(metric.lane, metric.stageIndex);
        for (const auto& line : kFeedbackLines)
            if (line.from == kind && line.shownFor == stage_ && metric.name == line.metric)
                addLine(metric.name, metric.value);
        if (kind == stage_)
            addPoint(metric.name, metric.stageIndex, double(metric.step), metric.value);
    }
}

void RlhfCurves::addEvent(const Event& event) {
    if (event.kind != "health" || stages_.kind(event.lane, event.stageIndex) != stage_)
        return;
    const double x = placeOf(event.stageIndex, double(event.step));
    for (const char* id : {"policyReward", "policyKl", "policyEntropy", "policyRatio"})
        if (auto* const at = plot(id))
            at->addEvent(x, shown(event.text), "error");
}

void RlhfCurves::show(const LoadedRun& run) {
    reset();
    std::vector<const RunCurve*> curves;
    for (const auto& curve : run.curves)
        curves.push_back(&curve);
    std::stable_sort(curves.begin(), curves.end(), [](const auto* a, const auto* b) { return a->stageIndex < b->stageIndex; });
    for (const auto* curve : curves)
        for (std::size_t i = 0; i < curve->series.steps.size(); ++i)
            add({Metric{curve->lane, curve->stageIndex, curve->name, std::int64_t(curve->series.steps[i]), curve->series.values[i]}});
    for (const auto& event : run.events)
        addEvent(event);
}

void RlhfCurves::setRunning(bool running) {
    for (auto& [id, plot] : plots_)
        plot->setRunning(running);
}

void RlhfCurves::showGuides() {
    for (std::size_t i = 0; i < std::size(kFeedbackLines); ++i) {
        const auto& line = kFeedbackLines[i];
        if (line.shownFor != stage_)
            continue;
        auto* const at = plots_.at(line.plot);
        if (const auto value = lines_.find(line.metric); value != lines_.end() && std::isfinite(value->second))
            at->setGuide(int(i), value->second, tr(line.name));
        else
            at->removeGuide(int(i));
    }
    if (stage_ == kReward) {
        // Two labels at one height would lie over each other.
        const auto length = lines_.find("length_accuracy");
        const bool same = length != lines_.end() && std::abs(length->second - 0.5) < 0.04;
        if (same)
            plots_.at("pairAccuracy")->removeGuide(0);
        plots_.at("pairAccuracy")->setGuide(kCoinGuide, 0.5, same ? tr("a coin, length alone") : tr("a coin"));
        return;
    }
    const double target = stages_.klTarget, clip = stages_.ratioClip;
    plots_.at("policyKl")->setBand(target * (1 - kBand), target * (1 + kBand), tr("target ± 20 %"));
    if (std::isfinite(clip)) {
        plots_.at("policyRatio")->setGuide(kLowGuide, 1 - clip, tr("clipped below"));
        plots_.at("policyRatio")->setGuide(kHighGuide, 1 + clip, tr("clipped above"));
    }
}

void RlhfCurves::retranslate() {
    for (const auto& row : kFeedbackPlots)
        if (row.stage == stage_) {
            plots_.at(row.id)->setTitle(tr(row.title));
            plots_.at(row.id)->setAxes(tr("step"), tr(row.unit));
            plots_.at(row.id)->setEmptyText(tr("No values yet"));
        }
    for (const auto& row : kFeedbackCurves)
        if (const auto known = series_.find(row.metric); known != series_.end() && known->second >= 0)
            plots_.at(row.plot)->renameSeries(known->second, feedbackText(row.name));
    showGuides();
}

void RlhfCurves::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void RlhfCurves::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange(false);
}

void RlhfCurves::arrange(bool again) {
    const int columns = std::clamp(width() / 330, 1, 3);
    if (columns == columns_ && !again)
        return;
    columns_ = columns;
    int place = 0;
    for (LinePlot* plot : order_) {
        grid_->removeWidget(plot);
        if (plot->isVisibleTo(this)) {
            grid_->addWidget(plot, place / columns, place % columns);
            ++place;
        }
    }
    for (int c = 0; c < 4; ++c)
        grid_->setColumnStretch(c, c < columns ? 1 : 0);
}

} // namespace stillhouse::widgets
