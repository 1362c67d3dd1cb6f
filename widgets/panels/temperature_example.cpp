// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/temperature_example.h"

#include "core/api/temperature.h"
#include "widgets/form/number_field.h"
#include "widgets/plot/bar_plot.h"
#include "widgets/plot/line_plot.h"
#include "widgets/random_prompt.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace stillhouse::widgets {

namespace {

const QString kExampleTag = QStringLiteral("temperature");
constexpr std::size_t kShownBars = 10;
constexpr int kSliderSteps = 200, kSweepPoints = 120;

double tauAt(int position) { return kMinTemperature * std::pow(kMaxTemperature / kMinTemperature, position / double(kSliderSteps)); }
int sliderPositionOf(double tau) { return int(std::lround(kSliderSteps * std::log(tau / kMinTemperature) / std::log(kMaxTemperature / kMinTemperature))); }

} // namespace

TemperatureExample::TemperatureExample(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), prompt_(new QPlainTextEdit(this)), ask_(new QPushButton(this)), another_(new QPushButton(this)),
      tauLabel_(new QLabel(this)), answer_(new QLabel(this)), slider_(new QSlider(Qt::Horizontal, this)),
      tau_(new NumberField(false, kMinTemperature, kMaxTemperature, this)), bars_(new BarPlot(Qt::Horizontal, this)), entropy_(new LinePlot(this)) {
    makeLayout();
    series_ = entropy_->addSeries({}, {"teacher", Qt::SolidLine, false, false, false});
    entropy_->setLogX(true);
    bars_->setValueRange(0, 1);
    connect(ask_, &QPushButton::clicked, this, &TemperatureExample::ask);
    connect(another_, &QPushButton::clicked, this, &TemperatureExample::anotherExample);
    connect(prompt_, &QPlainTextEdit::textChanged, this, &TemperatureExample::updateButtons);
    connect(slider_, &QSlider::valueChanged, this, [this](int position) { tau_->setValue(tauAt(position)); });
    connect(tau_, &QDoubleSpinBox::valueChanged, this, [this](double tau) {
        const QSignalBlocker block(slider_);
        slider_->setValue(sliderPositionOf(tau));
        showBars();
    });
    connect(&session_, &Session::probed, this, [this](const QString& tag, const ProbeResult& result) {
        if (tag == kExampleTag)
            take(result);
    });
    connect(&session_, &Session::requestFailed, this, [this](const QString& tag, const Error& error) {
        if (tag != kExampleTag)
            return;
        asking_ = false;
        updateButtons();
        Q_EMIT failed(error);
    });
    for (auto signal : {&Session::engineArrived, &Session::projectChanged})
        connect(&session_, signal, this, &TemperatureExample::updateButtons);
    tau_->setValue(5);
    retranslate();
}

void TemperatureExample::makeLayout() {
    prompt_->setObjectName(QStringLiteral("examplePrompt"));
    prompt_->setFixedHeight(60);
    prompt_->setTabChangesFocus(true);
    ask_->setObjectName(QStringLiteral("askTeacher"));
    slider_->setObjectName(QStringLiteral("tauSlider"));
    slider_->setRange(0, kSliderSteps);
    tau_->setFixedWidth(88);
    answer_->setProperty("type", "caption");
    auto* buttons = new QVBoxLayout;
    buttons->setSpacing(4);
    buttons->addWidget(ask_);
    buttons->addWidget(another_);
    auto* top = new QHBoxLayout;
    top->setSpacing(kGap);
    top->addWidget(prompt_, 1);
    top->addLayout(buttons);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(tauLabel_);
    row->addWidget(slider_, 1);
    row->addWidget(tau_);
    row->addWidget(answer_, 1);
    auto* plots = new QHBoxLayout;
    plots->setSpacing(kGroupGap);
    plots->addWidget(bars_, 1);
    plots->addWidget(entropy_, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, kGap, 0, 0);
    column->setSpacing(kGap);
    column->addLayout(top);
    column->addLayout(row);
    column->addLayout(plots, 1);
}

