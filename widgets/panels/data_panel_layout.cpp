// SPDX-License-Identifier: GPL-3.0-or-later
// The data page's widgets: where they stand, what they are called and what they set off.
#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/feedback_link.h"
#include "widgets/icons.h"
#include "widgets/panels/adjudication_page.h"
#include "widgets/panels/data_detail.h"
#include "widgets/panels/data_import.h"
#include "widgets/panels/data_panel.h"
#include "widgets/panels/label_bar.h"
#include "widgets/panels/preference_page.h"
#include "widgets/session.h"
#include "widgets/store_watcher.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QEvent>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>
#include <map>
#include <utility>

namespace stillhouse::widgets {

namespace {

constexpr int kLeastPrompt = 260, kMostLabel = 176; ///< pixels: less of a text says nothing; more is for the tooltip
const std::pair<int, int> kColumnWidths[] = {{ExampleTable::Id, 112},   {ExampleTable::Label, 96},  {ExampleTable::Suggested, 116},
                                             {ExampleTable::Split, 88}, {ExampleTable::Source, 96}, {ExampleTable::Length, 100}};

} // namespace

DataPanel::DataPanel(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), model_(new ExampleTable(session, this)), desk_(new LabelDesk(session, this)), pages_(new QStackedWidget(this)),
      empty_(new EmptyState(QStringLiteral("data"), this)), import_(new DataImport(this)), preferences_(new PreferencePage(session, this)),
      adjudication_(new AdjudicationPage(session, this)), browse_(new QWidget(this)), title_(new QLabel(this)),
      subtitle_(new QLabel(this)), count_(new QLabel(this)), importButton_(new QPushButton(this)), compareButton_(new QPushButton(this)), search_(new QLineEdit(this)),
      labelFilter_(new QComboBox(this)), splitFilter_(new QComboBox(this)), sourceFilter_(new QComboBox(this)), bar_(new LabelBar(session, this)), table_(new QTableView(this)),
      detail_(new DataDetail(this)), overview_(new DataOverview(this)), errors_(new ErrorBar(this)), searchTimer_(new QTimer(this)) {
    setObjectName(QStringLiteral("data"));
    setAcceptDrops(true);
    title_->setProperty("type", "title");
    subtitle_->setProperty("type", "caption");
    count_->setProperty("type", "caption");
    search_->setClearButtonEnabled(true);
    search_->setObjectName(QStringLiteral("search"));
    search_->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    searchTimer_->setSingleShot(true);
    searchTimer_->setInterval(40);
    compareButton_->setObjectName(QStringLiteral("compareAnswers"));
    table_->setObjectName(QStringLiteral("examples"));
    table_->setModel(model_);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setSortingEnabled(true);
    table_->setShowGrid(false);
    table_->setWordWrap(false);
    table_->setTabKeyNavigation(false);
    table_->installEventFilter(this);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table_->verticalHeader()->setDefaultSectionSize(28);
    QHeaderView* header = table_->horizontalHeader();
    header->setSortIndicator(-1, Qt::AscendingOrder);
    header->setSortIndicatorClearable(true);
    header->setHighlightSections(false);
    header->setSectionResizeMode(ExampleTable::Prompt, QHeaderView::Stretch);
    table_->viewport()->installEventFilter(this);
    for (const auto& [column, width] : kColumnWidths)
        table_->setColumnWidth(column, width);
    makeLayout();
    connectAll();
    retranslate();
    reload();
}

void DataPanel::makeLayout() {
    auto* names = new QVBoxLayout;
    names->setSpacing(2);
    names->addWidget(title_);
    names->addWidget(subtitle_);
    auto* head = new QHBoxLayout;
    head->addLayout(names, 1);
    head->addWidget(compareButton_, 0, Qt::AlignTop);
    head->addWidget(importButton_, 0, Qt::AlignTop);
    auto* filters = new QHBoxLayout;
    filters->setSpacing(kGap);
    filters->addWidget(search_, 1);
    filters->addWidget(labelFilter_);
    filters->addWidget(splitFilter_);
    filters->addWidget(sourceFilter_);
    filters->addWidget(count_);
    for (QComboBox* box : {labelFilter_, splitFilter_, sourceFilter_})
        box->setMinimumWidth(110);
    auto* texts = new QSplitter(Qt::Vertical);
    texts->addWidget(table_);
    texts->addWidget(detail_);
    texts->setStretchFactor(0, 3);
    texts->setStretchFactor(1, 1);
    texts->setSizes({380, 250});
    texts->setChildrenCollapsible(false);
    texts->setContentsMargins(0, 0, kPadding, 0);
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setWidget(overview_);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setMinimumWidth(240);
    auto* body = new QSplitter(Qt::Horizontal);
    body->addWidget(texts);
    body->addWidget(area);
    body->setStretchFactor(0, 1);
    body->setStretchFactor(1, 0);
    body->setSizes({800, 300});
    body->setChildrenCollapsible(false);
    auto* page = new QVBoxLayout(browse_);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(kPadding);
    page->addLayout(head);
    page->addLayout(filters);
    page->addWidget(bar_);
    page->addWidget(body, 1);
    for (QWidget* widget : std::initializer_list<QWidget*>{empty_, import_, preferences_, adjudication_, browse_})
        pages_->addWidget(widget);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPadding, kPadding, kPadding, kPadding);
    column->setSpacing(kGap);
    column->addWidget(errors_);
    column->addWidget(pages_, 1);
}

