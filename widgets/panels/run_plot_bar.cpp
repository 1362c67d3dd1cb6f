// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/run_plot_bar.h"

#include "widgets/eliding_box.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <cmath>

namespace stillhouse::widgets {

namespace {

constexpr double kStandardSmoothing = 0.9;

// The useful weights crowd near 1: the slider is linear in the number of points averaged over, 1/(1−w), on a log scale up to 1000.
double weightAt(int position) { return 1.0 - std::pow(10.0, -3.0 * position / 100.0); }
int positionOf(double weight) { return int(std::lround(-std::log10(std::max(1.0 - weight, 1e-3)) / 3.0 * 100.0)); }

} // namespace

RunPlotBar::RunPlotBar(QWidget* parent)
    : QWidget(parent), smoothingLabel_(new QLabel(this)), axisLabel_(new QLabel(this)), compareLabel_(new QLabel(this)),
      slider_(new QSlider(Qt::Horizontal, this)), weight_(new QDoubleSpinBox(this)), logY_(new QCheckBox(this)), logX_(new QCheckBox(this)),
      axis_(new QComboBox(this)), compare_(new ElidingBox(12, this)), attention_(new QPushButton(this)), temperature_(new QPushButton(this)) {
    slider_->setRange(0, 100);
    slider_->setFixedWidth(112);
    slider_->setObjectName(QStringLiteral("smoothingSlider"));
    weight_->setRange(0, 0.999);
    weight_->setDecimals(3);
    weight_->setSingleStep(0.01);
    weight_->setFixedWidth(64);
    compare_->setMinimumWidth(120);
    compare_->setObjectName(QStringLiteral("compareWith"));
    attention_->setObjectName(QStringLiteral("toAttention"));
    attention_->setIcon(icon(QStringLiteral("attention")));
    temperature_->setObjectName(QStringLiteral("toTemperature"));
    temperature_->setIcon(icon(QStringLiteral("temperature")));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGap);
    for (QWidget* widget : std::initializer_list<QWidget*>{smoothingLabel_, slider_, weight_})
        row->addWidget(widget);
    row->addSpacing(kGap);
    row->addWidget(logY_);
    row->addWidget(logX_);
    row->addSpacing(kGap);
    row->addWidget(axisLabel_);
    row->addWidget(axis_);
    row->addStretch();
    row->addWidget(compareLabel_);
    row->addWidget(compare_);
    row->addSpacing(kGap);
    row->addWidget(temperature_);
    row->addWidget(attention_);
    connect(attention_, &QPushButton::clicked, this, &RunPlotBar::attentionWanted);
    connect(temperature_, &QPushButton::clicked, this, &RunPlotBar::temperatureWanted);
    connect(slider_, &QSlider::valueChanged, this, [this](int position) { weight_->setValue(weightAt(position)); });
    connect(weight_, &QDoubleSpinBox::valueChanged, this, [this](double weight) {
        const QSignalBlocker block(slider_);
        slider_->setValue(positionOf(weight));
        Q_EMIT smoothingChanged(weight);
    });
    connect(logY_, &QCheckBox::toggled, this, &RunPlotBar::logYChanged);
    connect(logX_, &QCheckBox::toggled, this, &RunPlotBar::logXChanged);
    connect(axis_, &QComboBox::currentIndexChanged, this, [this](int index) { Q_EMIT timeAxisChanged(index == 1); });
    connect(compare_, &QComboBox::currentIndexChanged, this, [this] { Q_EMIT overlayChosen(compare_->currentData().toString()); });
    weight_->setValue(kStandardSmoothing);
    compare_->addItem({}, QString());
    retranslate();
}

double RunPlotBar::smoothing() const { return weight_->value(); }

void RunPlotBar::setRuns(const std::vector<std::pair<QString, QString>>& runs) {
    const QString chosen = compare_->currentData().toString();
    const QSignalBlocker block(compare_);
    compare_->clear();
    compare_->addItem(tr("no other run"), QString());
    for (const auto& [id, name] : runs)
        compare_->addItem(name, id);
    compare_->setCurrentIndex(std::max(0, compare_->findData(chosen)));
}

void RunPlotBar::retranslate() {
    smoothingLabel_->setText(tr("Smoothing"));
    slider_->setAccessibleName(tr("Smoothing"));
    weight_->setAccessibleName(tr("Smoothing, weight of the past"));
    slider_->setToolTip(tr("Weight of the past in the moving average; 0 shows the values as they are"));
    logY_->setText(tr("Log y"));
    logX_->setText(tr("Log x"));
    axisLabel_->setText(tr("x axis"));
    axis_->setAccessibleName(tr("x axis"));
    compareLabel_->setText(tr("Compare with"));
    compare_->setAccessibleName(tr("Compare with an earlier run"));
    compare_->setItemText(0, tr("no other run"));
    attention_->setText(tr("Attention"));
    attention_->setToolTip(tr("What the student's heads look at while it trains, beside the teacher's"));
    temperature_->setText(tr("Temperature"));
    temperature_->setToolTip(tr("τ while strategy A runs, and the circle that takes it into your hand"));
    const QSignalBlocker block(axis_);
    const int index = std::max(axis_->currentIndex(), 0);
    axis_->clear();
    axis_->addItems({tr("Step"), tr("Time")});
    axis_->setCurrentIndex(index);
}

void RunPlotBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
