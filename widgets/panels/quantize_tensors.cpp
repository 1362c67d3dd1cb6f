// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/quantize_tensors.h"

#include "widgets/models/cell_table.h"
#include "widgets/panels/quantize_texts.h"
#include "widgets/plot/heat_grid.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QLocale>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <limits>

namespace stillhouse::widgets {

namespace {

enum TensorColumn { Name, Packing, Bits, WeightError, OutputError, Protected };
enum Measure { Weight, Output };

double shareOf(const QuantizedTensor& tensor) {
    const double all = double(tensor.rows) * double(tensor.cols);
    return all > 0 ? 100 * double(tensor.protectedWeights) / all : 0;
}

} // namespace

QuantizeTensors::QuantizeTensors(QWidget* parent)
    : QWidget(parent), table_(new CellTable(this)), view_(nullptr), grid_(new HeatGrid(this)), measure_(new QComboBox(this)) {
    table_->setColumns(std::vector<CellColumn>(Protected + 1));
    view_ = makeCellView(table_, this);
    view_->setObjectName(QStringLiteral("quantizedTensors"));
    grid_->setObjectName(QStringLiteral("errorGrid"));
    grid_->setColours(HeatGrid::Colours::Sequential, true);
    measure_->addItems({QString(), QString()});
    auto* lower = new QWidget(this);
    auto* column = new QVBoxLayout(lower);
    column->setContentsMargins(0, kGap, 0, 0);
    column->setSpacing(4);
    column->addWidget(measure_, 0, Qt::AlignLeft);
    column->addWidget(grid_, 1);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(view_);
    split->addWidget(lower);
    split->setChildrenCollapsible(false);
    split->setSizes({260, 260});
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, kGap, 0, 0);
    outer->addWidget(split);
    connect(measure_, &QComboBox::currentIndexChanged, this, &QuantizeTensors::fillGrid);
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
        if (const int row = table_->row(now.row()); now.isValid() && row >= 0)
            Q_EMIT tensorChosen(QString::fromStdString(tensors_[std::size_t(row)].name));
    });
    connect(grid_, &HeatGrid::cellClicked, this, [this](int row, int at) {
        const auto& name = gridNames_[std::size_t(row * grid_->columnCount() + at)];
        if (!name.empty())
            select(QString::fromStdString(name));
    });
    retranslate();
}

void QuantizeTensors::setTensors(std::vector<QuantizedTensor> tensors) {
    tensors_ = std::move(tensors);
    const bool calibrated = std::any_of(tensors_.begin(), tensors_.end(), [](const auto& t) { return t.outputError >= 0; });
    {
        const QSignalBlocker quiet(measure_);
        measure_->setCurrentIndex(calibrated ? Output : Weight);
    }
    measure_->setEnabled(calibrated);
    view_->setColumnHidden(OutputError, !calibrated);
    fillTable();
    fillGrid();
}

void QuantizeTensors::fillTable() {
    const QLocale locale(QLocale::English);
    const double none = std::numeric_limits<double>::quiet_NaN();
    std::vector<std::vector<Cell>> rows;
    for (const auto& t : tensors_) {
        std::vector<Cell> row(Protected + 1);
        row[Name] = {shortTensorName(t.name), 0, tr("%1, %2 × %3").arg(QString::fromStdString(t.name), wholeText(t.rows), wholeText(t.cols)), {}, {}};
        row[Packing] = {QString::fromStdString(t.packing), 0, {}, {}, {}};
        row[Bits] = {locale.toString(t.bitsPerWeight, 'f', 2), t.bitsPerWeight, {}, {}, {}};
        row[WeightError] = {errorText(t.weightError), t.weightError, {}, {}, {}};
        row[OutputError] = {errorText(t.outputError), t.outputError < 0 ? none : t.outputError, {}, {}, {}};
        row[Protected] = {tr("%1 %", "share of the weights").arg(locale.toString(shareOf(t), 'f', 2)), shareOf(t), tr("%1 weights kept exactly").arg(wholeText(t.protectedWeights)), {}, {}};
        rows.push_back(std::move(row));
    }
    table_->setRows(std::move(rows));
}

void QuantizeTensors::fillGrid() {
    const bool output = measure_->currentIndex() == Output;
    QStringList kinds, layers;
    int last = -1;
    for (const auto& t : tensors_)
        if (const auto place = matrixPlace(t.name)) {
            last = std::max(last, place->layer);
            if (!kinds.contains(place->kind))
                kinds << place->kind;
        }
    for (int i = 0; i <= last; ++i)
        layers << QString::number(i);
    std::vector<HeatCell> cells(std::size_t(kinds.size() * layers.size()), {std::numeric_limits<double>::quiet_NaN(), {}, {}});
    gridNames_.assign(cells.size(), {});
    for (const auto& t : tensors_) {
        const auto place = matrixPlace(t.name);
        if (!place)
            continue;
        const auto at = std::size_t(kinds.indexOf(place->kind) * layers.size() + place->layer);
        const double error = output ? t.outputError : t.weightError;
        gridNames_[at] = t.name;
        if (error >= 0)
            cells[at] = {error, errorText(error), tr("Layer %1, %2\nError %3\n%4 bits per weight").arg(place->layer).arg(place->kind, errorText(error)).arg(t.bitsPerWeight, 0, 'f', 2)};
    }
    grid_->setCells(kinds, layers, std::move(cells));
    grid_->setTitle(output ? tr("Output error by layer and matrix") : tr("Weight error by layer and matrix"));
    grid_->setAxes(tr("layer"), QString());
    grid_->setUnit(tr("relative squared error"));
}

void QuantizeTensors::select(const QString& tensor) {
    for (std::size_t i = 0; i < tensors_.size(); ++i)
        if (QString::fromStdString(tensors_[i].name) == tensor)
            view_->selectRow(table_->shown(int(i)));
}

void QuantizeTensors::retranslate() {
    std::vector<CellColumn> columns(Protected + 1);
    columns[Name] = {tr("Matrix"), {}, false, true};
    columns[Packing] = {tr("Packing"), {}, false, false};
    columns[Bits] = {tr("Bits"), tr("Bits per weight, with scales, codebooks and protected weights"), true, false};
    columns[WeightError] = {tr("Weight error"), tr("‖W − Ŵ‖² / ‖W‖², no unit"), true, false};
    columns[OutputError] = {tr("Output error"), tr("‖XWᵀ − XŴᵀ‖² / ‖XWᵀ‖² on the calibration inputs, no unit"), true, false};
    columns[Protected] = {tr("Protected"), tr("Share of the weights that are kept exactly"), true, false};
    table_->setColumns(std::move(columns));
    view_->setAccessibleName(tr("Error of each matrix"));
    const QSignalBlocker quiet(measure_);
    measure_->setItemText(Weight, tr("Weight error"));
    measure_->setItemText(Output, tr("Output error on calibration inputs"));
    measure_->setAccessibleName(tr("Which error the map shows"));
    fillTable();
    fillGrid();
}

void QuantizeTensors::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
