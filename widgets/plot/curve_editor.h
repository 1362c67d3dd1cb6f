// SPDX-License-Identifier: GPL-3.0-or-later
// A curve through points that the user moves: (t, τ), t in 0 … 1, τ on a logarithmic axis. Drag a point, double click to add one,
// Delete removes the chosen one, arrow keys move it (with Shift in small steps), Page up/down choose the next, Insert adds one.
// The first and last point keep t = 0 and t = 1. Values stay within the range; points keep their order.
#pragma once
#include "core/api/options.h"
#include "widgets/plot/plot_frame.h"

namespace stillhouse::widgets {

class CurveEditor : public PlotFrame {
    Q_OBJECT
public:
    explicit CurveEditor(QWidget* parent = nullptr);
    ~CurveEditor() override;

    void setRange(double low, double high); ///< of the values; default 0.1 … 10
    void setPoints(const Points& points);   ///< does not emit
    const Points& points() const;
    void setSelected(int index);
    int selected() const; ///< −1: none
    /// A curve to be shown that is not made of the points (a formula's schedule); points are hidden until the first edit.
    void setReferenceCurve(const Points& curve);
    /// A shaded band of values with a name ("published settings").
    void setBand(double low, double high, const QString& name);
    /// Where the run is now (t, τ); a negative t hides it.
    void setNow(double t, double value);
    /// Where a data point is on `canvas()`, in pixels.
    QPointF pixelOf(double t, double value) const { return toPixel(t, value); }

    QString csv() const override;

Q_SIGNALS:
    void pointsChanged(const stillhouse::Points& points); ///< after every move, with the mouse or a key
    void editFinished();                                  ///< mouse released or key handled: worth saving

protected:
    void prepare() override;
    QRectF dataBounds() const override;
    void restyle() override;
    bool mousePressed(const QPointF& at, Qt::MouseButton button) override;
    bool mouseMoved(const QPointF& at) override;
    bool mouseReleased(const QPointF& at) override;
    bool doubleClicked(const QPointF& at) override;
    void mouseLeft() override;
    void paintOverlay(QPainter& painter) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct State;
    int pointAt(const QPointF& at) const;
    void movePoint(int index, double t, double value);
    void insertPoint(double t, double value);
    void removePoint(int index);
    void announce();
    void changed();
    std::unique_ptr<State> state_;
};

} // namespace stillhouse::widgets
