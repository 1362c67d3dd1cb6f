// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked on the Demo page, and how: the prompt, where it comes from, label or text, order, sampling.
#pragma once
#include "core/api/demo.h"
#include "widgets/panels/compare_load.h"

#include <QWidget>
#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace stillhouse::widgets {

class NumberField;

class DemoSetup : public QWidget {
    Q_OBJECT
public:
    explicit DemoSetup(QWidget* parent = nullptr);

    /// Everything but models and task. The label alone is asked only of a classification.
    DemoRequest request() const;
    QString prompt() const;
    QString truth() const { return truth_; } ///< label of the example; empty for a prompt of the user's own
    void setExample(const QString& prompt, const QString& label, const QString& id);
    void setClassification(bool classification);
    void setDifferences(std::vector<ComparedExample> examples); ///< those with a text are offered
    void setRunning(bool running);
    void setReason(const QString& reason); ///< why nothing can be asked now; empty: it can
    void setProject(bool open) { project_ = open; updateButtons(); }
    bool together() const;
    bool usesTask() const; ///< false: the prompt goes to the models without the task's template
    QPushButton* askButton() const { return ask_; }

Q_SIGNALS:
    void askRequested();
    void stopRequested();
    void exampleRequested();
    void orderChanged();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void makeLayout();
    void connectAll();
    void updateButtons();
    void updateSampling();
    void fillDifferences();
    void retranslate();

    bool running_ = false, classification_ = false, setting_ = false, project_ = false;
    QString reason_, truth_, exampleId_;
    std::vector<ComparedExample> differences_;
    QPlainTextEdit* prompt_;
    QPushButton *ask_, *stop_, *example_;
    QComboBox *differ_, *kind_, *order_;
    QCheckBox* greedy_;
    NumberField *temperature_, *topP_, *most_, *seed_;
    QLabel *kindLabel_, *orderLabel_, *temperatureLabel_, *topPLabel_, *mostLabel_, *seedLabel_, *where_;
};

} // namespace stillhouse::widgets
