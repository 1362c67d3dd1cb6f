// SPDX-License-Identifier: GPL-3.0-or-later
// The curves of the reward model, or those of the policy: a wall of plots over one axis of steps, live or of a stored run. The steps of
// several policy stages follow each other.
#pragma once
#include "widgets/panels/rlhf_stages.h"
#include "widgets/panels/run_history.h"

#include <QWidget>
#include <map>
#include <string>

class QGridLayout;

namespace stillhouse::widgets {

class CursorGroup;
class LinePlot;

class RlhfCurves : public QWidget {
    Q_OBJECT
public:
    /// `stage`: Reward or Policy, whose metrics are drawn.
    explicit RlhfCurves(FeedbackStage stage, QWidget* parent = nullptr);

    void setStages(const FeedbackStages& stages); ///< bands, lines, and which plots there are; keeps the curves
    void reset();                                 ///< forgets the curves
    void add(const std::vector<Metric>& metrics);
    void addEvent(const Event& event); ///< a health rule that fired stands in the plots
    void show(const LoadedRun& run);
    void setRunning(bool running);
    bool empty() const { return points_ == 0; }
    LinePlot* plot(const std::string& id) const; ///< "pairAccuracy", "policyKl", …; nullptr when there is none
    /// A plot of the owner's behind the others.
    void addPlot(LinePlot* plot);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void addPoint(const std::string& name, int stageIndex, double step, double value);
    void addLine(const std::string& name, double value);
    double placeOf(int stageIndex, double step);
    int seriesOf(const std::string& metric);
    void showGuides();
    void arrange(bool again);
    void retranslate();

    FeedbackStage stage_;
    FeedbackStages stages_;
    std::map<std::string, LinePlot*> plots_;
    std::vector<LinePlot*> order_;
    std::map<std::string, int> series_;
    std::map<std::string, double> lines_; ///< values of metrics that are drawn as a horizontal line
    std::map<int, double> offsets_;       ///< where a stage's steps begin
    double last_ = 0;
    CursorGroup* cursor_;
    QGridLayout* grid_;
    std::size_t points_ = 0;
    int columns_ = 0;
};

} // namespace stillhouse::widgets
