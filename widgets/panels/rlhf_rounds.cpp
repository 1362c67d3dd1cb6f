// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/rlhf_rounds.h"

#include "widgets/duration.h"
#include "widgets/empty_state.h"
#include "widgets/feedback_link.h"
#include "widgets/icons.h"
#include "widgets/models/cell_table.h"
#include "widgets/panels/rlhf_stages.h"
#include "widgets/plot/line_plot.h"
#include "widgets/session.h"
#include "widgets/store_watcher.h"
#include "widgets/theme.h"

#include <cmath>
#include <QCheckBox>
#include <QDateTime>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

constexpr const char* kEverySetting = "round_interval_days";

struct RoundFacts {
    std::vector<RoundRow> rounds;
    RoundPlan plan;
};

// A number of a round, with its distance to the one compared with.
Cell roundCell(double value, int digits, const double* against, QString text = {}) {
    Cell cell;
    cell.key = value;
    cell.text = text.isEmpty() ? decimalText(value, digits) : text;
    if (against && std::isfinite(value) && std::isfinite(*against)) {
        const double difference = value - *against;
        cell.text += QStringLiteral("  (%1%2)").arg(difference < 0 ? QStringLiteral("−") : QStringLiteral("+"), decimalText(std::abs(difference), digits));
    }
    return cell;
}

} // namespace

RlhfRounds::RlhfRounds(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), table_(new CellTable(this)), view_(nullptr), accuracy_(new LinePlot(this)), reward_(new LinePlot(this)),
      student_(new LinePlot(this)), due_(new QLabel(this)), everyLabel_(new QLabel(this)), every_(new QSpinBox(this)),
      differences_(new QCheckBox(this)), next_(new QPushButton(this)), label_(new QPushButton(this)), show_(new QPushButton(this)),
      empty_(new EmptyState(QStringLiteral("rlhf"), this)), pages_(new QStackedWidget(this)) {
    table_->setColumns(std::vector<CellColumn>(8));
    view_ = makeCellView(table_, this);
    view_->setObjectName(QStringLiteral("roundTable"));
    makeLayout();
    connect(next_, &QPushButton::clicked, this, &RlhfRounds::startNext);
    connect(label_, &QPushButton::clicked, this, &RlhfRounds::labellingWanted);
    connect(show_, &QPushButton::clicked, this, [this] {
        if (const int at = chosen(); at >= 0)
            Q_EMIT runChosen(QString::fromStdString(rounds_[std::size_t(at)].runId));
    });
    connect(differences_, &QCheckBox::toggled, this, &RlhfRounds::showRounds);
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RlhfRounds::choose, Qt::QueuedConnection);
    connect(every_, &QSpinBox::valueChanged, this, [this](int days) {
        session_.query<bool>(
            this, QStringLiteral("every"),
            [days](Store& store) -> Result<bool> {
                const auto done = store.setSetting(kEverySetting, std::to_string(days));
                return done ? Result<bool>(true) : Result<bool>(done.error());
            },
            [this](Result<bool> done) { done ? reload() : Q_EMIT failed(done.error()); });
    });
    connect(&StoreWatcher::of(session_), &StoreWatcher::choicesWritten, this, &RlhfRounds::reload);
    for (const auto signal : {&Session::engineArrived, &Session::projectChanged})
        connect(&session_, signal, this, &RlhfRounds::updateButtons);
    connect(&session_, &Session::experimentChanged, this, &RlhfRounds::updateButtons);
    connect(&session_, &Session::runStarted, this, &RlhfRounds::updateButtons);
    connect(&session_, &Session::runEnded, this, &RlhfRounds::updateButtons);
    retranslate();
}

