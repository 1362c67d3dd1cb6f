// SPDX-License-Identifier: GPL-3.0-or-later
// Counts over bins of a number, with marks or a part of the counts on the same axis: the weights of a matrix and the levels a quantizer
// gives them, the rewards of all answers and of those that a filter kept.
#pragma once
#include "widgets/plot/hover_plot.h"

#include <cstdint>
#include <string>
#include <vector>

namespace stillhouse::widgets {

class HistogramPlot : public HoverPlot {
    Q_OBJECT
public:
    explicit HistogramPlot(QWidget* parent = nullptr);
    ~HistogramPlot() override;

    /// `edges` ascending, one more than `counts`; anything else empties the plot.
    void setBins(std::vector<double> edges, std::vector<std::int64_t> counts, const std::string& token = "baseline");
    /// Thin upright lines over the whole height, and what they are called under the mouse.
    void setMarks(std::vector<double> marks, const QString& name, const std::string& token = "accent");
    /// A part of the counts in front of them, over the same edges (after setBins); another number of bins removes it.
    void setPart(std::vector<std::int64_t> counts, const std::string& token);
    /// What a bin's count and the part's are called under the mouse; "%1" is the number.
    void setCountTexts(const QString& whole, const QString& part = {});
    const std::vector<std::int64_t>& counts() const;
    const std::vector<std::int64_t>& part() const;
    const std::vector<double>& marks() const;
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
