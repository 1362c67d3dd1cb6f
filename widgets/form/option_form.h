// SPDX-License-Identifier: GPL-3.0-or-later
// Any list of OptionSpec as a form: label and unit, control, the default in grey with a way back to it, help on “?”, error under the field.
#pragma once
#include "core/api/options.h"

#include <QWidget>
#include <vector>

class QGridLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace stillhouse::widgets {

class OptionControl;

class OptionForm : public QWidget {
    Q_OBJECT
public:
    explicit OptionForm(std::vector<OptionSpec> specs, QWidget* parent = nullptr);

    /// Sets every field: to its value in `values`, else to its default. Emits nothing.
    void setValues(const OptionMap& values);
    /// Only what differs from the defaults.
    OptionMap values() const;
    /// Shows `message` under the field `key` and scrolls to it; false when there is no such field.
    bool setError(const std::string& key, const QString& message);
    void clearErrors();
    /// The control of a field, for tests and focus; nullptr when there is none.
    OptionControl* control(const std::string& key) const;

Q_SIGNALS:
    void changed(const QString& key); ///< the user edited a field

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row {
        OptionSpec spec;
        QLabel *label, *help, *error;
        OptionControl* control;
        QToolButton *reset, *question;
    };
    void addRow(const OptionSpec& spec);
    void showState(Row& row);
    void showAdvanced(bool shown);
    void retranslate();

    std::vector<Row> rows_;
    QGridLayout* grid_;
    QPushButton* advanced_ = nullptr;
};

} // namespace stillhouse::widgets
