// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/quantize_codes.h"

#include "widgets/native_jobs.h"
#include "widgets/panels/quantize_texts.h"
#include "widgets/plot/heat_grid.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <algorithm>
#include <cmath>
#include <limits>

namespace stillhouse::widgets {

namespace {

struct Format {
    const char* id;
    const char* title;
};
const Format kCodeFormats[] = {{"fp8-e4m3", "FP8 E4M3"}, {"fp8-e5m2", "FP8 E5M2"}, {"bfp8", "BFP8"}, {"bfp6", "BFP6"}, {"bfp4", "BFP4"},
                           {"mxfp6-e2m3", "MXFP6 E2M3"}, {"mxfp6-e3m2", "MXFP6 E3M2"}, {"mxfp4", "MXFP4"}, {"mxint8", "MXINT8"}};

// A scale that keeps the sign and shows every power of two: formats are spaced so.
double shade(double value, double smallest) {
    if (!std::isfinite(value))
        return std::numeric_limits<double>::quiet_NaN();
    if (value == 0)
        return 0;
    return std::copysign(1 + std::log2(std::abs(value) / smallest), value);
}

QString valueText(double value) {
    if (std::isnan(value))
        return QStringLiteral("NaN");
    if (std::isinf(value))
        return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    if (value == 0)
        return std::signbit(value) ? QStringLiteral("−0") : QStringLiteral("0");
    const double size = std::abs(value);
    return size >= 1e5 || size < 1e-3 ? QString::number(value, 'e', 0) : QString::number(value, 'g', 3);
}

} // namespace

QuantizeCodes::QuantizeCodes(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), label_(new QLabel(this)), facts_(new QLabel(this)), error_(new QLabel(this)), box_(new QComboBox(this)),
      grid_(new HeatGrid(this)) {
    for (const auto& format : kCodeFormats)
        box_->addItem(QLatin1String(format.title), QLatin1String(format.id));
    box_->setObjectName(QStringLiteral("formatBox"));
    label_->setBuddy(box_);
    facts_->setProperty("type", "caption");
    error_->setProperty("type", "caption");
    error_->setWordWrap(true);
    grid_->setObjectName(QStringLiteral("codeGrid"));
    grid_->setColours(HeatGrid::Colours::Diverging, false);
    auto* head = new QHBoxLayout;
    head->setSpacing(kGap);
    head->addWidget(label_);
    head->addWidget(box_);
    head->addWidget(facts_, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, kGap, 0, 0);
    column->setSpacing(kGap);
    column->addLayout(head);
    column->addWidget(grid_, 1);
    column->addWidget(error_);
    connect(box_, &QComboBox::currentIndexChanged, this, &QuantizeCodes::look);
    retranslate();
}

void QuantizeCodes::selectFormat(const QString& format) {
    if (const int at = box_->findData(format); at >= 0)
        box_->setCurrentIndex(at);
}

void QuantizeCodes::setCurve(const QString& tensor, const std::vector<BitsError>& curve) {
    tensor_ = tensor;
    curve_ = curve;
    showError();
}

void QuantizeCodes::look() {
    const QString format = box_->currentData().toString();
    if (!isVisible() || format == looked_)
        return;
    looked_ = format;
    codes_.clear();
    showCodes();
    showError();
    session_.jobs().start<std::vector<FormatCode>>(
        this, NativeJobs::Lane::Look, QStringLiteral("codes"), [name = format.toStdString()](RunControl&) { return formatCodes(name); },
        [this](Result<std::vector<FormatCode>> codes) {
            if (!codes) {
                grid_->setEmptyText(shown(codes.error().what));
                Q_EMIT failed(codes.error());
                return;
            }
            codes_ = std::move(*codes);
            showCodes();
        });
}

void QuantizeCodes::showCodes() {
    // Codes of 8 bits fill 16 × 16, high half of the byte downwards; those of 4 bits one line of each sign.
    const int wide = codes_.size() > 16 ? 16 : 8;
    const int high = int((codes_.size() + std::size_t(wide) - 1) / std::size_t(wide));
    std::vector<HeatCell> cells(std::size_t(wide * high), {std::numeric_limits<double>::quiet_NaN(), {}, {}});
    double smallest = 0, largest = 0;
    int finite = 0;
    for (const auto& code : codes_) {
        if (!std::isfinite(code.value))
            continue;
        ++finite;
        const double size = std::abs(code.value);
        largest = std::max(largest, size);
        if (size > 0)
            smallest = smallest > 0 ? std::min(smallest, size) : size;
    }
    for (const auto& code : codes_) {
        if (code.code < 0 || code.code >= int(cells.size()))
            continue;
        const QString hex = QStringLiteral("0x") + QString::number(code.code, 16).toUpper().rightJustified(codes_.size() > 16 ? 2 : 1, u'0');
        const QString value = std::isfinite(code.value) ? QString::number(code.value, 'g', 9) : valueText(code.value);
        cells[std::size_t(code.code)] = {shade(code.value, smallest), valueText(code.value), tr("Code %1\nvalue %2").arg(hex, value)};
    }
    QStringList rows, columns;
    for (int i = 0; i < high; ++i)
        rows << (wide == 16 ? QString::number(i, 16).toUpper() + u'x' : QString::number(i * wide));
    for (int i = 0; i < wide; ++i)
        columns << QString::number(i, 16).toUpper();
    grid_->setCells(codes_.empty() ? QStringList() : rows, codes_.empty() ? QStringList() : columns, codes_.empty() ? std::vector<HeatCell>() : std::move(cells));
    facts_->setText(codes_.empty() ? QString()
                                   : tr("%1 finite values · smallest %2 · largest %3 · base scale 1")
                                         .arg(finite)
                                         .arg(QString::number(smallest, 'g', 4), QString::number(largest, 'g', 6)));
}

void QuantizeCodes::showError() {
    const std::string format = box_->currentData().toString().toStdString();
    QStringList lines;
    for (const auto& choice : curve_)
        if (choice.choice.rfind(format, 0) == 0)
            lines << tr("%1: %2 bits per weight, relative squared error %3").arg(QString::fromStdString(choice.choice)).arg(choice.bits, 0, 'f', 2).arg(errorText(choice.error));
    error_->setText(lines.isEmpty() ? tr("The error of this format on a matrix appears here after the matrix was looked at under Weights.")
                                    : tr("On %1: %2", "a matrix, what formats cost it").arg(shortTensorName(tensor_.toStdString()), lines.join(QStringLiteral(" · "))));
}

void QuantizeCodes::retranslate() {
    label_->setText(tr("Format"));
    box_->setAccessibleName(tr("Format"));
    grid_->setTitle(tr("Codes and their values"));
    grid_->setAxes(tr("low half of the code"), tr("high half downwards; blue negative, red positive"));
    grid_->setEmptyText(tr("Reading the format…"));
    showCodes();
    showError();
}

void QuantizeCodes::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    look();
}

void QuantizeCodes::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
