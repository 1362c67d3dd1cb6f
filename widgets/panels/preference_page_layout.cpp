// SPDX-License-Identifier: GPL-3.0-or-later
// The comparison page's widgets: where they stand and what they say.
#include "widgets/eliding_box.h"
#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/icons.h"
#include "widgets/panels/preference_page.h"
#include "widgets/panels/rlhf_stages.h"
#include "widgets/session.h"
#include "widgets/store_watcher.h"
#include "widgets/theme.h"

#include <algorithm>
#include <QComboBox>
#include <QEvent>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

constexpr const char* kOtherFile = "other";

// A text that the keys pass by.
QPlainTextEdit* readOnlyText(QWidget* parent, const char* name) {
    auto* text = new QPlainTextEdit(parent);
    text->setObjectName(QLatin1String(name));
    text->setReadOnly(true);
    text->setFocusPolicy(Qt::NoFocus);
    return text;
}

QPushButton* keyButton(QWidget* parent, const char* name, const char* iconName) {
    auto* button = new QPushButton(parent);
    button->setObjectName(QLatin1String(name));
    button->setIcon(icon(QLatin1String(iconName)));
    button->setFocusPolicy(Qt::NoFocus); // its key does the same, and arrows must stay the page's
    return button;
}

} // namespace

PreferencePage::PreferencePage(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), title_(new QLabel(this)), progress_(new QLabel(this)), promptTitle_(new QLabel(this)),
      sourceLabel_(new QLabel(this)), hint_(new QLabel(this)), editTitle_(new QLabel(this)), sourceBox_(new ElidingBox(44, this)),
      close_(new QPushButton(this)), left_(keyButton(this, "preferLeft", "left")), right_(keyButton(this, "preferRight", "right")),
      tie_(keyButton(this, "preferTie", "down")), editLeft_(keyButton(this, "editLeft", "label")), editRight_(keyButton(this, "editRight", "label")),
      skip_(keyButton(this, "preferSkip", "skip")), undo_(keyButton(this, "preferUndo", "undo")), redo_(keyButton(this, "preferRedo", "redo")),
      keep_(new QPushButton(this)), cancel_(new QPushButton(this)), round_(new QPushButton(this)), prompt_(readOnlyText(this, "pairPrompt")),
      editor_(new QPlainTextEdit(this)), editArea_(new QWidget(this)), errors_(new ErrorBar(this)),
      empty_(new EmptyState(QStringLiteral("rlhf"), this)), pages_(new QStackedWidget(this)) {
    setFocusPolicy(Qt::StrongFocus);
    setObjectName(QStringLiteral("preferences"));
    makeLayout();
    connectAll();
    retranslate();
}

QWidget* PreferencePage::makeCards() {
    auto* pair = new QWidget(this);
    auto* row = new QHBoxLayout;
    row->setSpacing(kPadding);
    for (int side = 0; side < 2; ++side) {
        auto& card = cards_[side];
        card = {new QLabel(this), readOnlyText(this, side == 0 ? "firstAnswer" : "secondAnswer")};
        card.title->setProperty("type", "section");
        auto* column = new QVBoxLayout;
        column->setSpacing(kGap);
        column->addWidget(card.title);
        column->addWidget(card.text, 1);
        row->addLayout(column, 1);
    }
    promptTitle_->setProperty("type", "section");
    editTitle_->setProperty("type", "section");
    editor_->setObjectName(QStringLiteral("betterAnswer"));
    editor_->installEventFilter(this);
    auto* editRow = new QHBoxLayout;
    editRow->addWidget(editTitle_, 1);
    editRow->addWidget(cancel_);
    editRow->addWidget(keep_);
    auto* edit = new QVBoxLayout(editArea_);
    edit->setContentsMargins(0, 0, 0, 0);
    edit->setSpacing(kGap);
    edit->addLayout(editRow);
    edit->addWidget(editor_);
    editArea_->hide();
    auto* column = new QVBoxLayout(pair);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    column->addWidget(promptTitle_);
    column->addWidget(prompt_, 2);
    column->addLayout(row, 3);
    column->addWidget(editArea_, 2);
    column->addLayout(makeButtons());
    column->addWidget(hint_);
    return pair;
}

