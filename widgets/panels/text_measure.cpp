// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/text_measure.h"

#include "widgets/job_progress.h"
#include "widgets/path_field.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>

namespace stillhouse::widgets {

namespace {

constexpr qint64 kAmounts[] = {4096, 16384, 65536, 0};

} // namespace

TextMeasure::TextMeasure(bool amount, QWidget* parent)
    : QWidget(parent), file_(new PathField(PathField::Mode::OpenFile, this)), amountLabel_(new QLabel(this)), amount_(new QComboBox(this)),
      button_(new QPushButton(this)), progress_(new JobProgress(this)) {
    for (const auto each : kAmounts)
        amount_->addItem(QString(), each);
    amountLabel_->setBuddy(amount_);
    amountLabel_->setVisible(amount);
    amount_->setVisible(amount);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(kGap);
    grid->setVerticalSpacing(4);
    grid->addWidget(file_, 0, 0, 2, 1, Qt::AlignTop);
    grid->addWidget(amountLabel_, 0, 1);
    grid->addWidget(amount_, 1, 1, Qt::AlignTop);
    grid->addWidget(button_, 1, 2, Qt::AlignTop);
    grid->addWidget(progress_, 2, 0, 1, 3);
    grid->setColumnStretch(0, 1);
    connect(button_, &QPushButton::clicked, this, &TextMeasure::startRequested);
    connect(progress_, &JobProgress::cancelRequested, this, &TextMeasure::cancelRequested);
    connect(file_, &PathField::edited, this, &TextMeasure::updateButton);
    retranslate();
}

void TextMeasure::setTexts(const QString& file, const QString& button) {
    file_->setTexts(file, tr("A text file"));
    button_->setText(button);
    button_->setAccessibleName(button);
}

void TextMeasure::setBlocked(const QString& reason) {
    blocked_ = reason;
    updateButton();
}

void TextMeasure::setRunning(bool running, const QString& sentence) {
    running_ = running;
    if (running)
        progress_->begin(sentence);
    else
        progress_->end();
    updateButton();
}

std::int64_t TextMeasure::tokens() const { return amount_->currentData().toLongLong(); }

void TextMeasure::updateButton() {
    const QString reason = blocked_.isEmpty() && file_->path().isEmpty() ? tr("Choose a text file first") : blocked_;
    button_->setEnabled(!running_ && reason.isEmpty());
    button_->setToolTip(reason);
}

void TextMeasure::retranslate() {
    amountLabel_->setText(tr("Of its text"));
    amount_->setAccessibleName(tr("How much of the text counts"));
    const QSignalBlocker quiet(amount_);
    for (int i = 0; i < amount_->count(); ++i) {
        const auto tokens = amount_->itemData(i).toLongLong();
        amount_->setItemText(i, tokens == 0 ? tr("All of it") : tr("%1 tokens").arg(QLocale(QLocale::English).toString(tokens)));
    }
    updateButton();
}

void TextMeasure::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
