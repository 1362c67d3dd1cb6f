// SPDX-License-Identifier: GPL-3.0-or-later
// What each matrix lost: a table, and its error over layers and kinds of matrix as a heat map.
#pragma once
#include "core/api/quantize.h"

#include <QWidget>

class QComboBox;
class QTableView;

namespace stillhouse::widgets {

class CellTable;
class HeatGrid;

class QuantizeTensors : public QWidget {
    Q_OBJECT
public:
    explicit QuantizeTensors(QWidget* parent = nullptr);
    void setTensors(std::vector<QuantizedTensor> tensors);
    void select(const QString& tensor);
    QTableView* view() const { return view_; }
    HeatGrid* grid() const { return grid_; }

Q_SIGNALS:
    void tensorChosen(const QString& tensor);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fillTable();
    void fillGrid();
    void retranslate();

    std::vector<QuantizedTensor> tensors_;
    std::vector<std::string> gridNames_; ///< of each cell; empty: none there
    CellTable* table_;
    QTableView* view_;
    HeatGrid* grid_;
    QComboBox* measure_;
};

} // namespace stillhouse::widgets
