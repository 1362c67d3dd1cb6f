// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/run_lanes.h"

#include "widgets/duration.h"
#include "widgets/flow_layout.h"
#include "widgets/icons.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QVBoxLayout>
#include <algorithm>

namespace stillhouse::widgets {

namespace {

constexpr int kTitleWidth = 320; ///< pixels

struct Look {
    const char* word;
    const char* icon;
    const char* token;
};

Look lookOf(StageStatus status) {
    switch (status) {
    case StageStatus::Waiting: return {QT_TRANSLATE_NOOP("RunLanes", "waiting"), "waiting", "muted"};
    case StageStatus::Running: return {QT_TRANSLATE_NOOP("RunLanes", "running"), "run", "accent"};
    case StageStatus::Done: return {QT_TRANSLATE_NOOP("RunLanes", "done"), "done", "success"};
    case StageStatus::Failed: return {QT_TRANSLATE_NOOP("RunLanes", "failed"), "error", "error"};
    case StageStatus::Cancelled: return {QT_TRANSLATE_NOOP("RunLanes", "stopped"), "stop", "warning"};
    case StageStatus::Skipped: return {QT_TRANSLATE_NOOP("RunLanes", "skipped"), "skip", "disabled"};
    }
    return {"", "waiting", "muted"};
}

} // namespace

QString stageStatusWord(StageStatus status) { return RunLanes::tr(lookOf(status).word); }

StageChip::StageChip(const Text& title, const std::string& lane, QWidget* parent)
    : QWidget(parent), lane_(lane), name_(title), icon_(new QLabel(this)), title_(new QLabel(this)), state_(new QLabel(this)) {
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addWidget(title_);
    texts->addWidget(state_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, kPadding, 0);
    row->setSpacing(kGap);
    row->addWidget(icon_);
    row->addLayout(texts);
    state_->setProperty("type", "caption");
    connect(&theme(), &Theme::changed, this, &StageChip::show);
    show();
}

void StageChip::setState(StageStatus status, double seconds) {
    status_ = status;
    seconds_ = seconds;
    show();
}

void StageChip::show() {
    const Look look = lookOf(status_);
    const QColor color = theme().color(QLatin1String(look.token));
    icon_->setPixmap(iconPixmap(QLatin1String(look.icon), 20, color, devicePixelRatioF()));
    title_->setText(title_->fontMetrics().elidedText(shown(name_), Qt::ElideRight, kTitleWidth));
    title_->setToolTip(shown(name_));
    const QString word = stageStatusWord(status_);
    state_->setText(seconds_ > 0 ? word + QStringLiteral(" · ") + durationText(seconds_) : word);
    state_->setStyleSheet(QStringLiteral("color:%1").arg(color.name()));
    setAccessibleName(QString::fromStdString(lane_) + u' ' + shown(name_) + QStringLiteral(": ") + state_->text());
}

void StageChip::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        show();
}

RunLanes::RunLanes(Session& session, QWidget* parent) : QWidget(parent), session_(session) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
}

RunLanes::Lane& RunLanes::lane(const std::string& name) {
    Lane& made = lanes_[name];
    if (made.row)
        return made;
    made.row = new QWidget(this);
    made.badge = new QLabel(name.empty() ? QStringLiteral("•") : QString::fromStdString(name), made.row);
    made.badge->setAlignment(Qt::AlignCenter);
    made.badge->setFixedSize(28, 28);
    made.badge->setStyleSheet(
        QStringLiteral("background:%1; color:white; border-radius:14px; font-weight:600;").arg(theme().lane(name).name()));
    made.bar = new QProgressBar(made.row);
    made.bar->setTextVisible(false);
    made.bar->setRange(0, 1000);
    made.bar->setAccessibleName(tr("Progress of strategy %1").arg(QString::fromStdString(name)));
    made.text = new QLabel(made.row);
    made.text->setProperty("type", "caption");
    auto* stages = new QWidget(made.row);
    made.chips = new FlowLayout(stages);
    made.chips->setContentsMargins(0, 0, 0, 0);
    made.chips->setSpacing(kGap);
    auto* line = new QHBoxLayout;
    line->setSpacing(kGap);
    line->addWidget(made.badge, 0, Qt::AlignTop);
    line->addWidget(stages, 1);
    auto* progress = new QHBoxLayout;
    progress->setContentsMargins(36, 0, 0, 0);
    progress->setSpacing(12);
    progress->addWidget(made.bar, 1);
    progress->addWidget(made.text, 2);
    auto* column = new QVBoxLayout(made.row);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(line);
    column->addLayout(progress);
    layout()->addWidget(made.row);
    return made;
}

