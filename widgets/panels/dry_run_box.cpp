// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/dry_run_box.h"

#include "widgets/duration.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace stillhouse::widgets {

DryRunBox::DryRunBox(QWidget* parent)
    : QWidget(parent), text_(new QLabel(this)), notes_(new QLabel(this)), check_(new QPushButton(this)), bar_(new QProgressBar(this)) {
    setObjectName(QStringLiteral("dryRun"));
    text_->setWordWrap(true);
    notes_->setWordWrap(true);
    notes_->setProperty("type", "caption");
    check_->setObjectName(QStringLiteral("dryRunButton"));
    bar_->setRange(0, 0);
    bar_->setTextVisible(false);
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(text_);
    words->addWidget(bar_);
    words->addWidget(notes_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kPadding);
    row->addLayout(words, 1);
    row->addWidget(check_, 0, Qt::AlignTop);
    connect(check_, &QPushButton::clicked, this, &DryRunBox::requested);
    render();
}

void DryRunBox::setBusy(bool busy) {
    busy_ = busy;
    render();
}

void DryRunBox::setResult(const DryRun& result) {
    result_ = result;
    busy_ = false;
    render();
}

void DryRunBox::clear() {
    result_.reset();
    render();
}

void DryRunBox::setAvailable(bool available) { check_->setEnabled(available && !busy_); }

void DryRunBox::render() {
    check_->setText(tr("Check before running"));
    check_->setAccessibleName(tr("Check before running"));
    bar_->setVisible(busy_);
    bar_->setAccessibleName(tr("The check is going on"));
    if (busy_)
        check_->setEnabled(false);
    if (!result_) {
        text_->setProperty("type", "muted");
        text_->setText(busy_ ? tr("Checking paths, shapes and vocabulary, and measuring this machine")
                             : tr("The check estimates time, memory and disk, and verifies every path, before anything is run."));
        notes_->hide();
        return;
    }
    const DryRun& r = *result_;
    text_->setText(tr("About <b>%1</b> · peak memory <b>%2</b> of %3 free · disk <b>%4</b> of %5 free")
                       .arg(durationText(r.seconds), bytesText(double(r.peakBytes)), bytesText(double(r.availableBytes)),
                            bytesText(double(r.diskBytes)), bytesText(double(r.freeDiskBytes))));
    QStringList lines;
    for (const auto& note : r.notes)
        lines << QStringLiteral("•  ") + shown(note);
    notes_->setText(lines.join(u'\n'));
    notes_->setVisible(!lines.isEmpty());
}

void DryRunBox::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        render();
    QWidget::changeEvent(event);
}

} // namespace stillhouse::widgets
