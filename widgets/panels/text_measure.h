// SPDX-License-Identifier: GPL-3.0-or-later
// One line that starts a measurement on a text file: the file, how much of it, the button, and the progress while it runs.
#pragma once
#include <QWidget>
#include <cstdint>

class QComboBox;
class QLabel;
class QPushButton;

namespace stillhouse::widgets {

class JobProgress;
class PathField;

class TextMeasure : public QWidget {
    Q_OBJECT
public:
    /// `amount`: with the choice of how many tokens count.
    explicit TextMeasure(bool amount, QWidget* parent = nullptr);
    void setTexts(const QString& file, const QString& button);
    /// An empty reason lets the button be pressed; another is shown as its tooltip.
    void setBlocked(const QString& reason);
    void setRunning(bool running, const QString& sentence = {});
    PathField* file() const { return file_; }
    QPushButton* button() const { return button_; }
    JobProgress* progress() const { return progress_; }
    std::int64_t tokens() const; ///< 0: the whole file

Q_SIGNALS:
    void startRequested();
    void cancelRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void updateButton();
    void retranslate();

    bool running_ = false;
    QString blocked_;
    PathField* file_;
    QLabel* amountLabel_;
    QComboBox* amount_;
    QPushButton* button_;
    JobProgress* progress_;
};

} // namespace stillhouse::widgets
