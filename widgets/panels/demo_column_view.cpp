// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/demo_column_view.h"

#include "widgets/icons.h"
#include "widgets/panels/demo_words.h"
#include "widgets/panels/fact_row.h"
#include "widgets/panels/share_bars.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QVBoxLayout>
#include <algorithm>

namespace stillhouse::widgets {

namespace {

constexpr int kColumnBand = 6;

void sizeFont(QWidget* widget, double pixels, QFont::Weight weight = QFont::Normal) {
    QFont font = widget->font();
    font.setPixelSize(int(pixels));
    font.setWeight(weight);
    widget->setFont(font);
}

void tint(QWidget* widget, const QString& token) { widget->setStyleSheet(QStringLiteral("color:%1").arg(theme().color(token).name())); }

} // namespace

DemoColumnView::DemoColumnView(QWidget* parent)
    : QWidget(parent), name_(new QLabel(this)), model_(new QLabel(this)), label_(new QLabel(this)), verdict_(new QLabel(this)), state_(new QLabel(this)),
      text_(new QPlainTextEdit(this)), bars_(new ShareBars(this)), gates_(new QVBoxLayout) {
    for (QLabel* label : {name_, model_, verdict_, state_})
        label->setWordWrap(true);
    text_->setReadOnly(true);
    text_->setFrameShape(QFrame::NoFrame);
    text_->setFocusPolicy(Qt::NoFocus);
    text_->setStyleSheet(QStringLiteral("background:transparent;border:none"));
    auto* numbers = new QGridLayout;
    for (int i = 0; i < 3; ++i) {
        captions_[i] = new QLabel(this);
        numbers_[i] = new QLabel(this);
        captions_[i]->setWordWrap(true);
        numbers->addWidget(captions_[i], 0, i, Qt::AlignBottom);
        numbers->addWidget(numbers_[i], 1, i, Qt::AlignTop);
        numbers->setColumnStretch(i, 1);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24 + kColumnBand, 24, 24);
    column->setSpacing(12);
    for (QWidget* widget : std::initializer_list<QWidget*>{name_, model_, label_, verdict_, bars_})
        column->addWidget(widget);
    column->addWidget(text_, 1);
    column->addWidget(state_);
    column->addStretch();
    column->addLayout(numbers);
    column->addLayout(gates_);
    connect(&theme(), &Theme::changed, this, &DemoColumnView::restyle);
}

void DemoColumnView::scale(int unit) {
    unit_ = unit;
    sizeFonts();
    showGates();
}

// A label that appears for the first time takes the font of the application's style sheet, whatever it was given before.
void DemoColumnView::sizeFonts() {
    const int unit = unit_;
    sizeFont(name_, unit * 1.2, QFont::DemiBold);
    sizeFont(model_, unit * 0.7);
    sizeFont(label_, unit * 3.2, QFont::DemiBold);
    for (QWidget* widget : std::initializer_list<QWidget*>{verdict_, bars_, state_})
        sizeFont(widget, unit);
    sizeFont(text_, unit * 1.2);
    for (int i = 0; i < 3; ++i) {
        sizeFont(captions_[i], unit * 0.7);
        sizeFont(numbers_[i], unit * 1.5, QFont::DemiBold);
    }
    bars_->updateGeometry();
}

void DemoColumnView::show(const DemoColumn& column, const QString& truth) {
    const auto same = [](const Gate& a, const Gate& b) { return a.text == b.text && a.value == b.value && a.passed == b.passed; };
    const bool others = !std::equal(column.gates.begin(), column.gates.end(), column_.gates.begin(), column_.gates.end(), same);
    column_ = column;
    truth_ = truth;
    showWords();
    sizeFonts();
    if (others)
        showGates();
}

// A new theme gives every widget the application's font again, and its colours are of the old one.
void DemoColumnView::restyle() {
    showWords();
    scale(unit_);
}

void DemoColumnView::showWords() {
    const auto& answer = column_.answer;
    name_->setText(column_.name);
    setAccessibleName(column_.name);
    const bool answered = answer.has_value(), labelled = answered && answer->best >= 0;
    for (QWidget* widget : std::initializer_list<QWidget*>{label_, bars_})
        widget->setVisible(labelled);
    verdict_->setVisible(labelled && !truth_.isEmpty());
    model_->setText(answered ? demoModelText(*answer) : QString());
    tint(model_, QStringLiteral("muted"));
    if (labelled) {
        const QString chosen = QString::fromStdString(answer->labels[std::size_t(answer->best)]);
        label_->setText(chosen);
        bars_->setShares(demoShares(*answer, column_.token), 1);
        verdict_->setText(chosen == truth_ ? tr("✓ Right") : tr("✗ Wrong"));
        tint(verdict_, chosen == truth_ ? QStringLiteral("success") : QStringLiteral("error"));
    }
    const QString text = answered ? QString::fromStdString(answer->text) : QString();
    text_->setVisible(!text.isEmpty());
    if (text_->toPlainText() != text) {
        text_->setPlainText(text);
        text_->moveCursor(QTextCursor::End);
    }
    const bool failed = answered && answer->state == DemoState::Failed;
    state_->setText(failed ? shown(answer->error.what) : answered ? demoStateText(*answer) : QString());
    state_->setVisible(!state_->text().isEmpty());
    tint(state_, failed ? QStringLiteral("error") : QStringLiteral("muted"));
    showNumbers();
    update();
}

void DemoColumnView::showNumbers() {
    const bool measured = column_.answer && column_.answer->firstTokenMs > 0;
    const auto facts = demoFacts(column_.answer.value_or(DemoAnswer{}));
    const std::size_t wanted[] = {0, 1, 3}; // latency, speed, size: the rest is for the page
    for (int i = 0; i < 3; ++i) {
        captions_[i]->setText(facts[wanted[i]].name);
        numbers_[i]->setText(facts[wanted[i]].value);
        captions_[i]->setVisible(measured);
        numbers_[i]->setVisible(measured);
        tint(captions_[i], QStringLiteral("muted"));
    }
}

void DemoColumnView::addGateLine() {
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    auto* mark = new QLabel(line);
    auto* words = new QLabel(line);
    words->setWordWrap(true);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addWidget(words, 1);
    gates_->addWidget(line);
    gateLines_.push_back({line, mark, words});
}

// Word, icon and colour: never the colour alone. The lines stay, since this is also called while they are being laid out.
void DemoColumnView::showGates() {
    while (gateLines_.size() < column_.gates.size())
        addGateLine();
    for (std::size_t i = 0; i < gateLines_.size(); ++i) {
        const auto& [line, mark, words] = gateLines_[i];
        line->setVisible(i < column_.gates.size());
        if (i >= column_.gates.size())
            continue;
        const Gate& gate = column_.gates[i];
        const QString token = !gate.measured ? QStringLiteral("muted") : gate.passed ? QStringLiteral("success") : QStringLiteral("error");
        mark->setPixmap(iconPixmap(gate.measured ? token : QStringLiteral("waiting"), unit_, theme().color(token), devicePixelRatioF()));
        const QString what = QString::fromStdString(gate.text), value = QString::number(gate.value, 'f', 4);
        words->setText(!gate.measured ? tr("%1: not measured").arg(what) : gate.passed ? tr("%1: passed, %2").arg(what, value) : tr("%1: missed, %2").arg(what, value));
        tint(words, token);
        sizeFont(words, unit_ * 0.85);
    }
}

void DemoColumnView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().color(QStringLiteral("raised")));
    painter.drawRoundedRect(rect(), 12, 12);
    painter.setBrush(theme().color(QString::fromStdString(column_.token)));
    painter.drawRoundedRect(QRectF(24, 0, width() - 48, kColumnBand), 3, 3);
}

void DemoColumnView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        showWords();
        showGates();
    }
}

} // namespace stillhouse::widgets
