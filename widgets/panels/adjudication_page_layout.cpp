// SPDX-License-Identifier: GPL-3.0-or-later
// The adjudication page's widgets: where they stand and what they say.
#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/flow_layout.h"
#include "widgets/icons.h"
#include "widgets/label_button.h"
#include "widgets/panels/adjudication_page.h"
#include "widgets/session.h"
#include "widgets/store_watcher.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

constexpr int kLeastPrompt = 260; ///< pixels of an example's text in the table

QPushButton* decisionButton(QWidget* parent, const char* name, const char* iconName) {
    auto* button = new QPushButton(icon(QLatin1String(iconName)), QString(), parent);
    button->setObjectName(QLatin1String(name));
    return button;
}

QWidget* withTitle(QLabel* title, QWidget* content, QWidget* parent, const QMargins& margins) {
    auto* box = new QWidget(parent);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(margins);
    column->setSpacing(kGap);
    title->setProperty("type", "section");
    column->addWidget(title);
    column->addWidget(content, 1);
    return box;
}

} // namespace

AdjudicationPage::AdjudicationPage(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), desk_(new LabelDesk(session, this)), pairs_(new CellTable(this)), confusion_(new CellTable(this)), rows_(new CellTable(this)),
      pairsView_(makeCellView(pairs_, this)), confusionView_(makeCellView(confusion_, this)), rowsView_(makeCellView(rows_, this)), title_(new QLabel(this)),
      progress_(new QLabel(this)), pairsTitle_(new QLabel(this)), confusionTitle_(new QLabel(this)), rowsTitle_(new QLabel(this)), said_(new QLabel(this)),
      hint_(new QLabel(this)), close_(new QPushButton(this)), skip_(decisionButton(this, "skipDispute", "skip")),
      takeBack_(decisionButton(this, "takeBackDecision", "remove")), undo_(decisionButton(this, "undoDecision", "undo")),
      redo_(decisionButton(this, "redoDecision", "redo")), text_(new QPlainTextEdit(this)), buttons_(new QWidget(this)), errors_(new ErrorBar(this)),
      empty_(new EmptyState(QStringLiteral("label"), this)), pages_(new QStackedWidget(this)) {
    setObjectName(QStringLiteral("adjudication"));
    setFocusPolicy(Qt::StrongFocus);
    pairsView_->setObjectName(QStringLiteral("agreementPairs"));
    confusionView_->setObjectName(QStringLiteral("agreementTable"));
    rowsView_->setObjectName(QStringLiteral("disputes"));
    rowsView_->installEventFilter(this);
    setWideColumn(rowsView_, 1, kLeastPrompt);
    pairsView_->installEventFilter(this);
    makeLayout();
    connectAll();
    retranslate();
}

QWidget* AdjudicationPage::makeFigures() {
    auto* figures = new QSplitter(Qt::Horizontal, this);
    figures->addWidget(withTitle(pairsTitle_, pairsView_, this, {0, 0, kPadding, kGap}));
    figures->addWidget(withTitle(confusionTitle_, confusionView_, this, {kPadding, 0, 0, kGap}));
    figures->setStretchFactor(0, 3);
    figures->setStretchFactor(1, 2);
    figures->setChildrenCollapsible(false);
    return figures;
}

QWidget* AdjudicationPage::makeDecision() {
    auto* decision = new QWidget(this);
    said_->setProperty("type", "caption");
    said_->setWordWrap(true);
    hint_->setProperty("type", "caption");
    hint_->setWordWrap(true);
    text_->setReadOnly(true);
    text_->setTabChangesFocus(true);
    text_->setFrameShape(QFrame::NoFrame);
    auto* labels = new FlowLayout(buttons_);
    labels->setContentsMargins(0, 0, 0, 0);
    labels->setSpacing(kGap);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(hint_, 1);
    for (QPushButton* button : {takeBack_, skip_, undo_, redo_})
        row->addWidget(button);
    auto* column = new QVBoxLayout(decision);
    column->setContentsMargins(0, kGap, 0, 0);
    column->setSpacing(kGap);
    column->addWidget(said_);
    column->addWidget(text_, 1);
    column->addWidget(buttons_);
    column->addLayout(row);
    return decision;
}

void AdjudicationPage::makeLayout() {
    title_->setProperty("type", "title");
    progress_->setProperty("type", "caption");
    progress_->setObjectName(QStringLiteral("adjudicationProgress"));
    auto* names = new QVBoxLayout;
    names->setSpacing(2);
    names->addWidget(title_);
    names->addWidget(progress_);
    auto* head = new QHBoxLayout;
    head->addLayout(names, 1);
    head->addWidget(close_, 0, Qt::AlignTop);
    auto* body = new QSplitter(Qt::Vertical, this);
    body->addWidget(makeFigures());
    body->addWidget(withTitle(rowsTitle_, rowsView_, this, {0, kGap, 0, 0}));
    body->addWidget(makeDecision());
    body->setSizes({160, 240, 200});
    body->setChildrenCollapsible(false);
    pages_->addWidget(empty_);
    pages_->addWidget(body);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kPadding);
    column->addLayout(head);
    column->addWidget(errors_);
    column->addWidget(pages_, 1);
}

