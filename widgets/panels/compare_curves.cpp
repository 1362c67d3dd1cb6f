// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare_curves.h"

#include "widgets/plot/line_plot.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <limits>
#include <map>
#include <set>

namespace stillhouse::widgets {

namespace {

constexpr std::int64_t kMostPoints = 4000;
constexpr double kTints[] = {0, 0.5, -0.45, 0.7, -0.7, 0.3}; ///< one per run
static_assert(std::size(kTints) == CompareCurves::kMostRuns);

struct MetricWord {
    const char* metric;
    const char* title;
    const char* unit;
    bool share = false; ///< of a whole: at most 1
};

const MetricWord kWords[] = {{"loss", QT_TRANSLATE_NOOP("CompareCurves", "Loss"), QT_TRANSLATE_NOOP("CompareCurves", "nats per token")},
                             {"eval.accuracy", QT_TRANSLATE_NOOP("CompareCurves", "Validation accuracy"), QT_TRANSLATE_NOOP("CompareCurves", "share of examples"), true},
                             {"eval.nll", QT_TRANSLATE_NOOP("CompareCurves", "Validation loss"), QT_TRANSLATE_NOOP("CompareCurves", "nats per token")},
                             {"tau", QT_TRANSLATE_NOOP("CompareCurves", "Temperature τ"), QT_TRANSLATE_NOOP("CompareCurves", "no unit")},
                             {"lr", QT_TRANSLATE_NOOP("CompareCurves", "Learning rate"), QT_TRANSLATE_NOOP("CompareCurves", "per step")},
                             {"grad_norm", QT_TRANSLATE_NOOP("CompareCurves", "Gradient norm"), QT_TRANSLATE_NOOP("CompareCurves", "L2 norm, before clipping")},
                             {"reward", QT_TRANSLATE_NOOP("CompareCurves", "Reward"), QT_TRANSLATE_NOOP("CompareCurves", "reward model's score")},
                             {"kl", QT_TRANSLATE_NOOP("CompareCurves", "KL to the policy at the start"), QT_TRANSLATE_NOOP("CompareCurves", "nats")},
                             {"tokens_per_second", QT_TRANSLATE_NOOP("CompareCurves", "Speed"), QT_TRANSLATE_NOOP("CompareCurves", "tokens/s")},
                             {"memory_bytes", QT_TRANSLATE_NOOP("CompareCurves", "Memory"), QT_TRANSLATE_NOOP("CompareCurves", "bytes resident")}};

const MetricWord* wordOf(const std::string& metric) {
    for (const auto& word : kWords)
        if (metric == word.metric)
            return &word;
    return nullptr;
}

// The well-known ones first, then the rest by name.
std::vector<std::string> inOrder(std::set<std::string> names) {
    std::vector<std::string> out;
    for (const auto& word : kWords)
        if (names.erase(word.metric))
            out.emplace_back(word.metric);
    out.insert(out.end(), names.begin(), names.end());
    return out;
}

struct FoundRun {
    RunRow row;
    std::map<std::string, std::set<int>> lanes; ///< stages of each
};

Result<std::vector<FoundRun>> findRuns(Store& store, const std::vector<std::string>& runIds, std::set<std::string>& metrics) {
    std::vector<FoundRun> runs;
    for (const auto& id : runIds) {
        const auto row = store.run(id);
        const auto stages = row && *row ? store.stages(id) : Result<std::vector<StageState>>(std::vector<StageState>{});
        if (!row || !stages)
            return row ? stages.error() : row.error();
        if (!*row)
            continue; // deleted meanwhile
        FoundRun found{**row, {}};
        for (const auto& stage : *stages)
            found.lanes[stage.lane].insert(stage.stageIndex);
        for (const auto& [lane, all] : found.lanes) {
            const auto here = store.metricNames(id, lane);
            if (!here)
                return here.error();
            metrics.insert(here->begin(), here->end());
        }
        runs.push_back(std::move(found));
    }
    return runs;
}

Result<OverlaidCurve> readCurve(Store& store, const RunRow& run, const std::string& lane, const std::set<int>& stages, const std::string& metric) {
    OverlaidCurve curve{run.id, run.name.empty() ? run.id : run.name, lane, {}, {}};
    for (const int stage : stages) {
        const auto series = store.metric(run.id, lane, stage, metric, kMostPoints);
        if (!series)
            return series.error();
        const double offset = curve.steps.empty() ? 0 : curve.steps.back() + 1; // stages follow each other
        for (std::size_t i = 0; i < series->steps.size(); ++i) {
            curve.steps.push_back(offset + series->steps[i]);
            curve.values.push_back(series->values[i]);
        }
    }
    return curve;
}

} // namespace

Result<OverlaidCurves> loadOverlaid(Store& store, const std::vector<std::string>& runIds, const std::string& metric) {
    std::set<std::string> names;
    const auto runs = findRuns(store, runIds, names);
    if (!runs)
        return runs.error();
    OverlaidCurves out;
    out.metric = names.contains(metric) ? metric : names.contains("loss") ? "loss" : names.empty() ? std::string() : *names.begin();
    out.metrics = inOrder(std::move(names));
    for (const auto& run : *runs)
        for (const auto& [lane, stages] : run.lanes) {
            auto curve = readCurve(store, run.row, lane, stages, out.metric);
            if (!curve)
                return curve.error();
            if (!curve->steps.empty())
                out.curves.push_back(std::move(*curve));
        }
    return out;
}

CompareCurves::CompareCurves(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), metric_(new QComboBox(this)), note_(new QLabel(this)), plot_(new LinePlot(this)) {
    metric_->setObjectName(QStringLiteral("curveMetric"));
    metric_->setMinimumWidth(200);
    plot_->setObjectName(QStringLiteral("overlaidCurves"));
    plot_->setSmoothing(0.9);
    plot_->setWholeX(true);
    note_->setProperty("type", "caption");
    note_->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(metric_);
    row->addWidget(note_, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, kGap, 0, 0);
    column->setSpacing(kGap);
    column->addLayout(row);
    column->addWidget(plot_, 1);
    connect(metric_, &QComboBox::activated, this, &CompareCurves::load);
    retranslate();
}

void CompareCurves::setRuns(const std::vector<std::string>& runIds) {
    runs_ = runIds;
    stale_ = true;
    if (isVisible())
        load();
}

void CompareCurves::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (stale_)
        load();
}

