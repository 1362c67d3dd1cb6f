// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare_panel.h"

#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/panels/compare_changes.h"
#include "widgets/panels/compare_claims.h"
#include "widgets/panels/compare_costs.h"
#include "widgets/panels/compare_curves.h"
#include "widgets/panels/compare_examples.h"
#include "widgets/panels/compare_latency.h"
#include "widgets/panels/compare_runs.h"
#include "widgets/panels/compare_side.h"
#include "widgets/panels/compare_rivals.h"
#include "widgets/plot/scatter_plot.h"
#include "widgets/report_dialog.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace stillhouse::widgets {

namespace {

// What people come for.
std::string newestMeasured(const std::vector<RunRow>& runs, const std::vector<ComparisonRow>& rows) {
    std::string id;
    double newest = -1;
    for (const auto& run : runs)
        for (const auto& row : rows)
            if (row.runId == run.id && run.started > newest && !row.metrics.empty()) { // imported speeds have none
                id = run.id;
                newest = run.started;
            }
    return id;
}

} // namespace

ComparePanel::ComparePanel(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), title_(new QLabel(this)), runTitle_(new QLabel(this)), paretoNote_(new QLabel(this)), errors_(new ErrorBar(this)),
      runs_(new CompareRuns(this)), side_(new CompareSide(this)), latency_(new CompareLatency(this)), pareto_(new ScatterPlot(this)),
      examples_(new CompareExamples(this)), rivals_(new CompareRivals(session, this)), curves_(new CompareCurves(session, this)), changes_(new CompareChanges(this)),
      claims_(new CompareClaims(session, this)), costs_(new CompareCosts(this)), tabs_(new QTabWidget(this)), empty_(new EmptyState(QStringLiteral("compare"), this)),
      pages_(new QStackedWidget(this)), selectionTimer_(new QTimer(this)) {
    makeLayout();
    connectAll();
    retranslate();
    load();
}

void ComparePanel::makeLayout() {
    title_->setProperty("type", "title");
    runTitle_->setProperty("type", "section");
    paretoNote_->setProperty("type", "caption");
    paretoNote_->setWordWrap(true);
    paretoNote_->setTextFormat(Qt::PlainText);
    pareto_->setObjectName(QStringLiteral("paretoPlot"));
    auto* paretoPage = new QWidget(this);
    auto* paretoColumn = new QVBoxLayout(paretoPage);
    paretoColumn->setContentsMargins(0, kGap, 0, 0);
    paretoColumn->addWidget(paretoNote_);
    paretoColumn->addWidget(pareto_, 1);
    tabs_->setObjectName(QStringLiteral("compareTabs"));
    tabs_->setDocumentMode(true);
    tabs_->setUsesScrollButtons(true);
    for (QWidget* page : std::initializer_list<QWidget*>{side_, latency_, paretoPage, examples_, curves_, changes_, claims_, costs_, rivals_})
        tabs_->addTab(page, {});
    auto* lower = new QWidget(this);
    auto* lowerColumn = new QVBoxLayout(lower);
    lowerColumn->setContentsMargins(0, kGap, 0, 0);
    lowerColumn->setSpacing(kGap);
    lowerColumn->addWidget(runTitle_);
    lowerColumn->addWidget(tabs_, 1);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(runs_);
    split->addWidget(lower);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 2);
    split->setSizes({220, 460});
    split->setChildrenCollapsible(false);
    pages_->addWidget(empty_);
    pages_->addWidget(split);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kPadding, kPadding, kPadding, kPadding);
    column->setSpacing(12);
    auto* head = new QHBoxLayout;
    head->addWidget(title_, 1);
    head->addWidget(new ReportButton(session_, [this] { return runs_->chosen(); }, this));
    column->addLayout(head);
    column->addWidget(errors_);
    column->addWidget(pages_, 1);
}

void ComparePanel::connectAll() {
    connect(&session_, &Session::projectChanged, this, [this] {
        loaded_ = false;
        wanted_.clear();
        load();
    });
    connect(&session_, &Session::storeChanged, this, &ComparePanel::load);
    for (auto signal : {&Session::engineArrived})
        connect(&session_, signal, this, &ComparePanel::updateEmpty);
    connect(&session_, &Session::runStarted, this, &ComparePanel::updateEmpty);
    connect(&session_, &Session::runEnded, this, [this] { load(); });
    connect(&session_, &Session::panelRequested, this, [this](const QString& panel, const QString& subject) {
        if (panel != QStringLiteral("compare"))
            return;
        wanted_ = subject.toStdString();
        runs_->choose(wanted_);
    });
    connectRuns();
}

