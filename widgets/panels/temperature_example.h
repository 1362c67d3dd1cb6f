// SPDX-License-Identifier: GPL-3.0-or-later
// What τ does to one answer of the teacher: its distribution softened at τ as bars, and its entropy over τ.
#pragma once
#include "core/api/engine.h"

#include <QWidget>
#include <vector>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSlider;

namespace stillhouse::widgets {

class BarPlot;
class LinePlot;
class NumberField;
class Session;

class TemperatureExample : public QWidget {
    Q_OBJECT
public:
    explicit TemperatureExample(Session& session, QWidget* parent = nullptr);
    void setPrompt(const QString& prompt);
    void setTau(double tau);
    double tau() const;
    BarPlot* bars() const { return bars_; }
    LinePlot* entropyPlot() const { return entropy_; }

Q_SIGNALS:
    void failed(const stillhouse::Error& error);

protected:
    void changeEvent(QEvent* event) override;

private:
    void makeLayout();
    void ask();
    void anotherExample();
    void take(const ProbeResult& result);
    void showBars();
    void updateButtons();
    void retranslate();

    Session& session_;
    ProbeResult result_;
    bool asking_ = false;
    QPlainTextEdit* prompt_;
    QPushButton *ask_, *another_;
    QLabel *tauLabel_, *answer_;
    QSlider* slider_;
    NumberField* tau_;
    BarPlot* bars_;
    LinePlot* entropy_;
    int series_;
};

} // namespace stillhouse::widgets
