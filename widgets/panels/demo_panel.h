// SPDX-License-Identifier: GPL-3.0-or-later
// The Demo page: up to three versions answer one prompt side by side, from their packed weights and without the engine.
#pragma once
#include "widgets/panels/demo_load.h"
#include "widgets/panels/compare_load.h"

#include <QPointer>
#include <QWidget>
#include <array>

class QAction;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace stillhouse::widgets {

class DemoCard;
class DemoJob;
class DemoPresentation;
class DemoSetup;
class EmptyState;
class ErrorBar;
class Session;

class DemoPanel : public QWidget {
    Q_OBJECT
public:
    static constexpr std::size_t kVersions = 3;

    explicit DemoPanel(Session& session, QWidget* parent = nullptr);

    DemoSetup* setup() const { return setup_; }
    DemoJob* job() const { return job_; }
    DemoCard* card(std::size_t index) const { return cards_[index]; }
    DemoPresentation* presentation() const;
    void present(); ///< full screen until it is left

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void makeLayout();
    void connectAll();
    void connectSession();
    void load();
    void takeSources(DemoSources sources);
    void chooseRun(const std::string& id);
    void loadRun();
    void ask();
    void takeExample(bool thenAsk);
    void showAnswers();
    void showPresentation();
    void updateState();
    void fillRuns();
    QString orderNote() const;
    std::vector<std::string> askedPaths() const;
    void retranslate();

    Session& session_;
    DemoSources sources_;
    std::vector<DemoSource> brought_; ///< by the user, from outside the project
    ComparedRun run_;                 ///< of the chosen run: its gates, and the examples on which its versions disagree
    std::string chosenRun_, wantedRun_;
    QString askedTruth_;              ///< of the prompt that the answers shown belong to
    std::vector<std::size_t> asked_;  ///< cards that the job's answers belong to
    bool loaded_ = false, askNext_ = false;
    DemoJob* job_;
    QLabel *title_, *summary_, *runLabel_, *note_;
    QPushButton* present_;
    QComboBox* runs_;
    ErrorBar* errors_;
    EmptyState* empty_;
    QStackedWidget* pages_;
    DemoSetup* setup_;
    std::array<DemoCard*, kVersions> cards_;
    QPointer<DemoPresentation> presentation_;
    QAction *presentAction_, *exampleAction_;
};

} // namespace stillhouse::widgets
