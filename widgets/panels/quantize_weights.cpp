// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/quantize_weights.h"

#include "widgets/eliding_box.h"
#include "widgets/native_jobs.h"
#include "widgets/panels/quantize_texts.h"
#include "widgets/plot/histogram_plot.h"
#include "widgets/plot/scatter_plot.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSplitter>

namespace stillhouse::widgets {

namespace {

constexpr int kBins = 128;

} // namespace

QuantizeWeights::QuantizeWeights(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), label_(new QLabel(this)), facts_(new QLabel(this)), box_(new ElidingBox(24, this)),
      histogram_(new HistogramPlot(this)), curve_(new ScatterPlot(this)) {
    box_->setObjectName(QStringLiteral("matrixBox"));
    label_->setBuddy(box_);
    facts_->setProperty("type", "caption");
    facts_->setWordWrap(true);
    histogram_->setObjectName(QStringLiteral("weightHistogram"));
    curve_->setObjectName(QStringLiteral("bitsErrorPlot"));
    curve_->setDirections(true, false);
    curve_->setLogY(true);
    auto* head = new QHBoxLayout;
    head->setSpacing(kGap);
    head->addWidget(label_);
    head->addWidget(box_);
    head->addWidget(facts_, 1);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(histogram_);
    split->addWidget(curve_);
    split->setChildrenCollapsible(false);
    split->setSizes({260, 280});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, kGap, 0, 0);
    column->setSpacing(kGap);
    column->addLayout(head);
    column->addWidget(split, 1);
    connect(box_, &QComboBox::currentIndexChanged, this, &QuantizeWeights::look);
    retranslate();
}

void QuantizeWeights::setModel(const QString& path, const std::vector<TensorInfo>& tensors) {
    model_ = path;
    const QString before = tensor();
    {
        const QSignalBlocker quiet(box_);
        box_->clear();
        for (const auto& each : tensors)
            if (each.shape.size() == 2)
                box_->addItem(shortTensorName(each.name), QString::fromStdString(each.name));
        int at = box_->findData(before);
        for (int i = 0; at < 0 && i < box_->count(); ++i) // the first matrix that a quantizer is for
            at = matrixPlace(box_->itemData(i).toString().toStdString()) ? i : -1;
        box_->setCurrentIndex(at >= 0 ? at : box_->count() > 0 ? 0 : -1);
    }
    look();
}

void QuantizeWeights::select(const QString& tensor) {
    if (const int at = box_->findData(tensor); at >= 0)
        box_->setCurrentIndex(at);
}

QString QuantizeWeights::tensor() const { return box_->currentData().toString(); }

// Only while somebody looks: the curve quantizes the matrix in every way there is.
void QuantizeWeights::look() {
    const QString wanted = model_ + u'\n' + tensor();
    if (!isVisible() || wanted == looked_)
        return;
    looked_ = wanted;
    picture_ = {};
    choices_.clear();
    const bool any = !model_.isEmpty() && !tensor().isEmpty();
    histogram_->setEmptyText(any ? tr("Reading the matrix…") : tr("Choose a model"));
    curve_->setEmptyText(any ? tr("Quantizing the matrix in every way…") : tr("Choose a model"));
    showPicture();
    showCurve();
    if (!any)
        return;
    const std::string model = model_.toStdString(), name = tensor().toStdString();
    session_.jobs().start<WeightPicture>(
        this, NativeJobs::Lane::Look, QStringLiteral("picture"), [model, name](RunControl&) { return weightPicture(model, name, kBins); },
        [this](Result<WeightPicture> picture) {
            if (!picture) {
                histogram_->setEmptyText(shown(picture.error().what));
                Q_EMIT failed(picture.error());
                return;
            }
            picture_ = std::move(*picture);
            showPicture();
        });
    session_.jobs().start<std::vector<BitsError>>(
        this, NativeJobs::Lane::Look, QStringLiteral("curve"), [model, name](RunControl& control) { return bitsErrorCurve(model, name, control); },
        [this, asked = tensor()](Result<std::vector<BitsError>> curve) {
            if (!curve) {
                curve_->setEmptyText(shown(curve.error().what));
                if (curve.error().kind != ErrorKind::Cancelled)
                    Q_EMIT failed(curve.error());
                return;
            }
            choices_ = std::move(*curve);
            showCurve();
            Q_EMIT curveArrived(asked, choices_);
        });
}

void QuantizeWeights::showPicture() {
    histogram_->setBins(picture_.edges, picture_.counts);
    histogram_->setMarks(picture_.levels, tr("nearest level"), "A");
    const QLocale locale(QLocale::English);
    facts_->setText(picture_.counts.empty() ? QString()
                                            : tr("largest |w| %1 · standard deviation %2 · %3 levels")
                                                  .arg(locale.toString(picture_.largest, 'g', 3), locale.toString(picture_.deviation, 'g', 3))
                                                  .arg(picture_.levels.size()));
}

void QuantizeWeights::showCurve() {
    const QLocale locale(QLocale::English);
    std::vector<ScatterPoint> points;
    for (const auto& choice : choices_) {
        const QString name = QString::fromStdString(choice.choice);
        points.push_back({name, name, tr("%1 bits per weight\nrelative squared error %2").arg(locale.toString(choice.bits, 'f', 2), errorText(choice.error)),
                          choice.bits, choice.error, 0, tokenOfChoice(choice.choice), false});
    }
    curve_->setPoints(std::move(points));
}

void QuantizeWeights::retranslate() {
    label_->setText(tr("Matrix"));
    box_->setAccessibleName(tr("Matrix"));
    histogram_->setTitle(tr("Weights and codebook levels"));
    histogram_->setAxes(tr("weight, no unit"), tr("weights per bin"));
    curve_->setTitle(tr("Error against size"));
    curve_->setAxes(tr("bits per weight"), tr("relative squared error"));
    showPicture();
    showCurve();
}

void QuantizeWeights::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    look();
}

void QuantizeWeights::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
