// SPDX-License-Identifier: GPL-3.0-or-later
// The run: both strategies as lanes of stages, live curves, event log; start, pause, stop, resume, fork.
#pragma once
#include "core/api/engine.h"
#include "core/api/store.h"
#include "widgets/panels/run_history.h"

#include <QElapsedTimer>
#include <QWidget>
#include <optional>

class QComboBox;
class QLabel;
class QMenu;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace stillhouse::widgets {

class EmptyState;
class ErrorBar;
class RunLanes;
class RunLog;
class RunPlots;
class RunPlotBar;
class Session;

class RunPanel : public QWidget {
    Q_OBJECT
public:
    explicit RunPanel(Session& session, QWidget* parent = nullptr);

    RunPlots* plots() const { return plots_; }
    RunLanes* lanes() const { return lanes_; }
    RunLog* log() const { return log_; }

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void makeButtons();
    void makeLayout();
    void connectSession();
    void connectBar();
    void begin(const QString& runId);
    void end(const RunState& state);
    void showEnd();
    void loadRuns();
    void takeRuns(const std::vector<RunRow>& runs);
    void showStored(const std::string& runId);
    void showLoaded(const LoadedRun& run);
    void follow(const std::vector<std::string>& written);
    void readShownAgain();
    void showOverlay(const QString& runId);
    void fillForkMenu();
    void togglePause();
    void updateButtons();
    void retranslate();

    Session& session_;
    QLabel *title_, *status_;
    QPushButton *startA_, *startB_, *resume_, *pause_, *stop_, *fork_;
    QMenu* forkMenu_;
    ErrorBar* errors_;
    std::optional<RunState> end_; ///< of the run shown, once it came
    RunLanes* lanes_;
    RunPlotBar* bar_;
    RunPlots* plots_;
    RunLog* log_;
    EmptyState* empty_;
    QStackedWidget* pages_;
    QElapsedTimer clock_;
    std::vector<RunRow> runs_;
    std::vector<Artifact> checkpoints_;
    std::string shownRun_;
    QString shownName_; ///< of that run
    bool reading_ = false, behind_ = false; ///< the shown run, written elsewhere, is being read again; and was written to meanwhile
    bool stopping_ = false;
};

} // namespace stillhouse::widgets
