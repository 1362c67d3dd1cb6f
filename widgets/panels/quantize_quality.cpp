// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/quantize_quality.h"

#include "widgets/empty_state.h"
#include "widgets/job_progress.h"
#include "widgets/native_jobs.h"
#include "widgets/panels/fact_row.h"
#include "widgets/panels/quantize_texts.h"
#include "widgets/panels/text_measure.h"
#include "widgets/path_field.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace stillhouse::widgets {

namespace {

const QString kMeasureTag = QStringLiteral("measure");
constexpr std::int64_t kWindow = 512; ///< tokens, where the model has room for so many

Interval percent(const Interval& share) { return {100 * share.value, 100 * share.low, 100 * share.high}; }

} // namespace

QuantizeQuality::QuantizeQuality(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), measure_(new TextMeasure(true, this)), facts_(new FactRow(3, this)),
      empty_(new EmptyState(QStringLiteral("compare"), this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(kGroupGap);
    column->addWidget(measure_);
    column->addWidget(facts_);
    column->addWidget(empty_, 1);
    column->addStretch();
    connect(measure_, &TextMeasure::startRequested, this, &QuantizeQuality::start);
    connect(measure_, &TextMeasure::cancelRequested, this, [this] { session_.jobs().cancel(this, kMeasureTag); });
    retranslate();
}

void QuantizeQuality::setModels(const QString& reference, const QString& packed, bool native) {
    if (reference != reference_ || packed != packed_)
        result_.reset();
    reference_ = reference;
    packed_ = packed;
    native_ = native;
    refresh();
}

void QuantizeQuality::setBlocked(const QString& reason) {
    blocked_ = reason;
    refresh();
}

void QuantizeQuality::start() {
    if (!measure_->button()->isEnabled())
        return;
    result_.reset();
    refresh();
    measure_->setRunning(true, tr("Opening both models"));
    session_.jobs().start<Divergence>(
        this, NativeJobs::Lane::Work, kMeasureTag,
        [reference = reference_.toStdString(), packed = packed_.toStdString(), text = measure_->file()->path().toStdString(),
         tokens = measure_->tokens()](RunControl& control) -> Result<Divergence> {
            const auto info = inspectModel(reference);
            if (!info)
                return info.error();
            return compareOnText(reference, packed, text, std::min(kWindow, info->context), tokens, {}, control);
        },
        [this](Result<Divergence> result) {
            measure_->setRunning(false);
            if (!result) {
                Q_EMIT failed(result.error());
                return;
            }
            result_ = *result;
            refresh();
            Q_EMIT measured();
        },
        [this](const Progress& progress) { measure_->progress()->report(progress); });
}

void QuantizeQuality::refresh() {
    measure_->setBlocked(packed_.isEmpty() ? tr("Quantize the model first") : blocked_);
    facts_->setVisible(result_.has_value());
    empty_->setVisible(!result_);
    if (!result_)
        return;
    const Divergence& d = *result_;
    const QLocale locale(QLocale::English);
    const double change = d.referencePerplexity > 0 ? 100 * (d.perplexity / d.referencePerplexity - 1) : 0;
    facts_->setFacts({
        {tr("Perplexity of the original"), locale.toString(d.referencePerplexity, 'f', 3), {}},
        {tr("Perplexity when quantized"), locale.toString(d.perplexity, 'f', 3), {}},
        {tr("Change"), (change >= 0 ? QStringLiteral("+") : QStringLiteral("−")) + tr("%1 %").arg(locale.toString(std::abs(change), 'f', 2)), {}},
        {tr("KL divergence, nats per token"), intervalText(d.kl, 5), tr("KL(original ‖ quantized), mean over tokens with its 95 % interval over windows")},
        {tr("KL: median, 99th percentile"), tr("%1, %2").arg(errorText(d.klMedian), errorText(d.kl99)), tr("In nats per token")},
        {tr("Same first choice, % of tokens"), intervalText(percent(d.sameTop), 2), tr("Share of positions where both models prefer the same token, with its 95 % interval")},
        {tr("Measured on"), tr("%1 tokens in %2 windows").arg(wholeText(d.tokens), wholeText(d.windows)), {}},
        native_ ? Fact{tr("Execution"), tr("Native"), tr("Every part of the format runs as such on this machine"), "success", "success"}
                : Fact{tr("Execution"), tr("Simulated in part"), tr("Part of the format is computed in F32 on this machine: the numbers are right, the speed is not the format's"), "info", "info"},
    });
}

void QuantizeQuality::retranslate() {
    measure_->setTexts(tr("Text to compare on"), tr("Measure"));
    empty_->setTitle(tr("Not measured yet"));
    empty_->setText(tr("Both models read the same text; perplexity and KL divergence say what the smaller one gives away."));
    refresh();
}

void QuantizeQuality::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
