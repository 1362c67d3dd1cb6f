// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/top_bar.h"

#include "widgets/duration.h"
#include "widgets/form/words.h"
#include "widgets/icons.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QAction>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace stillhouse::app {

using namespace widgets;

namespace {

QToolButton* actionButton(QAction* action, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setIconSize({20, 20});
    button->setFocusPolicy(Qt::StrongFocus);
    QObject::connect(action, &QAction::changed, button, [=] { button->setAccessibleName(action->text()); });
    return button;
}

// The primary button shows an action: its text, and as tooltip the reason when it cannot run.
QPushButton* primaryButton(QAction* action, QWidget* parent) {
    auto* button = new QPushButton(parent);
    button->setObjectName(QStringLiteral("runBoth"));
    button->setProperty("role", "primary");
    button->setIcon(icon(QStringLiteral("play"), QStringLiteral("onAccent")));
    button->setIconSize({24, 16});
    const auto follow = [=] {
        button->setText(action->text());
        button->setAccessibleName(action->text());
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->toolTip());
        button->setVisible(action->isVisible());
    };
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    follow();
    return button;
}

} // namespace

TopBar::TopBar(Session& session, const Actions& actions, QMenu* projectMenu, QWidget* parent)
    : QWidget(parent), session_(session), project_(new QToolButton(this)), palette_(actionButton(actions.palette, this)),
      pause_(actionButton(actions.pause, this)), stop_(actionButton(actions.stop, this)), run_(new QWidget(this)), stage_(new QLabel(run_)),
      figures_(new QLabel(run_)), bar_(new QProgressBar(run_)), primary_(primaryButton(actions.runBoth, this)) {
    setObjectName(QStringLiteral("topBar"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(52);
    project_->setMenu(projectMenu);
    project_->setPopupMode(QToolButton::InstantPopup);
    project_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    project_->setIcon(icon(QStringLiteral("folder")));
    project_->setIconSize({26, 18});
    project_->setFocusPolicy(Qt::StrongFocus);
    project_->setObjectName(QStringLiteral("projectButton"));
    palette_->setObjectName(QStringLiteral("paletteButton"));
    bar_->setObjectName(QStringLiteral("runProgress"));
    bar_->setTextVisible(false);
    bar_->setRange(0, 1000);
    figures_->setProperty("type", "caption");
    figures_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);

    auto* words = new QHBoxLayout;
    words->setSpacing(12);
    words->addWidget(stage_);
    words->addWidget(figures_, 1);
    auto* column = new QVBoxLayout(run_);
    column->setContentsMargins(0, 6, 0, 8);
    column->setSpacing(4);
    column->addLayout(words);
    column->addWidget(bar_);
    run_->setMaximumWidth(560);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, kPadding, 0);
    row->setSpacing(kGap);
    row->addWidget(project_);
    row->addStretch(1);
    row->addWidget(run_, 6);
    row->addWidget(pause_);
    row->addWidget(stop_);
    row->addStretch(1);
    row->addWidget(palette_);
    row->addWidget(primary_);

    connect(&session_, &Session::projectChanged, this, &TopBar::retranslate);
    connect(&session_, &Session::experimentChanged, this, &TopBar::retranslate);
    connect(&session_, &Session::runStarted, this, [this] {
        last_ = {};
        showRun();
    });
    connect(&session_, &Session::runEnded, this, &TopBar::showRun);
    connect(&session_, &Session::pausedChanged, this, [this] { showProgress(last_); });
    connect(&session_, &Session::progressChanged, this, &TopBar::showProgress);
    retranslate();
    showRun();
}

void TopBar::showRun() {
    const bool running = session_.running();
    run_->setVisible(running);
    pause_->setVisible(running);
    stop_->setVisible(running);
    if (running)
        showProgress(last_);
}

void TopBar::showProgress(const Progress& progress) {
    last_ = progress;
    const QString lane = progress.lane.empty() ? QString() : tr("%1 · ", "strategy letter before an activity").arg(QString::fromStdString(progress.lane));
    const QString activity = progress.activity.empty() ? tr("Starting") : shown(progress.activity);
    stage_->setText(lane + (session_.paused() ? tr("Paused") : activity));
    const bool known = progress.total > 0;
    bar_->setRange(0, known || session_.paused() ? 1000 : 0);
    if (known)
        bar_->setValue(int(1000.0 * double(progress.done) / double(progress.total)));
    QStringList parts;
    if (known)
        parts << tr("%L1 of %L2").arg(progress.done).arg(progress.total);
    if (progress.rate > 0)
        parts << tr("%L1 %2", "rate and its unit").arg(progress.rate, 0, 'f', progress.rate < 10 ? 1 : 0).arg(unitText(progress.rateUnit));
    if (progress.secondsLeft > 0 && !session_.paused())
        parts << tr("%1 left").arg(durationText(progress.secondsLeft));
    figures_->setText(parts.join(QStringLiteral(" · ")));
}

void TopBar::retranslate() {
    const bool open = !session_.projectFolder().empty();
    const QString name = QString::fromStdString(session_.experiment().name);
    const QString folder = QFileInfo(QString::fromStdString(session_.projectFolder())).fileName();
    const QString text = !open ? tr("No project") : name.isEmpty() ? folder : name;
    project_->setText(fontMetrics().elidedText(text, Qt::ElideRight, 200));
    project_->setToolTip(open ? QString::fromStdString(session_.projectFolder()) : tr("Open a project"));
    project_->setAccessibleName(tr("Project: %1").arg(text));
    bar_->setAccessibleName(tr("Progress of the stage"));
    showProgress(last_);
}

void TopBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace stillhouse::app
