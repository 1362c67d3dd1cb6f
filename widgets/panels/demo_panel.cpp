// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/demo_panel.h"

#include "widgets/eliding_box.h"
#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/icons.h"
#include "widgets/panels.h"
#include "widgets/panels/demo_card.h"
#include "widgets/panels/demo_job.h"
#include "widgets/panels/demo_presentation.h"
#include "widgets/panels/demo_setup.h"
#include "widgets/session.h"
#include "widgets/subject_words.h"
#include "widgets/theme.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace stillhouse::widgets {

DemoPanel::DemoPanel(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), job_(new DemoJob(session, this)), title_(new QLabel(this)), summary_(new QLabel(this)), runLabel_(new QLabel(this)),
      note_(new QLabel(this)), present_(new QPushButton(this)), runs_(new ElidingBox(34, this)), errors_(new ErrorBar(this)),
      empty_(new EmptyState(QStringLiteral("demo"), this)), pages_(new QStackedWidget(this)), setup_(new DemoSetup(this)),
      presentAction_(new QAction(icon(QStringLiteral("fullscreen")), QString(), this)), exampleAction_(new QAction(icon(QStringLiteral("demo")), QString(), this)) {
    for (std::size_t i = 0; i < kVersions; ++i)
        cards_[i] = new DemoCard(int(i) + 1, this);
    present_->setObjectName(QStringLiteral("demoPresent"));
    present_->setIcon(icon(QStringLiteral("fullscreen")));
    runs_->setObjectName(QStringLiteral("demoRun"));
    addAction(presentAction_); // the palette finds them
    addAction(exampleAction_);
    makeLayout();
    connectAll();
    connectSession();
    retranslate();
    load();
}

DemoPresentation* DemoPanel::presentation() const { return presentation_; }

void DemoPanel::makeLayout() {
    title_->setProperty("type", "title");
    summary_->setProperty("type", "muted");
    for (QLabel* label : {runLabel_, note_})
        label->setProperty("type", "caption");
    runLabel_->setBuddy(runs_);
    auto* head = new QHBoxLayout;
    head->setSpacing(kGap);
    head->addWidget(title_);
    head->addStretch();
    head->addWidget(runLabel_);
    head->addWidget(runs_);
    head->addWidget(present_);
    auto* cards = new QHBoxLayout;
    cards->setSpacing(12);
    for (auto* card : cards_)
        cards->addWidget(card, 1);
    auto* content = new QWidget(this);
    auto* lower = new QVBoxLayout(content);
    lower->setContentsMargins(0, 0, 0, 0);
    lower->setSpacing(12);
    lower->addWidget(setup_);
    lower->addLayout(cards, 1);
    lower->addWidget(note_);
    pages_->addWidget(empty_);
    pages_->addWidget(content);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPadding, kPadding, kPadding, kPadding);
    column->setSpacing(kGap);
    column->addLayout(head);
    column->addWidget(summary_);
    column->addWidget(errors_);
    column->addWidget(pages_, 1);
}

void DemoPanel::connectAll() {
    connect(job_, &DemoJob::changed, this, &DemoPanel::showAnswers);
    connect(job_, &DemoJob::finished, this, &DemoPanel::updateState);
    connect(job_, &DemoJob::failed, errors_, &ErrorBar::showError);
    connect(setup_, &DemoSetup::askRequested, this, &DemoPanel::ask);
    connect(setup_, &DemoSetup::stopRequested, job_, &DemoJob::stop);
    connect(setup_, &DemoSetup::exampleRequested, this, [this] { takeExample(true); });
    connect(setup_, &DemoSetup::orderChanged, this, &DemoPanel::updateState);
    connect(present_, &QPushButton::clicked, this, &DemoPanel::present);
    connect(presentAction_, &QAction::triggered, this, [this] { Q_EMIT session_.panelRequested(QStringLiteral("demo"), QStringLiteral("present")); });
    connect(exampleAction_, &QAction::triggered, this, [this] { Q_EMIT session_.panelRequested(QStringLiteral("demo"), QStringLiteral("example")); });
    connect(runs_, &QComboBox::activated, this, [this](int index) { chooseRun(runs_->itemData(index).toString().toStdString()); });
    for (auto* card : cards_) {
        connect(card, &DemoCard::chosen, this, &DemoPanel::updateState);
        connect(card, &DemoCard::brought, this, [this](const QString& path) {
            brought_.push_back({path.toStdString(), {}, {}, false});
            takeSources(sources_);
        });
    }
}

