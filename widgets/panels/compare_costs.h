// SPDX-License-Identifier: GPL-3.0-or-later
// What a million requests cost at the measured latency and a price per CPU hour that the user types; it is remembered.
#pragma once
#include "core/api/compare.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QTableView;

namespace stillhouse::widgets {

class CellTable;
class NumberField;

class CompareCosts : public QWidget {
    Q_OBJECT
public:
    explicit CompareCosts(QWidget* parent = nullptr);
    void setRows(std::vector<CostRow> atPriceOne); ///< of every run, at a price of 1
    void setSelected(const std::vector<std::string>& runIds);
    CellTable* table() const { return table_; }
    NumberField* price() const { return price_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void show();
    void retranslate();
    NumberField* price_;
    QComboBox* scope_;
    QLabel *priceLabel_, *formula_;
    CellTable* table_;
    QTableView* view_;
    std::vector<CostRow> rows_;
    std::vector<std::string> selected_;
};

} // namespace stillhouse::widgets
