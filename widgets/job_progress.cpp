// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/job_progress.h"

#include "widgets/duration.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QElapsedTimer>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <algorithm>

namespace stillhouse::widgets {

JobProgress::JobProgress(QWidget* parent)
    : QWidget(parent), clock_(std::make_unique<QElapsedTimer>()), bar_(new QProgressBar(this)), text_(new QLabel(this)), cancel_(new QPushButton(this)) {
    bar_->setTextVisible(false);
    bar_->setRange(0, 1000);
    text_->setProperty("type", "caption");
    text_->setWordWrap(true);
    auto* left = new QVBoxLayout;
    left->setSpacing(4);
    left->addWidget(bar_);
    left->addWidget(text_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addLayout(left, 1);
    row->addWidget(cancel_, 0, Qt::AlignVCenter);
    connect(cancel_, &QPushButton::clicked, this, [this] {
        stopping_ = true;
        render();
        Q_EMIT cancelRequested();
    });
    render();
    hide();
}

JobProgress::~JobProgress() = default;

void JobProgress::begin(const QString& sentence) {
    progress_ = {};
    sentence_ = sentence;
    stopping_ = false;
    firstDone_ = -1;
    clock_->start();
    render();
    setVisible(true);
}

void JobProgress::report(const Progress& progress) {
    if (progress.total != progress_.total || progress.activity.key != progress_.activity.key) { // another part of the work
        firstDone_ = progress.done;
        clock_->restart();
    }
    progress_ = progress;
    const double seconds = double(clock_->elapsed()) / 1000;
    const auto steps = progress.done - firstDone_;
    if (progress_.rate <= 0 && steps > 0 && seconds > 0.5) {
        progress_.rate = double(steps) / seconds;
        progress_.rateUnit.clear();
    }
    if (progress_.secondsLeft <= 0 && progress_.rate > 0 && progress.total > progress.done)
        progress_.secondsLeft = double(progress.total - progress.done) / progress_.rate;
    render();
}

void JobProgress::end() { hide(); }

QString JobProgress::text() const { return text_->text(); }

void JobProgress::render() {
    const Progress& p = progress_;
    bar_->setRange(0, p.total > 0 ? 1000 : 0);
    bar_->setValue(p.total > 0 ? int(std::clamp(1000.0 * double(p.done) / double(p.total), 0.0, 1000.0)) : 0);
    const QLocale locale(QLocale::English);
    QStringList parts{p.activity.empty() ? sentence_ : shown(p.activity)};
    if (p.total > 0)
        parts << tr("%1 of %2").arg(locale.toString(qlonglong(p.done)), locale.toString(qlonglong(p.total)));
    if (p.rate > 0)
        parts << (p.rateUnit.empty() ? tr("%1 per second").arg(locale.toString(p.rate, 'f', p.rate < 10 ? 1 : 0))
                                     : locale.toString(p.rate, 'f', p.rate < 10 ? 1 : 0) + u' ' + QString::fromStdString(p.rateUnit));
    if (p.secondsLeft > 0)
        parts << tr("%1 left").arg(durationText(p.secondsLeft));
    text_->setText(stopping_ ? tr("Stopping…") : parts.join(QStringLiteral(" · ")));
    bar_->setAccessibleName(text_->text());
    cancel_->setText(tr("Cancel"));
    cancel_->setAccessibleName(tr("Cancel"));
    cancel_->setEnabled(!stopping_);
}

void JobProgress::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        render();
    QWidget::changeEvent(event);
}

} // namespace stillhouse::widgets
