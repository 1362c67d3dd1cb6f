// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/tensor_table.h"

#include "widgets/theme.h"

#include <QCollator>
#include <QLocale>
#include <algorithm>

namespace stillhouse::widgets {

namespace {

QString shapeText(const TensorInfo& tensor) {
    QStringList sizes;
    for (const auto size : tensor.shape)
        sizes << QString::number(size);
    return sizes.join(QStringLiteral(" × "));
}

} // namespace

void TensorTable::setTensors(std::vector<TensorInfo> tensors) {
    beginResetModel();
    tensors_ = std::move(tensors);
    endResetModel();
}

int TensorTable::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(tensors_.size()); }

int TensorTable::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant TensorTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const TensorInfo& tensor = tensors_[std::size_t(index.row())];
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (index.column() == Bytes ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::FontRole && index.column() == Name)
        return theme().font(Theme::Type::Code);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Name:
        return QString::fromStdString(tensor.name);
    case Shape:
        return shapeText(tensor);
    case Type:
        return QString::fromStdString(tensor.dtype);
    default:
        return QLocale().formattedDataSize(tensor.bytes);
    }
}

QVariant TensorTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Vertical)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (section == Bytes ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    const QString names[] = {tr("Tensor"), tr("Shape"), tr("Type"), tr("Size")};
    return section < ColumnCount ? names[section] : QString();
}

void TensorTable::sort(int column, Qt::SortOrder order) {
    QCollator natural(QLocale(QLocale::English)); // the C locale knows no numeric mode
    natural.setNumericMode(true); // layers.2 before layers.10
    const auto before = [&](const TensorInfo& a, const TensorInfo& b) {
        if (column == Bytes)
            return a.bytes < b.bytes;
        if (column == Type)
            return a.dtype < b.dtype;
        if (column == Shape)
            return a.shape < b.shape;
        return natural.compare(QString::fromStdString(a.name), QString::fromStdString(b.name)) < 0;
    };
    beginResetModel();
    std::stable_sort(tensors_.begin(), tensors_.end(), [&](const TensorInfo& a, const TensorInfo& b) { return order == Qt::AscendingOrder ? before(a, b) : before(b, a); });
    endResetModel();
}

} // namespace stillhouse::widgets
