// SPDX-License-Identifier: GPL-3.0-or-later
// The Demo page for people who sit far away: full screen, large type, nothing but prompt, answers, latency, size and gates. By keyboard: N next
// example, Enter asks again, Esc or F11 leaves.
#pragma once
#include "core/api/demo.h"
#include "widgets/panels/compare_load.h"

#include <QWidget>
#include <optional>
#include <string>
#include <vector>

class QHBoxLayout;
class QLabel;

namespace stillhouse::widgets {

/// One version on the screen.
struct DemoColumn {
    QString name;
    std::string token; ///< its colour
    std::optional<DemoAnswer> answer;
    std::vector<Gate> gates; ///< of the run it comes from
};

class DemoColumnView;

class DemoPresentation : public QWidget {
    Q_OBJECT
public:
    explicit DemoPresentation(QWidget* parent); ///< a window of its own

    /// `note`: how the versions run. `truth`: the label of the data set, empty where there is none.
    void present(const QString& prompt, const QString& truth, const QString& note, const std::vector<DemoColumn>& columns);

Q_SIGNALS:
    void nextRequested();
    void askRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void scale();
    void retranslate();

    QString promptText_, truth_, note_;
    bool keyed_ = false; ///< the keys are known: their line goes
    std::vector<DemoColumnView*> views_;
    QLabel *prompt_, *labelled_, *foot_;
    QHBoxLayout* row_;
};

} // namespace stillhouse::widgets
