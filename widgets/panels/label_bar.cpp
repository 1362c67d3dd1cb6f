// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/label_bar.h"

#include "widgets/annotator.h"
#include "widgets/icons.h"
#include "widgets/job_progress.h"
#include "widgets/native_jobs.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

constexpr auto kBlindKey = "labelling/blind";
constexpr auto kSuggestTag = "suggest";

enum Shown { Everything, OpenForMe, Flagged, Disputed };

Error needsTeacher() {
    return {ErrorKind::Refused, SH_TR("Suggestions come from a teacher on this machine, and this experiment has none"), {},
            SH_TR("Choose one on the Teacher page"), {}, {}};
}

Error needsTask() {
    return {ErrorKind::Refused, SH_TR("Suggestions need a task with labels, and this experiment has none"), {},
            SH_TR("Import data with labels, or name a task file in the experiment"), {}, {}};
}

} // namespace

LabelBar::LabelBar(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), annotatorLabel_(new QLabel(this)), showLabel_(new QLabel(this)), annotator_(new QComboBox(this)),
      show_(new QComboBox(this)), blind_(new QCheckBox(this)), uncertain_(new QPushButton(this)), suggest_(new QPushButton(this)),
      agreement_(new QPushButton(this)), progress_(new JobProgress(this)) {
    annotator_->setObjectName(QStringLiteral("annotator"));
    annotator_->setEditable(true);
    annotator_->setInsertPolicy(QComboBox::NoInsert);
    annotator_->setMinimumWidth(120);
    annotatorLabel_->setBuddy(annotator_);
    show_->setObjectName(QStringLiteral("showExamples"));
    showLabel_->setBuddy(show_);
    blind_->setObjectName(QStringLiteral("blind"));
    blind_->setChecked(QSettings().value(QLatin1String(kBlindKey), false).toBool());
    uncertain_->setObjectName(QStringLiteral("uncertainFirst"));
    uncertain_->setCheckable(true);
    suggest_->setObjectName(QStringLiteral("suggestLabels"));
    suggest_->setIcon(icon(QStringLiteral("teacher")));
    agreement_->setObjectName(QStringLiteral("agreement"));
    makeLayout();
    connectAll();
    retranslate();
}

void LabelBar::makeLayout() {
    choices_ = new QHBoxLayout;
    choices_->setSpacing(kGap);
    choices_->addWidget(annotatorLabel_);
    choices_->addWidget(annotator_);
    choices_->addWidget(blind_);
    choices_->addSpacing(kGap);
    choices_->addWidget(showLabel_);
    choices_->addWidget(show_);
    choices_->addStretch();
    deeds_ = new QHBoxLayout;
    deeds_->setSpacing(kGap);
    for (QPushButton* button : {uncertain_, suggest_, agreement_})
        deeds_->addWidget(button);
    lines_ = new QBoxLayout(QBoxLayout::LeftToRight);
    lines_->setSpacing(kGap);
    lines_->addLayout(choices_, 1);
    lines_->addLayout(deeds_);
    lines_->setAlignment(deeds_, Qt::AlignLeft);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    column->addLayout(lines_);
    column->addWidget(progress_);
}

void LabelBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

