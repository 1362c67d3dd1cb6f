// SPDX-License-Identifier: GPL-3.0-or-later
// The live curves of a run: a wall of plots over one x axis and one cursor, fed metric by metric, with an earlier run dim behind.
// The steps of a lane's stages follow each other on the axis.
#pragma once
#include "core/api/events.h"
#include "widgets/panels/run_history.h"

#include <QWidget>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

class QGridLayout;

namespace stillhouse::widgets {

class CursorGroup;
class LinePlot;

class RunPlots : public QWidget {
    Q_OBJECT
public:
    explicit RunPlots(QWidget* parent = nullptr);

    void reset(); ///< forgets the run and keeps the overlay's choice to the caller
    /// `seconds`: since the run started, for the time axis.
    void add(const std::vector<Metric>& metrics, double seconds);
    void addEvent(const Event& event);
    void show(const LoadedRun& run);
    void grow(const LoadedRun& run); ///< the run on screen, read again: what was zoomed stays so
    void setOverlay(const LoadedRun& run); ///< drawn dim
    void clearOverlay();
    void setRunning(bool running);
    void setSmoothing(double weight);
    void setLogX(bool on);
    void setLogY(bool on); ///< of the plots where it makes sense: loss, learning rate, gradient norm
    void setTimeAxis(bool on);
    bool empty() const { return points_ == 0; }
    LinePlot* plot(const std::string& id) const; ///< "loss", "tau", …; nullptr when there is none

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Place {
        LinePlot* plot = nullptr;
        int series = -1;
        double scale = 1;
    };
    /// Where the steps of a lane's stages begin on the axis.
    struct Axis {
        std::map<int, double> offset;
        double last = 0;
        double at(int stage, double step);
    };
    Place place(const std::string& lane, const std::string& name, bool overlay);
    static QString label(const std::string& lane, const std::string& name, bool overlay);
    void forget();
    void addCurves(const LoadedRun& run, bool overlay);
    void retranslate();
    void arrange();

    std::map<std::string, LinePlot*> plots_;
    std::vector<std::string> order_;
    std::unordered_map<std::string, Place> places_;
    std::unordered_map<std::string, Place> overlays_;
    std::map<std::string, Axis> axes_;
    CursorGroup* cursor_;
    QGridLayout* grid_;
    std::size_t points_ = 0;
    int columns_ = 0;
    bool byTime_ = false;
};

} // namespace stillhouse::widgets
