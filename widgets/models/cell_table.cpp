// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/cell_table.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QCollator>
#include <QHeaderView>
#include <QResizeEvent>
#include <QTableView>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace stillhouse::widgets {

void CellTable::setColumns(std::vector<CellColumn> columns) {
    if (columns.size() == columns_.size()) {
        columns_ = std::move(columns);
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
        return;
    }
    beginResetModel();
    columns_ = std::move(columns);
    rows_.clear();
    order_.clear();
    endResetModel();
}

void CellTable::setRows(std::vector<std::vector<Cell>> rows) {
    beginResetModel();
    rows_ = std::move(rows);
    for (auto& row : rows_)
        row.resize(columns_.size());
    arrange();
    endResetModel();
}

int CellTable::row(int shown) const { return shown >= 0 && shown < int(order_.size()) ? order_[std::size_t(shown)] : -1; }

int CellTable::shown(int row) const {
    const auto found = std::find(order_.begin(), order_.end(), row);
    return found == order_.end() ? -1 : int(found - order_.begin());
}

int CellTable::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(rows_.size()); }

int CellTable::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(columns_.size()); }

QVariant CellTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    const Cell& cell = rows_[std::size_t(row(index.row()))][std::size_t(index.column())];
    const CellColumn& column = columns_[std::size_t(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::ToolTipRole:
        return cell.tip.isEmpty() ? QVariant() : QVariant(cell.tip);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (column.number ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ForegroundRole:
        return cell.token.empty() ? QVariant() : QVariant(theme().color(QString::fromStdString(cell.token)));
    case Qt::DecorationRole:
        return cell.icon.isEmpty() ? QVariant() : QVariant(icon(cell.icon, QString::fromStdString(cell.token.empty() ? "text" : cell.token)));
    case Qt::FontRole:
        if (column.code)
            return theme().font(Theme::Type::Code);
        if (cell.bold) {
            QFont font = theme().font(Theme::Type::Body);
            font.setWeight(QFont::DemiBold);
            return font;
        }
        return {};
    default:
        return {};
    }
}

QVariant CellTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical || section >= columnCount())
        return {};
    const CellColumn& column = columns_[std::size_t(section)];
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (column.number ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ToolTipRole && !column.tip.isEmpty())
        return column.tip;
    return role == Qt::DisplayRole ? QVariant(column.title) : QVariant();
}

void CellTable::sort(int column, Qt::SortOrder order) {
    sortColumn_ = column;
    sortOrder_ = order;
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    std::vector<int> rows;
    for (const auto& index : before)
        rows.push_back(row(index.row()));
    arrange();
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after << index(shown(rows[std::size_t(i)]), before[i].column());
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

void CellTable::arrange() {
    order_.resize(rows_.size());
    std::iota(order_.begin(), order_.end(), 0);
    if (sortColumn_ < 0 || sortColumn_ >= columnCount())
        return;
    QCollator natural(QLocale(QLocale::English)); // the C locale knows no numeric mode
    natural.setNumericMode(true);                 // layers.2 before layers.10
    const auto at = std::size_t(sortColumn_);
    const bool number = columns_[at].number, down = sortOrder_ == Qt::DescendingOrder;
    std::stable_sort(order_.begin(), order_.end(), [&](int left, int right) {
        const Cell &a = rows_[std::size_t(left)][at], &b = rows_[std::size_t(right)][at];
        if (!number)
            return down ? natural.compare(b.text, a.text) < 0 : natural.compare(a.text, b.text) < 0;
        if (std::isnan(a.key) || std::isnan(b.key))
            return !std::isnan(a.key) && std::isnan(b.key);
        return down ? b.key < a.key : a.key < b.key;
    });
}

namespace {

constexpr int kLeastColumn = 64;
constexpr const char *kWideColumn = "wideColumn", *kLeastWide = "leastWide";

// Columns as wide as what is in them; what is left of the width goes to the first column of words, so that no half of the table is empty.
class FillingView : public QTableView {
public:
    using QTableView::QTableView;
    void fit() {
        auto* header = horizontalHeader();
        if (!model() || model()->columnCount() == 0)
            return;
        header->setMinimumSectionSize(kLeastColumn);
        header->setSectionResizeMode(QHeaderView::ResizeToContents);
        const int words = wordColumn();
        if (words < 0 || header->stretchLastSection())
            return;
        int needed = 0;
        for (int column = 0; column < model()->columnCount(); ++column)
            needed += isColumnHidden(column) ? 0 : neededBy(column, column == words);
        if (needed < viewport()->width()) {
            header->setSectionResizeMode(words, QHeaderView::Stretch);
        } else if (const QVariant least = property(kLeastWide); least.isValid()) {
            header->setSectionResizeMode(words, QHeaderView::Interactive);
            setColumnWidth(words, least.toInt());
        }
    }

protected:
    void resizeEvent(QResizeEvent* event) override {
        QTableView::resizeEvent(event);
        if (event->size().width() != event->oldSize().width())
            fit();
    }

private:
    int neededBy(int column, bool wide) const {
        if (const QVariant least = property(kLeastWide); wide && least.isValid())
            return least.toInt();
        return std::max({kLeastColumn, sizeHintForColumn(column), horizontalHeader()->sectionSizeHint(column)});
    }
    int wordColumn() const {
        if (const QVariant chosen = property(kWideColumn); chosen.isValid())
            return chosen.toInt();
        for (int column = 0; column < model()->columnCount(); ++column)
            if (model()->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).value<Qt::Alignment>() & Qt::AlignLeft)
                return column;
        return -1;
    }
};

} // namespace

void setWideColumn(QTableView* view, int column, std::optional<int> least) {
    view->setProperty(kWideColumn, column);
    view->setProperty(kLeastWide, least ? QVariant(*least) : QVariant());
    static_cast<FillingView*>(view)->fit();
}

QTableView* makeCellView(CellTable* model, QWidget* parent) {
    auto* view = new FillingView(parent);
    view->setModel(model);
    view->setShowGrid(false);
    view->setWordWrap(false);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setTabKeyNavigation(false);
    view->verticalHeader()->hide();
    view->verticalHeader()->setDefaultSectionSize(26);
    view->horizontalHeader()->setHighlightSections(false);
    view->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    view->horizontalHeader()->setSortIndicatorClearable(true);
    view->setSortingEnabled(true);
    QObject::connect(model, &QAbstractItemModel::modelReset, view, &FillingView::fit);
    view->fit();
    return view;
}

} // namespace stillhouse::widgets
