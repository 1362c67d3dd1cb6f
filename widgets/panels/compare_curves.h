// SPDX-License-Identifier: GPL-3.0-or-later
// One training curve of several runs over each other. Strategies keep their colours; runs are told apart by tint and by name.
#pragma once
#include "core/api/store.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace stillhouse::widgets {

class LinePlot;
class Session;

/// Chosen runs' values of one metric, stage after stage on one axis of steps.
struct OverlaidCurve {
    std::string runId, name, lane;
    std::vector<double> steps, values;
};

struct OverlaidCurves {
    std::vector<std::string> metrics; ///< that any of the runs has
    std::string metric;               ///< the one shown
    std::vector<OverlaidCurve> curves;
};

/// On the store-reader thread. `metric`: the one wanted; when no run has it, "loss" or the first one there is.
Result<OverlaidCurves> loadOverlaid(Store& store, const std::vector<std::string>& runIds, const std::string& metric);

class CompareCurves : public QWidget {
    Q_OBJECT
public:
    explicit CompareCurves(Session& session, QWidget* parent = nullptr);
    void setRuns(const std::vector<std::string>& runIds); ///< the first kMostRuns of them are drawn
    LinePlot* plot() const { return plot_; }

    static constexpr std::size_t kMostRuns = 6;

Q_SIGNALS:
    void failed(const stillhouse::Error& error);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void load();
    void draw();
    void retranslate();
    Session& session_;
    QComboBox* metric_;
    QLabel* note_;
    LinePlot* plot_;
    std::vector<std::string> runs_;
    OverlaidCurves shown_;
    bool stale_ = true; ///< read when it is looked at
};

} // namespace stillhouse::widgets
