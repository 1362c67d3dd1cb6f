// SPDX-License-Identifier: GPL-3.0-or-later
// Side by side: gates as icon, word and colour, what adapters gained, and the table A | B | teacher.
#pragma once
#include "widgets/panels/compare_load.h"

#include <QStringList>
#include <QWidget>

class QLabel;
class QTableView;
class QVBoxLayout;

namespace stillhouse::widgets {

class ComparisonTable;

class CompareSide : public QWidget {
    Q_OBJECT
public:
    explicit CompareSide(QWidget* parent = nullptr);
    void setRun(const ComparedRun& run);
    ComparisonTable* table() const { return table_; }
    QString gateText(int index) const; ///< "A  accuracy>0.95: passed, 0.9712"
    int gateCount() const { return int(gates_.size()); }
    QStringList cascadeTexts() const;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showGates();
    void addLine(const char* shape, const char* token, const QString& text);
    ComparisonTable* table_;
    QTableView* view_;
    QWidget* strip_;
    QVBoxLayout* rows_;
    std::vector<Gate> gates_;
    std::vector<CascadeGain> cascades_;
};

} // namespace stillhouse::widgets