// Labels are read whole where they are not very long.
void DataPanel::widenLabels() {
    for (const auto& [column, least] : kColumnWidths) {
        if (column != ExampleTable::Label && column != ExampleTable::Suggested)
            continue;
        int width = least;
        for (const auto& label : facts_.taskLabels)
            width = std::max(width, table_->fontMetrics().horizontalAdvance(QString::fromStdString(label)) + kPadding);
        table_->setColumnWidth(column, std::min(width, kMostLabel));
    }
}

// Beside the help there is little room: what the selected example says below gives way to the prompts. Suggestions and sources have a
// column once there are some.
void DataPanel::fitColumns() {
    const auto* header = table_->horizontalHeader();
    std::map<int, int> widths; ///< of the columns that have something to say
    int left = table_->viewport()->width();
    for (const auto& [column, width] : kColumnWidths)
        if ((column != ExampleTable::Source || facts_.sources.size() > 1) && (column != ExampleTable::Suggested || facts_.suggested))
            left -= widths[column] = header->isSectionHidden(column) ? width : header->sectionSize(column);
    for (const int column : {ExampleTable::Length, ExampleTable::Id, ExampleTable::Source, ExampleTable::Split})
        if (left < kLeastPrompt && widths.contains(column)) {
            left += widths[column];
            widths.erase(column);
        }
    for (const auto& [column, width] : kColumnWidths)
        table_->setColumnHidden(column, !widths.contains(column));
}

void DataPanel::connectAll() {
    connect(&session_, &Session::projectChanged, this, [this] {
        errors_->dismiss();
        facts_ = {};
        pages_->setCurrentWidget(empty_);
        reload();
    });
    connect(&session_, &Session::storeChanged, this, &DataPanel::reload);
    connect(&session_, &Session::experimentChanged, this, &DataPanel::reload);
    connect(&session_, &Session::importProgress, this, [this](const Progress& progress) {
        empty_->setBusy(true);
        import_->showProgress(progress);
    });
    connect(&session_, &Session::importEnded, this, &DataPanel::importEnded);
    connect(import_, &DataImport::importRequested, this, [this](const QString& path, const ReadOptions& options) {
        import_->setImporting(true);
        Q_EMIT session_.importRequested(path, options);
    });
    connect(import_, &DataImport::cancelRequested, &session_, &Session::cancelImportRequested);
    connect(import_, &DataImport::closed, this, [this] { pages_->setCurrentWidget(restingPage()); });
    connect(preferences_, &PreferencePage::closed, this, [this] {
        pages_->setCurrentWidget(restingPage());
        table_->setFocus();
    });
    connect(compareButton_, &QPushButton::clicked, this, [this] { compareAnswers({}); });
    connect(&FeedbackLink::of(session_), &FeedbackLink::labellingRequested, this, &DataPanel::compareAnswers);
    connect(importButton_, &QPushButton::clicked, this, [this] { openImport({}); });
    connectLabelling();
    connect(model_, &ExampleTable::loaded, this, [this](qint64 rows) {
        showRowCount(rows);
        if (rows > 0)
            table_->setCurrentIndex(model_->index(0, ExampleTable::Prompt));
        showCurrent();
    });
    connect(model_, &ExampleTable::failed, errors_, &ErrorBar::showError);
    connect(model_, &ExampleTable::blockArrived, this, [this](int first, int last) {
        if (const int row = table_->currentIndex().row(); row >= first && row <= last)
            showCurrent();
    });
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &DataPanel::showCurrent);
    connect(searchTimer_, &QTimer::timeout, this, &DataPanel::applyFilter);
    connect(search_, &QLineEdit::textChanged, searchTimer_, qOverload<>(&QTimer::start));
    for (QComboBox* box : {labelFilter_, splitFilter_, sourceFilter_})
        connect(box, &QComboBox::currentIndexChanged, this, &DataPanel::applyFilter);
    connect(overview_, &DataOverview::labelClicked, this, [this](const QString& label) { labelFilter_->setCurrentIndex(std::max(0, labelFilter_->findData(label))); });
    connect(overview_, &DataOverview::splitClicked, this, [this](const QString& split) { splitFilter_->setCurrentIndex(std::max(0, splitFilter_->findData(split))); });
    auto* find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, [this] {
        search_->setFocus();
        search_->selectAll();
    });
}

