// SPDX-License-Identifier: GPL-3.0-or-later
// Box plots side by side on one horizontal axis: quartiles, median, whiskers and the samples beyond them, as core/api/compare.h's BoxSummary
// defines them. Hovering shows the numbers.
#pragma once
#include "core/api/compare.h"
#include "widgets/plot/hover_plot.h"

#include <string>
#include <vector>

namespace stillhouse::widgets {

struct BoxSample {
    QString name;
    BoxSummary box;
    std::string token = "accent";
    bool dashed = false; ///< a simulated format, never to be read as a speed-up
};

class BoxPlot : public HoverPlot {
    Q_OBJECT
public:
    explicit BoxPlot(QWidget* parent = nullptr);
    ~BoxPlot() override;

    void setSamples(std::vector<BoxSample> samples); ///< the first on top; those without values are left out
    const std::vector<BoxSample>& samples() const;
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
