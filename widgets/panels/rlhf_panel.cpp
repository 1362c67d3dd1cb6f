// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/rlhf_panel.h"

#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/icons.h"
#include "widgets/panels/form_area.h"
#include "widgets/panels/rlhf_curves.h"
#include "widgets/panels/rlhf_reward.h"
#include "widgets/panels/rlhf_rounds.h"
#include "widgets/panels/rlhf_samples.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

constexpr int kMostRunWidth = 640;
constexpr int kSampleRefreshMs = 2000; // the store keeps up with a run at least this often

} // namespace

RlhfPanel::RlhfPanel(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), title_(new QLabel(this)), summary_(new QLabel(this)), runLabel_(new QLabel(this)),
      run_(new QComboBox(this)), errors_(new ErrorBar(this)), empty_(new EmptyState(QStringLiteral("rlhf"), this)),
      pages_(new QStackedWidget(this)), tabs_(new QTabWidget(this)), reward_(new RlhfReward(this)),
      policy_(new RlhfCurves(FeedbackStage::Policy, this)), samples_(new RlhfSamples(session, this)),
      rounds_(new RlhfRounds(session, this)), refresh_(new QTimer(this)) {
    refresh_->setSingleShot(true);
    refresh_->setInterval(kSampleRefreshMs);
    makeLayout();
    makeActions();
    connectAll();
    connectSession();
    retranslate();
    loadRuns();
    if (session_.running())
        begin(QString::fromStdString(session_.runId()));
}

void RlhfPanel::makeLayout() {
    title_->setProperty("type", "title");
    summary_->setProperty("type", "muted");
    summary_->setWordWrap(true);
    run_->setObjectName(QStringLiteral("feedbackRun"));
    run_->setSizeAdjustPolicy(QComboBox::AdjustToContents); // the name and the id of a run, whole
    run_->setMaximumWidth(kMostRunWidth);
    runLabel_->setBuddy(run_);
    auto* head = new QHBoxLayout;
    head->setSpacing(kGap);
    head->addWidget(title_, 1);
    head->addWidget(runLabel_);
    head->addWidget(run_);
    tabs_->setDocumentMode(true);
    for (QWidget* page : std::initializer_list<QWidget*>{reward_, new FormArea(policy_, this), samples_, rounds_})
        tabs_->addTab(page, {});
    pages_->addWidget(empty_);
    pages_->addWidget(tabs_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPadding, kPadding, kPadding, kPadding);
    column->setSpacing(kGap);
    column->addLayout(head);
    column->addWidget(summary_);
    column->addWidget(errors_);
    column->addSpacing(kGap);
    column->addWidget(pages_, 1);
}

void RlhfPanel::makeActions() {
    const auto add = [this](auto run) {
        auto* action = new QAction(icon(QStringLiteral("rlhf")), QString(), this);
        connect(action, &QAction::triggered, this, run);
        addAction(action); // the palette finds it
        actions_.push_back(action);
    };
    add([this] {
        Q_EMIT session_.panelRequested(QStringLiteral("rlhf"), {});
        tabs_->setCurrentWidget(rounds_);
        rounds_->nextButton()->click();
    });
    add([this] { compareAnswers(); });
}

void RlhfPanel::connectAll() {
    connect(run_, &QComboBox::activated, this, [this] {
        const auto id = run_->currentData().toString().toStdString();
        if (id != shownRun_)
            showStored(id);
    });
    connect(refresh_, &QTimer::timeout, samples_, &RlhfSamples::refresh);
    connect(samples_, &RlhfSamples::failed, errors_, &ErrorBar::showError);
    connect(samples_, &RlhfSamples::compareRequested, this, &RlhfPanel::compareAnswers);
    connect(rounds_, &RlhfRounds::failed, errors_, &ErrorBar::showError);
    connect(rounds_, &RlhfRounds::labellingWanted, this, &RlhfPanel::compareAnswers);
    connect(rounds_, &RlhfRounds::runChosen, this, [this](const QString& id) {
        showStored(id.toStdString());
        tabs_->setCurrentWidget(reward_);
    });
}

void RlhfPanel::retranslate() {
    title_->setText(tr("RLHF"));
    summary_->setText(tr("Strategy B's feedback loop: a reward model learns what is better, the policy learns from it, a filter keeps the best answers for the student."));
    runLabel_->setText(tr("Run"));
    run_->setAccessibleName(tr("Run whose feedback is shown"));
    const QString names[] = {tr("Reward model"), tr("Policy"), tr("Samples"), tr("Rounds")};
    for (int i = 0; i < tabs_->count(); ++i)
        tabs_->setTabText(i, names[i]);
    const QString actions[] = {tr("Start the next feedback round"), tr("Compare answers by hand")};
    for (std::size_t i = 0; i < actions_.size(); ++i)
        actions_[i]->setText(actions[i]);
    updateEmpty();
    fillRuns();
}

void RlhfPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