QLayout* PreferencePage::makeButtons() {
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    for (QPushButton* button : {left_, tie_, right_})
        row->addWidget(button);
    row->addStretch();
    for (QPushButton* button : {editLeft_, editRight_, skip_, undo_, redo_})
        row->addWidget(button);
    return row;
}

void PreferencePage::makeLayout() {
    title_->setProperty("type", "title");
    progress_->setProperty("type", "caption");
    progress_->setObjectName(QStringLiteral("pairProgress"));
    hint_->setProperty("type", "caption");
    hint_->setWordWrap(true);
    sourceBox_->setObjectName(QStringLiteral("pairSource"));
    sourceLabel_->setBuddy(sourceBox_);
    round_->setObjectName(QStringLiteral("startRound"));
    keep_->setProperty("role", "primary");
    keep_->setObjectName(QStringLiteral("keepEdit"));
    auto* head = new QHBoxLayout;
    head->setSpacing(kGap);
    head->addWidget(title_, 1);
    for (QWidget* widget : std::initializer_list<QWidget*>{sourceLabel_, sourceBox_, round_, close_})
        head->addWidget(widget);
    pages_->addWidget(empty_);
    pages_->addWidget(makeCards());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    column->addLayout(head);
    column->addWidget(progress_);
    column->addWidget(errors_);
    column->addWidget(pages_, 1);
}

void PreferencePage::connectAll() {
    const auto on = [this](QPushButton* button, auto run) { connect(button, &QPushButton::clicked, this, run); };
    on(left_, [this] { judge(Verdict::First); });
    on(right_, [this] { judge(Verdict::Second); });
    on(tie_, [this] { judge(Verdict::Tie); });
    on(skip_, [this] { judge(Verdict::Skip); });
    on(editLeft_, [this] { edit(false); });
    on(editRight_, [this] { edit(true); });
    on(undo_, [this] { undo(); });
    on(redo_, [this] { redo(); });
    on(keep_, [this] { keepEdit(); });
    on(cancel_, [this] { endEdit(); });
    on(round_, [this] { startRound(); });
    on(close_, [this] { Q_EMIT closed(); });
    connect(sourceBox_, &QComboBox::activated, this, [this](int index) {
        setFocus(); // the keys are the answers' again
        if (sourceBox_->itemData(index).toString() == QLatin1String(kOtherFile)) {
            fillSources();
            chooseFile();
        } else if (index < int(sources_.list.size())) {
            load(sources_.list[std::size_t(index)]);
        }
    });
    auto& watcher = StoreWatcher::of(session_);
    connect(&watcher, &StoreWatcher::choicesWritten, this, &PreferencePage::choicesWritten);
    connect(&watcher, &StoreWatcher::labelsChanged, this, [this] { source_.kind == "labels" ? pairsChanged() : void(); });
    connect(&session_, &Session::storeChanged, this, &PreferencePage::readSourcesAgain);
    for (const auto signal : {&Session::engineArrived, &Session::projectChanged})
        connect(&session_, signal, this, &PreferencePage::updateButtons);
    connect(&session_, &Session::runStarted, this, &PreferencePage::updateButtons);
    connect(&session_, &Session::runEnded, this, &PreferencePage::updateButtons);
}

void PreferencePage::fillSources() {
    const QSignalBlocker quiet(sourceBox_);
    sourceBox_->clear();
    int shown = -1;
    for (const auto& source : sources_.list) {
        const QString subject = QString::fromStdString(source.subject);
        sourceBox_->addItem(source.kind == "run"    ? tr("Answers of %1").arg(source.title.empty() ? subject : QString::fromStdString(source.title))
                            : source.kind == "file" ? QFileInfo(subject).fileName()
                                                    : tr("Pairs from labels"));
        if (source == source_)
            shown = sourceBox_->count() - 1;
    }
    sourceBox_->addItem(tr("Another file…"), QLatin1String(kOtherFile));
    sourceBox_->setCurrentIndex(shown);
}

