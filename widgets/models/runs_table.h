// SPDX-License-Identifier: GPL-3.0-or-later
// Every run of the project, one line per measured subject (teacher, A, B), with the headline numbers. A run without an evaluation
// has one line too. Tags and notes can be edited. Numbers of a column have the same decimals; the best is bold.
#pragma once
#include "core/api/store.h"

#include <QAbstractTableModel>
#include <QStringList>
#include <vector>

namespace stillhouse::widgets {

class RunsTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Run, Subject, Status, Started, Accuracy, F1, Recall, Auc, Ece, Perplexity, Agreement, Parameters, FileSize, P50, P90, P99, TrainTime, Seed, Tags, Note, Id, Columns };
    enum Role { SortRole = Qt::UserRole + 1, FilterRole };

    explicit RunsTable(QObject* parent = nullptr);

    void setRuns(std::vector<RunRow> runs, std::vector<ComparisonRow> comparison);
    const RunRow& run(int row) const;
    const ComparisonRow* comparison(int row) const; ///< nullptr: not measured yet
    static const char* columnKey(int column);       ///< stable word for the settings: "accuracy"

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    void retranslate(); ///< headers and words again

Q_SIGNALS:
    void tagsEdited(const QString& runId, const QStringList& tags);
    void noteEdited(const QString& runId, const QString& note);

private:
    struct Line {
        int run = 0;
        int compared = -1;
    };
    void findBest();
    double number(const Line& line, int column) const; ///< NaN: none
    QString text(const Line& line, int column) const;

    std::vector<RunRow> runs_;
    std::vector<ComparisonRow> comparison_;
    std::vector<Line> lines_;
    std::vector<double> best_; ///< per column; NaN: no best
};

/// The value of a named metric; NaN when it was not measured.
double metricOf(const ComparisonRow& row, const std::string& name);
QString runStatusWord(const std::string& status);

} // namespace stillhouse::widgets