void DemoPanel::connectSession() {
    connect(&session_, &Session::projectChanged, this, [this] {
        errors_->dismiss();
        job_->clear();
        brought_.clear();
        chosenRun_.clear();
        loaded_ = false;
        for (auto* card : cards_)
            card->setPath({});
        load();
    });
    for (const auto signal : {&Session::storeChanged, &Session::engineArrived})
        connect(&session_, signal, this, &DemoPanel::load);
    connect(&session_, &Session::experimentChanged, this, &DemoPanel::load);
    connect(&session_, &Session::runEnded, this, &DemoPanel::load);
    connect(&session_, &Session::runStarted, this, &DemoPanel::updateState);
    // A run to show, or what the keyboard and the palette ask for.
    connect(&session_, &Session::panelRequested, this, [this](const QString& panel, const QString& subject) {
        if (panel != QStringLiteral("demo") || subject.isEmpty())
            return;
        if (subject == QStringLiteral("present") && presentation_)
            presentation_->close(); // F11 again
        else if (subject == QStringLiteral("present"))
            present();
        else if (subject == QStringLiteral("example"))
            takeExample(true);
        else
            chooseRun(subject.toStdString());
    });
}

void DemoPanel::retranslate() {
    title_->setText(tr("Demo"));
    summary_->setText(tr("One prompt, up to three versions side by side, from their packed weights."));
    runLabel_->setText(tr("Versions of run"));
    runs_->setAccessibleName(tr("Run whose versions are shown"));
    runs_->setPlaceholderText(tr("No finished run yet"));
    present_->setText(tr("Present"));
    present_->setToolTip(tr("Full screen, large type (F11)"));
    presentAction_->setText(tr("Demo: present full screen"));
    exampleAction_->setText(tr("Demo: random example"));
    empty_->setTitle(tr("No model to show yet"));
    empty_->setText(tr("The teacher and the students of finished runs appear here by themselves. A model folder, a packed file or a GGUF file can be opened as well."));
    empty_->setAction(tr("Open the Teacher page"), [this] { Q_EMIT session_.panelRequested(QStringLiteral("teacher"), {}); });
    empty_->setSecondAction(tr("Show the three versions"), [this] { pages_->setCurrentIndex(1); });
    fillRuns();
    showAnswers();
    updateState();
}

void DemoPanel::fillRuns() {
    const QSignalBlocker quiet(runs_);
    runs_->clear();
    for (const auto& run : sources_.runs)
        runs_->addItem(runName(run.name, run.id, run.started), QString::fromStdString(run.id));
    runs_->setCurrentIndex(runs_->findData(QString::fromStdString(chosenRun_)));
    runs_->setEnabled(runs_->count() > 0);
}

void DemoPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    load(); // another page may have written a model since
}

void DemoPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

PanelSpec demoPanel() {
    return {"demo",
            QT_TRANSLATE_NOOP("panels", "Demo"),
            "demo",
            QT_TRANSLATE_NOOP("panels", "Up to three versions answer one prompt side by side, with their latency and size; full screen for an audience"),
            [](Session& session, QWidget* parent) -> QWidget* { return new DemoPanel(session, parent); },
            true,
            QT_TRANSLATE_NOOP("panels",
                              "<p>Every version reads the same prompt from its own packed weights; nothing here needs LibTorch. <b>Time to first token</b> counts from the "
                              "prompt to the first token of an answer, after the weights were read once. <b>Tokens per second</b> is (n − 1) tokens of the text over the "
                              "time behind its first token; where only a label is asked, it is the prompt's tokens over the time of its pass.</p>"
                              "<p>A label's score is (1/m) Σ log p(tokenⱼ) over its m tokens; the bars are the softmax over the labels, as evaluation computes them "
                              "(length-normalised log-likelihood: Brown 2020).</p>"
                              "<p><b>One after another</b> gives each version all threads, so that latencies compare. <b>At the same time</b> divides the threads: a "
                              "livelier picture with longer latencies.</p>"
                              "<p><b>Keys.</b> Ctrl+Enter asks, F11 presents; in the presentation N takes the next example, Enter asks again, Esc leaves.</p>")};
}

} // namespace stillhouse::widgets
