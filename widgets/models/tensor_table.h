// SPDX-License-Identifier: GPL-3.0-or-later
// The tensors of a model: name, shape, type, bytes. UI thread.
#pragma once
#include "core/api/engine.h"

#include <QAbstractTableModel>
#include <vector>

namespace stillhouse::widgets {

class TensorTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Shape, Type, Bytes, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setTensors(std::vector<TensorInfo> tensors);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    std::vector<TensorInfo> tensors_;
};

} // namespace stillhouse::widgets
