// SPDX-License-Identifier: GPL-3.0-or-later
// The tab "FFN correlation": the matrix, each layer's relevance, and what a budget would mean by the measured table, solved again with
// every step of the slider.
#pragma once
#include "core/api/options.h"
#include "core/api/prune_ffn.h"

#include <optional>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSlider;

namespace stillhouse::widgets {

class FactRow;
class FfnBars;
class HeatGrid;
class NumberField;

class FfnView : public QWidget {
    Q_OBJECT
public:
    explicit FfnView(QWidget* parent = nullptr);

    void setTable(std::optional<FfnTable> table);
    const std::optional<FfnTable>& table() const { return table_; }
    const std::optional<FfnPlan>& plan() const { return plan_; }
    const std::optional<FfnPrediction>& prediction() const { return prediction_; }
    FfnRequest request() const;
    OptionMap options() const;                   ///< the same as options of prune.ffn
    std::vector<LayerImportance> before() const; ///< shapes of the model as it is

    HeatGrid* matrix() const { return matrix_; }
    FfnBars* bars() const { return bars_; }
    QSlider* slider() const { return count_; }
    NumberField* countField() const { return countField_; }
    NumberField* channelField() const { return channelField_; }
    QComboBox* measure() const { return measure_; }
    QCheckBox* fold() const { return fold_; }
    QString note() const;

Q_SIGNALS:
    void planned(); ///< plan() and prediction() are new

protected:
    void changeEvent(QEvent* event) override;

private:
    void makeLayout();
    void connectAll();
    void fillMatrix();
    void solve();
    void showFacts();
    void retranslate();

    std::optional<FfnTable> table_;
    std::optional<FfnPlan> plan_;
    std::optional<FfnPrediction> prediction_;
    HeatGrid* matrix_;
    FfnBars* bars_;
    QLabel *countLabel_, *channelLabel_, *measureLabel_, *note_, *legend_;
    QSlider *count_, *channels_;
    NumberField *countField_, *channelField_;
    QComboBox* measure_;
    QCheckBox* fold_;
    QPushButton* clear_;
    FactRow* facts_;
};

} // namespace stillhouse::widgets
