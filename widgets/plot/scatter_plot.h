// SPDX-License-Identifier: GPL-3.0-or-later
// Points with names: x against y, a third quantity as the area, and the Pareto frontier (nothing else is both better in x and in y)
// as a line. A click, or Return on the point chosen with the arrow keys, reports its id.
#pragma once
#include "widgets/plot/plot_frame.h"

#include <string>
#include <vector>

namespace stillhouse::widgets {

struct ScatterPoint {
    QString id, name, details; ///< details: the lines of the tooltip
    double x = 0, y = 0, size = 0;
    std::string token = "accent";
    bool hollow = false;   ///< a simulated format: its time is no speed, so it is not on the line
    bool frontier = false; ///< ringed: nothing beats it in any combination of the owner's measures
};

/// Indices of the points that no other point beats in both (≤ and one <), by ascending x. `lowX`/`highY`: which direction is better.
std::vector<int> paretoFrontier(const std::vector<ScatterPoint>& points, bool lowX = true, bool highY = true);

class ScatterPlot : public PlotFrame {
    Q_OBJECT
public:
    explicit ScatterPlot(QWidget* parent = nullptr);
    ~ScatterPlot() override;

    void setPoints(std::vector<ScatterPoint> points);
    const std::vector<ScatterPoint>& points() const;
    void setDirections(bool lowX, bool highY);
    void setSelected(const QString& id);
    QString selected() const;
    QString csv() const override;

Q_SIGNALS:
    void pointClicked(const QString& id);

protected:
    void prepare() override;
    QRectF dataBounds() const override;
    void restyle() override;
    bool mousePressed(const QPointF& at, Qt::MouseButton button) override;
    bool mouseMoved(const QPointF& at) override;
    bool mouseReleased(const QPointF& at) override;
    void mouseLeft() override;
    void paintOverlay(QPainter& painter) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct State;
    int nearest(const QPointF& at) const;
    double radius(int index) const;
    void placeNames();
    std::unique_ptr<State> state_;
};

} // namespace stillhouse::widgets
