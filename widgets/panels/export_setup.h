// SPDX-License-Identifier: GPL-3.0-or-later
// What is to be exported and into what: model, format, precision, target, and the button that starts it.
#pragma once
#include "core/api/export.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QLabel;
class QPushButton;
class QRadioButton;

namespace stillhouse::widgets {

class JobProgress;
class ModelChooser;
class PathField;
class Session;

class ExportSetup : public QWidget {
    Q_OBJECT
public:
    explicit ExportSetup(Session& session, QWidget* parent = nullptr);

    ExportRequest request() const;
    void setRunning(bool running);
    bool setError(const Error& error); ///< false when it speaks of no field here
    void selectFormat(const std::string& id);
    void selectType(const std::string& type);
    ModelChooser* chooser() const { return chooser_; }
    PathField* output() const { return output_; }
    QPushButton* button() const { return button_; }
    JobProgress* progress() const { return progress_; }

Q_SIGNALS:
    void startRequested();
    void cancelRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeForm();
    const ExportFormat* format() const;
    void showFormat();
    void suggest();
    void updateButton();
    void retranslate();

    struct Card {
        QRadioButton* choice;
        QLabel* summary;
    };
    Session& session_;
    bool running_ = false;
    ModelChooser* chooser_;
    QLabel *formatLabel_, *typeLabel_, *note_;
    QButtonGroup* formats_;
    std::vector<Card> cards_; ///< one per format
    QComboBox* type_;
    PathField* output_;
    QPushButton* button_;
    JobProgress* progress_;
};

} // namespace stillhouse::widgets
