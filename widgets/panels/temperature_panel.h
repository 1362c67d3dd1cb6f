// SPDX-License-Identifier: GPL-3.0-or-later
// The temperature of strategy A's soft targets: schedule to be drawn, presets, controller, replay, one example at τ, and the run's τ.
#pragma once
#include "core/api/options.h"
#include "core/api/temperature.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace stillhouse::widgets {

class CurveEditor;
class EmptyState;
class ErrorBar;
class OptionForm;
class Session;
class TemperatureExample;
class TemperatureLive;
class TemperatureReplay;

/// A named setting of schedule and controller.
struct TemperaturePreset {
    const char* title; ///< English, context "TemperaturePanel"
    const char* help;
    OptionMap options; ///< laid over the present ones
};
const std::vector<TemperaturePreset>& temperaturePresets();

class TemperaturePanel : public QWidget {
    Q_OBJECT
public:
    explicit TemperaturePanel(Session& session, QWidget* parent = nullptr);

    CurveEditor* editor() const { return editor_; }
    TemperatureReplay* replay() const { return replay_; }
    TemperatureExample* example() const { return example_; }
    TemperatureLive* live() const { return live_; }
    QPushButton* presetButton(int index) const { return presets_[std::size_t(index)]; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void makeLayout();
    QWidget* makeEditorSide();
    QWidget* makeFormSide();
    void connectAll();
    void load();
    void applyPreset(int index);
    void takePoints(const Points& points);
    void save();
    void showSchedule(bool keepPoints);
    void warn();
    void addStage();
    void retranslate();

    Session& session_;
    OptionMap options_; ///< of the temperature only, what differs from the defaults
    QLabel *title_, *summary_, *presetsLabel_, *formTitle_, *hint_;
    std::vector<QPushButton*> presets_;
    CurveEditor* editor_;
    OptionForm* form_;
    TemperatureReplay* replay_;
    TemperatureExample* example_;
    TemperatureLive* live_;
    QTabWidget* tabs_;
    ErrorBar *errors_, *notice_;
    EmptyState* empty_;
    QStackedWidget* pages_;
};

} // namespace stillhouse::widgets
