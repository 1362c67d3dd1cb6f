// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <thread>

namespace stillhouse::app {

using namespace widgets;

SettingsDialog::SettingsDialog(const Preferences& preferences, QWidget* parent)
    : GrowingDialog(parent), preferences_(preferences), themeLabel_(new QLabel(this)), languageLabel_(new QLabel(this)),
      threadsLabel_(new QLabel(this)), pointsLabel_(new QLabel(this)), threadsHelp_(new QLabel(this)), pointsHelp_(new QLabel(this)),
      theme_(new QComboBox(this)), language_(new QComboBox(this)), threads_(new QSpinBox(this)), points_(new QSpinBox(this)),
      buttons_(new QDialogButtonBox(QDialogButtonBox::Close, this)) {
    setObjectName(QStringLiteral("settings"));
    theme_->setObjectName(QStringLiteral("settings.theme"));
    language_->setObjectName(QStringLiteral("settings.language"));
    theme_->addItems({{}, {}, {}});
    language_->addItems({{}, QStringLiteral("English"), QStringLiteral("简体中文")});
    threads_->setRange(0, int(std::max(1u, std::thread::hardware_concurrency())));
    points_->setRange(1000, 1000000);
    points_->setSingleStep(1000);
    points_->setGroupSeparatorShown(true);
    theme_->setCurrentIndex(int(preferences_.theme));
    language_->setCurrentIndex(int(preferences_.language));
    threads_->setValue(preferences_.threads);
    points_->setValue(preferences_.maxPoints);
    for (QLabel* help : {threadsHelp_, pointsHelp_}) {
        help->setProperty("type", "caption");
        help->setWordWrap(true);
    }
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(kGroupGap, kGroupGap, kGroupGap, kPadding);
    grid->setHorizontalSpacing(kGroupGap);
    grid->setVerticalSpacing(kGap);
    int row = 0;
    const auto add = [&](QLabel* label, QWidget* field, QLabel* help) {
        label->setBuddy(field);
        grid->addWidget(label, row, 0);
        grid->addWidget(field, row++, 1);
        if (help)
            grid->addWidget(help, row++, 1);
        grid->setRowMinimumHeight(row++, 4);
    };
    add(themeLabel_, theme_, nullptr);
    add(languageLabel_, language_, nullptr);
    add(threadsLabel_, threads_, threadsHelp_);
    add(pointsLabel_, points_, pointsHelp_);
    grid->addWidget(buttons_, row, 0, 1, 2);
    grid->setColumnMinimumWidth(1, 280);
    connect(theme_, &QComboBox::currentIndexChanged, this, &SettingsDialog::edit);
    connect(language_, &QComboBox::currentIndexChanged, this, &SettingsDialog::edit);
    connect(threads_, &QSpinBox::valueChanged, this, &SettingsDialog::edit);
    connect(points_, &QSpinBox::valueChanged, this, &SettingsDialog::edit);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::close);
    retranslate();
}

void SettingsDialog::edit() {
    preferences_.theme = Theme::Mode(theme_->currentIndex());
    preferences_.language = Language(language_->currentIndex());
    preferences_.threads = threads_->value();
    preferences_.maxPoints = points_->value();
    Q_EMIT changed(preferences_);
}

void SettingsDialog::retranslate() {
    const QSignalBlocker quietTheme(theme_), quietLanguage(language_);
    setWindowTitle(tr("Settings"));
    themeLabel_->setText(tr("Theme"));
    theme_->setItemText(0, tr("Follow the system"));
    theme_->setItemText(1, tr("Light"));
    theme_->setItemText(2, tr("Dark"));
    languageLabel_->setText(tr("Language"));
    language_->setItemText(0, tr("Follow the system"));
    threadsLabel_->setText(tr("Threads"));
    threads_->setSpecialValueText(tr("One per core"));
    threadsHelp_->setText(tr("Training uses this many processor threads. The same number gives the same weights, bit for bit."));
    pointsLabel_->setText(tr("Points per curve"));
    pointsHelp_->setText(tr("A longer curve is thinned when it is drawn; minima and maxima stay."));
    theme_->setAccessibleName(tr("Theme"));
    language_->setAccessibleName(tr("Language"));
    threads_->setAccessibleName(tr("Threads"));
    points_->setAccessibleName(tr("Points per curve"));
    buttons_->button(QDialogButtonBox::Close)->setText(tr("Close"));
}

void SettingsDialog::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    GrowingDialog::changeEvent(event);
}

} // namespace stillhouse::app
