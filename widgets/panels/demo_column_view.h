// SPDX-License-Identifier: GPL-3.0-or-later
// One version in the presentation: name, answer, bars, numbers and gates in large type.
#pragma once
#include "widgets/panels/demo_presentation.h"

class QGridLayout;
class QPlainTextEdit;
class QVBoxLayout;

namespace stillhouse::widgets {

class ShareBars;

class DemoColumnView : public QWidget {
    Q_OBJECT
public:
    explicit DemoColumnView(QWidget* parent);
    void show(const DemoColumn& column, const QString& truth);
    /// `unit`: pixels of running text.
    void scale(int unit);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showWords();
    void sizeFonts();
    void showNumbers();
    void addGateLine();
    void showGates();
    void restyle();

    DemoColumn column_;
    QString truth_;
    QLabel *name_, *model_, *label_, *verdict_, *state_;
    QLabel *numbers_[3], *captions_[3];
    QPlainTextEdit* text_;
    ShareBars* bars_;
    QVBoxLayout* gates_;
    struct GateLine {
        QWidget* line;
        QLabel *mark, *words;
    };
    std::vector<GateLine> gateLines_; ///< as many as were ever needed
    int unit_ = 20;
};

} // namespace stillhouse::widgets
