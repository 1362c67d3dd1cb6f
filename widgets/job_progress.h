// SPDX-License-Identifier: GPL-3.0-or-later
// One line for work going on: a bar, what is being done, step of total, rate, time left, and the button that cancels it.
#pragma once
#include "core/api/events.h"

#include <QWidget>
#include <memory>

class QElapsedTimer;
class QLabel;
class QProgressBar;
class QPushButton;

namespace stillhouse::widgets {

class JobProgress : public QWidget {
    Q_OBJECT
public:
    explicit JobProgress(QWidget* parent = nullptr); ///< hidden
    ~JobProgress() override;

    /// Shows a moving bar with a sentence until the first progress arrives.
    void begin(const QString& sentence);
    /// Where the work reports no rate of its own, rate and time left are measured here from its steps.
    void report(const Progress& progress);
    void end();
    QPushButton* cancelButton() const { return cancel_; }
    QString text() const;

Q_SIGNALS:
    void cancelRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void render();

    Progress progress_;
    QString sentence_;
    bool stopping_ = false;
    std::int64_t firstDone_ = -1;
    std::unique_ptr<QElapsedTimer> clock_;
    QProgressBar* bar_;
    QLabel* text_;
    QPushButton* cancel_;
};

} // namespace stillhouse::widgets
