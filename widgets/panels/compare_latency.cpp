// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare_latency.h"

#include "widgets/plot/box_plot.h"
#include "widgets/plot/ecdf_plot.h"
#include "widgets/subject_words.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

struct KindRow {
    const char* kind;
    const char* title;
    bool tokens; ///< tokens per second instead of milliseconds
};

const KindRow kKinds[] = {{"classify", QT_TRANSLATE_NOOP("CompareLatency", "Whole request"), false},
                          {"first_token", QT_TRANSLATE_NOOP("CompareLatency", "Time to the first token"), false},
                          {"prompt_tps", QT_TRANSLATE_NOOP("CompareLatency", "Prompt speed"), true},
                          {"decode_tps", QT_TRANSLATE_NOOP("CompareLatency", "Decode speed"), true}};

const KindRow& latencyKindOf(const QString& word) {
    for (const auto& row : kKinds)
        if (word == QLatin1String(row.kind))
            return row;
    return kKinds[0];
}

} // namespace

CompareLatency::CompareLatency(QWidget* parent)
    : QWidget(parent), plot_(new EcdfPlot(this)), boxes_(new BoxPlot(this)), quantiles_(new QLabel(this)), kind_(new QComboBox(this)) {
    plot_->setObjectName(QStringLiteral("latencyPlot"));
    boxes_->setObjectName(QStringLiteral("latencyBoxes"));
    kind_->setObjectName(QStringLiteral("latencyKind"));
    quantiles_->setProperty("type", "caption");
    quantiles_->setTextFormat(Qt::PlainText);
    quantiles_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    quantiles_->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, kGap, 0, 0);
    column->setSpacing(kGap);
    column->addWidget(kind_, 0, Qt::AlignLeft);
    column->addWidget(quantiles_);
    auto* plots = new QHBoxLayout;
    plots->setSpacing(kGroupGap);
    plots->addWidget(plot_, 3);
    plots->addWidget(boxes_, 2);
    column->addLayout(plots, 1);
    connect(kind_, &QComboBox::currentIndexChanged, this, &CompareLatency::show);
    retranslate();
}

void CompareLatency::setRecords(std::vector<LatencyRecord> records) {
    records_ = std::move(records);
    fillKinds();
    show();
}

void CompareLatency::fillKinds() {
    const QSignalBlocker block(kind_);
    const QString before = kind_->currentData().toString();
    kind_->clear();
    for (const auto& row : kKinds)
        for (const auto& record : records_)
            if (record.kind == row.kind && !record.samples.empty()) {
                kind_->addItem(tr(row.title), QLatin1String(row.kind));
                break;
            }
    kind_->setCurrentIndex(std::max(0, kind_->findData(before)));
    kind_->setVisible(kind_->count() > 1);
}

void CompareLatency::show() {
    const KindRow& kind = latencyKindOf(kind_->currentData().toString());
    plot_->clear();
    std::vector<BoxSample> boxes;
    QStringList lines;
    for (const auto& record : records_) {
        if (record.kind != kind.kind)
            continue;
        const QString subject = subjectName(record.subject), name = record.native ? subject : tr("%1, simulated").arg(subject);
        plot_->addSample(name, record.samples, subjectToken(record.subject), !record.native);
        boxes.push_back({name, boxOf(record.samples), subjectToken(record.subject), !record.native});
        const int sample = plot_->sampleCount() - 1;
        const auto at = [&](double p) { return QLocale(QLocale::English).toString(plot_->quantile(sample, p), 'f', 2); };
        const QString native = record.native ? tr("native") : tr("simulated, not a speed-up");
        lines << (kind.tokens ? tr("%1: p50 %2 tokens/s · p90 %3 · p99 %4 · %5 measurements · %6 · threads: %7 · %8")
                              : tr("%1: p50 %2 ms · p90 %3 ms · p99 %4 ms · %5 requests · %6 · threads: %7 · %8"))
                     .arg(subject, at(0.5), at(0.9), at(0.99), QString::number(record.samples.size()), QString::fromStdString(record.kernel))
                     .arg(record.threads)
                     .arg(native);
    }
    quantiles_->setText(lines.join(u'\n'));
    quantiles_->setVisible(!lines.isEmpty());
    boxes_->setSamples(std::move(boxes));
    const QString unit = kind.tokens ? tr("tokens per second") : tr("milliseconds");
    plot_->setTitle(kind.tokens ? tr("Distribution of the measured speeds") : tr("Latency of a request"));
    plot_->setAxes(unit, kind.tokens ? tr("share of measurements at or below") : tr("share of requests at or below"));
    boxes_->setTitle(tr("Median, quartiles, and whiskers to 1.5 times their distance"));
    boxes_->setAxes(unit, QString());
    plot_->fit();
    boxes_->fit();
}

void CompareLatency::retranslate() {
    kind_->setAccessibleName(tr("Which measurement is shown"));
    plot_->setEmptyText(tr("This run has no latency measurement"));
    boxes_->setEmptyText(tr("This run has no latency measurement"));
    fillKinds();
    show();
}

void CompareLatency::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
