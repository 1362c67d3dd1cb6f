// SPDX-License-Identifier: GPL-3.0-or-later
// A decoder layer by layer: one row per layer with its attention and feed-forward parameters as bars, to scale, embeddings and head
// as rows of their own. What pruning took away is missing here too.
#pragma once
#include "core/api/engine.h"

#include <QWidget>

namespace stillhouse::widgets {

class LayerView : public QWidget {
    Q_OBJECT
public:
    explicit LayerView(QWidget* parent = nullptr);
    void setModel(const ModelInfo& info);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {320, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Row {
        QString name, shape;
        std::int64_t attention = 0, ffn = 0, other = 0;
        bool hasAttention = true, hasFfn = true;
        std::int64_t total() const { return attention + ffn + other; }
    };
    void build();
    void paintLegend(QPainter& painter) const;
    void paintRow(QPainter& painter, const QRect& area, const Row& row, std::int64_t largest) const;

    ModelInfo info_;
    std::vector<Row> rows_;
};

} // namespace stillhouse::widgets
