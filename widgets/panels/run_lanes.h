// SPDX-License-Identifier: GPL-3.0-or-later
// Both strategies as two lanes of stages, each with its state in icon, word and colour, and the progress of the one at work.
#pragma once
#include "core/api/experiment.h"
#include "core/api/events.h"

#include <QWidget>
#include <map>
#include <string>
#include <vector>

class QLabel;
class QProgressBar;

namespace stillhouse::widgets {

class FlowLayout;
class Session;

/// One stage: icon, title, state and time.
class StageChip : public QWidget {
    Q_OBJECT
public:
    StageChip(const Text& title, const std::string& lane, QWidget* parent = nullptr);
    void setState(StageStatus status, double seconds);
    StageStatus status() const { return status_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void show();
    std::string lane_;
    Text name_; ///< as it is in English: the language may change
    QLabel *icon_, *title_, *state_;
    StageStatus status_ = StageStatus::Waiting;
    double seconds_ = 0;
};

QString stageStatusWord(StageStatus status);

class RunLanes : public QWidget {
    Q_OBJECT
public:
    explicit RunLanes(Session& session, QWidget* parent = nullptr);

    /// The stages of the experiment, all waiting.
    void reset(const Experiment& experiment);
    void setStage(const StageState& state);
    void setProgress(const Progress& progress);
    void finish(); ///< no stage is at work any more
    StageChip* chip(const std::string& lane, int index) const;

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Lane {
        QWidget* row = nullptr;
        FlowLayout* chips = nullptr;
        std::vector<StageChip*> stages;
        QProgressBar* bar = nullptr;
        QLabel *badge = nullptr, *text = nullptr;
        Progress progress;
    };
    Lane& lane(const std::string& name);
    void addChip(Lane& lane, const std::string& name, const std::string& stage);
    void showProgress(Lane& lane);

    Session& session_;
    std::map<std::string, Lane> lanes_;
};

} // namespace stillhouse::widgets
