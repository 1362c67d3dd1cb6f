// SPDX-License-Identifier: GPL-3.0-or-later
// One row per layer: how relevant its FFN is, what its loss costs as cut and folded, and what the user decides about it. A click (or
// Space) walks a row through free, locked and removed; K, X and F lock, remove and free it.
#pragma once
#include "core/api/prune_ffn.h"
#include "widgets/panels/prune_marks.h"

#include <map>
#include <QWidget>

namespace stillhouse::widgets {

class FfnBars : public QWidget {
    Q_OBJECT
public:
    using Mark = PruneMark;

    explicit FfnBars(QWidget* parent = nullptr);

    void setTable(const FfnTable& table);        ///< keeps marks of layers that are still there
    void setMeasure(const std::string& measure); ///< what the bars show
    void setPlan(const FfnPlan& plan);           ///< hatches the layers that would go
    Mark mark(std::int64_t layer) const;
    void setMark(std::int64_t layer, Mark mark);
    void clearMarks();
    std::vector<std::int64_t> marked(Mark mark) const;
    QPoint placeOf(std::int64_t layer) const; ///< the middle of a row
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {320, sizeHint().height()}; }

Q_SIGNALS:
    void marksChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Columns {
        int name, bar, barWidth, value, loss, badge;
    };
    bool isFfn(int row) const;
    int rowAt(const QPoint& point) const;
    double valueOf(const FfnLayer& layer) const;
    QString lossText(const FfnLayer& layer) const;
    QString tipOf(int row) const;
    Columns columns() const;
    void paintHead(QPainter& painter, const Columns& at) const;
    void paintRow(QPainter& painter, int row, const Columns& at) const;
    void describe();

    FfnTable table_;
    std::string measure_ = "cka";
    std::map<std::int64_t, Mark> marks_;
    std::vector<std::int64_t> planned_;
    double full_ = 1; ///< a bar's whole length
    int hover_ = -1, current_ = 0;
};

} // namespace stillhouse::widgets
