// SPDX-License-Identifier: GPL-3.0-or-later
// Two runs' experiment documents: only the keys that differ, old → new.
#pragma once
#include "core/api/compare.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QTableView;

namespace stillhouse::widgets {

class CellTable;

class CompareChanges : public QWidget {
    Q_OBJECT
public:
    explicit CompareChanges(QWidget* parent = nullptr);
    void setRuns(std::vector<RunRow> runs); ///< all of the project
    /// Two or more selected: the oldest against the newest of them. One: the run it was forked from, else the one before it, against it.
    void setSelected(const std::vector<std::string>& runIds);
    CellTable* table() const { return table_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void fill(); ///< the two lists
    void show();
    void retranslate();
    const RunRow* run(const std::string& id) const;
    QComboBox *before_, *after_;
    QLabel *arrow_, *note_;
    CellTable* table_;
    QTableView* view_;
    std::vector<RunRow> runs_; ///< newest first
    std::string beforeId_, afterId_;
};

} // namespace stillhouse::widgets
