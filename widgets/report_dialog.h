// SPDX-License-Identifier: GPL-3.0-or-later
// "Report…": a run on one page as PDF, HTML or CSV, written beside the UI thread. Opened by ReportButton.
#pragma once
#include <QDialog>
#include <QPushButton>
#include <functional>
#include <string>

class QComboBox;
class QLabel;

namespace stillhouse::widgets {

class ErrorBar;
class PathField;
class Session;

class ReportDialog : public QDialog {
    Q_OBJECT
public:
    ReportDialog(Session& session, const std::string& runId, QWidget* parent = nullptr);

private:
    void suggestPath();
    void write();

    Session& session_;
    const std::string runId_;
    QComboBox *format_, *language_;
    PathField* path_;
    ErrorBar* result_;
    QPushButton* write_;
};

/// The button for it, and the action that the palette finds. `chosenRun` gives the run; nothing is opened for an empty one.
class ReportButton : public QPushButton {
    Q_OBJECT
public:
    ReportButton(Session& session, std::function<std::string()> chosenRun, QWidget* parent);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    QAction* action_;
};

} // namespace stillhouse::widgets
