// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rail.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace stillhouse::app {

using namespace widgets;

namespace {

constexpr int kWidth = 168;

// A rail button that can wear a dot.
class RailButton : public QToolButton {
public:
    using QToolButton::QToolButton;
    void setBusy(bool busy) {
        busy_ = busy;
        update();
    }

protected:
    void paintEvent(QPaintEvent* event) override {
        QToolButton::paintEvent(event);
        if (!busy_)
            return;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().color(QStringLiteral("accent")));
        painter.drawEllipse(QPointF(width() - 14, height() / 2.0), 3, 3);
    }

private:
    bool busy_ = false;
};

} // namespace

Rail::Rail(QWidget* parent) : QWidget(parent), pages_(new QVBoxLayout), foot_(new QVBoxLayout) {
    setObjectName(QStringLiteral("rail"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(kWidth);
    auto* mark = new QLabel(this);
    mark->setPixmap(QIcon(QStringLiteral(":/icons/stillhouse.svg")).pixmap(24, 24));
    auto* name = new QLabel(QStringLiteral("Stillhouse"), this);
    name->setProperty("type", "section");
    auto* head = new QHBoxLayout;
    head->setContentsMargins(8, 4, 0, 12);
    head->setSpacing(10);
    head->addWidget(mark);
    head->addWidget(name, 1);
    pages_->setSpacing(2);
    foot_->setSpacing(2);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 12, 8, 8);
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(pages_);
    column->addStretch();
    column->addLayout(foot_);
}

QToolButton* Rail::makeButton(QAction* action) {
    auto* button = new RailButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIconSize({30, 20}); // wider than the picture: the gap between icon and word
    button->setProperty("role", "rail");
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setFixedHeight(36);
    button->setFocusPolicy(Qt::StrongFocus);
    const auto name = [button, action] { button->setAccessibleName(action->text()); };
    connect(action, &QAction::changed, button, name);
    name();
    buttons_.emplace_back(action, button);
    return button;
}

void Rail::addPage(QAction* action) { pages_->addWidget(makeButton(action)); }

void Rail::addFoot(QAction* action) { foot_->addWidget(makeButton(action)); }

void Rail::setBusy(QAction* page, bool busy) {
    for (const auto& [action, button] : buttons_)
        if (action == page)
            static_cast<RailButton*>(button)->setBusy(busy);
}

} // namespace stillhouse::app
