// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/fact_row.h"
#include "widgets/panels/ffn_view.h"
#include "widgets/panels/quantize_texts.h"

#include <cmath>
#include <QCheckBox>
#include <QLocale>

namespace stillhouse::widgets {

namespace {

QString factNumber(double value, int digits) {
    return QLocale(QLocale::English).toString(value, 'f', digits);
}

QString factLess(double before, double after) {
    return before > 0 ? QStringLiteral(" (−%1 %)").arg(factNumber(100 * (before - after) / before, 1)) : QString();
}

QString factChange(double before, double after, int digits) {
    return QStringLiteral("%1 → %2").arg(factNumber(before, digits), factNumber(after, digits)) + factLess(before, after);
}

} // namespace

void FfnView::showFacts() {
    facts_->setVisible(prediction_.has_value());
    if (!prediction_ || !plan_)
        return;
    const auto& p = *prediction_;
    const bool folded = fold_->isChecked();
    const QString unknown = tr("not measured");
    const auto pair = [folded](const QString& cut, const QString& then) { return folded ? QStringLiteral("%1 → %2").arg(cut, then) : cut; };
    const bool known = std::isfinite(p.removed) && std::isfinite(p.folded);
    facts_->setFacts({
        {tr("FFNs"), QStringLiteral("%1 → %2").arg(plan_->ffnBefore).arg(plan_->ffnBefore - std::int64_t(plan_->removed.size())), {}},
        {tr("Parameters"),
         QStringLiteral("%1 → %2").arg(wholeText(p.parametersBefore), wholeText(p.parametersAfter)) +
             factLess(double(p.parametersBefore), double(p.parametersAfter)),
         {}},
        {tr("Operations, million per token"), factChange(p.flopsBefore / 1e6, p.flopsAfter / 1e6, 3),
         tr("A multiply-add is two; the token stands behind 64 others")},
        {tr("Predicted decoding, ms per token"), p.decodeMsBefore > 0 ? factChange(p.decodeMsBefore, p.decodeMsAfter, 4) : unknown,
         tr("Native engine, F32: measured whole and with half of the FFN weights gone, a line between")},
        {folded ? tr("Divergence as cut → folded, nats") : tr("Divergence as cut, nats"),
         known ? pair(factNumber(p.removed, 3), factNumber(p.folded, 3)) : unknown,
         tr("KL(original ‖ pruned) of the next token on the held-out part of the calibration")},
        {folded ? tr("Accuracy as cut → folded") : tr("Accuracy as cut"),
         !p.hasCurve      ? unknown
         : p.accuracy < 0 ? tr("%1 nats per token").arg(pair(factNumber(p.nll, 3), factNumber(p.nllFolded, 3)))
                          : pair(factNumber(100 * p.accuracy, 1), factNumber(100 * p.accuracyFolded, 1)) + QStringLiteral(" %"),
         tr("On the validation split, nothing trained")},
    });
}

} // namespace stillhouse::widgets
