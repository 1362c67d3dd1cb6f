// SPDX-License-Identifier: GPL-3.0-or-later
// What the Demo page reads and asks, and what it shows of the answers.
#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/panels/demo_card.h"
#include "widgets/panels/demo_job.h"
#include "widgets/panels/demo_panel.h"
#include "widgets/panels/demo_presentation.h"
#include "widgets/panels/demo_setup.h"
#include "widgets/panels/demo_words.h"
#include "widgets/random_prompt.h"
#include "widgets/session.h"

#include <QLabel>
#include <QPushButton>
#include <QRandomGenerator>
#include <QStackedWidget>
#include <algorithm>

namespace stillhouse::widgets {

void DemoPanel::load() {
    if (session_.projectFolder().empty())
        return updateState();
    session_.query<DemoSources>(
        this, QStringLiteral("demo.sources"),
        [experiment = session_.experiment(), folder = session_.projectFolder()](Store& store) { return loadDemoSources(store, experiment, folder); },
        [this](Result<DemoSources> sources) {
            if (!sources) {
                errors_->showError(sources.error());
                return;
            }
            takeSources(std::move(*sources));
        });
}

void DemoPanel::takeSources(DemoSources sources) {
    const bool fresh = !loaded_ || (chosenRun_.empty() && !sources.runs.empty());
    loaded_ = true;
    sources_ = std::move(sources);
    auto offered = sources_.sources;
    offered.insert(offered.end(), brought_.begin(), brought_.end());
    for (auto* card : cards_) {
        card->setFolder(QString::fromStdString(session_.projectFolder()));
        card->setSources(offered);
    }
    setup_->setClassification(sources_.classification);
    fillRuns();
    if (fresh && !sources_.runs.empty())
        chooseRun(wantedRun_.empty() ? sources_.runs.front().id : wantedRun_);
    else if (fresh && !offered.empty() && cards_[0]->path().isEmpty())
        cards_[0]->setPath(QString::fromStdString(offered.front().path));
    updateState();
}

// Teacher, student A, student B: a version that the run has not leaves its card as it was.
void DemoPanel::chooseRun(const std::string& id) {
    wantedRun_ = id;
    for (const auto& run : sources_.runs) {
        if (run.id != id)
            continue;
        chosenRun_ = id;
        wantedRun_.clear();
        const char* const subjects[kVersions] = {"teacher", "A", "B"};
        for (std::size_t i = 0; i < kVersions; ++i)
            if (const auto path = pathInRun(run, subjects[i]); !path.empty())
                cards_[i]->setPath(QString::fromStdString(path));
        fillRuns();
        loadRun();
    }
}

void DemoPanel::loadRun() {
    session_.query<ComparedRun>(
        this, QStringLiteral("demo.run"), [id = chosenRun_, folder = session_.projectFolder()](Store& store) { return loadComparedRun(store, id, folder); },
        [this](Result<ComparedRun> run) {
            if (!run) {
                errors_->showError(run.error());
                return;
            }
            run_ = std::move(*run);
            setup_->setDifferences(run_.examples);
            showPresentation();
        });
}

void DemoPanel::takeExample(bool thenAsk) {
    session_.query<Example>(
        this, QStringLiteral("demo.example"),
        [random = QRandomGenerator::global()->generate()](Store& store) { return randomExample(store, random, "test"); },
        [this, thenAsk](Result<Example> example) {
            if (!example) {
                errors_->showError(example.error());
                return;
            }
            setup_->setExample(QString::fromStdString(example->prompt), QString::fromStdString(example->label), QString::fromStdString(example->id));
            showPresentation();
            if (thenAsk && setup_->askButton()->isEnabled())
                ask();
        });
}

std::vector<std::string> DemoPanel::askedPaths() const {
    std::vector<std::string> paths;
    for (const auto* card : cards_)
        if (!card->path().isEmpty())
            paths.push_back(card->path().toStdString());
    return paths;
}

void DemoPanel::ask() {
    errors_->dismiss();
    DemoRequest request = setup_->request();
    request.models = askedPaths();
    if (setup_->usesTask())
        request.task = session_.experiment().data.task;
    asked_.clear();
    for (std::size_t i = 0; i < kVersions; ++i) {
        cards_[i]->clearAnswer();
        if (!cards_[i]->path().isEmpty())
            asked_.push_back(i);
    }
    askedTruth_ = setup_->truth();
    setup_->setRunning(true);
    job_->start(request);
    updateState();
}

void DemoPanel::showAnswers() {
    const auto& answers = job_->answers();
    for (std::size_t i = 0; i < answers.size() && i < asked_.size(); ++i)
        if (auto* card = cards_[asked_[i]]; card->path().toStdString() == answers[i].path) // not where another model was chosen since
            card->showAnswer(answers[i], askedTruth_);
    showPresentation();
}

QString DemoPanel::orderNote() const {
    const auto count = askedPaths().size();
    const auto& answers = job_->answers();
    const int threads = answers.empty() ? 0 : answers.front().threads;
    const QString with = threads > 0 ? tr("threads for each: %1").arg(threads) : QString();
    const QString note = count < 2             ? tr("One model runs alone")
                         : setup_->together() ? tr("The models run at the same time and share the processor: latencies are longer than alone")
                                              : tr("The models run one after another with all threads: latencies compare");
    return with.isEmpty() || job_->request().together != setup_->together() ? note : note + QStringLiteral(" · ") + with;
}

void DemoPanel::updateState() {
    const bool open = !session_.projectFolder().empty();
    const bool chosen = !askedPaths().empty();
    const bool nothing = sources_.sources.empty() && brought_.empty() && !chosen;
    if (!nothing)
        pages_->setCurrentIndex(1);
    else if (!loaded_)
        pages_->setCurrentIndex(0);
    empty_->setBusy(nothing && open && !loaded_);
    setup_->setProject(open);
    setup_->setRunning(job_->running());
    setup_->setReason(session_.running() ? tr("A run is going on: latencies would be measured beside it")
                      : !chosen          ? tr("Choose a model first")
                                         : QString());
    present_->setEnabled(chosen);
    presentAction_->setEnabled(chosen);
    exampleAction_->setEnabled(open);
    note_->setText(orderNote());
    showPresentation();
}

void DemoPanel::present() {
    if (askedPaths().empty())
        return;
    if (!presentation_) {
        presentation_ = new DemoPresentation(this);
        presentation_->setAttribute(Qt::WA_DeleteOnClose);
        connect(presentation_, &DemoPresentation::nextRequested, this, [this] { takeExample(true); });
        connect(presentation_, &DemoPresentation::askRequested, this, [this] {
            if (setup_->askButton()->isEnabled() && !job_->running())
                ask();
        });
    }
    showPresentation();
    presentation_->showFullScreen();
    presentation_->activateWindow();
    presentation_->setFocus();
    if (setup_->prompt().trimmed().isEmpty())
        takeExample(true); // an empty screen says nothing
}

void DemoPanel::showPresentation() {
    if (!presentation_)
        return;
    std::vector<DemoColumn> columns;
    for (std::size_t i = 0; i < kVersions; ++i) {
        const auto* card = cards_[i];
        if (card->path().isEmpty())
            continue;
        DemoColumn column{card->name(), demoToken(card->subject()), {}, {}};
        for (std::size_t a = 0; a < asked_.size() && a < job_->answers().size(); ++a)
            if (asked_[a] == i && job_->answers()[a].path == card->path().toStdString())
                column.answer = job_->answers()[a];
        for (const auto& subject : run_.subjects) // the gates judge what the run measured, not a file of another name
            if (subject.modelPath == card->path().toStdString())
                std::copy_if(run_.gates.begin(), run_.gates.end(), std::back_inserter(column.gates), [&](const Gate& gate) { return gate.subject == subject.subject; });
        columns.push_back(std::move(column));
    }
    presentation_->present(setup_->prompt(), job_->running() || !job_->answers().empty() ? askedTruth_ : setup_->truth(), orderNote(), columns);
}

} // namespace stillhouse::widgets
