// SPDX-License-Identifier: GPL-3.0-or-later
// What the Attention page asks for, and what it does with the answers.
#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/panels/attention_maps.h"
#include "widgets/panels/attention_panel.h"
#include "widgets/panels/attention_view.h"
#include "widgets/panels/model_chooser.h"
#include "widgets/plot/heat_grid.h"
#include "widgets/random_prompt.h"
#include "widgets/session.h"

#include <algorithm>
#include <cmath>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRandomGenerator>
#include <QStackedWidget>
#include <QTimer>

namespace stillhouse::widgets {

namespace {

const std::string kAttentionTag = "attention.";

} // namespace

void AttentionPanel::setPrompt(const QString& prompt) {
    prompt_->setPlainText(prompt);
}

void AttentionPanel::look() {
    ask("teacher");
    ask("student");
}

void AttentionPanel::ask(const std::string& subject) {
    const QString model = (subject == "teacher" ? teacherModel_ : studentModel_)->path();
    if (prompt_->toPlainText().trimmed().isEmpty() || !session_.engineReady())
        return;
    PictureRequest request;
    request.tag = kAttentionTag + subject;
    request.subject = subject;
    request.prompt = prompt_->toPlainText().toStdString();
    request.maxTokens = tokens_->currentData().toInt();
    errors_->dismiss();
    pages_->setCurrentIndex(1);
    if (session_.running()) {
        waiting_.insert(request.tag);
        Q_EMIT session_.pictureRequested(request);
    } else if (!model.isEmpty()) {
        waiting_.insert(request.tag);
        Q_EMIT session_.attentionRequested(model, QString::fromStdString(session_.experiment().data.task), request);
    } else {
        (subject == "teacher" ? teacher_ : student_)->setPicture({});
        showGrids();
        showDifference();
    }
    update();
}

void AttentionPanel::follow() {
    if (!session_.running() || !live_->isChecked() || !isVisible() || waiting_.count(kAttentionTag + "student") > 0)
        return;
    if (teacher_->empty() && waiting_.count(kAttentionTag + "teacher") == 0)
        ask("teacher");
    ask("student");
}

void AttentionPanel::anotherExample() {
    session_.query<QString>(
        this, QStringLiteral("example"),
        [random = QRandomGenerator::global()->generate()](Store& store) { return randomPrompt(store, random); },
        [this](Result<QString> prompt) {
            if (!prompt)
                return errors_->showError(prompt.error());
            setPrompt(*prompt);
            look();
        });
}

void AttentionPanel::take(const Picture& picture) {
    if (picture.tag.rfind(kAttentionTag, 0) != 0)
        return;
    waiting_.erase(picture.tag);
    if (!picture.error.what.empty()) {
        errors_->showError(picture.error);
        return update();
    }
    pace_.begin();
    AttentionView* view = picture.tag == kAttentionTag + "teacher" ? teacher_ : student_;
    AttentionView* other = view == teacher_ ? student_ : teacher_;
    const bool reshaped =
        view->picture().shape.size() != 4 || view->picture().shape[0] != picture.shape[0] || view->picture().shape[1] != picture.shape[1];
    if (view == student_) {
        step_ = picture.lane.empty() ? -1 : picture.step;
        lane_ = picture.lane;
    }
    view->setPicture(picture);
    if (reshaped && !other->empty())
        match(student_, teacher_);
    showAllHeads(*(view == teacher_ ? teacherHeads_ : studentHeads_), view->picture());
    markGrids();
    showDifference();
    update();
    if (view == student_ && session_.running())
        QTimer::singleShot(0, this, [this] { next_->start(pace_.restMs()); }); // by then it is painted
}

void AttentionPanel::refuse(const QString& tag, const Error& error) {
    if (!tag.startsWith(QString::fromStdString(kAttentionTag)))
        return;
    waiting_.erase(tag.toStdString());
    errors_->showError(error);
    update();
}

// What was asked at rest may be of another model than the run's: both sides start anew.
void AttentionPanel::runStarted() {
    waiting_.clear();
    teacher_->setPicture({});
    student_->setPicture({});
    step_ = -1;
    showGrids();
    showDifference();
    follow();
    update();
}

void AttentionPanel::runEnded() {
    next_->stop();
    waiting_.clear();
    update();
}

void AttentionPanel::match(AttentionView* from, AttentionView* to) {
    if (!match_->isChecked() || from->empty() || to->empty())
        return;
    const auto &a = from->picture().shape, &b = to->picture().shape;
    to->choose(int(matchingLayer(from->layer(), a[0], b[0])), int(matchingLayer(from->head(), a[1], b[1])));
}

void AttentionPanel::chooseIn(AttentionView* view, AttentionView* other, int layer, int head) {
    view->choose(layer, head);
    match(view, other);
    markGrids();
    showDifference();
    update();
}

void AttentionPanel::showGrids() {
    showAllHeads(*teacherHeads_, teacher_->picture());
    showAllHeads(*studentHeads_, student_->picture());
    markGrids();
}

void AttentionPanel::markGrids() {
    teacherHeads_->setCurrentCell(teacher_->layer(), teacher_->head());
    studentHeads_->setCurrentCell(student_->layer(), student_->head());
}

void AttentionPanel::showDifference() {
    const float *p = teacher_->map(), *q = student_->map();
    const auto& tokens = student_->picture().labels;
    const double range = std::max(colourRange(p, std::int64_t(teacher_->picture().labels.size())), colourRange(q, std::int64_t(tokens.size())));
    teacher_->setRange(range); // one scale, or the two could not be compared
    student_->setRange(range);
    const bool same = p && q && teacher_->picture().labels == tokens;
    difference_->setUnit(same ? tr("student − teacher") : QString());
    difference_->setEmptyText(!p || !q ? tr("Needs both maps") : tr("The models cut the text into different tokens"));
    if (!same) {
        showMap(*difference_, {}, nullptr, true);
        facts_->setText({});
        return;
    }
    std::vector<float> change(tokens.size() * tokens.size());
    float largest = 0;
    for (std::size_t i = 0; i < change.size(); ++i) {
        change[i] = q[i] - p[i];
        largest = std::max(largest, std::abs(change[i]));
    }
    showMap(*difference_, tokens, change.data(), true);
    facts_->setText(tr("KL(teacher ‖ student) %1 nats · largest difference %2")
                        .arg(attentionDivergence(p, q, std::int64_t(tokens.size())), 0, 'f', 3)
                        .arg(double(largest), 0, 'f', 2));
}

void AttentionPanel::update() {
    const bool running = session_.running(), typed = !prompt_->toPlainText().trimmed().isEmpty();
    look_->setEnabled(typed && session_.engineReady());
    look_->setToolTip(!session_.engineReady() ? tr("The engine is still loading")
                      : typed                 ? tr("Show the maps of this text (Ctrl+Enter)")
                                              : tr("Type a text first"));
    another_->setEnabled(!session_.projectFolder().empty() && session_.engineReady());
    teacherModel_->setEnabled(!running);
    studentModel_->setEnabled(!running);
    QString text;
    if (!waiting_.empty() && !(running && live_->isChecked() && step_ >= 0))
        text = running ? tr("Waiting for the next training step…") : tr("Looking…");
    else if (step_ >= 0)
        text = (running && live_->isChecked() ? tr("Student %1 at step %2, live") : tr("Student %1 at step %2"))
                   .arg(QString::fromStdString(lane_))
                   .arg(step_);
    const auto omitted = std::max(teacher_->picture().omitted, student_->picture().omitted);
    if (omitted > 0 && waiting_.empty())
        text += (text.isEmpty() ? QString() : QStringLiteral(" · ")) + tr("%n tokens left out at the start", nullptr, int(omitted));
    status_->setText(text);
    empty_->setBusy(!waiting_.empty());
    student_->setTitle(step_ >= 0 ? tr("Student %1, step %2").arg(QString::fromStdString(lane_)).arg(step_) : tr("Student"));
    student_->setEmptyText(waiting_.count(kAttentionTag + "student") ? tr("Looking…")
                           : running                        ? tr("Switch Live on, or press Show")
                                                            : tr("No student yet: run a strategy"));
    teacher_->setEmptyText(waiting_.count(kAttentionTag + "teacher") ? tr("Looking…") : tr("Choose a teacher and press Show"));
}

void AttentionPanel::retranslate() {
    title_->setText(tr("Attention"));
    summary_->setText(
        tr("What each head of teacher and student looks at in one text. Rows are the tokens that look, columns what they look at."));
    prompt_->setPlaceholderText(tr("A text, as it stands in the data"));
    prompt_->setAccessibleName(tr("Text whose attention is shown"));
    look_->setText(tr("Show"));
    another_->setText(tr("Another example"));
    tokensLabel_->setText(tr("Tokens at most"));
    tokens_->setAccessibleName(tr("Tokens at most"));
    live_->setText(tr("Live"));
    live_->setToolTip(tr("Follows the student in training; takes 5 % of its time at most, and none while this page is hidden"));
    match_->setText(tr("Match layers and heads"));
    match_->setToolTip(tr("Choosing a layer or head in one model chooses the one at the same depth in the other"));
    teacherModel_->setLabel(tr("Teacher"));
    studentModel_->setLabel(tr("Student"));
    teacher_->setTitle(tr("Teacher"));
    difference_->setTitle(tr("Difference"));
    difference_->setAxes(tr("key: the token looked at"), tr("query"));
    teacherHeads_->setTitle(tr("All heads of the teacher"));
    studentHeads_->setTitle(tr("All heads of the student"));
    for (auto* grid : {teacherHeads_, studentHeads_})
        grid->setAxes(tr("head"), tr("layer"));
    empty_->setTitle(tr("What do the heads look at?"));
    empty_->setText(tr("Type a text above, or take an example of the project's data."));
    empty_->setAction(tr("Take an example"), [this] { anotherExample(); });
    showDifference();
    update();
}

} // namespace stillhouse::widgets