void AdjudicationPage::connectAll() {
    connect(close_, &QPushButton::clicked, this, &AdjudicationPage::closed);
    connect(skip_, &QPushButton::clicked, this, &AdjudicationPage::advance);
    connect(takeBack_, &QPushButton::clicked, this, [this] { decide(std::nullopt); });
    connect(undo_, &QPushButton::clicked, desk_, &LabelDesk::undo);
    connect(redo_, &QPushButton::clicked, desk_, &LabelDesk::redo);
    connect(desk_, &LabelDesk::saved, this,
            [this](const LabelEdit& edit, LabelDesk::Way way, const ExampleRow&, const ExampleRow& after) { saved(edit, way, after); });
    connect(desk_, &LabelDesk::failed, errors_, &ErrorBar::showError);
    connect(desk_, &LabelDesk::changed, this, &AdjudicationPage::showCurrent);
    connect(&StoreWatcher::of(session_), &StoreWatcher::labelsChanged, this, &AdjudicationPage::labelsChanged);
    connect(pairsView_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &AdjudicationPage::showConfusion);
    connect(rowsView_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &AdjudicationPage::showCurrent);
}

void AdjudicationPage::makeButtons() {
    qDeleteAll(buttons_->findChildren<QPushButton*>(QString(), Qt::FindDirectChildrenOnly));
    for (std::size_t i = 0; i < labels_.size() && i < 9; ++i) {
        const QString label = QString::fromStdString(labels_[i]);
        auto* button = labelButton(buttons_, int(i) + 1, label);
        button->setAccessibleName(tr("Decide for %1").arg(label));
        button->setToolTip(tr("Decide for %1 (key %2)").arg(label).arg(i + 1));
        connect(button, &QPushButton::clicked, this, [this, chosen = labels_[i]] {
            showCurrent(); // a click alone checks nothing: the decision does, once it is written
            decide(chosen);
        });
        buttons_->layout()->addWidget(button);
    }
    showCurrent();
}

void AdjudicationPage::showCurrent() {
    const ExampleRow* row = current();
    const QString text = row ? QString::fromStdString(row->example.prompt) + (row->example.response.empty() ? QString() : QStringLiteral("\n\n→ ") + QString::fromStdString(row->example.response))
                             : QString();
    if (text_->toPlainText() != text)
        text_->setPlainText(text);
    QStringList said;
    for (const Annotation& annotation : row ? row->annotations : std::vector<Annotation>())
        said << QStringLiteral("%1: %2").arg(QString::fromStdString(annotation.annotator), annotation.label.empty() ? tr("no label") : QString::fromStdString(annotation.label));
    said_->setText(said.join(QStringLiteral("  ·  ")));
    const auto buttons = buttons_->findChildren<QPushButton*>(QString(), Qt::FindDirectChildrenOnly);
    for (qsizetype i = 0; i < buttons.size(); ++i) {
        buttons[i]->setChecked(row && row->adjudicated && row->example.label == labels_[std::size_t(i)]);
        buttons[i]->setEnabled(row != nullptr);
    }
    skip_->setEnabled(row != nullptr);
    takeBack_->setEnabled(row && row->adjudicated);
    undo_->setEnabled(desk_->canUndo());
    redo_->setEnabled(desk_->canRedo());
}

void AdjudicationPage::showProgress() {
    const Agreement& agreement = facts_.agreement;
    const QLocale locale;
    progress_->setText(agreement.pairs.empty() ? QString()
                                               : tr("%1 annotators · they differ on %2 examples · %3 of them decided")
                                                     .arg(locale.toString(qlonglong(agreement.annotators.size())), locale.toString(qlonglong(agreement.disputed)),
                                                          locale.toString(qlonglong(agreement.decided))));
    rowsTitle_->setText(agreement.disputed > 0 ? tr("Where they differ") : tr("They gave the same label to every example that both labelled"));
}

void AdjudicationPage::retranslate() {
    title_->setText(tr("Agreement"));
    close_->setText(tr("Back to the data"));
    pairsTitle_->setText(tr("Agreement of every two"));
    pairsView_->setAccessibleName(tr("Agreement of every two"));
    confusionView_->setAccessibleName(tr("How often one said one label and the other another"));
    rowsView_->setAccessibleName(tr("Where they differ"));
    text_->setAccessibleName(tr("Text of the selected example"));
    skip_->setText(tr("Skip"));
    takeBack_->setText(tr("No decision"));
    takeBack_->setToolTip(tr("Takes the decision on this example back (0)"));
    undo_->setText(tr("Undo"));
    redo_->setText(tr("Redo"));
    hint_->setText(tr("Keys: 1–9 decide, 0 takes the decision back, S skip, Ctrl+Z undo, Ctrl+Y redo, Esc back. The decided label counts in lists, exports and runs."));
    empty_->setTitle(tr("No two people have labelled the same example yet"));
    empty_->setText(tr("Let a second person enter their name under Annotator, tick \"My labels alone\" and label the same examples. Labels given elsewhere come in with "
                       "stillhouse-cli dataset annotate."));
    empty_->setAction(tr("Back to the data"), [this] { Q_EMIT closed(); });
    makeButtons();
    if (!facts_.agreement.pairs.empty())
        takeNews(Facts(facts_)); // the tables' words, and the same example on screen
}

void AdjudicationPage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
