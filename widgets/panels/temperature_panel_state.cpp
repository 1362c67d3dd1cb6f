// SPDX-License-Identifier: GPL-3.0-or-later
// Between the experiment's options and what the Temperature panel shows.
#include "widgets/error_bar.h"
#include "widgets/form/option_form.h"
#include "widgets/panels/temperature_example.h"
#include "widgets/panels/temperature_panel.h"
#include "widgets/panels/temperature_replay.h"
#include "widgets/plot/curve_editor.h"
#include "widgets/session.h"

#include <QStackedWidget>
#include <algorithm>

namespace stillhouse::widgets {

namespace {

constexpr int kCurvePoints = 101, kHandles = 5;

StageSpec* softStage(Experiment& experiment) {
    const auto lane = experiment.strategies.find("A");
    if (lane == experiment.strategies.end())
        return nullptr;
    for (auto& stage : lane->second)
        if (stage.stage == "distill.soft")
            return &stage;
    return nullptr;
}

bool ofTemperature(const std::string& key) {
    static const auto specs = temperatureOptions();
    return std::any_of(specs.begin(), specs.end(), [&](const OptionSpec& spec) { return spec.key == key; });
}

Points sampled(const TemperatureSchedule& schedule, int count) {
    Points points;
    for (int i = 0; i < count; ++i) {
        const double t = double(i) / (count - 1);
        points.emplace_back(t, scheduledTemperature(schedule, t));
    }
    return points;
}

} // namespace

void TemperaturePanel::load() {
    Experiment experiment = session_.experiment();
    const StageSpec* stage = softStage(experiment);
    pages_->setCurrentIndex(stage ? 1 : 0);
    options_.clear();
    if (stage)
        for (const auto& [key, value] : stage->options)
            if (ofTemperature(key))
                options_[key] = value;
    form_->setValues(options_);
    showSchedule(false);
}

void TemperaturePanel::showSchedule(bool keepPoints) {
    TemperatureSchedule schedule;
    TemperatureController controller;
    try {
        schedule = scheduleFrom(options_);
        controller = controllerFrom(options_);
    } catch (const std::exception& failure) {
        // A document written by hand may hold what no form would let through.
        errors_->showError({ErrorKind::BadInput, SH_TR("The temperature's options in the experiment are not valid"), {},
                            SH_TR("Choose a preset, or correct the values in the form"), {}, failure.what()});
        return;
    }
    errors_->dismiss();
    if (!keepPoints) {
        const bool drawn = schedule.kind == ScheduleKind::Piecewise && schedule.points.size() >= 2;
        editor_->setPoints(drawn ? schedule.points : sampled(schedule, kHandles));
        editor_->setReferenceCurve(drawn ? Points{} : sampled(schedule, kCurvePoints));
    }
    replay_->setTemperature(schedule, controller);
    warn();
}

void TemperaturePanel::takePoints(const Points& points) {
    options_["schedule"] = std::string("piecewise");
    options_["tau_points"] = points;
    form_->setValues(options_);
    showSchedule(true);
}

void TemperaturePanel::applyPreset(int index) {
    for (const auto& [key, value] : temperaturePresets()[std::size_t(index)].options)
        options_[key] = value;
    form_->setValues(options_);
    // The form drops what equals a default, so that the document keeps only what differs.
    OptionMap kept = form_->values();
    if (const auto points = options_.find("tau_points"); points != options_.end())
        kept.insert(*points);
    options_ = std::move(kept);
    showSchedule(false);
    save();
}

void TemperaturePanel::save() {
    Experiment experiment = session_.experiment();
    StageSpec* stage = softStage(experiment);
    if (!stage)
        return;
    std::erase_if(stage->options, [](const auto& option) { return ofTemperature(option.first); });
    for (const auto& [key, value] : options_)
        stage->options[key] = value;
    session_.setExperiment(std::move(experiment), this);
}

void TemperaturePanel::warn() {
    const auto& points = editor_->points();
    const bool low = std::any_of(points.begin(), points.end(), [](const auto& point) { return point.second < 1; });
    if (low && pages_->currentIndex() == 1)
        notice_->showNotice(ErrorBar::Tone::Warning, tr("τ goes below 1: outside published settings (2 to 8)"),
                            tr("Below 1 the teacher's answers become harder than they are, and the student learns less about the other labels"));
    else
        notice_->dismiss();
}

void TemperaturePanel::addStage() {
    Experiment experiment = session_.experiment();
    auto& stages = experiment.strategies["A"];
    stages.insert(stages.begin(), StageSpec{"distill.soft", {}, false});
    session_.setExperiment(std::move(experiment), nullptr);
}

} // namespace stillhouse::widgets
