// SPDX-License-Identifier: GPL-3.0-or-later
// The examples on which two subjects differ, in one direction or both.
#pragma once
#include "widgets/panels/compare_load.h"

#include <QAbstractTableModel>
#include <QWidget>

class QComboBox;
class QLabel;
class QTableView;

namespace stillhouse::widgets {

enum class Flip { All, RightToWrong, WrongToRight, BothWrong };

class DifferencesTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Change, Truth, First, Second, Text, Id, Columns };
    using QAbstractTableModel::QAbstractTableModel;
    void setExamples(std::vector<ComparedExample> examples);
    void choose(const std::string& first, const std::string& second, Flip flip);
    const ComparedExample& example(int row) const { return examples_[shown_[std::size_t(row)]]; }
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    Flip flipOf(const ComparedExample& example) const;
    void filter();
    std::vector<ComparedExample> examples_;
    std::vector<std::size_t> shown_;
    std::string first_ = "A", second_ = "B";
    Flip flip_ = Flip::All;
};

class CompareExamples : public QWidget {
    Q_OBJECT
public:
    explicit CompareExamples(QWidget* parent = nullptr);
    void setExamples(std::vector<ComparedExample> examples);
    DifferencesTable* table() const { return table_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void apply();
    void showText();
    void retranslate();
    DifferencesTable* table_;
    QTableView* view_;
    QComboBox *pair_, *flip_;
    QLabel *count_, *text_;
};

} // namespace stillhouse::widgets