void RunLanes::addChip(Lane& lane, const std::string& name, const std::string& stage) {
    const MethodSpec* method = session_.method(stage);
    auto* chip = new StageChip(method ? method->title : Text(stage), name, lane.row);
    lane.chips->addWidget(chip);
    lane.stages.push_back(chip);
}

void RunLanes::reset(const Experiment& experiment) {
    for (auto& [name, lane] : lanes_)
        delete lane.row;
    lanes_.clear();
    for (const auto& [name, stages] : experiment.strategies) {
        Lane& made = lane(name);
        for (const auto& stage : stages) {
            addChip(made, name, stage.stage);
            made.stages.back()->setState(stage.skip ? StageStatus::Skipped : StageStatus::Waiting, 0);
        }
        showProgress(made);
    }
}

void RunLanes::setStage(const StageState& state) {
    Lane& at = lane(state.lane);
    while (int(at.stages.size()) <= state.stageIndex)
        addChip(at, state.lane, state.stage);
    at.stages[std::size_t(state.stageIndex)]->setState(state.status, state.seconds);
    if (state.status != StageStatus::Running) {
        at.progress = {};
        showProgress(at);
    }
}

void RunLanes::setProgress(const Progress& progress) {
    Lane& at = lane(progress.lane);
    at.progress = progress;
    showProgress(at);
}

void RunLanes::finish() {
    for (auto& [name, lane] : lanes_) {
        lane.progress = {};
        showProgress(lane);
    }
}

void RunLanes::showProgress(Lane& lane) {
    const Progress& p = lane.progress;
    const bool active = p.total > 0 || !p.activity.empty();
    lane.bar->setVisible(active);
    lane.text->setVisible(active);
    lane.row->setVisible(active || !lane.stages.empty()); // what belongs to no strategy, a comparison for one, has no stages to show behind it
    if (!active)
        return;
    lane.bar->setRange(0, p.total > 0 ? 1000 : 0);
    lane.bar->setValue(p.total > 0 ? int(std::clamp(1000.0 * double(p.done) / double(p.total), 0.0, 1000.0)) : 0);
    const QLocale locale = QLocale(QLocale::English);
    QStringList parts;
    if (!p.activity.empty())
        parts << shown(p.activity);
    if (p.total > 0)
        parts << tr("%1 of %2").arg(locale.toString(qlonglong(p.done)), locale.toString(qlonglong(p.total)));
    if (p.rate > 0)
        parts << locale.toString(p.rate, 'f', p.rate < 10 ? 1 : 0) + u' ' + QString::fromStdString(p.rateUnit);
    if (p.secondsLeft > 0)
        parts << tr("%1 left").arg(durationText(p.secondsLeft));
    lane.text->setText(parts.join(QStringLiteral(" · ")));
}

StageChip* RunLanes::chip(const std::string& name, int index) const {
    const auto found = lanes_.find(name);
    return found == lanes_.end() || index < 0 || index >= int(found->second.stages.size()) ? nullptr : found->second.stages[std::size_t(index)];
}

void RunLanes::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        for (auto& [name, lane] : lanes_)
            showProgress(lane);
}

} // namespace stillhouse::widgets
