// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tour.h"

#include "widgets/theme.h"

#include <QEvent>
#include <QGraphicsDropShadowEffect>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

namespace stillhouse::app {

using namespace widgets;

namespace {

constexpr int kTourWidth = 340, kRoom = 12, kRingMargin = 4, kSettleMs = 150;

// A frame around the control that is spoken of; the mouse goes through it.
class TourRing : public QWidget {
public:
    explicit TourRing(QWidget* parent) : QWidget(parent) {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setAttribute(Qt::WA_NoSystemBackground);
        hide();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme().color(QStringLiteral("accent")), 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
    }
};

} // namespace

Tour::Tour(QWidget* window, std::function<std::vector<TourStep>()> steps)
    : QFrame(window), make_(std::move(steps)), ring_(new TourRing(window)), title_(new QLabel(this)), text_(new QLabel(this)), count_(new QLabel(this)),
      skip_(new QPushButton(this)), back_(new QPushButton(this)), next_(new QPushButton(this)) {
    setObjectName(QStringLiteral("tour"));
    setProperty("role", "palette");
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(kTourWidth);
    title_->setProperty("type", "section");
    title_->setWordWrap(true);
    text_->setWordWrap(true);
    count_->setProperty("type", "caption");
    next_->setProperty("role", "primary");
    next_->setAccessibleName(tr("Next"));
    skip_->setProperty("role", "link");
    next_->setObjectName(QStringLiteral("tour.next"));
    back_->setObjectName(QStringLiteral("tour.back"));
    skip_->setObjectName(QStringLiteral("tour.skip"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kGap);
    buttons->addWidget(count_);
    buttons->addStretch();
    for (auto* button : {skip_, back_, next_})
        buttons->addWidget(button);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPadding, kPadding, kPadding, kPadding);
    column->setSpacing(kGap);
    column->addWidget(title_);
    column->addWidget(text_);
    column->addSpacing(kGap);
    column->addLayout(buttons);
    auto* shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(24);
    shadow->setOffset(0, 6);
    shadow->setColor(QColor(0, 0, 0, 70));
    setGraphicsEffect(shadow);
    connect(next_, &QPushButton::clicked, this, &Tour::next);
    connect(back_, &QPushButton::clicked, this, &Tour::back);
    connect(skip_, &QPushButton::clicked, this, &Tour::end);
    window->installEventFilter(this);
    retranslate();
    hide();
}

void Tour::start() {
    steps_ = make_();
    before_ = parentWidget()->focusWidget();
    show(visibleFrom(0, 1));
}

void Tour::next() {
    if (step_ >= 0)
        show(visibleFrom(step_ + 1, 1));
}

void Tour::back() {
    if (const int before = visibleFrom(step_ - 1, -1); before >= 0)
        show(before);
}

void Tour::end() {
    if (step_ < 0)
        return;
    step_ = -1;
    if (before_ && before_->isVisible())
        before_->setFocus(); // hiding alone would give it to the first control of the window
    hide();
    ring_->hide();
    Q_EMIT ended();
}

int Tour::visibleFrom(int step, int direction) const {
    for (; step >= 0 && step < int(steps_.size()); step += direction)
        if (const auto& target = steps_[std::size_t(step)].target; target && target->isVisible())
            return step;
    return -1;
}

void Tour::show(int step) {
    if (step < 0)
        return end();
    step_ = step;
    const TourStep& now = steps_[std::size_t(step)];
    title_->setText(now.title);
    text_->setText(now.text);
    setAccessibleName(now.title);
    setAccessibleDescription(now.text);
    count_->setText(tr("%1 of %2", "step of a tour").arg(step + 1).arg(steps_.size()));
    back_->setVisible(visibleFrom(step - 1, -1) >= 0);
    const bool last = visibleFrom(step + 1, 1) < 0;
    next_->setText(last ? tr("Done") : tr("Next"));
    next_->setAccessibleName(next_->text());
    skip_->setVisible(!last);
    QFrame::show();
    place();
    QTimer::singleShot(kSettleMs, this, &Tour::place); // a language of other widths moves the control once its layout has settled
    ring_->show();
    ring_->raise();
    raise();
    next_->setFocus(Qt::OtherFocusReason);
}

// Right of its control, below it, or left of it: where it fits into the window.
void Tour::place() {
    QWidget* target = step_ < 0 ? nullptr : steps_[std::size_t(step_)].target.data();
    if (!target)
        return;
    setFixedHeight(layout()->heightForWidth(kTourWidth));
    const QRect about(target->mapTo(parentWidget(), QPoint(0, 0)), target->size());
    ring_->setGeometry(about.adjusted(-kRingMargin, -kRingMargin, kRingMargin, kRingMargin).intersected(parentWidget()->rect()));
    const QRect room = parentWidget()->rect().adjusted(kRoom, kRoom, -kRoom, -kRoom);
    QPoint at(about.right() + kRoom, about.top());
    if (at.x() + width() > room.right())
        at = about.bottom() + kRoom + height() > room.bottom() ? QPoint(about.left() - kRoom - width(), about.top()) : QPoint(about.left(), about.bottom() + kRoom);
    move(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - width())), std::clamp(at.y(), room.top(), std::max(room.top(), room.bottom() - height())));
}

bool Tour::eventFilter(QObject* object, QEvent* event) {
    if (object == parentWidget() && event->type() == QEvent::Resize && step_ >= 0)
        QMetaObject::invokeMethod(this, &Tour::place, Qt::QueuedConnection); // after the layout
    return QFrame::eventFilter(object, event);
}

void Tour::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        end();
    else
        QFrame::keyPressEvent(event);
}

void Tour::retranslate() {
    skip_->setText(tr("Skip the tour"));
    skip_->setAccessibleName(skip_->text());
    back_->setText(tr("Back"));
    back_->setAccessibleName(tr("Back to the step before"));
    next_->setText(tr("Next"));
    next_->setAccessibleName(next_->text());
    if (step_ < 0)
        return;
    steps_ = make_();
    show(step_);
}

void Tour::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

} // namespace stillhouse::app
