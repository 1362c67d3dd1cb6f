// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/rlhf_samples.h"

#include "widgets/empty_state.h"
#include "widgets/icons.h"
#include "widgets/models/sample_table.h"
#include "widgets/panels/rlhf_stages.h"
#include "widgets/plot/histogram_plot.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <QAbstractButton>
#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

std::int64_t totalOf(const std::map<std::string, std::int64_t>& counts) {
    return std::accumulate(counts.begin(), counts.end(), std::int64_t{0}, [](std::int64_t sum, const auto& count) { return sum + count.second; });
}

std::vector<double> numbersIn(const QJsonArray& array) {
    std::vector<double> out;
    for (const auto& value : array)
        out.push_back(value.toDouble());
    return out;
}

std::vector<std::int64_t> countsIn(const QJsonArray& array) {
    std::vector<std::int64_t> out;
    for (const auto& value : array)
        out.push_back(value.toInteger());
    return out;
}

QTableView* sampleView(SampleTable* table, QWidget* parent) {
    auto* view = new QTableView(parent);
    view->setObjectName(QStringLiteral("sampleTable"));
    view->setModel(table);
    view->setShowGrid(false);
    view->setWordWrap(false);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setTabKeyNavigation(false);
    view->verticalHeader()->hide();
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view->verticalHeader()->setDefaultSectionSize(26);
    auto* header = view->horizontalHeader();
    header->setHighlightSections(false);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    header->setSortIndicatorClearable(true);
    view->setSortingEnabled(true);
    const std::pair<int, int> widths[] = {{SampleTable::Number, 72}, {SampleTable::Answer, 152}, {SampleTable::Reward, 88},
                                          {SampleTable::Kl, 88},     {SampleTable::Fate, 152}};
    for (const auto& [column, width] : widths)
        view->setColumnWidth(column, width);
    header->setSectionResizeMode(SampleTable::Prompt, QHeaderView::Stretch);
    return view;
}

} // namespace

RlhfSamples::RlhfSamples(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), table_(new SampleTable(session, this)), view_(sampleView(table_, this)), fate_(new QComboBox(this)),
      search_(new QLineEdit(this)), count_(new QLabel(this)), facts_(new QLabel(this)), legend_(new QLabel(this)), answerFacts_(new QLabel(this)),
      compare_(new QPushButton(this)), text_(new QPlainTextEdit(this)), histogram_(new HistogramPlot(this)),
      empty_(new EmptyState(QStringLiteral("rlhf"), this)), pages_(new QStackedWidget(this)), searchTimer_(new QTimer(this)) {
    makeLayout();
    searchTimer_->setSingleShot(true);
    searchTimer_->setInterval(200);
    connect(searchTimer_, &QTimer::timeout, this, &RlhfSamples::apply);
    connect(search_, &QLineEdit::textChanged, searchTimer_, qOverload<>(&QTimer::start));
    connect(fate_, &QComboBox::currentIndexChanged, this, &RlhfSamples::apply);
    connect(compare_, &QPushButton::clicked, this, &RlhfSamples::compareRequested);
    connect(table_, &SampleTable::failed, this, &RlhfSamples::failed);
    connect(table_, &SampleTable::blockArrived, this, &RlhfSamples::showCurrent);
    connect(table_, &SampleTable::loaded, this, [this](qint64 rows) {
        showCount();
        if (rows > 0)
            view_->setCurrentIndex(table_->index(0, SampleTable::Prompt));
        showCurrent();
    });
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RlhfSamples::showCurrent);
    retranslate();
}

void RlhfSamples::showCount() {
    const std::int64_t all = totalOf(fates_);
    const QLocale locale(QLocale::English);
    const int rows = table_->rowCount();
    count_->setText(rows == all ? tr("%1 answers").arg(locale.toString(rows)) : tr("%1 of %2 answers").arg(locale.toString(rows), locale.toString(qlonglong(all))));
}

void RlhfSamples::makeLayout() {
    search_->setObjectName(QStringLiteral("sampleSearch"));
    search_->setClearButtonEnabled(true);
    search_->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    fate_->setObjectName(QStringLiteral("fateFilter"));
    fate_->setMinimumWidth(200);
    for (QLabel* label : {count_, facts_, legend_, answerFacts_})
        label->setProperty("type", "caption");
    legend_->setWordWrap(true);
    facts_->setWordWrap(true);
    histogram_->setObjectName(QStringLiteral("rewardHistogram"));
    text_->setObjectName(QStringLiteral("sampleText"));
    text_->setReadOnly(true);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(kGap);
    bar->addWidget(search_, 1);
    bar->addWidget(fate_);
    bar->addWidget(count_);
    auto* left = new QWidget(this);
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->setSpacing(kGap);
    leftColumn->addLayout(bar);
    leftColumn->addWidget(view_, 3);
    leftColumn->addWidget(answerFacts_);
    leftColumn->addWidget(text_, 1);
    auto* right = new QWidget(this);
    auto* rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins(kPadding, 0, 0, 0);
    rightColumn->setSpacing(kGap);
    for (QWidget* widget : std::initializer_list<QWidget*>{histogram_, legend_, facts_})
        rightColumn->addWidget(widget);
    rightColumn->addWidget(compare_, 0, Qt::AlignLeft);
    rightColumn->addStretch();
    histogram_->setFixedHeight(260);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(left);
    split->addWidget(right);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 0);
    split->setSizes({760, 340});
    split->setChildrenCollapsible(false);
    pages_->addWidget(empty_);
    pages_->addWidget(split);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, kGap, 0, 0);
    column->addWidget(pages_);
}

void RlhfSamples::setRun(const std::string& runId) {
    run_ = runId;
    fates_.clear();
    histogram_->setBins({}, {});
    before_ = after_ = std::numeric_limits<double>::quiet_NaN();
    table_->clear();
    pages_->setCurrentIndex(0);
    showFacts();
    refresh();
}

