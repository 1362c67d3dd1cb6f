// SPDX-License-Identifier: GPL-3.0-or-later
// The selected example in full, what the teacher thinks of it, and what can be done with it by click or by key: a label (1 to 9), none (0),
// the teacher's label (Enter), a flag (F), skip it (S).
#pragma once
#include "core/api/store.h"

#include <QWidget>
#include <optional>
#include <string>
#include <vector>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace stillhouse::widgets {

class ShareBars;

class DataDetail : public QWidget {
    Q_OBJECT
public:
    explicit DataDetail(QWidget* parent = nullptr);
    void setLabels(const std::vector<std::string>& labels);
    /// In whose order the probabilities of a suggestion are.
    void setSuggestionLabels(const std::vector<std::string>& labels);
    /// `label`: the one that counts as given, which is the annotator's own where labels of others are hidden.
    void showRow(const std::optional<ExampleRow>& row, const std::string& label);
    const std::optional<ExampleRow>& row() const { return row_; }
    /// The suggestion of the row shown, when it is one of the labels that can be given; else empty.
    QString suggestion() const;
    void setHistory(bool canUndo, bool canRedo);

Q_SIGNALS:
    void labelChosen(const QString& label);
    void acceptChosen();
    void flagChosen();
    void skipChosen();
    void undoChosen();
    void redoChosen();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeSuggestion();
    QWidget* makeRows();
    void makeButtons();
    void showSuggestion();
    void showFactsLine();
    void retranslate();

    std::optional<ExampleRow> row_;
    std::string label_;
    std::vector<std::string> labels_, suggestionLabels_;
    QLabel *facts_, *hint_, *suggestionTitle_;
    QPlainTextEdit* text_;
    QWidget *buttons_, *suggestion_, *bottom_;
    ShareBars* bars_;
    QPushButton *accept_, *flag_, *skip_, *undo_, *redo_;
};

} // namespace stillhouse::widgets
