// SPDX-License-Identifier: GPL-3.0-or-later
// τ of the run going on, with a handle to grab it: while held, the run uses the hand's value; let go, schedule and controller
// have it back. *Hold* keeps a typed value without the mouse.
#pragma once
#include "core/api/events.h"

#include <QWidget>

class QCheckBox;
class QLabel;

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
    void override(bool active, double value);
    void update();
    void retranslate();

    Session& session_;
    LinePlot* plot_;
    QCheckBox* hold_;
    NumberField* value_;
    QLabel* state_;
    int series_ = 0;
    bool overriding_ = false;
};

} // namespace stillhouse::widgets
