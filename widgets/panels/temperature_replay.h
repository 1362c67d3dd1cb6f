// SPDX-License-Identifier: GPL-3.0-or-later
// What τ would have been over a recorded loss curve, with the schedule and controller as they are now.
#pragma once
#include "core/api/store.h"
#include "core/api/temperature.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace stillhouse::widgets {

class CursorGroup;
class LinePlot;
class Session;

/// The loss of a run's soft-target stage, all points, and the τ that it used.
struct RecordedLoss {
    MetricSeries loss, tau;
};

class TemperatureReplay : public QWidget {
    Q_OBJECT
public:
    explicit TemperatureReplay(Session& session, QWidget* parent = nullptr);
    void setTemperature(const TemperatureSchedule& schedule, const TemperatureController& controller);
    void setRecorded(RecordedLoss recorded, bool fit = true);
    LinePlot* tauPlot() const { return tau_; }
    LinePlot* lossPlot() const { return loss_; }

Q_SIGNALS:
    void failed(const stillhouse::Error& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    void loadRuns();
    void loadRun(const std::string& id);
    void replay();
    void retranslate();

    Session& session_;
    TemperatureSchedule schedule_;
    TemperatureController controller_;
    RecordedLoss recorded_;
    std::string loaded_; ///< the run that it is of: read again, what was zoomed stays so
    QLabel *runLabel_, *note_;
    QComboBox* runs_;
    CursorGroup* cursor_;
    LinePlot *loss_, *tau_;
    int lossSeries_, replayed_, used_;
};

} // namespace stillhouse::widgets
