// SPDX-License-Identifier: GPL-3.0-or-later
// The RLHF page: reward model, policy, samples and feedback rounds of strategy B, live while a run goes on and from the store afterwards.
#pragma once
#include "core/api/store.h"
#include "widgets/panels/rlhf_stages.h"

#include <QWidget>
#include <vector>

class QAction;
class QComboBox;
class QLabel;
class QStackedWidget;
class QTabWidget;
class QTimer;

namespace stillhouse::widgets {

class EmptyState;
class ErrorBar;
class RlhfCurves;
class RlhfReward;
class RlhfRounds;
class RlhfSamples;
class Session;
struct LoadedRun;

class RlhfPanel : public QWidget {
    Q_OBJECT
public:
    explicit RlhfPanel(Session& session, QWidget* parent = nullptr);

    RlhfReward* reward() const { return reward_; }
    RlhfCurves* policy() const { return policy_; }
    RlhfSamples* samples() const { return samples_; }
    RlhfRounds* rounds() const { return rounds_; }
    QTabWidget* tabs() const { return tabs_; }
    const std::string& shownRun() const { return shownRun_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void makeLayout();
    void makeActions();
    void connectAll();
    void connectSession();
    void begin(const QString& runId);
    void end(const RunState& state);
    void take(const Event& event);
    void loadRuns();
    void fillRuns();
    void showStored(const std::string& runId);
    void showLoaded(const LoadedRun& run);
    void showHealth(const Event& event);
    void compareAnswers();
    void updatePages();
    void updateEmpty();
    void retranslate();

    Session& session_;
    FeedbackStages stages_; ///< of the run shown
    Experiment document_;   ///< of the run shown
    std::string shownRun_;
    std::vector<RunRow> runs_; ///< with a reward model or a policy stage, newest first
    bool live_ = false;        ///< the run going on is the one shown
    QLabel *title_, *summary_, *runLabel_;
    QComboBox* run_;
    ErrorBar* errors_;
    EmptyState* empty_;
    QStackedWidget* pages_;
    QTabWidget* tabs_;
    RlhfReward* reward_;
    RlhfCurves* policy_;
    RlhfSamples* samples_;
    RlhfRounds* rounds_;
    QTimer* refresh_; ///< of the samples while a run goes on
    std::vector<QAction*> actions_;
};

} // namespace stillhouse::widgets
