// SPDX-License-Identifier: GPL-3.0-or-later
// One strategy: its stages in order, the form of each, what both strategies share, and the check before a run.
#pragma once
#include "core/api/experiment.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QScrollArea;

namespace stillhouse::widgets {

class DryRunBox;
class ErrorBar;
class OptionForm;
class Session;
class StageList;

class StrategyPanel : public QWidget {
    Q_OBJECT
public:
    StrategyPanel(Session& session, const QString& lane, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void makeLayout();
    void connectSession();
    void reload();
    void showSetup();
    void showStage(int index);
    void showForm(std::vector<OptionSpec> specs, const OptionMap& values);
    void save();
    void showError(const Error& error);
    void updateButtons();
    void retranslate();

    Session& session_;
    QString lane_;
    int stage_ = -1; ///< −1: what both strategies share
    QLabel *title_, *summary_, *stagesTitle_, *formTitle_, *formSummary_, *formSource_, *running_;
    QPushButton *setup_, *run_, *temperature_;
    StageList* list_;
    QScrollArea* area_;
    OptionForm* form_ = nullptr;
    DryRunBox* dry_;
    ErrorBar* errors_;
};

} // namespace stillhouse::widgets
