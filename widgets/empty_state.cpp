// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/empty_state.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace stillhouse::widgets {

EmptyState::EmptyState(const QString& icon, QWidget* parent)
    : QWidget(parent), iconName_(icon), icon_(new QLabel(this)), title_(new QLabel(this)), text_(new QLabel(this)),
      primary_(new QPushButton(this)), second_(new QPushButton(this)), busy_(new QProgressBar(this)) {
    icon_->setAlignment(Qt::AlignCenter);
    title_->setAlignment(Qt::AlignCenter);
    title_->setProperty("type", "title");
    text_->setAlignment(Qt::AlignCenter);
    text_->setProperty("type", "muted");
    text_->setWordWrap(true);
    text_->setMaximumWidth(480);
    text_->setMinimumWidth(320);
    primary_->setProperty("role", "primary");
    busy_->setRange(0, 0);
    busy_->setTextVisible(false);
    busy_->setFixedSize(160, 4);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kGap);
    buttons->addStretch();
    buttons->addWidget(primary_);
    buttons->addWidget(second_);
    buttons->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPadding, kPadding, kPadding, kPadding);
    column->setSpacing(kGap);
    column->addStretch(2);
    column->addWidget(icon_);
    column->addSpacing(kGap);
    column->addWidget(title_);
    // Between stretches, not aligned: an aligned label that wraps gets the height of its unwrapped text.
    text_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto* middle = new QHBoxLayout;
    middle->addStretch();
    middle->addWidget(text_, 8);
    middle->addStretch();
    column->addLayout(middle);
    column->addSpacing(kGap);
    column->addWidget(busy_, 0, Qt::AlignHCenter);
    column->addLayout(buttons);
    column->addStretch(3);

    primary_->hide();
    second_->hide();
    busy_->hide();
    connect(primary_, &QPushButton::clicked, this, [this] { if (first_) first_(); });
    connect(second_, &QPushButton::clicked, this, [this] { if (other_) other_(); });
    const auto paint = [this] { icon_->setPixmap(iconPixmap(iconName_, 40, theme().color(QStringLiteral("disabled")), devicePixelRatioF())); };
    connect(&theme(), &Theme::changed, this, paint);
    paint();
}

void EmptyState::setTitle(const QString& title) { title_->setText(title); }

void EmptyState::setText(const QString& text) { text_->setText(text); }

void EmptyState::setAction(const QString& text, std::function<void()> action) {
    primary_->setText(text);
    primary_->setAccessibleName(text);
    primary_->setVisible(!text.isEmpty());
    first_ = std::move(action);
}

void EmptyState::setSecondAction(const QString& text, std::function<void()> action) {
    second_->setText(text);
    second_->setAccessibleName(text);
    second_->setVisible(!text.isEmpty());
    other_ = std::move(action);
}

void EmptyState::setQuiet() { primary_->setProperty("role", {}); }

void EmptyState::setBusy(bool busy) {
    busy_->setVisible(busy);
    primary_->setEnabled(!busy);
    second_->setEnabled(!busy);
}

} // namespace stillhouse::widgets
