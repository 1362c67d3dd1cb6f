// SPDX-License-Identifier: GPL-3.0-or-later
// Curves over steps or seconds. Raw values thin and faint, the exponential moving average strong; NaN is a gap; a curve still
// growing ends in a dot; names stand at the line's end. Appending costs O(1) and drawing O(width in pixels), whatever the number
// of points, because each series keeps minimum and maximum per block, and memory is bounded (see series_data.h). UI thread only.
#pragma once
#include "widgets/plot/plot_frame.h"

#include <limits>
#include <string>
#include <vector>

namespace stillhouse::widgets {

class CursorGroup;
class SeriesData;

struct SeriesStyle {
    std::string token = "accent"; ///< theme colour: "A", "B", "teacher", "baseline", "accent", …
    Qt::PenStyle pen = Qt::SolidLine;
    bool dim = false;      ///< an earlier run behind the present one
    bool smoothed = true;  ///< false: values are shown as they are (τ, learning rate)
    bool steps = false;    ///< holds its value until the next point
    double tint = 0;       ///< towards the surface (+) or the text (−), to tell parts apart where dashes on noise would cost 15 times as much
};

class LinePlot : public PlotFrame {
    Q_OBJECT
public:
    explicit LinePlot(QWidget* parent = nullptr);
    ~LinePlot() override;

    int addSeries(const QString& name, const SeriesStyle& style = {});
    int seriesCount() const;
    QString seriesName(int series) const;
    void renameSeries(int series, const QString& name);
    void setSeriesVisible(int series, bool visible);
    bool seriesVisible(int series) const;
    /// Adds a point at the right. An x at or left of the last one replaces everything from there on (a run rolled back or resumed).
    /// `alternateX` is the same point's place on the other x axis (seconds instead of steps); NaN when unknown.
    void append(int series, double x, double y, double alternateX = std::numeric_limits<double>::quiet_NaN());
    void setData(int series, const std::vector<double>& x, const std::vector<double>& y);
    void clear(int series);
    void clearAll(); ///< removes all series and markers
    int pointCount(int series) const;
    int pointCount() const; ///< of all series
    double lastValue(int series) const; ///< NaN when empty

    void setSmoothing(double weight); ///< of the past, 0 (raw only) … 0.999
    double smoothing() const;
    void useAlternateX(bool on);
    void setRunning(bool running); ///< the dot at the end
    /// A thin upright line where something happened, named in the crosshair.
    void addEvent(double x, const QString& label, const std::string& token = "muted");
    void clearEvents();
    /// A horizontal line with a label: a threshold, a limit.
    void setGuide(int id, double y, const QString& label, const std::string& token = "muted");
    void removeGuide(int id);
    /// A shaded strip behind the curves, where values are meant to be; its label stands at its upper edge. NaN removes it.
    void setBand(double low, double high, const QString& label = {}, const std::string& token = "accent");

    void setGroup(CursorGroup* group);
    /// A handle at the right edge, at height y, that the mouse can grab; NaN hides it.
    void setHandle(double y, const std::string& token = "accent");
    double handle() const;
    bool handleHeld() const;
    QPointF handlePixel() const;

    QString csv() const override;

Q_SIGNALS:
    void handleGrabbed();
    void handleMoved(double y);
    void handleReleased();
    void hovered(double x, bool inside);

protected:
    void prepare() override;
    QRectF dataBounds() const override;
    void restyle() override;
    bool mousePressed(const QPointF& at, Qt::MouseButton button) override;
    bool mouseMoved(const QPointF& at) override;
    bool mouseReleased(const QPointF& at) override;
    void mouseLeft() override;
    void paintOverlay(QPainter& painter) override;

private:
    struct State;
    void placeLabels();
    void drawMarkers();
    void paintCursor(QPainter& painter);
    std::unique_ptr<State> state_;
};

} // namespace stillhouse::widgets
