// SPDX-License-Identifier: GPL-3.0-or-later
// The selected example in full, and the labels that it can be given by click or by the keys 1 to 9.
#pragma once
#include "core/api/store.h"

#include <QWidget>
#include <optional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace stillhouse::widgets {

class DataDetail : public QWidget {
    Q_OBJECT
public:
    explicit DataDetail(QWidget* parent = nullptr);
    void setLabels(const std::vector<std::string>& labels);
    void showRow(const std::optional<ExampleRow>& row);
    const std::optional<ExampleRow>& row() const { return row_; }

Q_SIGNALS:
    void labelChosen(const QString& label);

protected:
    void changeEvent(QEvent* event) override;

private:
    void makeButtons();
    void retranslate();

    std::optional<ExampleRow> row_;
    std::vector<std::string> labels_;
    QLabel *facts_, *hint_;
    QPlainTextEdit* text_;
    QWidget* buttons_;
};

} // namespace stillhouse::widgets
