// SPDX-License-Identifier: GPL-3.0-or-later
// Ask the teacher about one text: typed, or an example of the test split. The answer is the label distribution of the task, or the
// most probable next tokens where there is no task.
#pragma once
#include "core/api/engine.h"
#include "widgets/remote_probe.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace stillhouse::widgets {

class ErrorBar;
class Session;
class ShareBars;

class TeacherProbe : public QWidget {
    Q_OBJECT
public:
    explicit TeacherProbe(Session& session, QWidget* parent = nullptr);
    void setModel(const QString& path);
    /// Asks an endpoint instead of a model on disk; needs no engine, so it works during a run too.
    void setRemote(const RemoteProbe& remote);

protected:
    void changeEvent(QEvent* event) override;

private:
    void ask();
    void askRemote();
    void takeExample();
    void showResult(const ProbeResult& result, double covered = -1);
    void showError(const Error& error);
    void updateButtons();
    void retranslate();

    Session& session_;
    QString model_, truth_; ///< truth_: label of the example in the field; empty when it was typed
    std::optional<RemoteProbe> remote_;
    bool asking_ = false;
    double covered_ = -1; ///< mass that the labels hold at a remote teacher; below 0: not known
    quint64 taken_ = 0;
    ProbeResult result_;
    QLabel *title_, *summary_, *answer_;
    QPlainTextEdit* text_;
    QPushButton *ask_, *example_;
    ShareBars* bars_;
    ErrorBar* errors_;
};

} // namespace stillhouse::widgets
