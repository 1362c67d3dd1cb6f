// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/demo_presentation.h"

#include "widgets/panels/demo_column_view.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

namespace stillhouse::widgets {

namespace {

constexpr int kLinesOnScreen = 42; ///< lines of running text that would fit: what is read from the back of a room

void fontOf(QLabel* label, double pixels) {
    QFont font = label->font();
    font.setPixelSize(int(pixels));
    label->setFont(font);
}

} // namespace

DemoPresentation::DemoPresentation(QWidget* parent)
    : QWidget(parent, Qt::Window), prompt_(new QLabel(this)), labelled_(new QLabel(this)), foot_(new QLabel(this)), row_(new QHBoxLayout) {
    setObjectName(QStringLiteral("demoPresentation"));
    setFocusPolicy(Qt::StrongFocus);
    for (QLabel* label : {prompt_, labelled_, foot_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    prompt_->setObjectName(QStringLiteral("presentedPrompt"));
    row_->setSpacing(24);
    auto* column = new QVBoxLayout(this);
    column->setSizeConstraint(QLayout::SetNoConstraint); // the screen is as large as it is, whatever large type needs
    column->setContentsMargins(48, 40, 48, 24);
    column->setSpacing(16);
    column->addWidget(prompt_);
    column->addWidget(labelled_);
    column->addLayout(row_, 1);
    column->addWidget(foot_);
    connect(&theme(), &Theme::changed, this, [this] {
        retranslate();
        scale(); // the theme gives every label the application's font
    });
}

void DemoPresentation::present(const QString& prompt, const QString& truth, const QString& note, const std::vector<DemoColumn>& columns) {
    promptText_ = prompt;
    truth_ = truth;
    note_ = note;
    const auto before = views_.size();
    while (views_.size() < columns.size()) {
        views_.push_back(new DemoColumnView(this));
        row_->addWidget(views_.back(), 1);
    }
    for (std::size_t i = 0; i < views_.size(); ++i) {
        views_[i]->setVisible(i < columns.size());
        if (i < columns.size())
            views_[i]->show(columns[i], truth);
    }
    retranslate();
    if (views_.size() != before)
        scale();
}

void DemoPresentation::retranslate() {
    prompt_->setText(promptText_.simplified());
    labelled_->setText(truth_.isEmpty() ? QString() : tr("Labelled %1 in the data set").arg(truth_));
    labelled_->setVisible(!truth_.isEmpty());
    foot_->setText(keyed_ ? note_ : note_ + QStringLiteral("   ·   ") + tr("N next example   Enter ask   Esc leave"));
    for (QLabel* label : {labelled_, foot_})
        label->setStyleSheet(QStringLiteral("color:%1").arg(theme().color(QStringLiteral("muted")).name()));
    setWindowTitle(tr("Demo"));
    setAccessibleName(tr("Presentation"));
    update();
}

void DemoPresentation::scale() {
    const int unit = std::clamp(std::min(height() / kLinesOnScreen, width() / 72), 12, 64);
    fontOf(prompt_, unit * 1.4);
    fontOf(labelled_, unit);
    fontOf(foot_, unit * 0.7);
    for (auto* view : views_)
        view->scale(unit);
}

void DemoPresentation::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    scale();
}

void DemoPresentation::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Escape:
    case Qt::Key_F11:
        close();
        return;
    case Qt::Key_N:
        keyed_ = true;
        retranslate();
        Q_EMIT nextRequested();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        keyed_ = true;
        retranslate();
        Q_EMIT askRequested();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void DemoPresentation::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), theme().color(QStringLiteral("window"))); }

void DemoPresentation::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
