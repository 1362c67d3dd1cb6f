// SPDX-License-Identifier: GPL-3.0-or-later
// τ of the run going on, with a handle to grab it: while held, the run uses the hand's value; let go, schedule and controller
// have it back. *Hold* keeps a typed value without the mouse. Between runs it shows the last one, with a mark wherever the hand took
// or gave back; *Repeat* runs it again with the same hand at the same steps.
#pragma once
#include "core/api/events.h"

#include <QWidget>
#include <string>

class QCheckBox;
class QLabel;
class QPushButton;

namespace stillhouse::widgets {

class LinePlot;
class NumberField;
class Session;

class TemperatureLive : public QWidget {
    Q_OBJECT
public:
    explicit TemperatureLive(Session& session, QWidget* parent = nullptr);
    LinePlot* plot() const { return plot_; }

Q_SIGNALS:
    /// Relative time is not known here: the step and τ of the newest value.
    void arrived(double step, double tau);

protected:
    void changeEvent(QEvent* event) override;

private:
    void take(const std::vector<Metric>& metrics);
    void mark(const Event& event);
    void showLast();
    void override(bool active, double value);
    void update();
    void retranslate();

    Session& session_;
    LinePlot* plot_;
    QCheckBox* hold_;
    NumberField* value_;
    QLabel* state_;
    QPushButton* repeat_;
    std::string run_; ///< whose τ is shown
    int series_ = 0, marks_ = 0;
    bool overriding_ = false;
};

} // namespace stillhouse::widgets
