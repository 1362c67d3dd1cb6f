// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/export_panel.h"

#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/icons.h"
#include "widgets/models/cell_table.h"
#include "widgets/panels/export_setup.h"
#include "widgets/panels/fact_row.h"
#include "widgets/panels/model_chooser.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QAction>
#include <QDesktopServices>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QUrl>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

constexpr std::size_t kTableColumns = 7;

} // namespace

ExportPanel::ExportPanel(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), title_(new QLabel(this)), summary_(new QLabel(this)), resultTitle_(new QLabel(this)), path_(new QLabel(this)),
      notes_(new QLabel(this)), historyTitle_(new QLabel(this)), errors_(new ErrorBar(this)), empty_(new EmptyState(QStringLiteral("export"), this)),
      noExport_(new EmptyState(QStringLiteral("export"), this)), pages_(new QStackedWidget(this)), results_(new QStackedWidget(this)),
      setup_(new ExportSetup(session, this)), facts_(new FactRow(4, this)), folder_(new QPushButton(this)), table_(new CellTable(this)), view_(nullptr),
      action_(new QAction(icon(QStringLiteral("export")), QString(), this)) {
    setAcceptDrops(true);
    table_->setColumns(std::vector<CellColumn>(kTableColumns));
    view_ = makeCellView(table_, this);
    view_->setObjectName(QStringLiteral("exportHistory"));
    folder_->setObjectName(QStringLiteral("showInFolder"));
    addAction(action_); // the palette finds it
    makeLayout();
    connectAll();
    retranslate();
    updatePages();
}

QWidget* ExportPanel::makeResult() {
    resultTitle_->setProperty("type", "section");
    historyTitle_->setProperty("type", "section");
    path_->setProperty("type", "code");
    notes_->setProperty("type", "muted");
    for (QLabel* label : {path_, notes_}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto* head = new QHBoxLayout;
    head->setSpacing(kGap);
    head->addWidget(resultTitle_, 1);
    head->addWidget(folder_);
    auto* result = new QWidget(this);
    auto* column = new QVBoxLayout(result);
    column->setContentsMargins(kPadding, 0, 0, 0);
    column->setSpacing(12);
    column->addLayout(head);
    column->addWidget(path_);
    column->addWidget(facts_);
    column->addWidget(notes_);
    column->addSpacing(12);
    column->addWidget(historyTitle_);
    column->addWidget(view_, 1);
    return result;
}

void ExportPanel::makeLayout() {
    title_->setProperty("type", "title");
    summary_->setProperty("type", "muted");
    summary_->setWordWrap(true);
    results_->addWidget(noExport_);
    results_->addWidget(makeResult());
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(setup_);
    split->addWidget(results_);
    split->setStretchFactor(0, 0);
    split->setStretchFactor(1, 1);
    split->setSizes({416, 700});
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

void ExportPanel::connectAll() {
    connect(setup_->chooser(), &ModelChooser::chosen, this, &ExportPanel::updatePages);
    connect(setup_->chooser(), &ModelChooser::failed, errors_, &ErrorBar::showError);
    connect(setup_, &ExportSetup::startRequested, this, &ExportPanel::start);
    connect(folder_, &QPushButton::clicked, this, [this] {
        if (shown_ >= 0)
            QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(QString::fromStdString(exports_[std::size_t(shown_)].path)).absolutePath()));
    });
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
        if (const int row = table_->row(now.row()); now.isValid() && row >= 0) {
            shown_ = row;
            showReport();
        }
    });
    connect(action_, &QAction::triggered, this, [this] {
        Q_EMIT session_.panelRequested(QStringLiteral("export"), {});
        setup_->button()->click();
    });
    connect(&session_, &Session::projectChanged, this, [this] {
        errors_->dismiss();
        updatePages();
    });
    connect(&session_, &Session::panelRequested, this, [this](const QString& panel, const QString& subject) {
        if (panel == QStringLiteral("export") && !subject.isEmpty())
            setup_->chooser()->setPath(subject);
    });
}

void ExportPanel::updatePages() {
    const bool none = setup_->chooser()->path().isEmpty() && !running_;
    pages_->setCurrentIndex(none ? 0 : 1);
    empty_->setBusy(none && setup_->chooser()->loading());
    results_->setCurrentIndex(exports_.empty() ? 0 : 1);
}

void ExportPanel::dragEnterEvent(QDragEnterEvent* event) {
    if (!running_ && setup_->chooser()->accepts(event->mimeData()))
        event->acceptProposedAction();
}

void ExportPanel::dropEvent(QDropEvent* event) {
    setup_->chooser()->take(event->mimeData());
    event->acceptProposedAction();
}

void ExportPanel::retranslate() {
    title_->setText(tr("Export"));
    summary_->setText(tr("Writes a model for other programs, reads it back and compares its outputs with the original's."));
    empty_->setTitle(tr("No model to export"));
    empty_->setText(tr("Students of finished runs, quantized models and the teacher appear here by themselves. A model folder, a packed file or a GGUF file "
                       "can be dropped on this page."));
    empty_->setAction(tr("Open a model folder…"), [this] { setup_->chooser()->chooseFolder(); });
    empty_->setSecondAction(tr("Open a model file…"), [this] { setup_->chooser()->chooseFile(); });
    noExport_->setTitle(tr("Nothing exported yet"));
    noExport_->setText(tr("What was written is read back at once; the largest difference of its outputs appears here."));
    folder_->setText(tr("Show in folder"));
    historyTitle_->setText(tr("Exports of this session"));
    action_->setText(tr("Export the model"));
    view_->setAccessibleName(tr("Exports of this session"));
    table_->setColumns({{tr("File"), {}, false, false},
                        {tr("Model"), {}, false, false},
                        {tr("Format"), {}, false, false},
                        {tr("Precision"), {}, false, false},
                        {tr("Size"), {}, true, false},
                        {tr("Largest logit error"), tr("Between the model and what was written, read back"), true, false},
                        {tr("KL, nats per token"), tr("KL(model ‖ written), mean over the tokens of the check"), true, false}});
    fillHistory();
    showReport();
}

void ExportPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
