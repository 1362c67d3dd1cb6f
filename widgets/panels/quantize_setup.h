// SPDX-License-Identifier: GPL-3.0-or-later
// What is to be quantized and how: model, method and its options, calibration, where it goes, and the button that starts it.
#pragma once
#include "core/api/quantize.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace stillhouse::widgets {

class JobProgress;
class ModelChooser;
class OptionForm;
class PathField;
class Session;

class QuantizeSetup : public QWidget {
    Q_OBJECT
public:
    explicit QuantizeSetup(Session& session, QWidget* parent = nullptr);

    QuantizeRequest request() const;
    void setRunning(bool running);
    /// Shows an error under the field it speaks of; false when there is none.
    bool setError(const Error& error);
    ModelChooser* chooser() const { return chooser_; }
    PathField* output() const { return output_; }
    PathField* calibration() const { return calibration_; }
    QPushButton* button() const { return button_; }
    JobProgress* progress() const { return progress_; }
    OptionForm* form() const; ///< of the chosen method
    void selectMethod(const QString& id);

Q_SIGNALS:
    void startRequested();
    void cancelRequested();
    void outputChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeForm();
    void showMethod();
    void suggest();
    void updateButton();
    void retranslate();

    Session& session_;
    bool running_ = false;
    ModelChooser* chooser_;
    QLabel *methodLabel_, *methodText_, *note_;
    QComboBox* method_;
    std::vector<OptionForm*> forms_; ///< one per quantizer
    PathField *calibration_, *output_;
    QPushButton* button_;
    JobProgress* progress_;
};

} // namespace stillhouse::widgets