void CompareCurves::load() {
    stale_ = false;
    const std::vector<std::string> ids(runs_.begin(), runs_.begin() + std::ptrdiff_t(std::min(runs_.size(), kMostRuns)));
    const std::string wanted = metric_->currentIndex() < 0 ? std::string("loss") : metric_->currentData().toString().toStdString();
    session_.query<OverlaidCurves>(
        this, QStringLiteral("curves"), [ids, wanted](Store& store) { return loadOverlaid(store, ids, wanted); },
        [this](Result<OverlaidCurves> loaded) {
            if (!loaded) {
                Q_EMIT failed(loaded.error());
                return;
            }
            shown_ = std::move(*loaded);
            draw();
        });
}

void CompareCurves::draw() {
    {
        const QSignalBlocker block(metric_);
        metric_->clear();
        for (const auto& metric : shown_.metrics) {
            const MetricWord* word = wordOf(metric);
            metric_->addItem(word ? tr(word->title) : QString::fromStdString(metric), QString::fromStdString(metric));
        }
        metric_->setCurrentIndex(metric_->findData(QString::fromStdString(shown_.metric)));
    }
    plot_->clearAll();
    std::vector<std::string> seen;
    for (const auto& curve : shown_.curves) {
        if (std::find(seen.begin(), seen.end(), curve.runId) == seen.end())
            seen.push_back(curve.runId);
        const QString name = QString::fromStdString(curve.lane.empty() ? curve.name : curve.name + " " + curve.lane);
        const bool smooth = shown_.metric != "tau" && shown_.metric != "lr" && !shown_.metric.starts_with("eval.");
        const int series = plot_->addSeries(name, {curve.lane == "A" || curve.lane == "B" ? curve.lane : "accent", Qt::SolidLine, false, smooth, false, kTints[seen.size() - 1]});
        plot_->setData(series, curve.steps, curve.values);
    }
    const MetricWord* word = wordOf(shown_.metric);
    plot_->setTitle(word ? tr(word->title) : QString::fromStdString(shown_.metric));
    plot_->setMostY(word && word->share ? 1 : std::numeric_limits<double>::infinity());
    plot_->setAxes(tr("step, stage after stage"), word ? tr(word->unit) : QString());
    note_->setText(runs_.size() > kMostRuns ? tr("The first %1 of %2 selected runs are drawn").arg(kMostRuns).arg(runs_.size())
                   : runs_.size() > 1       ? tr("Selected runs: %1").arg(runs_.size())
                                            : tr("Select more runs in the table above (Ctrl or Shift and a click) to lay their curves over each other"));
    plot_->fit();
}

void CompareCurves::retranslate() {
    metric_->setAccessibleName(tr("Which curve is shown"));
    plot_->setEmptyText(tr("The selected runs recorded no curve"));
    draw();
}

void CompareCurves::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
