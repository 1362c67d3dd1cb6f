// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/temperature_live.h"

#include "core/api/temperature.h"
#include "widgets/form/number_field.h"
#include "widgets/panels/run_history.h"
#include "widgets/plot/line_plot.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace stillhouse::widgets {

namespace {

constexpr std::int64_t kLivePoints = 4000;
const QString kLane = QStringLiteral("A"), kKey = QStringLiteral("tau");

} // namespace

TemperatureLive::TemperatureLive(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), plot_(new LinePlot(this)), hold_(new QCheckBox(this)),
      value_(new NumberField(false, kMinTemperature, kMaxTemperature, this)), state_(new QLabel(this)), repeat_(new QPushButton(this)) {
    plot_->setObjectName(QStringLiteral("liveTauPlot"));
    plot_->setLogY(true);
    plot_->setWholeX(true);
    plot_->setYRange(kMinTemperature * 0.9, kMaxTemperature * 1.12);
    series_ = plot_->addSeries(QStringLiteral("τ"), {"A", Qt::SolidLine, false, false, false});
    hold_->setObjectName(QStringLiteral("holdTau"));
    value_->setObjectName(QStringLiteral("holdTauValue"));
    value_->setValue(1);
    value_->setFixedWidth(88);
    state_->setProperty("type", "caption");
    repeat_->setObjectName(QStringLiteral("repeatOverrides"));
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(hold_);
    row->addWidget(value_);
    row->addWidget(state_, 1);
    row->addWidget(repeat_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, kGap, 0, 0);
    column->setSpacing(kGap);
    column->addLayout(row);
    column->addWidget(plot_, 1);
    connect(plot_, &LinePlot::handleMoved, this, [this](double tau) {
        override(true, std::clamp(tau, kMinTemperature, kMaxTemperature));
    });
    connect(plot_, &LinePlot::handleReleased, this, [this] { override(hold_->isChecked(), plot_->handle()); });
    connect(hold_, &QCheckBox::toggled, this, [this](bool on) { override(on, value_->value()); });
    connect(value_, &QDoubleSpinBox::valueChanged, this, [this](double tau) {
        if (hold_->isChecked())
            override(true, tau);
    });
    connect(&session_, &Session::metricsArrived, this, &TemperatureLive::take);
    connect(&session_, &Session::projectChanged, this, [this] {
        run_.clear();
        plot_->clear(series_);
        plot_->clearEvents();
        marks_ = 0;
        showLast();
    });
    connect(&session_, &Session::runStarted, this, [this](const QString& id) {
        run_ = id.toStdString();
        plot_->clear(series_);
        plot_->clearEvents();
        marks_ = 0;
        plot_->fit();
        update();
    });
    connect(&session_, &Session::runEnded, this, [this] { update(); });
    connect(&session_, &Session::eventLogged, this, &TemperatureLive::mark);
    connect(&session_, &Session::engineArrived, this, [this] { update(); });
    connect(&session_, &Session::storeChanged, this, [this] {
        update();
        if (!session_.running() && plot_->pointCount(series_) == 0)
            showLast();
    });
    connect(repeat_, &QPushButton::clicked, this, [this] { Q_EMIT session_.repeatRequested(QString::fromStdString(run_)); });
    retranslate();
    showLast();
}

void TemperatureLive::take(const std::vector<Metric>& metrics) {
    const Metric* last = nullptr;
    for (const auto& metric : metrics)
        if (metric.name == "tau" && metric.lane == "A") {
            plot_->append(series_, double(metric.step), metric.value);
            last = &metric;
        }
    if (!last)
        return;
    if (session_.running())
        plot_->setHandle(last->value, overriding_ ? "warning" : "A");
    Q_EMIT arrived(double(last->step), last->value);
}

// Where the hand took τ or gave it back. Metrics count a step when it is done, events the step that they are before.
void TemperatureLive::mark(const Event& event) {
    if (event.kind != "override" || event.lane != "A")
        return;
    plot_->addEvent(double(event.step + 1), shown(event.text), "warning");
    ++marks_;
    update();
}

void TemperatureLive::showLast() {
    if (session_.projectFolder().empty())
        return;
    session_.query<LoadedRun>(
        this, QStringLiteral("lastTau"),
        [](Store& store) {
            const auto runs = store.runs(); // the newest first
            return !runs ? Result<LoadedRun>(runs.error()) : runs->empty() ? Result<LoadedRun>(LoadedRun{}) : loadRun(store, runs->front().id, kLivePoints);
        },
        [this](Result<LoadedRun> run) {
            if (!run || run->row.id.empty() || session_.running() || plot_->pointCount(series_) > 0)
                return;
            run_ = run->row.id;
            for (const auto& curve : run->curves)
                if (curve.lane == "A" && curve.name == "tau")
                    plot_->setData(series_, curve.series.steps, curve.series.values);
            for (const auto& event : run->events)
                mark(event);
            plot_->fit();
        });
}

void TemperatureLive::override(bool active, double value) {
    if (!session_.running())
        return;
    overriding_ = active;
    if (active) {
        const QSignalBlocker block(value_);
        value_->setValue(value);
    }
    Q_EMIT session_.overrideRequested(kLane, kKey, active, active ? value : 0);
    update();
}

void TemperatureLive::update() {
    const bool running = session_.running();
    hold_->setEnabled(running);
    value_->setEnabled(running);
    plot_->setRunning(running);
    if (!running) {
        const QSignalBlocker block(hold_);
        overriding_ = false;
        hold_->setChecked(false);
        plot_->setHandle(std::nan(""));
    }
    repeat_->setVisible(!running && marks_ > 0);
    repeat_->setEnabled(session_.engineReady() && !run_.empty());
    state_->setText(!running      ? tr("While strategy A runs, drag the circle at the line's end to steer τ")
                    : overriding_ ? tr("τ is in your hand; the override is written to the run's history")
                                  : tr("Schedule and controller are in charge; drag the circle to take over"));
}

void TemperatureLive::retranslate() {
    plot_->setTitle(tr("τ of the run"));
    plot_->setAxes(tr("step"), tr("temperature, no unit"));
    plot_->setEmptyText(tr("No run of strategy A yet"));
    hold_->setText(tr("Hold τ at"));
    repeat_->setText(tr("Repeat with these overrides"));
    repeat_->setToolTip(tr("The same document again, with τ held at the same steps"));
    value_->setAccessibleName(tr("Value to hold τ at"));
    update();
}

void TemperatureLive::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
