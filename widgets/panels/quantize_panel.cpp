// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/quantize_panel.h"

#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/icons.h"
#include "widgets/native_jobs.h"
#include "widgets/panels/fact_row.h"
#include "widgets/panels/model_chooser.h"
#include "widgets/panels/quantize_activations.h"
#include "widgets/panels/quantize_codes.h"
#include "widgets/panels/quantize_quality.h"
#include "widgets/panels/quantize_setup.h"
#include "widgets/panels/quantize_tensors.h"
#include "widgets/panels/quantize_weights.h"
#include "widgets/panels/text_measure.h"
#include "widgets/path_field.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace stillhouse::widgets {

QuantizePanel::QuantizePanel(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), title_(new QLabel(this)), summary_(new QLabel(this)), errors_(new ErrorBar(this)),
      empty_(new EmptyState(QStringLiteral("quantization"), this)), noResult_(new EmptyState(QStringLiteral("quantization"), this)),
      pages_(new QStackedWidget(this)), tensorPages_(new QStackedWidget(this)), setup_(new QuantizeSetup(session, this)),
      facts_(new FactRow(3, this)), measure_(new QPushButton(this)), tabs_(new QTabWidget(this)), tensors_(new QuantizeTensors(this)),
      weights_(new QuantizeWeights(session, this)), activations_(new QuantizeActivations(session, this)), codes_(new QuantizeCodes(session, this)),
      quality_(new QuantizeQuality(session, this)) {
    setAcceptDrops(true);
    makeLayout();
    makeActions();
    connectAll();
    retranslate();
    modelChosen(setup_->chooser()->path());
}

void QuantizePanel::makeLayout() {
    title_->setProperty("type", "title");
    summary_->setProperty("type", "muted");
    summary_->setWordWrap(true);
    measure_->setObjectName(QStringLiteral("measureQuality"));
    tensorPages_->addWidget(noResult_);
    tensorPages_->addWidget(tensors_);
    tabs_->setDocumentMode(true);
    for (QWidget* page : std::initializer_list<QWidget*>{tensorPages_, weights_, activations_, codes_, quality_})
        tabs_->addTab(page, {});
    auto* head = new QHBoxLayout;
    head->setSpacing(kGap);
    head->addWidget(facts_, 1);
    head->addWidget(measure_, 0, Qt::AlignBottom);
    auto* right = new QWidget(this);
    auto* rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins(kPadding, 0, 0, 0);
    rightColumn->setSpacing(12);
    rightColumn->addLayout(head);
    rightColumn->addWidget(tabs_, 1);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(setup_);
    split->addWidget(right);
    split->setStretchFactor(0, 0);
    split->setStretchFactor(1, 1);
    split->setSizes({456, 660});
    split->setChildrenCollapsible(false);
    pages_->addWidget(empty_);
    pages_->addWidget(split);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPadding, kPadding, kPadding, kPadding);
    column->setSpacing(kGap);
    column->addWidget(title_);
    column->addWidget(summary_);
    column->addWidget(errors_);
    column->addSpacing(kGap);
    column->addWidget(pages_, 1);
}

void QuantizePanel::makeActions() {
    const auto add = [this](const char* iconName, auto run) {
        auto* action = new QAction(icon(QLatin1String(iconName)), QString(), this);
        connect(action, &QAction::triggered, this, [this, run] {
            Q_EMIT session_.panelRequested(QStringLiteral("quantize"), {});
            run();
        });
        addAction(action); // the palette finds it
        actions_.push_back(action);
    };
    add("quantization", [this] { setup_->button()->click(); });
    add("compare", [this] { measure_->click(); });
    add("chart", [this] { tabs_->setCurrentWidget(weights_); });
    add("chart", [this] { tabs_->setCurrentWidget(codes_); });
}

void QuantizePanel::connectAll() {
    auto* chooser = setup_->chooser();
    connect(chooser, &ModelChooser::chosen, this, &QuantizePanel::modelChosen);
    connect(chooser, &ModelChooser::failed, this, &QuantizePanel::fail);
    connect(setup_, &QuantizeSetup::startRequested, this, [this] { start(false); });
    connect(setup_, &QuantizeSetup::cancelRequested, this, [this] { session_.jobs().cancel(this, kQuantizeJob); });
    connect(setup_, &QuantizeSetup::outputChanged, this, &QuantizePanel::readEarlier);
    connect(weights_, &QuantizeWeights::failed, this, &QuantizePanel::fail);
    connect(activations_, &QuantizeActivations::failed, this, &QuantizePanel::fail);
    connect(codes_, &QuantizeCodes::failed, this, &QuantizePanel::fail);
    connect(quality_, &QuantizeQuality::failed, this, &QuantizePanel::fail);
    connect(quality_, &QuantizeQuality::measured, this, &QuantizePanel::showResult);
    connect(tensors_, &QuantizeTensors::tensorChosen, weights_, &QuantizeWeights::select);
    connect(weights_, &QuantizeWeights::curveArrived, codes_, &QuantizeCodes::setCurve);
    connect(measure_, &QPushButton::clicked, this, [this] {
        tabs_->setCurrentWidget(quality_);
        quality_->start();
    });
    connect(&session_, &Session::runStarted, this, &QuantizePanel::updatePages);
    connect(&session_, &Session::runEnded, this, &QuantizePanel::updatePages);
    connect(&session_, &Session::experimentChanged, this, &QuantizePanel::updatePages);
    connect(&session_, &Session::projectChanged, this, [this] {
        errors_->dismiss();
        updatePages();
    });
}

void QuantizePanel::fail(const Error& error) { errors_->showError(error); }

void QuantizePanel::dragEnterEvent(QDragEnterEvent* event) {
    if (!running_ && setup_->chooser()->accepts(event->mimeData()))
        event->acceptProposedAction();
}

void QuantizePanel::dropEvent(QDropEvent* event) {
    setup_->chooser()->take(event->mimeData());
    event->acceptProposedAction();
}

void QuantizePanel::retranslate() {
    title_->setText(tr("Quantization"));
    summary_->setText(tr("Writes a model's matrices in fewer bits, and shows what each of them loses by it."));
    empty_->setTitle(tr("No model to quantize"));
    empty_->setText(tr("A teacher, or the student of a finished run, appears here by itself. Any Hugging Face folder can be opened or dropped on this page."));
    empty_->setAction(tr("Open a model folder…"), [this] { setup_->chooser()->chooseFolder(); });
    empty_->setSecondAction(tr("Choose a teacher"), [this] { Q_EMIT session_.panelRequested(QStringLiteral("teacher"), {}); });
    noResult_->setTitle(tr("Nothing quantized yet"));
    noResult_->setText(tr("Quantize the model to see what each matrix loses. The tabs Weights and Formats show it beforehand."));
    measure_->setText(tr("Measure quality"));
    measure_->setToolTip(tr("Perplexity and KL divergence against the original on a text"));
    const QString names[] = {tr("Matrices"), tr("Weights"), tr("Inputs"), tr("Formats"), tr("Quality")};
    for (int i = 0; i < tabs_->count(); ++i)
        tabs_->setTabText(i, names[i]);
    const QString actions[] = {tr("Quantize the model"), tr("Measure the quantized model's quality"), tr("Show weights and codebook levels"), tr("Show the codes of a number format")};
    for (std::size_t i = 0; i < actions_.size(); ++i)
        actions_[i]->setText(actions[i]);
    showResult();
}

void QuantizePanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