void ComparePanel::connectRuns() {
    selectionTimer_->setSingleShot(true);
    selectionTimer_->setInterval(60);
    connect(selectionTimer_, &QTimer::timeout, this, &ComparePanel::showSelection);
    connect(runs_, &CompareRuns::selectionChanged, selectionTimer_, qOverload<>(&QTimer::start));
    connect(claims_, &CompareClaims::runChosen, this, &ComparePanel::openRun);
    connect(claims_, &CompareClaims::failed, errors_, &ErrorBar::showError);
    connect(curves_, &CompareCurves::failed, errors_, &ErrorBar::showError);
    const auto repeatable = [this] { runs_->setRepeatable(session_.engineReady() && !session_.running()); };
    connect(&session_, &Session::engineArrived, runs_, repeatable);
    connect(&session_, &Session::runStarted, runs_, repeatable);
    connect(&session_, &Session::runEnded, runs_, repeatable);
    connect(&session_, &Session::storeChanged, runs_, repeatable);
    repeatable();
    connect(runs_, &CompareRuns::repeatRequested, &session_, &Session::repeatRequested);
    connect(runs_, &CompareRuns::runChosen, this, [this](const QString& id) { showRun(id.toStdString()); });
    connect(pareto_, &ScatterPlot::pointClicked, this, [this](const QString& id) { openRun(id.section(u'\n', 0, 0)); });
    const auto write = [this](auto change) {
        session_.query<bool>(
            this, {}, [change](Store& store) -> Result<bool> {
                const auto done = change(store);
                return done ? Result<bool>(true) : Result<bool>(done.error());
            },
            [this](Result<bool> done) {
                if (!done)
                    errors_->showError(done.error());
            });
    };
    connect(runs_->table(), &RunsTable::noteEdited, this,
            [write](const QString& id, const QString& note) { write([id = id.toStdString(), note = note.toStdString()](Store& s) { return s.setNote(id, note); }); });
    connect(runs_->table(), &RunsTable::tagsEdited, this, [write](const QString& id, const QStringList& tags) {
        std::vector<std::string> words;
        for (const auto& tag : tags)
            words.push_back(tag.toStdString());
        write([id = id.toStdString(), words](Store& s) { return s.setTags(id, words); });
    });
}

void ComparePanel::load() {
    if (session_.projectFolder().empty()) {
        updateEmpty();
        return;
    }
    if (runs_->editing())
        return QTimer::singleShot(1000, this, &ComparePanel::load);
    struct All {
        std::vector<RunRow> runs;
        std::vector<ComparisonRow> rows;
        std::vector<CostRow> costs;
    };
    session_.query<All>(
        this, QStringLiteral("all"),
        [](Store& store) -> Result<All> {
            auto runs = store.runs();
            if (!runs)
                return runs.error();
            auto comparison = store.comparison({});
            if (!comparison)
                return comparison.error();
            auto costs = costRows(*comparison, 1);
            return All{std::move(*runs), std::move(comparison->rows), std::move(costs)};
        },
        [this](Result<All> all) {
            if (!all) {
                errors_->showError(all.error());
                return;
            }
            loaded_ = true;
            all_ = all->rows;
            const std::string first = newestMeasured(all->runs, all_);
            changes_->setRuns(all->runs);
            costs_->setRows(std::move(all->costs));
            claims_->reload();
            runs_->setRuns(std::move(all->runs), std::move(all->rows));
            if (!wanted_.empty())
                runs_->choose(wanted_);
            else if (runs_->chosen().empty() && !first.empty())
                runs_->choose(first);
            if (!runs_->chosen().empty())
                showRun(runs_->chosen());
            showPareto();
            showSelection();
            updateEmpty();
        });
}

void ComparePanel::showRun(const std::string& runId) {
    session_.query<ComparedRun>(
        this, QStringLiteral("one"), [runId, folder = session_.projectFolder()](Store& store) { return loadComparedRun(store, runId, folder); },
        [this](Result<ComparedRun> run) {
            if (!run) {
                errors_->showError(run.error());
                return;
            }
            run_ = std::move(*run);
            showDetails();
        });
}

void ComparePanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
