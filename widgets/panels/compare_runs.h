// SPDX-License-Identifier: GPL-3.0-or-later
// The table of all runs with a filter and a choice of columns, which is remembered.
#pragma once
#include "widgets/models/runs_table.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace stillhouse::widgets {

class CompareRuns : public QWidget {
    Q_OBJECT
public:
    explicit CompareRuns(QWidget* parent = nullptr);
    RunsTable* table() const { return table_; }
    QTableView* view() const { return view_; }
    void setRuns(std::vector<RunRow> runs, std::vector<ComparisonRow> comparison);
    void choose(const std::string& runId);
    bool editing() const; ///< a name, note or tag is being written: new rows would throw it away
    std::string chosen() const; ///< run id; empty: none
    std::vector<std::string> selected() const; ///< run ids, each once, the chosen one first
    void setColumnShown(int column, bool shown);
    void setRepeatable(bool can); ///< the engine is there and no run is going on

Q_SIGNALS:
    void runChosen(const QString& runId);
    void selectionChanged();
    void repeatRequested(const QString& runId);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setUpView();
    void sizeColumns();
    void sizeColumn(int column);
    void fillWidth();
    void fillMenu();
    void remember() const;
    void restore();
    void retranslate();

    RunsTable* table_;
    QSortFilterProxyModel* sorted_;
    QTableView* view_;
    QLabel *title_, *count_;
    QLineEdit* filter_;
    QPushButton *repeat_, *columns_;
    bool repeatable_ = false;
    QMenu* menu_;
    QString last_;
    int filling_ = -1; ///< the column that has the room left over; −1: none
};

} // namespace stillhouse::widgets