void PreferencePage::showPair() {
    const auto* pair = current();
    if (pair) {
        prompt_->setPlainText(QString::fromStdString(pair->prompt));
        cards_[0].text->setPlainText(QString::fromStdString(pair->first).trimmed());
        cards_[1].text->setPlainText(QString::fromStdString(pair->second).trimmed());
    }
    pages_->setCurrentIndex(pair ? 1 : 0);
    showProgress();
    retranslate();
}

void PreferencePage::showProgress() {
    const QLocale locale(QLocale::English);
    const std::size_t all = open_.pairs.size();
    progress_->setText(all == 0 ? QString()
                                : tr("Pair %1 of %2 · %3 judged before · %4 new preferences since the last feedback round")
                                      .arg(locale.toString(qlonglong(std::min(at_ + 1, all))), locale.toString(qlonglong(all)),
                                           locale.toString(qlonglong(open_.judged)), locale.toString(qlonglong(open_.newPreferences))));
}

void PreferencePage::updateButtons() {
    const bool pair = current() != nullptr && !writing_ && !editArea_->isVisibleTo(this);
    for (QPushButton* button : {left_, right_, tie_, skip_, editLeft_, editRight_})
        button->setEnabled(pair);
    undo_->setEnabled(!writing_ && !done_.empty());
    redo_->setEnabled(!writing_ && !undone_.empty());
    keep_->setEnabled(!writing_);
    const bool possible = feedbackStages(session_.experiment(), session_.methods()).has(FeedbackStage::Reward);
    round_->setEnabled(possible && session_.engineReady() && !session_.running());
    round_->setToolTip(!possible          ? tr("Strategy B has no stage \"Reward model\"")
                       : sources_.hasRound ? tr("Runs strategy B: its reward model goes on with old and new preferences")
                                           : tr("Runs strategy B; its reward model learns from your preferences too"));
    round_->setText(sources_.hasRound ? tr("Start the next round") : tr("Start the first round"));
}

void PreferencePage::retranslate() {
    title_->setText(tr("Compare answers"));
    sourceLabel_->setText(tr("Pairs"));
    sourceBox_->setAccessibleName(tr("Where the pairs come from"));
    close_->setText(tr("Back to the data"));
    promptTitle_->setText(tr("Prompt"));
    cards_[0].title->setText(tr("Left answer"));
    cards_[1].title->setText(tr("Right answer"));
    prompt_->setAccessibleName(tr("Prompt"));
    cards_[0].text->setAccessibleName(tr("Left answer"));
    cards_[1].text->setAccessibleName(tr("Right answer"));
    left_->setText(tr("Left is better"));
    right_->setText(tr("Right is better"));
    tie_->setText(tr("Tie"));
    editLeft_->setText(tr("Edit left"));
    editRight_->setText(tr("Edit right"));
    skip_->setText(tr("Skip"));
    undo_->setText(tr("Undo"));
    redo_->setText(tr("Redo"));
    keep_->setText(tr("This is better than both"));
    cancel_->setText(tr("Cancel"));
    editTitle_->setText(tr("A better answer (Ctrl+Enter keeps it, Esc cancels)"));
    editor_->setAccessibleName(tr("A better answer"));
    hint_->setText(tr("Keys: ← or → the better answer, ↓ or T tie, E or Shift+E write a better one, S skip, Page Up and Down scroll, Ctrl+Z undo, Ctrl+Y redo, "
                      "Esc back. Each choice is saved before the next pair appears."));
    const bool all = !open_.pairs.empty() || open_.judged > 0;
    empty_->setTitle(all ? tr("All pairs of this source are judged") : tr("No pairs to compare"));
    empty_->setText(all ? tr("The next feedback round learns from your choices. Another source may have more pairs.")
                        : tr("Pairs come from a file of preferences, from labelled examples of a classification task, or from the answers of a run of PPO or best-of-n."));
    empty_->setAction(tr("Open a file of preferences…"), [this] { chooseFile(); });
    empty_->setSecondAction(tr("Back to the data"), [this] { Q_EMIT closed(); });
    fillSources();
    updateButtons();
}

void PreferencePage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        showPair();
}

} // namespace stillhouse::widgets
