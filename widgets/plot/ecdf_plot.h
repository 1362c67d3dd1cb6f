// SPDX-License-Identifier: GPL-3.0-or-later
// Empirical distribution functions: for each sample of values, the share of them at or below x, as steps. Log x on request.
#pragma once
#include "widgets/plot/hover_plot.h"

#include <string>
#include <vector>

namespace stillhouse::widgets {

class EcdfPlot : public HoverPlot {
    Q_OBJECT
public:
    explicit EcdfPlot(QWidget* parent = nullptr);
    ~EcdfPlot() override;

    void clear();
    /// `values` in any order; not-a-numbers are left out. `dashed`: a simulated format, never to be read as a speed-up.
    void addSample(const QString& name, std::vector<double> values, const std::string& token, bool dashed = false);
    int sampleCount() const;
    /// The p-quantile (0 … 1, nearest rank) of a sample; NaN when empty.
    double quantile(int sample, double p) const;
    QString csv() const override;

protected:
    void prepare() override;
    QRectF dataBounds() const override;
    void restyle() override;
    void paintHover(QPainter& painter, const QPointF& at) override;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace stillhouse::widgets
