// SPDX-License-Identifier: GPL-3.0-or-later
// Bars with a name each, horizontal (names at the left) or upright. Values are written at the bars' ends.
#pragma once
#include "widgets/plot/plot_frame.h"

#include <string>
#include <vector>

namespace stillhouse::widgets {

struct Bar {
    QString name;
    double value = 0;
    std::string token = "accent";
};

class BarPlot : public PlotFrame {
    Q_OBJECT
public:
    explicit BarPlot(Qt::Orientation orientation = Qt::Horizontal, QWidget* parent = nullptr);
    ~BarPlot() override;

    void setBars(std::vector<Bar> bars);
    const std::vector<Bar>& bars() const;
    void setDecimals(int decimals);
    void setValueRange(double low, double high); ///< fixed axis, e.g. 0 … 1; low ≥ high: after the data
    QString csv() const override;

protected:
    void prepare() override;
    QRectF dataBounds() const override;
    void restyle() override;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace stillhouse::widgets
