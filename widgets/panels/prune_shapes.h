// SPDX-License-Identifier: GPL-3.0-or-later
// The architecture before and after, to scale: one row per layer, attention and FFN as bars as wide as their weights. The outline is
// what was there, the filled part what is left.
#pragma once
#include "core/api/prune.h"

#include <QWidget>

class QPainter;

namespace stillhouse::widgets {

class PruneShapes : public QWidget {
    Q_OBJECT
public:
    explicit PruneShapes(QWidget* parent = nullptr);
    /// The same number of layers in both. `headWidth` and `hidden` turn heads and channels into weights.
    void setShapes(const std::vector<LayerImportance>& before, const std::vector<LayerImportance>& after, std::int64_t headWidth,
                   std::int64_t hidden);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {320, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Part {
        double before = 0, after = 0; ///< weights
        QString text;
    };
    struct Row {
        Part attention, ffn;
    };
    void build();
    void paintLegend(QPainter& painter) const;
    void paintRow(QPainter& painter, int index) const;
    void paintPart(QPainter& painter, const QRectF& area, const Part& part, const char* token) const;

    std::vector<LayerImportance> before_, after_;
    std::int64_t headWidth_ = 0, hidden_ = 0;
    std::vector<Row> rows_;
    double largest_ = 0; ///< weights of the largest layer
};

} // namespace stillhouse::widgets
