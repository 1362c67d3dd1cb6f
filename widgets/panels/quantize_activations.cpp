// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/quantize_activations.h"

#include "widgets/empty_state.h"
#include "widgets/job_progress.h"
#include "widgets/models/cell_table.h"
#include "widgets/native_jobs.h"
#include "widgets/panels/quantize_texts.h"
#include "widgets/panels/text_measure.h"
#include "widgets/path_field.h"
#include "widgets/plot/line_plot.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QLocale>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <limits>

namespace stillhouse::widgets {

namespace {

const QString kDriftTag = QStringLiteral("drift");
enum ActivationColumn { MatrixName, P50, P99, P999, Largest, Clip, Now, Change, NowClip, State, ColumnCount };
enum Series { Middle, Upper, Tail, Most, Clipped, NowTail };

QString threeDigits(double value) { return QLocale(QLocale::English).toString(value, 'f', 3); }

} // namespace

QuantizeActivations::QuantizeActivations(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), page_(new QWidget(this)), empty_(new EmptyState(QStringLiteral("chart"), this)), table_(new CellTable(this)),
      view_(nullptr), plot_(new LinePlot(this)), measure_(new TextMeasure(false, this)) {
    table_->setColumns(std::vector<CellColumn>(ColumnCount));
    view_ = makeCellView(table_, this);
    view_->setObjectName(QStringLiteral("activationRanges"));
    plot_->setObjectName(QStringLiteral("activationPlot"));
    plot_->setSmoothing(0);
    plot_->setLogY(true);
    plot_->setWholeX(true);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(plot_);
    split->addWidget(view_);
    split->setChildrenCollapsible(false);
    split->setSizes({240, 240});
    auto* inner = new QVBoxLayout(page_);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(12);
    inner->addWidget(measure_);
    inner->addWidget(split, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    column->addWidget(page_);
    column->addWidget(empty_);
    connect(measure_, &TextMeasure::startRequested, this, &QuantizeActivations::start);
    connect(measure_, &TextMeasure::cancelRequested, this, [this] { session_.jobs().cancel(this, kDriftTag); });
    retranslate();
    refresh();
}

void QuantizeActivations::setResult(const QuantizeResult& result) {
    file_ = result.out;
    ranges_ = result.activations;
    drift_.clear();
    refresh();
}

void QuantizeActivations::setBlocked(const QString& reason) { measure_->setBlocked(reason); }

void QuantizeActivations::start() {
    measure_->setRunning(true, tr("Reading the text"));
    session_.jobs().start<std::vector<DriftRow>>(
        this, NativeJobs::Lane::Work, kDriftTag,
        [file = file_, text = measure_->file()->path().toStdString()](RunControl& control) { return activationDrift(file, text, control); },
        [this](Result<std::vector<DriftRow>> rows) {
            measure_->setRunning(false);
            if (!rows) {
                Q_EMIT failed(rows.error());
                return;
            }
            drift_ = std::move(*rows);
            refresh();
        },
        [this](const Progress& progress) { measure_->progress()->report(progress); });
}

void QuantizeActivations::refresh() {
    page_->setVisible(!ranges_.empty());
    empty_->setVisible(ranges_.empty());
    fillPlot();
    fillTable();
}

void QuantizeActivations::fillPlot() {
    plot_->clearAll();
    if (ranges_.empty())
        return;
    const auto line = [&](const QString& name, SeriesStyle style, auto value) {
        style.smoothed = false;
        const int series = plot_->addSeries(name, style);
        std::vector<double> x, y;
        for (std::size_t i = 0; i < ranges_.size(); ++i) {
            x.push_back(double(i + 1));
            y.push_back(value(ranges_[i]));
        }
        plot_->setData(series, x, y);
    };
    line(tr("median"), {"baseline", Qt::SolidLine, false, false, false, 0.4}, [](const auto& r) { return r.p50; });
    line(tr("99 %"), {"baseline", Qt::SolidLine, false, false, false, 0.15}, [](const auto& r) { return r.p99; });
    line(tr("99.9 %"), {"baseline", Qt::SolidLine, false, false, false, 0}, [](const auto& r) { return r.p999; });
    line(tr("largest"), {"baseline", Qt::DotLine, false, false, false, 0}, [](const auto& r) { return r.largest; });
    line(tr("clip"), {"accent", Qt::SolidLine, false, false, true, 0}, [](const auto& r) { return r.clip > 0 ? r.clip : std::numeric_limits<double>::quiet_NaN(); });
    if (drift_.empty())
        return;
    line(tr("99.9 % now"), {"warning", Qt::SolidLine, false, false, false, 0}, [&](const auto& r) {
        const auto found = std::find_if(drift_.begin(), drift_.end(), [&](const auto& d) { return d.name == r.name; });
        return found == drift_.end() ? std::numeric_limits<double>::quiet_NaN() : found->now;
    });
}

void QuantizeActivations::fillTable() {
    const double none = std::numeric_limits<double>::quiet_NaN();
    const QString dash = QStringLiteral("–");
    std::vector<std::vector<Cell>> rows;
    for (const auto& r : ranges_) {
        std::vector<Cell> row(ColumnCount);
        const auto put = [&](ActivationColumn at, double value) { row[at] = {threeDigits(value), value, {}, {}, {}}; };
        row[MatrixName] = {shortTensorName(r.name), 0, QString::fromStdString(r.name), {}, {}};
        put(P50, r.p50), put(P99, r.p99), put(P999, r.p999), put(Largest, r.largest);
        row[Clip] = r.clip > 0 ? Cell{threeDigits(r.clip), r.clip, {}, {}, {}} : Cell{tr("none"), none, {}, {}, {}};
        const auto d = std::find_if(drift_.begin(), drift_.end(), [&](const auto& each) { return each.name == r.name; });
        if (d == drift_.end()) {
            for (const auto at : {Now, Change, NowClip})
                row[at] = {dash, none, {}, {}, {}};
            row[State] = {dash, 0, {}, {}, {}};
        } else {
            put(Now, d->now), put(NowClip, d->clip);
            const double change = d->calibrated > 0 ? 100 * (d->now / d->calibrated - 1) : 0;
            row[Change] = {(change >= 0 ? QStringLiteral("+") : QStringLiteral("−")) + QLocale(QLocale::English).toString(std::abs(change), 'f', 1) + QStringLiteral(" %"), change, {}, {}, {}};
            row[State] = d->drifted ? Cell{tr("Drifted"), 1, {}, "warning", QStringLiteral("warning")} : Cell{tr("Steady"), 0, {}, "success", QStringLiteral("success")};
        }
        rows.push_back(std::move(row));
    }
    for (const auto at : {Now, Change, NowClip, State})
        view_->setColumnHidden(at, drift_.empty());
    table_->setRows(std::move(rows));
}

void QuantizeActivations::retranslate() {
    empty_->setTitle(tr("No activation ranges"));
    empty_->setText(tr("Quantize with a calibration file: the inputs of every matrix are measured on it, and appear here."));
    measure_->setTexts(tr("Drift against another text"), tr("Measure drift"));
    plot_->setTitle(tr("Inputs of each matrix"));
    plot_->setAxes(tr("matrix, in the order of the model"), tr("|x|, no unit"));
    std::vector<CellColumn> columns(ColumnCount);
    const std::pair<ActivationColumn, QString> numbers[] = {{P50, tr("Median")}, {P99, tr("99 %")}, {P999, tr("99.9 %")}, {Largest, tr("Largest")},
                                                  {Clip, tr("Clip")}, {Now, tr("99.9 % now")}, {Change, tr("Change")}, {NowClip, tr("Clip now")}};
    for (const auto& [at, title] : numbers)
        columns[at] = {title, tr("Of |x|, the inputs of the matrix, no unit"), true, false};
    columns[MatrixName] = {tr("Matrix"), {}, false, true};
    columns[Clip].tip = tr("Inputs beyond this are clipped");
    columns[State] = {tr("State"), {}, false, false};
    table_->setColumns(std::move(columns));
    view_->setAccessibleName(tr("Ranges of each matrix's input"));
    refresh();
}

void QuantizeActivations::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
