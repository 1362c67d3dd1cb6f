// SPDX-License-Identifier: GPL-3.0-or-later
// A small table whose owner fills it with finished texts: numbers at the right, sorted by their values and names by the numbers in
// them. What it was filled with keeps its index (row()), however it is sorted. UI thread.
#pragma once
#include <QAbstractTableModel>
#include <optional>
#include <string>
#include <vector>

class QTableView;

namespace stillhouse::widgets {

struct CellColumn {
    QString title, tip;
    bool number = false, code = false; ///< right-aligned; in the monospace font
};

struct Cell {
    QString text;
    double key = 0;    ///< what a number column sorts by; NaN comes last
    QString tip;
    std::string token; ///< colour of the text; empty: as usual
    QString icon;      ///< name in resources/icons, drawn in `token`
    bool bold = false;
};

class CellTable : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setColumns(std::vector<CellColumn> columns); ///< the same number again after a language change keeps the rows
    void setRows(std::vector<std::vector<Cell>> rows);
    /// Index in what setRows got, of a row as shown; and back (−1: none).
    int row(int shown) const;
    int shown(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    void arrange();

    std::vector<CellColumn> columns_;
    std::vector<std::vector<Cell>> rows_;
    std::vector<int> order_;
    int sortColumn_ = -1;
    Qt::SortOrder sortOrder_ = Qt::AscendingOrder;
};

/// A table view in the product's manner on such a model: whole rows, no grid, sorting by the header, columns as wide as what is in them,
/// the first column of words as wide as what is left.
QTableView* makeCellView(CellTable* model, QWidget* parent);
/// What is left of the width of such a view goes to this column instead. With `least` pixels its texts are cut where they are longer than that
/// and there is no room; without, the view scrolls sideways.
void setWideColumn(QTableView* view, int column, std::optional<int> least = {});

} // namespace stillhouse::widgets