void RlhfRounds::makeLayout() {
    next_->setObjectName(QStringLiteral("nextRound"));
    next_->setProperty("role", "primary");
    next_->setIcon(icon(QStringLiteral("play"), QStringLiteral("onAccent")));
    label_->setObjectName(QStringLiteral("roundLabelling"));
    show_->setObjectName(QStringLiteral("showRound"));
    every_->setObjectName(QStringLiteral("roundInterval"));
    every_->setRange(1, 365);
    every_->setValue(7);
    everyLabel_->setBuddy(every_);
    due_->setProperty("type", "caption");
    due_->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->setSpacing(kGap);
    head->addWidget(due_, 1);
    head->addWidget(everyLabel_);
    head->addWidget(every_);
    head->addWidget(label_);
    head->addWidget(next_);
    auto* marks = new QHBoxLayout;
    marks->addWidget(differences_, 1);
    marks->addWidget(show_);
    auto* plots = new QHBoxLayout;
    plots->setSpacing(kGroupGap);
    const std::pair<LinePlot*, const char*> all[] = {{accuracy_, "roundAccuracyPlot"}, {reward_, "roundRewardPlot"}, {student_, "roundStudentPlot"}};
    for (int i = 0; i < 2; ++i) // the interval's ends
        accuracy_->addSeries({}, {kFeedbackLane, Qt::SolidLine, true, false, false});
    for (const auto& [plot, name] : all) {
        plot->setObjectName(QLatin1String(name));
        plot->setSmoothing(0);
        plot->setWholeX(true);
        if (plot != reward_)
            plot->setMostY(1);
        plot->addSeries({}, {kFeedbackLane, Qt::SolidLine, false, false, false});
        plots->addWidget(plot, 1);
    }
    auto* full = new QWidget(this);
    auto* column = new QVBoxLayout(full);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kGap);
    column->addLayout(head);
    column->addWidget(view_, 1);
    column->addLayout(marks);
    column->addLayout(plots, 1);
    pages_->addWidget(empty_);
    pages_->addWidget(full);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, kGap, 0, 0);
    outer->addWidget(pages_);
}

void RlhfRounds::reload() {
    if (session_.projectFolder().empty()) {
        rounds_.clear();
        showRounds();
        return;
    }
    session_.query<RoundFacts>(
        this, QStringLiteral("rounds"),
        [](Store& store) -> Result<RoundFacts> {
            auto rounds = store.rounds();
            auto plan = store.roundPlan();
            if (!rounds || !plan)
                return rounds ? plan.error() : rounds.error();
            return RoundFacts{std::move(*rounds), *plan};
        },
        [this](Result<RoundFacts> facts) {
            if (!facts) {
                Q_EMIT failed(facts.error());
                return;
            }
            if (facts->rounds.size() != rounds_.size())
                chosen_ = -1; // the newest again
            rounds_ = std::move(facts->rounds);
            plan_ = facts->plan;
            showRounds();
        });
}

int RlhfRounds::chosen() const { return chosen_ >= 0 && chosen_ < int(rounds_.size()) ? chosen_ : int(rounds_.size()) - 1; }

// Filling the table moves its current row too: only what the user chose counts.
void RlhfRounds::choose() {
    const int row = view_->currentIndex().isValid() ? table_->row(view_->currentIndex().row()) : -1;
    if (filling_ || row < 0 || row == chosen_)
        return;
    chosen_ = row;
    if (differences_->isChecked())
        showRounds();
    else
        updateButtons();
}

void RlhfRounds::startNext() {
    const int at = chosen();
    if (at >= 0)
        Q_EMIT FeedbackLink::of(session_).nextRoundRequested(QString::fromStdString(rounds_[std::size_t(at)].runId));
}

void RlhfRounds::showRounds() {
    const int at = chosen();
    const RoundRow* base = differences_->isChecked() && at >= 0 ? &rounds_[std::size_t(at)] : nullptr;
    std::vector<std::vector<Cell>> cells;
    for (const auto& round : rounds_) {
        const auto against = [&](double RoundRow::*field) { return base && base != &round ? &(base->*field) : nullptr; };
        const double* pairs = base && base != &round ? &base->pairAccuracy.value : nullptr;
        const auto& p = round.pairAccuracy;
        cells.push_back({{QString::number(round.number), double(round.number), QString::fromStdString(round.parent.empty() ? "" : round.parent)},
                         {QString::fromStdString(round.runName), 0, QString::fromStdString(round.runId)},
                         {QDateTime::fromMSecsSinceEpoch(qint64(round.time * 1000)).toString(QStringLiteral("yyyy-MM-dd HH:mm")), round.time},
                         {tr("%1 (%2 new)").arg(QLocale(QLocale::English).toString(qlonglong(round.preferences)),
                                                QLocale(QLocale::English).toString(qlonglong(round.newPreferences))),
                          double(round.preferences)},
                         roundCell(p.value, 3, pairs, std::isfinite(p.value) && !pairs ? tr("%1 (%2 – %3)").arg(decimalText(p.value, 3), decimalText(p.low, 3), decimalText(p.high, 3)) : QString()),
                         roundCell(round.reward, 2, against(&RoundRow::reward)),
                         roundCell(round.kl, 2, against(&RoundRow::kl)),
                         roundCell(round.accuracy, 3, against(&RoundRow::accuracy))});
    }
    filling_ = true;
    table_->setRows(std::move(cells));
    if (at >= 0)
        view_->setCurrentIndex(table_->index(table_->shown(at), 0));
    filling_ = false;
    pages_->setCurrentIndex(rounds_.empty() ? 0 : 1);
    showPlots();
    showPlan();
    updateButtons();
}

