// SPDX-License-Identifier: GPL-3.0-or-later
// What every plot shares: title, axes with units, light grid, theme, zoom and pan, log axes, copy as PNG/SVG/CSV, queued redraw.
// Wheel zooms at the cursor, drag pans, double click or F fits, L toggles a logarithmic y axis. UI thread only.
#pragma once
#include <QPointF>
#include <QRectF>
#include <QString>
#include <QWidget>
#include <memory>

class QMenu;

namespace stillhouse::widgets {

class PlotFrame : public QWidget {
    Q_OBJECT
public:
    explicit PlotFrame(QWidget* parent = nullptr);
    ~PlotFrame() override;

    void setTitle(const QString& title); ///< also the accessible name
    QString title() const;
    void setAxes(const QString& x, const QString& y); ///< with units: "Step", "Loss (nats)"
    /// Ticks at whole numbers alone: for axes that count steps, rounds or items.
    void setWholeX(bool on);
    void setWholeY(bool on);
    void setLogX(bool on);
    void setLogY(bool on);
    bool logX() const;
    bool logY() const;
    /// Shown in the middle while there is nothing to draw.
    void setEmptyText(const QString& text);

    /// Shows all data again, and follows it as it grows.
    void fit();
    void setXRange(double low, double high);
    void setYRange(double low, double high);
    void setMostY(double most); ///< no value is greater (a share: 1): room for a constant goes below it then
    QRectF viewRange() const; ///< x, y low and the extents of the visible range

    /// The widget that receives the mouse, and the mapping between data and its pixels.
    QWidget* canvas() const;
    QPointF toPixel(double x, double y) const;
    QPointF toData(const QPointF& pixel) const;

    QPixmap picture(int width = 0, int height = 0) const;
    QByteArray svg() const;
    virtual QString csv() const = 0;

    /// Asks for a redraw in one of the next frames; many calls cost one redraw.
    void refresh();
    /// Draws at once (before a screenshot, in tests).
    void redrawNow();

    QSize sizeHint() const override { return {420, 240}; }
    QSize minimumSizeHint() const override { return {200, 140}; }

Q_SIGNALS:
    void drawn();
    void logYChanged(bool on);
    void viewChanged();

protected:
    struct Parts;
    virtual void prepare() = 0;                ///< puts what is to be drawn into the plot; called before each redraw
    virtual QRectF dataBounds() const = 0;     ///< of everything that is not NaN; null when empty
    virtual void restyle() = 0;                ///< colours and fonts from the theme
    virtual bool mousePressed(const QPointF&, Qt::MouseButton) { return false; } ///< true: handled, no panning
    virtual bool mouseMoved(const QPointF&) { return false; }
    virtual bool mouseReleased(const QPointF&) { return false; }
    virtual bool doubleClicked(const QPointF&) { return false; }
    virtual void mouseLeft() {}
    virtual void paintOverlay(QPainter&) {}
    virtual void extendMenu(QMenu&) {}
    void repaintOverlay();
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;
    bool following() const; ///< not zoomed by hand
    Parts& parts() const { return *parts_; }

private:
    friend class ReplotQueue;
    bool canvasMouse(QEvent* event);
    void showMenu(const QPoint& global);
    void zoom(const QPointF& at, double factor, Qt::KeyboardModifiers modifiers);
    void pan(const QPointF& to);
    void applyTheme();
    void applyFit();
    std::unique_ptr<Parts> parts_;
};

} // namespace stillhouse::widgets
