// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare_runs.h"

#include "widgets/theme.h"

#include <QAbstractButton>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace stillhouse::widgets {

namespace {

const char* const kHiddenKey = "compare/hiddenColumns";
const char* const kSortKey = "compare/sort";
const int kHiddenAtFirst[] = {RunsTable::Recall, RunsTable::Auc, RunsTable::Ece, RunsTable::Perplexity, RunsTable::P90, RunsTable::Seed, RunsTable::Id};

// All words of the filter must occur somewhere in the line.
class WordFilter : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setWords(const QString& text) {
        words_ = text.split(u' ', Qt::SkipEmptyParts);
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex&) const override {
        QString line;
        for (const int column : {RunsTable::Run, RunsTable::Subject, RunsTable::Status, RunsTable::Tags, RunsTable::Note, RunsTable::Id, RunsTable::Started})
            line += sourceModel()->index(row, column).data(RunsTable::FilterRole).toString() + u'\n';
        return std::all_of(words_.begin(), words_.end(), [&](const QString& word) { return line.contains(word, Qt::CaseInsensitive); });
    }

private:
    QStringList words_;
};

} // namespace

CompareRuns::CompareRuns(QWidget* parent)
    : QWidget(parent), table_(new RunsTable(this)), sorted_(new WordFilter(this)), view_(new QTableView(this)), title_(new QLabel(this)),
      count_(new QLabel(this)), filter_(new QLineEdit(this)), repeat_(new QPushButton(this)), columns_(new QPushButton(this)), menu_(new QMenu(this)) {
    sorted_->setSourceModel(table_);
    sorted_->setSortRole(RunsTable::SortRole);
    title_->setProperty("type", "section");
    count_->setProperty("type", "caption");
    filter_->setObjectName(QStringLiteral("runsFilter"));
    filter_->setClearButtonEnabled(true);
    filter_->setMaximumWidth(280);
    repeat_->setObjectName(QStringLiteral("repeatRun"));
    columns_->setMenu(menu_);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(title_);
    row->addWidget(count_);
    row->addStretch();
    row->addWidget(filter_, 1);
    row->addWidget(repeat_);
    row->addWidget(columns_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    column->addLayout(row);
    column->addWidget(view_, 1);
    setUpView();
    connect(repeat_, &QPushButton::clicked, this, [this] { Q_EMIT repeatRequested(QString::fromStdString(chosen())); });
    connect(menu_, &QMenu::aboutToShow, this, &CompareRuns::fillMenu);
    connect(filter_, &QLineEdit::textChanged, this, [this](const QString& text) {
        static_cast<WordFilter*>(sorted_)->setWords(text);
        retranslate();
    });
    restore();
    retranslate();
}

void CompareRuns::setUpView() {
    view_->setObjectName(QStringLiteral("runsTable"));
    view_->setModel(sorted_);
    view_->setSortingEnabled(true);
    view_->setShowGrid(false);
    view_->setAlternatingRowColors(true);
    view_->setSelectionBehavior(QAbstractItemView::SelectRows);
    view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view_->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    view_->setTabKeyNavigation(false);
    view_->setWordWrap(false);
    view_->verticalHeader()->hide();
    view_->verticalHeader()->setDefaultSectionSize(28);
    view_->horizontalHeader()->setSectionsMovable(true);
    view_->horizontalHeader()->setHighlightSections(false);
    view_->viewport()->installEventFilter(this);
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        const QString id = QString::fromStdString(chosen());
        setRepeatable(repeatable_);
        if (!id.isEmpty() && id != last_) {
            last_ = id;
            Q_EMIT runChosen(id);
        }
    });
    connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &CompareRuns::selectionChanged);
    connect(view_->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, [this] { remember(); });
}