void RlhfRounds::showPlots() {
    std::vector<double> x, low, high, pairs, reward, student;
    for (std::size_t i = 0; i < rounds_.size(); ++i) {
        const auto& round = rounds_[i];
        x.push_back(double(i + 1));
        low.push_back(round.pairAccuracy.low);
        high.push_back(round.pairAccuracy.high);
        pairs.push_back(round.pairAccuracy.value);
        reward.push_back(round.reward);
        student.push_back(round.accuracy);
    }
    accuracy_->setData(0, x, low);
    accuracy_->setData(1, x, high);
    accuracy_->setData(2, x, pairs);
    reward_->setData(0, x, reward);
    student_->setData(0, x, student);
    constexpr double kFewRounds = 4; // whole numbers on the axis, and no first point on its edge
    for (LinePlot* plot : {accuracy_, reward_, student_}) {
        plot->setXRange(0.5, (rounds_.size() < 4 ? kFewRounds : double(rounds_.size())) + 0.5);
        plot->fit();
    }
}

void RlhfRounds::showPlan() {
    const QSignalBlocker quiet(every_);
    every_->setValue(int(std::lround(plan_.intervalDays)));
    const auto due = QDateTime::fromMSecsSinceEpoch(qint64(plan_.due * 1000));
    const QString labelled = tr("Preferences labelled since the last round: %1").arg(QLocale(QLocale::English).toString(qlonglong(plan_.newPreferences)));
    due_->setText(plan_.due <= 0 ? labelled
                  : due <= QDateTime::currentDateTime()
                      ? tr("The next round is due. %1").arg(labelled)
                      : tr("The next round is due on %1. %2").arg(due.toString(QStringLiteral("yyyy-MM-dd HH:mm")), labelled));
}

void RlhfRounds::updateButtons() {
    const int at = chosen();
    const bool possible = feedbackStages(session_.experiment(), session_.methods()).has(FeedbackStage::Reward);
    next_->setEnabled(at >= 0 && session_.engineReady() && !session_.running() && possible);
    next_->setText(at >= 0 && at + 1 < int(rounds_.size()) ? tr("Start the round after %1").arg(rounds_[std::size_t(at)].number) : tr("Start the next round"));
    next_->setToolTip(possible ? tr("Runs strategy B: its reward model goes on from the selected round, with old and new preferences")
                               : tr("Strategy B has no stage \"Reward model\""));
    show_->setEnabled(at >= 0);
    empty_->button()->setEnabled(session_.engineReady() && !session_.running());
}

void RlhfRounds::retranslate() {
    table_->setColumns({{tr("Round"), tr("Its tooltip names the run of the round before"), true},
                        {tr("Run"), {}},
                        {tr("Time"), {}},
                        {tr("Preferences"), tr("Pairs, old and new"), true},
                        {tr("Pair accuracy"), tr("Of the reward model on held-out pairs, with its 95 % interval"), true},
                        {tr("Reward"), tr("Mean over the last rollout"), true},
                        {tr("KL, nats per answer"), tr("Of the last rollout, to the policy of the start"), true},
                        {tr("Student's accuracy"), tr("On the test split"), true}});
    accuracy_->setTitle(tr("Pair accuracy by round"));
    accuracy_->setAxes(tr("round in this project"), tr("share of pairs"));
    reward_->setTitle(tr("Reward by round"));
    reward_->setAxes(tr("round in this project"), tr("mean, no unit"));
    student_->setTitle(tr("Student's accuracy by round"));
    student_->setAxes(tr("round in this project"), tr("share of examples"));
    for (LinePlot* plot : {accuracy_, reward_, student_})
        plot->setEmptyText(tr("Not measured yet"));
    everyLabel_->setText(tr("A round every"));
    every_->setSuffix(tr(" days"));
    every_->setAccessibleName(tr("Days between two feedback rounds"));
    differences_->setText(tr("Differences to the selected round"));
    label_->setText(tr("Compare answers…"));
    label_->setToolTip(tr("Judge answers in pairs on the Data page; the next round's reward model learns from it"));
    show_->setText(tr("Show this round's run"));
    view_->setAccessibleName(tr("Feedback rounds"));
    empty_->setTitle(tr("No feedback round yet"));
    empty_->setText(tr("A run of strategy B with a reward model is the first round. Later rounds take up its reward model and learn from what was labelled meanwhile."));
    empty_->setAction(tr("Run strategy B"), [this] { Q_EMIT session_.startRequested(QString::fromLatin1(kFeedbackLane), false, {}); });
    empty_->setSecondAction(tr("Compare answers…"), [this] { Q_EMIT labellingWanted(); });
    showRounds();
}

void RlhfRounds::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
