// SPDX-License-Identifier: GPL-3.0-or-later
// A few words beside the real controls, one after the other: for the first start, and again from the help. Nothing is blocked meanwhile.
#pragma once
#include <QFrame>
#include <QPointer>
#include <functional>
#include <vector>

class QLabel;
class QPushButton;

namespace stillhouse::app {

struct TourStep {
    QPointer<QWidget> target; ///< a step whose target is hidden is left out
    QString title, text;
};

class Tour : public QFrame {
    Q_OBJECT
public:
    /// Sits inside `window`; `steps` are asked for anew whenever the language changes.
    Tour(QWidget* window, std::function<std::vector<TourStep>()> steps);

    void start();
    /// To the next step that has a visible target; ends behind the last one.
    void next();
    void back();
    void end();
    int step() const { return step_; } ///< -1: not going on

Q_SIGNALS:
    void ended();

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void show(int step);
    int visibleFrom(int step, int direction) const; ///< -1: none
    void place();
    void retranslate();

    std::function<std::vector<TourStep>()> make_;
    std::vector<TourStep> steps_;
    int step_ = -1;
    QWidget* ring_;
    QPointer<QWidget> before_; ///< had the focus
    QLabel *title_, *text_, *count_;
    QPushButton *skip_, *back_, *next_;
};

} // namespace stillhouse::app
