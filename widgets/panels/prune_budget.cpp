// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/prune_budget.h"

#include "widgets/form/number_field.h"
#include "widgets/panels/fact_row.h"
#include "widgets/panels/quantize_texts.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

constexpr double kMost = 95; ///< percent

QString budgetNumber(double value, int digits) {
    return QLocale(QLocale::English).toString(value, 'f', digits);
}

QString less(double before, double after) {
    return before > 0 ? QStringLiteral(" (−%1 %)").arg(budgetNumber(100 * (before - after) / before, 1)) : QString();
}

QString changed(double before, double after, int digits) {
    return QStringLiteral("%1 → %2").arg(budgetNumber(before, digits), budgetNumber(after, digits)) + less(before, after);
}

} // namespace

PruneBudget::PruneBudget(QWidget* parent)
    : QWidget(parent), amount_(makeShare(QStringLiteral("amount"))), ffn_(makeShare(QStringLiteral("ffnAmount"))),
      modeLabel_(new QLabel(this)), floorLabel_(new QLabel(this)), note_(new QLabel(this)), mode_(new QComboBox(this)),
      floor_(new NumberField(true, 0, 4096, this)), facts_(new FactRow(3, this)) {
    mode_->setObjectName(QStringLiteral("pruneMode"));
    mode_->addItem(QString(), QStringLiteral("uniform"));
    mode_->addItem(QString(), QStringLiteral("global"));
    modeLabel_->setBuddy(mode_);
    floor_->setObjectName(QStringLiteral("pruneFloor"));
    floor_->setValue(1);
    floorLabel_->setBuddy(floor_);
    note_->setObjectName(QStringLiteral("budgetNote"));
    note_->setProperty("type", "caption");
    note_->setWordWrap(true);
    auto* choices = new QHBoxLayout;
    choices->setSpacing(kGap);
    for (QWidget* each : std::initializer_list<QWidget*>{modeLabel_, mode_, floorLabel_, floor_})
        choices->addWidget(each);
    choices->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    column->addWidget(row(amount_));
    column->addWidget(row(ffn_));
    column->addLayout(choices);
    column->addWidget(facts_);
    column->addWidget(note_);
    connect(mode_, &QComboBox::currentIndexChanged, this, &PruneBudget::solve);
    connect(floor_, &NumberField::valueChanged, this, &PruneBudget::solve);
    const QSignalBlocker quiet(this);
    amount_.field->setValue(25);
    retranslate();
}

// A slider in tenths of a percent, and the same as a number.
PruneBudget::Share PruneBudget::makeShare(const QString& name) {
    Share s{new QLabel(this), new QSlider(Qt::Horizontal, this), new NumberField(false, 0, kMost, this)};
    s.slider->setObjectName(name + QStringLiteral("Slider"));
    s.slider->setRange(0, int(kMost * 10));
    s.slider->setPageStep(50);
    s.slider->setSingleStep(10);
    s.field->setObjectName(name + QStringLiteral("Field"));
    s.label->setBuddy(s.field);
    connect(s.slider, &QSlider::valueChanged, this, [field = s.field](int value) {
        if (std::lround(field->value() * 10) != value)
            field->setValue(value / 10.0);
    });
    connect(s.field, &NumberField::valueChanged, this, [this, slider = s.slider](double value) {
        const QSignalBlocker quiet(slider);
        slider->setValue(int(std::lround(value * 10)));
        solve();
    });
    return s;
}

QWidget* PruneBudget::row(const Share& share) {
    auto* line = new QWidget(this);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    share.label->setMinimumWidth(176);
    layout->addWidget(share.label);
    layout->addWidget(share.slider, 1);
    layout->addWidget(share.field);
    return line;
}

void PruneBudget::setImportance(const HeadImportance* importance) {
    importance_ = importance;
    const bool channels =
        importance && std::any_of(importance->layers.begin(), importance->layers.end(), [](const auto& l) { return !l.channel.empty(); });
    ffn_.slider->setEnabled(channels);
    ffn_.field->setEnabled(channels);
    if (!channels)
        ffn_.field->setValue(0);
    solve();
}

void PruneBudget::setMarks(std::vector<HeadRef> locked, std::vector<HeadRef> removed) {
    locked_ = std::move(locked);
    removed_ = std::move(removed);
    solve();
}

