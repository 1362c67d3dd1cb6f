// SPDX-License-Identifier: GPL-3.0-or-later
// What applies to all curves of a run at once: smoothing, axes, and the earlier run behind them.
#pragma once
#include <QWidget>
#include <utility>
#include <vector>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSlider;

namespace stillhouse::widgets {

class RunPlotBar : public QWidget {
    Q_OBJECT
public:
    explicit RunPlotBar(QWidget* parent = nullptr);
    double smoothing() const;
    /// (id, name) of the runs that can be compared with, newest first.
    void setRuns(const std::vector<std::pair<QString, QString>>& runs);

Q_SIGNALS:
    void smoothingChanged(double weight);
    void logYChanged(bool on);
    void logXChanged(bool on);
    void timeAxisChanged(bool on);
    void overlayChosen(const QString& runId); ///< empty: none
    void attentionWanted();
    void temperatureWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    QLabel *smoothingLabel_, *axisLabel_, *compareLabel_;
    QSlider* slider_;
    QDoubleSpinBox* weight_;
    QCheckBox *logY_, *logX_;
    QComboBox *axis_, *compare_;
    QPushButton *attention_, *temperature_;
};

} // namespace stillhouse::widgets