void CompareRuns::setRuns(std::vector<RunRow> runs, std::vector<ComparisonRow> comparison) {
    const std::string before = chosen();
    const auto selection = selected();
    const int scrolled = view_->verticalScrollBar()->value();
    table_->setRuns(std::move(runs), std::move(comparison));
    sizeColumns();
    if (!before.empty()) {
        choose(before);
        for (int row = 0; row < sorted_->rowCount(); ++row)
            if (const auto& id = table_->run(sorted_->mapToSource(sorted_->index(row, 0)).row()).id; id != before && std::find(selection.begin(), selection.end(), id) != selection.end())
                view_->selectionModel()->select(sorted_->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        view_->verticalScrollBar()->setValue(scrolled);
    }
    retranslate();
}

void CompareRuns::sizeColumns() {
    for (int column = 0; column < RunsTable::Columns; ++column)
        if (!view_->isColumnHidden(column) && column != filling_)
            sizeColumn(column);
    fillWidth();
}

void CompareRuns::sizeColumn(int column) {
    view_->resizeColumnToContents(column);
    if (column == RunsTable::Run || column == RunsTable::Note || column == RunsTable::Tags)
        view_->setColumnWidth(column, std::clamp(view_->columnWidth(column), 80, 220));
}

// What is left of the width is the note's, or the name's where no note is shown.
void CompareRuns::fillWidth() {
    auto* header = view_->horizontalHeader();
    if (filling_ >= 0) {
        header->setSectionResizeMode(filling_, QHeaderView::Interactive);
        sizeColumn(filling_);
    }
    filling_ = -1;
    if (header->length() >= view_->viewport()->width())
        return;
    filling_ = view_->isColumnHidden(RunsTable::Note) ? RunsTable::Run : RunsTable::Note;
    header->setSectionResizeMode(filling_, QHeaderView::Stretch);
}

bool CompareRuns::eventFilter(QObject* watched, QEvent* event) {
    if (watched == view_->viewport() && event->type() == QEvent::Resize)
        fillWidth();
    return QWidget::eventFilter(watched, event);
}

bool CompareRuns::editing() const { return view_->viewport()->findChild<QLineEdit*>() != nullptr; }

void CompareRuns::choose(const std::string& runId) {
    for (int row = 0; row < sorted_->rowCount(); ++row)
        if (table_->run(sorted_->mapToSource(sorted_->index(row, 0)).row()).id == runId) {
            view_->setCurrentIndex(sorted_->index(row, 0));
            return;
        }
}

std::string CompareRuns::chosen() const {
    const auto index = view_->currentIndex();
    return index.isValid() ? table_->run(sorted_->mapToSource(index).row()).id : std::string();
}

std::vector<std::string> CompareRuns::selected() const {
    std::vector<std::string> ids;
    if (const auto first = chosen(); !first.empty())
        ids.push_back(first);
    for (const auto& index : view_->selectionModel()->selectedRows())
        if (const auto& id = table_->run(sorted_->mapToSource(index).row()).id; std::find(ids.begin(), ids.end(), id) == ids.end())
            ids.push_back(id);
    return ids;
}

void CompareRuns::setColumnShown(int column, bool shown) {
    view_->setColumnHidden(column, !shown);
    if (shown)
        sizeColumn(column);
    fillWidth();
    remember();
}

void CompareRuns::setRepeatable(bool can) {
    repeatable_ = can;
    repeat_->setEnabled(can && !chosen().empty());
}

void CompareRuns::fillMenu() {
    menu_->clear();
    for (int column = RunsTable::Subject; column < RunsTable::Columns; ++column) {
        auto* action = menu_->addAction(table_->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!view_->isColumnHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool shown) { setColumnShown(column, shown); });
    }
}

void CompareRuns::remember() const {
    QStringList hidden;
    for (int column = 0; column < RunsTable::Columns; ++column)
        if (view_->isColumnHidden(column))
            hidden << QLatin1String(RunsTable::columnKey(column));
    QSettings settings;
    settings.setValue(QLatin1String(kHiddenKey), hidden);
    const auto* header = view_->horizontalHeader();
    settings.setValue(QLatin1String(kSortKey), QStringLiteral("%1 %2").arg(header->sortIndicatorSection()).arg(int(header->sortIndicatorOrder())));
}

void CompareRuns::restore() {
    const QSettings settings;
    const auto sort = settings.value(QLatin1String(kSortKey), QStringLiteral("%1 1").arg(int(RunsTable::Started))).toString().split(u' ');
    if (settings.contains(QLatin1String(kHiddenKey))) {
        const auto hidden = settings.value(QLatin1String(kHiddenKey)).toStringList();
        for (int column = 1; column < RunsTable::Columns; ++column)
            view_->setColumnHidden(column, hidden.contains(QLatin1String(RunsTable::columnKey(column))));
    } else {
        for (const int column : kHiddenAtFirst)
            view_->setColumnHidden(column, true);
    }
    if (sort.size() == 2)
        view_->sortByColumn(std::clamp(sort[0].toInt(), 0, int(RunsTable::Columns) - 1), sort[1].toInt() ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void CompareRuns::retranslate() {
    title_->setText(tr("All runs"));
    count_->setText(sorted_->rowCount() == table_->rowCount() ? tr("Lines: %1").arg(table_->rowCount())
                                                              : tr("Lines: %1 of %2").arg(sorted_->rowCount()).arg(table_->rowCount()));
    filter_->setPlaceholderText(tr("Filter by name, tag, note, status"));
    filter_->setAccessibleName(tr("Filter the runs"));
    for (auto* button : filter_->findChildren<QAbstractButton*>()) // Qt's own clear button has no name
        button->setAccessibleName(tr("Clear the filter"));
    repeat_->setText(tr("Repeat this run"));
    repeat_->setToolTip(tr("The same document again, with every value that was held by hand held at the same steps"));
    setRepeatable(repeatable_);
    columns_->setText(tr("Columns"));
    view_->setAccessibleName(title_->text());
}

void CompareRuns::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        table_->retranslate();
        retranslate();
        sizeColumns(); // "teacher" is longer than 教师
    }
}

} // namespace stillhouse::widgets