void DataPanel::connectLabelling() {
    connect(desk_, &LabelDesk::saved, this, &DataPanel::saved);
    connect(desk_, &LabelDesk::failed, errors_, &ErrorBar::showError);
    connect(desk_, &LabelDesk::changed, this, [this] {
        detail_->setHistory(desk_->canUndo(), desk_->canRedo());
        if (!desk_->busy() && std::exchange(recount_, false))
            reload();
    });
    connect(&StoreWatcher::of(session_), &StoreWatcher::labelsChanged, this, &DataPanel::labelsChanged);
    connect(detail_, &DataDetail::labelChosen, this, [this](const QString& text) { label(text.toStdString()); });
    connect(detail_, &DataDetail::acceptChosen, this, &DataPanel::accept);
    connect(detail_, &DataDetail::flagChosen, this, &DataPanel::toggleFlag);
    connect(detail_, &DataDetail::skipChosen, this, &DataPanel::advance);
    connect(detail_, &DataDetail::undoChosen, desk_, &LabelDesk::undo);
    connect(detail_, &DataDetail::redoChosen, desk_, &LabelDesk::redo);
    connect(bar_, &LabelBar::filterChanged, this, &DataPanel::applyFilter);
    connect(bar_, &LabelBar::blindChanged, this, &DataPanel::applyBlind);
    connect(bar_, &LabelBar::uncertainFirstChosen, this, &DataPanel::sortByUncertainty);
    connect(table_->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, [this](int column, Qt::SortOrder order) {
        bar_->setUncertainFirst(column == ExampleTable::Suggested && order == Qt::DescendingOrder);
    });
    connect(bar_, &LabelBar::suggestRequested, this, &DataPanel::suggest);
    connect(bar_, &LabelBar::suggestionsArrived, this, &DataPanel::rereadShown);
    connect(bar_, &LabelBar::suggestionsEnded, this, [this](qint64 scored) {
        if (scored > 0 && bar_->uncertainFirst())
            applyFilter();
        else
            rereadShown();
        reload();
    });
    connect(bar_, &LabelBar::failed, errors_, &ErrorBar::showError);
    connect(bar_, &LabelBar::agreementRequested, this, &DataPanel::openAgreement);
    connect(adjudication_, &AdjudicationPage::closed, this, [this] {
        pages_->setCurrentWidget(restingPage());
        if (adjudication_->takeChanged()) {
            rereadShown();
            reload();
        }
        table_->setFocus();
    });
    applyBlind(); // as it was left
}

void DataPanel::retranslate() {
    const bool open = !session_.projectFolder().empty();
    empty_->setTitle(open ? tr("No examples yet") : tr("No project is open"));
    empty_->setText(open ? tr("Choose a file, or drop it here: JSONL, JSON, CSV, TSV, plain text, Alpaca, ShareGPT. Nothing leaves this machine.")
                         : tr("Open a project folder, or the sample project, to see its examples."));
    empty_->setAction(open ? tr("Import data…") : QString(), [this] { openImport({}); });
    empty_->setSecondAction(open ? tr("Compare answers…") : QString(), [this] { compareAnswers({}); });
    compareButton_->setText(tr("Compare answers…"));
    compareButton_->setToolTip(tr("Judge two answers to one prompt; strategy B's reward model learns from it"));
    title_->setText(facts_.dataset.id > 0 ? QString::fromStdString(facts_.dataset.name) : tr("Data"));
    subtitle_->setText(QString::fromStdString(facts_.dataset.path));
    importButton_->setText(tr("Import data…"));
    importButton_->setAccessibleName(tr("Import data…"));
    search_->setPlaceholderText(tr("Search prompts and responses"));
    search_->setAccessibleName(tr("Search"));
    for (auto* button : search_->findChildren<QAbstractButton*>()) // Qt's own clear button has no name
        button->setAccessibleName(tr("Clear the search"));
    labelFilter_->setAccessibleName(tr("Show only this label"));
    splitFilter_->setAccessibleName(tr("Show only this split"));
    sourceFilter_->setAccessibleName(tr("Show only this source"));
    table_->setAccessibleName(tr("Examples"));
    Q_EMIT model_->headerDataChanged(Qt::Horizontal, 0, ExampleTable::ColumnCount - 1);
    fillFilters();
    if (facts_.dataset.id > 0)
        showRowCount(rowsShown_);
}

} // namespace stillhouse::widgets