PruneRequest PruneBudget::request() const {
    PruneRequest r;
    r.amount = amount_.field->value() / 100;
    r.ffn = ffn_.field->isEnabled() ? ffn_.field->value() / 100 : 0;
    r.mode = mode_->currentData().toString().toStdString();
    r.floor = std::int64_t(floor_->value());
    r.keep = locked_;
    r.remove = removed_;
    return r;
}

void PruneBudget::solve() {
    plan_.reset();
    prediction_.reset();
    QString note;
    if (importance_) {
        auto plan = planPruning(*importance_, request());
        if (plan) {
            if (auto prediction = predictPruning(*importance_, *plan))
                prediction_ = std::move(*prediction);
            if (plan->headsRemoved != plan->headsAsked)
                note = tr("The nearest legal count to %1 heads is %2.").arg(plan->headsAsked).arg(plan->headsRemoved);
            plan_ = std::move(*plan);
        } else {
            note = shown(plan.error().what) + QStringLiteral(". ") + shown(plan.error().remedy);
        }
    }
    note_->setText(note);
    note_->setVisible(!note.isEmpty());
    showFacts();
    Q_EMIT planned();
}

QString PruneBudget::note() const {
    return note_->text();
}

void PruneBudget::showFacts() {
    facts_->setVisible(prediction_.has_value());
    if (!prediction_ || !plan_)
        return;
    const auto& p = *prediction_;
    const QString unknown = tr("not measured");
    const bool timed = p.decodeMsBefore > 0;
    const QString kernel = importance_ ? QString::fromStdString(importance_->latency.kernel) : QString();
    const QString lossTip =
        tr("Measured on the validation split at a few budgets with the heads taken out and nothing trained; between them a straight line");
    facts_->setFacts({
        {tr("Heads"), QStringLiteral("%1 → %2").arg(plan_->headsBefore).arg(plan_->headsBefore - plan_->headsRemoved), {}},
        {tr("Parameters"),
         QStringLiteral("%1 → %2").arg(wholeText(p.parametersBefore), wholeText(p.parametersAfter)) +
             less(double(p.parametersBefore), double(p.parametersAfter)),
         {}},
        {tr("Operations, million per token"), changed(p.flopsBefore / 1e6, p.flopsAfter / 1e6, 3),
         tr("A multiply-add is two; the token stands behind 64 others")},
        {tr("Predicted decoding, ms per token"), timed ? changed(p.decodeMsBefore, p.decodeMsAfter, 4) : unknown,
         tr("Native engine, F32, %1: measured whole and with half of the heads gone, a line between").arg(kernel)},
        {tr("Predicted prompt, ms per token"), timed ? changed(p.promptMsBefore, p.promptMsAfter, 4) : unknown,
         tr("The same for a prompt of 64 tokens")},
        {tr("Accuracy without recovery"),
         !p.hasCurve      ? unknown
         : p.accuracy < 0 ? tr("%1 nats per token").arg(budgetNumber(p.nll, 3))
                          : tr("%1 % at %2 nats per token").arg(budgetNumber(100 * p.accuracy, 1), budgetNumber(p.nll, 3)),
         lossTip},
    });
}

void PruneBudget::retranslate() {
    amount_.label->setText(tr("Heads to remove, %"));
    ffn_.label->setText(tr("FFN channels to remove, %"));
    for (const auto* share : {&amount_, &ffn_}) {
        share->slider->setAccessibleName(share->label->text());
        share->field->setAccessibleName(share->label->text());
    }
    ffn_.slider->setToolTip(tr("Needs the importance of the FFN channels: tick it before computing"));
    modeLabel_->setText(tr("Mode"));
    mode_->setAccessibleName(tr("Mode"));
    mode_->setItemText(0, tr("Uniform: the same in each layer"));
    mode_->setItemText(1, tr("Global: the least important anywhere"));
    mode_->setToolTip(tr("Uniform leaves a plain Llama or Qwen model that any loader reads; global removes more for the same loss"));
    floorLabel_->setText(tr("Heads that stay in each layer"));
    floor_->setAccessibleName(tr("Heads that every layer keeps"));
    solve();
}

void PruneBudget::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