// One line where there is room, two beside the help or in a language of longer words.
void LabelBar::arrange() {
    const bool room = width() >= choices_->sizeHint().width() + kGap + deeds_->sizeHint().width();
    lines_->setDirection(room ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void LabelBar::connectAll() {
    const auto rename = [this] { Annotator::of(session_).setName(annotator_->currentText()); };
    connect(annotator_->lineEdit(), &QLineEdit::editingFinished, this, rename);
    connect(annotator_, &QComboBox::activated, this, rename);
    connect(&Annotator::of(session_), &Annotator::changed, this, [this] {
        fillAnnotators();
        if (show_->currentIndex() == OpenForMe)
            Q_EMIT filterChanged();
        if (blind())
            Q_EMIT blindChanged();
    });
    connect(show_, &QComboBox::currentIndexChanged, this, &LabelBar::filterChanged);
    connect(blind_, &QCheckBox::toggled, this, [this](bool on) {
        QSettings().setValue(QLatin1String(kBlindKey), on);
        Q_EMIT blindChanged();
    });
    connect(uncertain_, &QPushButton::toggled, this, &LabelBar::uncertainFirstChosen);
    connect(suggest_, &QPushButton::clicked, this, &LabelBar::suggestRequested);
    connect(agreement_, &QPushButton::clicked, this, &LabelBar::agreementRequested);
    connect(progress_, &JobProgress::cancelRequested, this, [this] { session_.jobs().cancel(this, QLatin1String(kSuggestTag)); });
    connect(&session_, &Session::projectChanged, this, [this] {
        session_.jobs().cancel(this, QLatin1String(kSuggestTag));
        const QSignalBlocker quiet(show_);
        show_->setCurrentIndex(Everything);
    });
}

void LabelBar::setFacts(const DataFacts& facts) {
    facts_ = facts;
    fillAnnotators();
    updateButtons();
}

void LabelBar::apply(ExampleQuery& query) const {
    query.openFor = show_->currentIndex() == OpenForMe ? Annotator::of(session_).text() : std::string();
    query.flagged = show_->currentIndex() == Flagged;
    query.disputed = show_->currentIndex() == Disputed;
}

bool LabelBar::blind() const { return blind_->isChecked(); }

bool LabelBar::uncertainFirst() const { return uncertain_->isChecked(); }

void LabelBar::setUncertainFirst(bool on) {
    const QSignalBlocker quiet(uncertain_);
    uncertain_->setChecked(on);
}

void LabelBar::suggest(const std::vector<std::int64_t>& rows) {
    const Experiment& experiment = session_.experiment();
    if (suggesting_ || rows.empty())
        return;
    if (!experiment.localTeacher())
        return Q_EMIT failed(needsTeacher());
    if (experiment.data.task.empty())
        return Q_EMIT failed(needsTask());
    // A run has the cores; a suggestion may wait.
    const SuggestRequest request{session_.storePath(), experiment.localTeacher()->path, experiment.data.task, facts_.dataset.id, rows, 0, session_.running() ? 1 : 0};
    scored_ = told_ = 0;
    suggesting_ = true;
    progress_->begin(tr("Opening the teacher"));
    session_.jobs().start<SuggestSummary>(
        this, NativeJobs::Lane::Work, QLatin1String(kSuggestTag), [request](RunControl& control) { return suggestLabels(request, control); },
        [this](Result<SuggestSummary> summary) { ended(summary); }, [this](const Progress& progress) { watch(progress); });
    updateButtons();
}

void LabelBar::watch(const Progress& progress) {
    progress_->report(progress);
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (progress.done == scored_ || now - told_ < 1000)
        return;
    scored_ = progress.done;
    told_ = now;
    Q_EMIT suggestionsArrived();
}

void LabelBar::ended(const Result<SuggestSummary>& summary) {
    suggesting_ = false;
    progress_->end();
    updateButtons();
    Q_EMIT suggestionsEnded(summary ? summary->scored : scored_);
    if (!summary && summary.error().kind != ErrorKind::Cancelled)
        Q_EMIT failed(summary.error());
}

void LabelBar::fillAnnotators() {
    const QString name = Annotator::of(session_).name();
    QStringList wanted, there;
    for (const auto& known : facts_.annotators)
        wanted << QString::fromStdString(known.name);
    if (!wanted.contains(name))
        wanted << name;
    for (int i = 0; i < annotator_->count(); ++i)
        there << annotator_->itemText(i);
    if (wanted == there && annotator_->hasFocus()) // a name is being typed
        return;
    const QSignalBlocker quiet(annotator_);
    annotator_->clear();
    annotator_->addItems(wanted);
    annotator_->setCurrentText(name);
}

void LabelBar::fillShow() {
    const QSignalBlocker quiet(show_);
    const int current = std::max(0, show_->currentIndex());
    show_->clear();
    show_->addItems({tr("All examples"), tr("Not labelled by me"), tr("Flagged"), tr("Annotators differ")});
    show_->setCurrentIndex(current);
}

void LabelBar::updateButtons() {
    suggest_->setEnabled(!suggesting_);
    uncertain_->setEnabled(facts_.suggested || uncertainFirst());
}

void LabelBar::retranslate() {
    annotatorLabel_->setText(tr("Annotator"));
    annotator_->setAccessibleName(tr("Annotator"));
    annotator_->setToolTip(tr("Your name: it goes with every label you give"));
    blind_->setText(tr("My labels alone"));
    blind_->setToolTip(tr("Hides what others said, so that it does not sway you"));
    showLabel_->setText(tr("Show"));
    show_->setAccessibleName(tr("Which examples to show"));
    uncertain_->setText(tr("Most uncertain first"));
    uncertain_->setToolTip(tr("Sorts by the entropy of the suggested labels: where the teacher knows least, your label teaches most"));
    suggest_->setText(tr("Suggest labels"));
    suggest_->setToolTip(tr("Asks the teacher for the label of every example shown, from the selected one on; you can go on labelling"));
    agreement_->setText(tr("Agreement…"));
    agreement_->setToolTip(tr("How well annotators agree, and the examples to decide where they do not"));
    fillShow();
    fillAnnotators();
    updateButtons();
}

void LabelBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        QMetaObject::invokeMethod(this, &LabelBar::arrange, Qt::QueuedConnection); // once buttons and boxes know their new widths
    }
    QWidget::changeEvent(event);
}

} // namespace stillhouse::widgets
