// SPDX-License-Identifier: GPL-3.0-or-later
// The history of a run: what happened, when, in which lane and at which step, filtered by severity.
#pragma once
#include "core/api/events.h"

#include <QAbstractTableModel>
#include <QWidget>
#include <vector>

class QComboBox;
class QLabel;
class QSortFilterProxyModel;
class QTableView;

namespace stillhouse::widgets {

class EventTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Lane, Step, What, Columns };
    using QAbstractTableModel::QAbstractTableModel;

    void append(const Event& event);
    void setEvents(std::vector<Event> events);
    const Event& event(int row) const { return events_[std::size_t(row)]; }
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<Event> events_;
};

class RunLog : public QWidget {
    Q_OBJECT
public:
    explicit RunLog(QWidget* parent = nullptr);
    void clear();
    void append(const Event& event);
    void setEvents(std::vector<Event> events);
    void extend(const std::vector<Event>& events); ///< the same run's, read again: what is new comes behind
    QAbstractItemModel* shownEvents() const; ///< after the filter

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    EventTable* table_;
    QSortFilterProxyModel* filter_;
    QTableView* view_;
    QLabel* title_;
    QComboBox* severity_;
};

} // namespace stillhouse::widgets
