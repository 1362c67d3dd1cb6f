// SPDX-License-Identifier: GPL-3.0-or-later
// Layers × heads as colours, and what the user decides about single heads. A click (or Space) walks a head through free, locked and
// removed; a drag (or Shift with the arrows) selects a box, and K, X and F lock, remove and free what is selected.
#pragma once
#include "core/api/prune.h"
#include "widgets/panels/prune_marks.h"
#include "widgets/plot/heat_grid.h"

#include <set>

namespace stillhouse::widgets {

class PruneMap : public HeatGrid {
    Q_OBJECT
public:
    using Mark = PruneMark;

    explicit PruneMap(QWidget* parent = nullptr);

    void setImportance(const HeadImportance& importance); ///< keeps marks of heads that are still there
    void setPlan(const PrunePlan& plan);                  ///< hatches the heads that would go
    Mark mark(const HeadRef& head) const;
    void setMark(const HeadRef& head, Mark mark);
    /// Of the selected box, or of the current cell when nothing is selected.
    void markSelection(Mark mark);
    void clearMarks();
    std::vector<HeadRef> locked() const { return {locked_.begin(), locked_.end()}; }
    std::vector<HeadRef> removed() const { return {removed_.begin(), removed_.end()}; }
    std::vector<HeadRef> selection() const;
    /// The middle of a head's cell on the canvas.
    QPointF placeOf(const HeadRef& head) const;

Q_SIGNALS:
    void marksChanged();
    void selectionChanged();

protected:
    bool mousePressed(const QPointF& at, Qt::MouseButton button) override;
    bool mouseMoved(const QPointF& at) override;
    bool mouseReleased(const QPointF& at) override;
    bool doubleClicked(const QPointF& at) override;
    void paintOverlay(QPainter& painter) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    bool isHead(int cell) const;
    HeadRef headOf(int cell) const { return {cell / columnCount(), cell % columnCount()}; }
    void cycle(int cell);
    void select(int from, int to);
    void fill();
    void paintMark(QPainter& painter, const QRectF& cell, Mark mark) const;

    HeadImportance importance_;
    std::set<HeadRef> locked_, removed_, planned_;
    int anchor_ = -1, corner_ = -1; ///< cells at two corners of the box; −1: none
    bool dragging_ = false;
};

} // namespace stillhouse::widgets