void TemperatureExample::setPrompt(const QString& prompt) { prompt_->setPlainText(prompt); }
void TemperatureExample::setTau(double tau) { tau_->setValue(tau); }
double TemperatureExample::tau() const { return tau_->value(); }

void TemperatureExample::ask() {
    const auto& experiment = session_.experiment();
    if (!experiment.localTeacher())
        return;
    asking_ = true;
    updateButtons();
    Q_EMIT session_.probeRequested(kExampleTag, QString::fromStdString(experiment.localTeacher()->path), prompt_->toPlainText(),
                                   QString::fromStdString(experiment.data.task));
}

void TemperatureExample::anotherExample() {
    session_.query<QString>(
        this, QStringLiteral("example"),
        [random = QRandomGenerator::global()->generate()](Store& store) { return randomPrompt(store, random); },
        [this](Result<QString> prompt) {
            if (!prompt) {
                Q_EMIT failed(prompt.error());
                return;
            }
            setPrompt(*prompt);
            if (ask_->isEnabled())
                ask();
        });
}

void TemperatureExample::take(const ProbeResult& result) {
    asking_ = false;
    result_ = result;
    std::vector<double> taus, entropies;
    for (int i = 0; i <= kSweepPoints; ++i) {
        taus.push_back(kMinTemperature * std::pow(kMaxTemperature / kMinTemperature, i / double(kSweepPoints)));
        entropies.push_back(entropy(softened(result_.logits, taus.back())));
    }
    entropy_->setData(series_, taus, entropies);
    entropy_->fit();
    showBars();
    updateButtons();
}

void TemperatureExample::showBars() {
    if (result_.logits.empty())
        return;
    const auto p = softened(result_.logits, tau_->value());
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), 0);
    const std::size_t count = std::min(kShownBars, order.size());
    // Few labels keep their own order, so that the eye can follow one bar while τ moves; of many tokens the likeliest are shown.
    if (order.size() > kShownBars)
        std::partial_sort(order.begin(), order.begin() + std::ptrdiff_t(count), order.end(), [&](auto a, auto b) { return p[a] > p[b]; });
    std::vector<Bar> bars;
    for (std::size_t i = 0; i < count; ++i) {
        const QString name = order[i] < result_.labels.size() ? QString::fromStdString(result_.labels[order[i]]) : QString::number(order[i]);
        bars.push_back({name, p[order[i]], "teacher"});
    }
    bars_->setBars(std::move(bars));
    entropy_->clearEvents();
    entropy_->addEvent(tau_->value(), QStringLiteral("τ %1").arg(tau_->value(), 0, 'g', 3), "accent");
    answer_->setText(tr("Entropy %1 nats of at most %2 · teacher says %3")
                         .arg(entropy(p), 0, 'f', 3)
                         .arg(std::log(double(p.size())), 0, 'f', 3)
                         .arg(QString::fromStdString(result_.predicted)));
}

void TemperatureExample::updateButtons() {
    const bool can = session_.engineReady() && session_.experiment().localTeacher() && !asking_;
    ask_->setEnabled(can && !prompt_->toPlainText().trimmed().isEmpty());
    another_->setEnabled(!session_.projectFolder().empty() && !asking_);
    ask_->setText(asking_ ? tr("Asking…") : tr("Ask the teacher"));
}

void TemperatureExample::retranslate() {
    prompt_->setPlaceholderText(tr("An example's text"));
    prompt_->setAccessibleName(tr("Text that the teacher is asked about"));
    another_->setText(tr("Another example"));
    tauLabel_->setText(QStringLiteral("τ"));
    slider_->setAccessibleName(tr("Temperature of the bars"));
    tau_->setAccessibleName(tr("Temperature of the bars"));
    bars_->setTitle(tr("The teacher's answer at τ"));
    bars_->setAxes({}, tr("probability"));
    bars_->setEmptyText(tr("Ask the teacher about an example"));
    entropy_->setTitle(tr("Entropy over τ"));
    entropy_->setAxes(tr("temperature τ"), tr("nats"));
    entropy_->setEmptyText(tr("Ask the teacher about an example"));
    entropy_->renameSeries(series_, tr("entropy"));
    updateButtons();
    showBars();
}

void TemperatureExample::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
