// SPDX-License-Identifier: GPL-3.0-or-later
// One run side by side: a line per metric, a column per subject (A, B, teacher) with ± intervals, and whether A and B differ.
#pragma once
#include "core/api/store.h"

#include <QAbstractTableModel>
#include <vector>

namespace stillhouse::widgets {

class ComparisonTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Metric, A, B, Teacher, Difference, Columns };
    enum Role { IntervalRole = Qt::UserRole + 1 }; ///< "± 0.012", drawn lighter than the value

    using QAbstractTableModel::QAbstractTableModel;
    /// `rows`: the subjects of one run.
    void setRun(const std::vector<ComparisonRow>& rows, const std::vector<PairTest>& pairs);
    int rowOf(const std::string& metric) const; ///< −1: not there

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void retranslate();

private:
    struct Cell {
        QString text, interval;
        double value = 0;
        bool there = false, simulated = false; ///< simulated: a format's time that is not the format's
    };
    struct Line {
        std::string key;
        int better = 0; ///< +1 higher, −1 lower, 0 neither
        Cell cells[3];
        QString difference, help;
        bool significant = false;
    };
    void addMetric(const std::string& name);
    void addMeasures();
    void addPair(Line& line) const;

    std::vector<Line> lines_;
    std::vector<ComparisonRow> rows_;
    std::vector<PairTest> pairs_;
    const ComparisonRow* subject(int column) const;
};

/// "accuracy" in the user's language.
QString metricTitle(const std::string& name);

} // namespace stillhouse::widgets
