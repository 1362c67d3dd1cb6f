// SPDX-License-Identifier: GPL-3.0-or-later
// The reward model: its curves, and how often it is right when it says that it is sure. Held-out pairs only.
#pragma once
#include "core/api/events.h"

#include <QString>
#include <QWidget>
#include <optional>
#include <vector>

namespace stillhouse::widgets {

class FactRow;
class LinePlot;
class RlhfCurves;

/// What an event "calibration" says (core/align/reward_quality.h).
struct RewardCalibration {
    double pairs = 0, accuracy = 0, low = 0, high = 0, lengthAccuracy = 0, error = 0, chosen = 0, rejected = 0;
    std::vector<double> confidence, right; ///< of the bins that hold pairs
};
std::optional<RewardCalibration> calibrationOf(const Event& event);

class RlhfReward : public QWidget {
    Q_OBJECT
public:
    explicit RlhfReward(QWidget* parent = nullptr);
    RlhfCurves* curves() const { return curves_; }
    LinePlot* calibration() const { return calibration_; }
    void reset();
    void addEvent(const Event& event);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showFacts();
    void retranslate();

    std::optional<RewardCalibration> known_;
    FactRow* facts_;
    RlhfCurves* curves_;
    LinePlot* calibration_;
    int model_ = 0, perfect_ = 0;
};

} // namespace stillhouse::widgets
