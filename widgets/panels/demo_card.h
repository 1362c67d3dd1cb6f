// SPDX-License-Identifier: GPL-3.0-or-later
// One version of the Demo page: which model it is, its answer as it comes, and its numbers.
#pragma once
#include "core/api/demo.h"
#include "widgets/panels/demo_load.h"

#include <QFrame>
#include <optional>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace stillhouse::widgets {

class ErrorBar;
class FactRow;
class ShareBars;

class DemoCard : public QFrame {
    Q_OBJECT
public:
    /// `number`: 1, 2, 3 on the page.
    explicit DemoCard(int number, QWidget* parent = nullptr);

    /// The choice stays where its path is still there. Announces nothing.
    void setSources(const std::vector<DemoSource>& sources);
    void setPath(const QString& path); ///< a path that is not among the sources is added; empty: no model
    QString path() const;
    std::string subject() const; ///< "A", "teacher", …; empty for a file
    QString name() const;
    /// `truth`: the label of the data set, where the prompt is an example of it.
    void showAnswer(const DemoAnswer& answer, const QString& truth);
    void clearAnswer();
    void setFolder(const QString& folder) { folder_ = folder; } ///< where dialogs begin

Q_SIGNALS:
    void chosen();                      ///< another model, or none
    void brought(const QString& path);  ///< from a dialog or dropped: every card may offer it now

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeLayout();
    void makeMenu();
    void fill(const QString& keep);
    void render();
    void renderLabel();
    void bring(bool folder);
    void retranslate();
    const DemoSource* current() const;

    int number_;
    QString folder_, truth_;
    std::vector<DemoSource> sources_;
    std::optional<DemoAnswer> answer_;
    QComboBox* box_;
    QToolButton* open_;
    QLabel *model_, *label_, *verdict_, *state_, *hint_;
    ShareBars* bars_;
    QPlainTextEdit* text_;
    FactRow* facts_;
    ErrorBar* errors_;
};

} // namespace stillhouse::widgets
