// SPDX-License-Identifier: GPL-3.0-or-later
// First start, and whenever no project is open: the sample, a folder of one's own, or one opened before.
#pragma once
#include <QWidget>

class QLabel;
class QPushButton;
class QProgressBar;
class QVBoxLayout;

namespace stillhouse::app {

class WelcomePage : public QWidget {
    Q_OBJECT
public:
    explicit WelcomePage(QWidget* parent = nullptr);
    /// While the sample is written: buttons rest, a bar moves.
    void setBusy(bool busy);
    void refresh(); ///< reads the recent projects again

Q_SIGNALS:
    void sampleRequested();
    void openRequested();
    void projectRequested(const QString& folder);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QLabel *title_, *text_, *sampleText_, *recentTitle_;
    QPushButton *sample_, *open_;
    QProgressBar* busy_;
    QWidget* recent_;
};

} // namespace stillhouse::app
