// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/prune_panel.h"

#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/icons.h"
#include "widgets/job_progress.h"
#include "widgets/models/cell_table.h"
#include "widgets/panels/ffn_view.h"
#include "widgets/panels/form_area.h"
#include "widgets/panels/model_chooser.h"
#include "widgets/panels/prune_budget.h"
#include "widgets/panels/prune_map.h"
#include "widgets/panels/prune_setup.h"
#include "widgets/panels/prune_shapes.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QAction>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QTabWidget>
#include <QVBoxLayout>

namespace stillhouse::widgets {

PrunePanel::PrunePanel(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), link_(PruneLink::of(session)), title_(new QLabel(this)), summary_(new QLabel(this)),
      legend_(new QLabel(this)), errors_(new ErrorBar(this)), empty_(new EmptyState(QStringLiteral("pruning"), this)),
      noTable_(new EmptyState(QStringLiteral("pruning"), this)), noCorrelation_(new EmptyState(QStringLiteral("pruning"), this)),
      noResult_(new EmptyState(QStringLiteral("pruning"), this)), pages_(new QStackedWidget(this)), headPages_(new QStackedWidget(this)),
      ffnPages_(new QStackedWidget(this)), resultPages_(new QStackedWidget(this)), setup_(new PruneSetup(session, this)),
      map_(new PruneMap(this)), budget_(new PruneBudget(this)), shapes_(new PruneShapes(this)), ffn_(new FfnView(this)),
      tabs_(new QTabWidget(this)), table_(new CellTable(this)), view_(nullptr), lock_(new QPushButton(this)),
      remove_(new QPushButton(this)), free_(new QPushButton(this)), clear_(new QPushButton(this)) {
    makeLayout();
    makeActions();
    connectAll();
    retranslate();
    modelChosen();
}

QWidget* PrunePanel::makeHeads() {
    auto* heads = new QWidget(this);
    legend_->setProperty("type", "caption");
    legend_->setWordWrap(true);
    auto* marks = new QHBoxLayout;
    marks->setSpacing(kGap);
    for (QPushButton* button : {lock_, remove_, free_, clear_})
        marks->addWidget(button);
    marks->addStretch();
    auto* column = new QVBoxLayout(heads);
    column->setContentsMargins(0, kGap, 0, 0);
    column->setSpacing(kGap);
    column->addWidget(map_, 1);
    column->addLayout(marks);
    column->addWidget(legend_);
    column->addWidget(budget_);
    return heads;
}

void PrunePanel::makeLayout() {
    title_->setProperty("type", "title");
    summary_->setProperty("type", "muted");
    summary_->setWordWrap(true);
    table_->setColumns(std::vector<CellColumn>(4));
    view_ = makeCellView(table_, this);
    view_->setObjectName(QStringLiteral("pruneResult"));
    headPages_->addWidget(noTable_);
    headPages_->addWidget(makeHeads());
    ffnPages_->addWidget(noCorrelation_);
    ffnPages_->addWidget(ffn_);
    resultPages_->addWidget(noResult_);
    resultPages_->addWidget(view_);
    tabs_->setDocumentMode(true);
    for (QWidget* page : std::initializer_list<QWidget*>{headPages_, ffnPages_, new FormArea(shapes_, this), resultPages_})
        tabs_->addTab(page, {});
    auto* right = new QWidget(this);
    auto* rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins(kPadding, 0, 0, 0);
    rightColumn->addWidget(tabs_, 1);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(setup_);
    split->addWidget(right);
    split->setStretchFactor(0, 0);
    split->setStretchFactor(1, 1);
    split->setSizes({360, 756});
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

void PrunePanel::makeActions() {
    const auto add = [this](auto run) {
        auto* action = new QAction(icon(QStringLiteral("pruning")), QString(), this);
        connect(action, &QAction::triggered, this, [this, run] {
            Q_EMIT session_.panelRequested(QStringLiteral("prune"), {});
            run();
        });
        addAction(action); // the palette finds it
        actions_.push_back(action);
    };
    for (int tab : {0, 1})
        for (QPushButton* button : {setup_->computeButton(), setup_->pruneButton(), setup_->useButton()})
            add([this, tab, button] {
                tabs_->setCurrentIndex(tab);
                button->click();
            });
}

void PrunePanel::connectAll() {
    connect(setup_->chooser(), &ModelChooser::chosen, this, &PrunePanel::modelChosen);
    connect(setup_->chooser(), &ModelChooser::failed, this, [this](const Error& error) { errors_->showError(error); });
    connect(setup_, &PruneSetup::computeRequested, this, &PrunePanel::compute);
    connect(setup_, &PruneSetup::pruneRequested, this, [this] { prune(false); });
    connect(setup_, &PruneSetup::useRequested, this, &PrunePanel::useInStrategy);
    connect(setup_, &PruneSetup::cancelRequested, &link_, &PruneLink::cancelRequested);
    connect(&link_, &PruneLink::progressed, this, [this](const Progress& progress) {
        if (asked_)
            setup_->progress()->report(progress);
    });
    connect(&link_, &PruneLink::importanceArrived, this, &PrunePanel::arrived);
    connect(&link_, &PruneLink::correlationArrived, this, &PrunePanel::correlated);
    connect(tabs_, &QTabWidget::currentChanged, this, &PrunePanel::tabChanged);
    connect(ffn_, &FfnView::planned, this, &PrunePanel::showFfnPlan);
    connect(&link_, &PruneLink::pruned, this, &PrunePanel::pruned);
    connect(&link_, &PruneLink::failed, this, &PrunePanel::failed);
    connect(map_, &PruneMap::marksChanged, this, [this] { budget_->setMarks(map_->locked(), map_->removed()); });
    connect(budget_, &PruneBudget::planned, this, &PrunePanel::showPlan);
    connect(lock_, &QPushButton::clicked, this, [this] { map_->markSelection(PruneMap::Mark::Locked); });
    connect(remove_, &QPushButton::clicked, this, [this] { map_->markSelection(PruneMap::Mark::Removed); });
    connect(free_, &QPushButton::clicked, this, [this] { map_->markSelection(PruneMap::Mark::Free); });
    connect(clear_, &QPushButton::clicked, map_, &PruneMap::clearMarks);
    connect(&session_, &Session::experimentChanged, this, &PrunePanel::updatePages);
    connect(&session_, &Session::engineArrived, this, &PrunePanel::updatePages);
    connect(&session_, &Session::runStarted, this, &PrunePanel::updatePages);
    connect(&session_, &Session::runEnded, this, &PrunePanel::updatePages);
    connect(&session_, &Session::projectChanged, this, [this] {
        errors_->dismiss();
        modelChosen();
    });
}

void PrunePanel::retranslate() {
    title_->setText(tr("Pruning"));
    summary_->setText(
        tr("Takes out what matters least to the loss. The weights really become fewer: a smaller model is written, no mask."));
    empty_->setTitle(tr("No model to prune"));
    empty_->setText(tr("A teacher, or the student of a finished run, appears here by itself. Any Hugging Face folder can be opened."));
    empty_->setAction(tr("Open a model folder…"), [this] { setup_->chooser()->chooseFolder(); });
    empty_->setSecondAction(tr("Choose a teacher"), [this] { Q_EMIT session_.panelRequested(QStringLiteral("teacher"), {}); });
    noTable_->setTitle(tr("The importance of the heads is not known yet"));
    noTable_->setText(tr("It is measured once on the training data, with accuracy and speed at a few budgets. After that every budget is "
                         "answered at once."));
    noTable_->setAction(tr("Compute importance"), [this] { setup_->computeButton()->click(); });
    noCorrelation_->setTitle(tr("The correlation of the FFNs is not known yet"));
    noCorrelation_->setText(
        tr("It is measured once on the training data, with what each removal costs before and after folding. After that every budget is "
           "answered at once."));
    noCorrelation_->setAction(tr("Compute correlation"), [this] { setup_->computeButton()->click(); });
    noResult_->setTitle(tr("Nothing pruned yet"));
    noResult_->setText(tr("What was predicted and what was measured stand here side by side once the model is pruned."));
    const QString names[] = {tr("Heads"), tr("FFN correlation"), tr("Architecture"), tr("Result")};
    for (int i = 0; i < tabs_->count(); ++i)
        tabs_->setTabText(i, names[i]);
    legend_->setText(tr("Strokes: would go with this budget. Padlock: stays. Cross: goes in any case. Click a head to change it; drag, or "
                        "Shift with the arrows, for a box; then K keeps, X removes, F frees."));
    view_->setAccessibleName(tr("Result"));
    lock_->setText(tr("Lock"));
    remove_->setText(tr("Remove"));
    free_->setText(tr("Free"));
    clear_->setText(tr("Clear all marks"));
    table_->setColumns({{QString(), {}, false, false},
                        {tr("Before"), {}, true, false},
                        {tr("Predicted"), tr("By the table, before anything was taken out"), true, false},
                        {tr("After"), tr("Measured"), true, false}});
    const QString actions[] = {tr("Compute the importance of heads"),        tr("Prune and recover the model"),
                               tr("Use this pruning in strategy A"),         tr("Compute the correlation of FFNs"),
                               tr("Prune FFNs, fold and recover the model"), tr("Use this FFN pruning in strategy B")};
    for (std::size_t i = 0; i < actions_.size(); ++i)
        actions_[i]->setText(actions[i]);
    showResult();
    updatePages();
}

void PrunePanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
