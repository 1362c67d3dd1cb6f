// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/preference_page.h"

#include "widgets/annotator.h"
#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/feedback_link.h"
#include "widgets/panels/rlhf_stages.h"
#include "widgets/session.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStackedWidget>

namespace stillhouse::widgets {

namespace {

struct WrittenChoice {
    std::int64_t id = 0, newPreferences = 0;
};

Result<WrittenChoice> afterWriting(Store& store, std::int64_t id) {
    const auto plan = store.roundPlan();
    return plan ? Result<WrittenChoice>(WrittenChoice{id, plan->newPreferences}) : Result<WrittenChoice>(plan.error());
}

} // namespace

const AnswerPair* PreferencePage::current() const { return at_ < open_.pairs.size() ? &open_.pairs[at_] : nullptr; }

void PreferencePage::open(const std::string& runId) {
    setFocus();
    loadSources(runId);
}

void PreferencePage::loadSources(const std::string& runId) {
    empty_->setBusy(true);
    session_.query<PairSources>(
        this, QStringLiteral("sources"), [experiment = session_.experiment()](Store& store) { return pairSources(store, experiment); },
        [this, runId](Result<PairSources> sources) {
            empty_->setBusy(false);
            if (!sources) {
                errors_->showError(sources.error());
                return;
            }
            takeSources(std::move(*sources));
            auto wanted = std::find_if(sources_.list.begin(), sources_.list.end(), [&](const PairSource& s) { return !runId.empty() && s.subject == runId; });
            if (wanted == sources_.list.end())
                wanted = std::find(sources_.list.begin(), sources_.list.end(), source_);
            if (wanted == sources_.list.end())
                wanted = sources_.list.begin();
            if (wanted != sources_.list.end())
                load(*wanted);
            else
                fillSources();
            updateButtons();
        });
}

// A file brought along stays in the list.
void PreferencePage::takeSources(PairSources sources) {
    sources_ = std::move(sources);
    if (source_.kind == "file" && std::find(sources_.list.begin(), sources_.list.end(), source_) == sources_.list.end())
        sources_.list.push_back(source_);
}

void PreferencePage::openFile(const QString& path) {
    if (path.isEmpty())
        return;
    const PairSource source{"file", path.toStdString(), {}};
    if (std::find(sources_.list.begin(), sources_.list.end(), source) == sources_.list.end())
        sources_.list.push_back(source);
    load(source);
}

void PreferencePage::chooseFile() {
    openFile(QFileDialog::getOpenFileName(this, tr("Open a file of preferences"), QString::fromStdString(session_.projectFolder()),
                                          tr("Preferences (*.jsonl *.json)")));
}

void PreferencePage::load(const PairSource& source) {
    source_ = source;
    stale_ = false;
    fillSources();
    errors_->dismiss();
    session_.query<OpenPairs>(
        this, QStringLiteral("pairs"), [experiment = session_.experiment(), source](Store& store) { return openPairs(store, experiment, source); },
        [this, source](Result<OpenPairs> open) {
            if (!(source == source_))
                return;
            open_ = open ? std::move(*open) : OpenPairs();
            at_ = 0;
            done_.clear();
            undone_.clear();
            endEdit();
            showPair();
            if (!open)
                errors_->showError(open.error());
        });
}

void PreferencePage::judge(Verdict verdict) {
    if (const auto* pair = current())
        write({*pair, verdict, {}, Annotator::of(session_).text(), 0, 0}, at_, false);
}

// The next pair is shown by the answer of the store, so what is on screen is never ahead of what is on the disk.
void PreferencePage::write(AnswerChoice choice, std::size_t at, bool again) {
    if (writing_)
        return;
    writing_ = true;
    ++mine_;
    updateButtons();
    session_.query<WrittenChoice>(
        this, {},
        [choice](Store& store) -> Result<WrittenChoice> {
            const auto id = store.addChoice(choice);
            return id ? afterWriting(store, *id) : Result<WrittenChoice>(id.error());
        },
        [this, choice, at, again](Result<WrittenChoice> written) {
            writing_ = false;
            if (!written) {
                --mine_;
                errors_->showError(written.error());
                updateButtons();
                return;
            }
            done_.push_back({at, choice});
            done_.back().choice.id = written->id;
            if (!again)
                undone_.clear();
            open_.newPreferences = written->newPreferences;
            at_ = at + 1;
            endEdit();
            showPair();
        });
}

void PreferencePage::undo() {
    if (writing_ || done_.empty())
        return;
    writing_ = true;
    ++mine_;
    updateButtons();
    session_.query<WrittenChoice>(
        this, {},
        [id = done_.back().choice.id](Store& store) -> Result<WrittenChoice> {
            const auto undone = store.undoChoice(id);
            return undone ? afterWriting(store, id) : Result<WrittenChoice>(undone.error());
        },
        [this](Result<WrittenChoice> undone) {
            writing_ = false;
            if (!undone) {
                --mine_;
                errors_->showError(undone.error());
                updateButtons();
                return;
            }
            at_ = done_.back().at;
            open_.newPreferences = undone->newPreferences;
            undone_.push_back(std::move(done_.back()));
            done_.pop_back();
            showPair();
        });
}

void PreferencePage::redo() {
    if (writing_ || undone_.empty())
        return;
    const Made made = std::move(undone_.back());
    undone_.pop_back();
    write(made.choice, made.at, true);
}

void PreferencePage::edit(bool right) {
    const auto* pair = current();
    if (!pair || writing_)
        return;
    editor_->setPlainText(QString::fromStdString(right ? pair->second : pair->first));
    editArea_->show();
    editor_->setFocus();
    editor_->moveCursor(QTextCursor::End);
    updateButtons();
}

void PreferencePage::keepEdit() {
    const auto* pair = current();
    const std::string text = editor_->toPlainText().toStdString();
    if (!pair || text.empty())
        return;
    write({*pair, Verdict::Edited, text, Annotator::of(session_).text(), 0, 0}, at_, false);
}

void PreferencePage::endEdit() {
    if (!editArea_->isVisibleTo(this))
        return;
    editArea_->hide();
    setFocus();
    updateButtons();
}

void PreferencePage::startRound() {
    if (sources_.hasRound)
        Q_EMIT FeedbackLink::of(session_).nextRoundRequested({});
    else
        Q_EMIT session_.startRequested(QString::fromLatin1(kFeedbackLane), false, {});
}

void PreferencePage::scroll(int pages) {
    for (QPlainTextEdit* text : {prompt_, cards_[0].text, cards_[1].text})
        text->verticalScrollBar()->setValue(text->verticalScrollBar()->value() + pages * text->verticalScrollBar()->pageStep());
}

bool PreferencePage::handleKey(QKeyEvent* event) {
    if (event->matches(QKeySequence::Undo))
        return undo(), true;
    if (event->matches(QKeySequence::Redo) || (event->key() == Qt::Key_Y && event->modifiers() == Qt::ControlModifier))
        return redo(), true;
    if (event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier))
        return false;
    switch (event->key()) {
    case Qt::Key_Left: return judge(Verdict::First), true;
    case Qt::Key_Right: return judge(Verdict::Second), true;
    case Qt::Key_T:
    case Qt::Key_Down: return judge(Verdict::Tie), true;
    case Qt::Key_S: return judge(Verdict::Skip), true;
    case Qt::Key_E: return edit(event->modifiers() & Qt::ShiftModifier), true;
    case Qt::Key_PageUp: return scroll(-1), true;
    case Qt::Key_PageDown: return scroll(1), true;
    case Qt::Key_Escape: return Q_EMIT closed(), true;
    default: return false;
    }
}

// The window uses Esc too: here it is the page's.
bool PreferencePage::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void PreferencePage::keyPressEvent(QKeyEvent* event) {
    if (!handleKey(event))
        QWidget::keyPressEvent(event);
}

// The editor's two ways out; everything else is writing.
bool PreferencePage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == editor_ && event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        return event->accept(), true;
    if (watched != editor_ || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Escape)
        return endEdit(), true;
    if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && (key->modifiers() & Qt::ControlModifier))
        return keepEdit(), true;
    return false;
}

} // namespace stillhouse::widgets