void RlhfSamples::refresh() {
    if (run_.empty())
        return;
    session_.query<std::map<std::string, std::int64_t>>(
        this, QStringLiteral("fates"), [run = run_](Store& store) { return store.sampleFates(run, kFeedbackLane); },
        [this, run = run_](Result<std::map<std::string, std::int64_t>> fates) {
            if (run != run_)
                return;
            if (!fates) {
                Q_EMIT failed(fates.error());
                return;
            }
            fates_ = std::move(*fates);
            pages_->setCurrentIndex(fates_.empty() ? 0 : 1);
            fillFates();
            showFacts();
            if (!fates_.empty())
                apply();
        });
}

void RlhfSamples::fillFates() {
    const QSignalBlocker quiet(fate_);
    const QString current = fate_->currentData().toString();
    const QLocale locale(QLocale::English);
    fate_->clear();
    fate_->addItem(tr("Any fate"), QString());
    for (const auto& [fate, count] : fates_)
        fate_->addItem(tr("%1 (%2)", "fate, number of answers").arg(fateWord(fate), locale.toString(qlonglong(count))), QString::fromStdString(fate));
    fate_->setCurrentIndex(std::max(0, fate_->findData(current)));
}

void RlhfSamples::apply() {
    searchTimer_->stop();
    if (run_.empty())
        return;
    SampleChoice choice = table_->choice();
    choice.run = run_;
    choice.lane = std::string(kFeedbackLane);
    choice.words = search_->text().trimmed().toStdString();
    choice.query.fate = fate_->currentData().toString().toStdString();
    table_->setChoice(choice);
}

void RlhfSamples::addEvent(const Event& event) {
    if (event.kind != "reward_histogram")
        return;
    const auto data = QJsonDocument::fromJson(QByteArray::fromStdString(event.json)).object();
    const auto edges = numbersIn(data.value(QLatin1String("edges")).toArray());
    const auto before = countsIn(data.value(QLatin1String("before")).toArray()), after = countsIn(data.value(QLatin1String("after")).toArray());
    histogram_->setBins(edges, before);
    histogram_->setPart(after, kFeedbackLane);
    histogram_->fit();
    const double unknown = std::numeric_limits<double>::quiet_NaN(); // runs of older versions did not tell it
    before_ = data.value(QLatin1String("mean_before")).toDouble(unknown);
    after_ = data.value(QLatin1String("mean_after")).toDouble(unknown);
    showFacts();
}

void RlhfSamples::showFacts() {
    const std::int64_t all = totalOf(fates_);
    const auto accepted = fates_.find("accepted");
    const QLocale locale(QLocale::English);
    QStringList lines;
    if (all > 0 && accepted != fates_.end())
        lines << tr("Accepted: %1 of %2 answers, %3 %")
                     .arg(locale.toString(qlonglong(accepted->second)), locale.toString(qlonglong(all)),
                          locale.toString(100.0 * double(accepted->second) / double(all), 'f', 1));
    if (std::isfinite(before_) && std::isfinite(after_))
        lines << tr("Mean reward before the filter %1, after it %2").arg(locale.toString(before_, 'f', 2), locale.toString(after_, 'f', 2));
    facts_->setText(lines.join(u'\n'));
    legend_->setVisible(!histogram_->counts().empty());
}

void RlhfSamples::showCurrent() {
    const auto sample = table_->row(view_->currentIndex().row());
    if (!sample) {
        text_->clear();
        answerFacts_->clear();
        return;
    }
    const QLocale locale(QLocale::English);
    answerFacts_->setText(tr("Answer %1 to example %2 · reward %3 · KL %4 nats · %5")
                              .arg(locale.toString(qlonglong(sample->number)), QString::fromStdString(sample->exampleId), locale.toString(sample->reward, 'f', 3),
                                   locale.toString(sample->kl, 'f', 3), fateWord(sample->fate)));
    text_->setPlainText(QString::fromStdString(sample->prompt) + QStringLiteral("\n\n→ ") + QString::fromStdString(sample->response));
}

void RlhfSamples::retranslate() {
    search_->setPlaceholderText(tr("Search prompts and answers"));
    search_->setAccessibleName(tr("Search prompts and answers"));
    for (auto* button : search_->findChildren<QAbstractButton*>()) // Qt's own clear button has no name
        button->setAccessibleName(tr("Clear the search"));
    fate_->setAccessibleName(tr("Show only answers of this fate"));
    view_->setAccessibleName(tr("Answers of the policy"));
    text_->setAccessibleName(tr("The selected answer in full"));
    histogram_->setTitle(tr("Rewards before and after the filter"));
    histogram_->setAxes(tr("reward, no unit"), tr("answers per bin"));
    histogram_->setEmptyText(tr("The reward filter draws this"));
    histogram_->setCountTexts(tr("%1 answers"), tr("%1 accepted"));
    legend_->setText(tr("Grey: all answers. Orange: those that the filter accepted."));
    compare_->setText(tr("Compare answers…"));
    compare_->setToolTip(tr("Judge pairs of these answers by hand; the next round's reward model learns from it"));
    empty_->setTitle(tr("No answers yet"));
    empty_->setText(tr("PPO or best-of-n write what the policy answers here, with the reward of each answer and what became of it."));
    empty_->setSecondAction(tr("Show strategy B"), [this] { Q_EMIT session_.panelRequested(QStringLiteral("strategy_b"), {}); });
    fillFates();
    showFacts();
    showCount();
    showCurrent();
    Q_EMIT table_->headerDataChanged(Qt::Horizontal, 0, SampleTable::ColumnCount - 1);
}

void RlhfSamples::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
