// SPDX-License-Identifier: GPL-3.0-or-later
// The single latencies of one run: their distribution functions and box plots on the same axis, and the percentiles in words.
#pragma once
#include "core/api/compare.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace stillhouse::widgets {

class BoxPlot;
class EcdfPlot;

class CompareLatency : public QWidget {
    Q_OBJECT
public:
    explicit CompareLatency(QWidget* parent = nullptr);
    void setRecords(std::vector<LatencyRecord> records);
    EcdfPlot* plot() const { return plot_; }
    BoxPlot* boxes() const { return boxes_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void fillKinds();
    void show();
    void retranslate();
    EcdfPlot* plot_;
    BoxPlot* boxes_;
    QLabel* quantiles_;
    QComboBox* kind_; ///< hidden while there is one kind alone
    std::vector<LatencyRecord> records_;
};

} // namespace stillhouse::widgets
