// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare_panel.h"

#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/panels.h"
#include "widgets/panels/compare_examples.h"
#include "widgets/panels/compare_runs.h"
#include "widgets/panels/compare_side.h"
#include "widgets/panels/compare_rivals.h"
#include "widgets/plot/ecdf_plot.h"
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
    : QWidget(parent), session_(session), title_(new QLabel(this)), runTitle_(new QLabel(this)), quantiles_(new QLabel(this)), errors_(new ErrorBar(this)),
      runs_(new CompareRuns(this)), side_(new CompareSide(this)), latency_(new EcdfPlot(this)), pareto_(new ScatterPlot(this)),
      examples_(new CompareExamples(this)), rivals_(new CompareRivals(session, this)), tabs_(new QTabWidget(this)), empty_(new EmptyState(QStringLiteral("compare"), this)),
      pages_(new QStackedWidget(this)) {
    makeLayout();
    connectAll();
    retranslate();
    load();
}

void ComparePanel::makeLayout() {
    title_->setProperty("type", "title");
    runTitle_->setProperty("type", "section");
    quantiles_->setProperty("type", "caption");
    quantiles_->setTextFormat(Qt::PlainText);
    latency_->setObjectName(QStringLiteral("latencyPlot"));
    pareto_->setObjectName(QStringLiteral("paretoPlot"));
    auto* latencyPage = new QWidget(this);
    auto* latencyColumn = new QVBoxLayout(latencyPage);
    latencyColumn->setContentsMargins(0, kGap, 0, 0);
    latencyColumn->addWidget(quantiles_);
    latencyColumn->addWidget(latency_, 1);
    tabs_->setDocumentMode(true);
    for (QWidget* page : std::initializer_list<QWidget*>{side_, latencyPage, pareto_, examples_, rivals_})
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
    const auto repeatable = [this] { runs_->setRepeatable(session_.engineReady() && !session_.running()); };
    connect(&session_, &Session::engineArrived, runs_, repeatable);
    connect(&session_, &Session::runStarted, runs_, repeatable);
    connect(&session_, &Session::runEnded, runs_, repeatable);
    connect(&session_, &Session::storeChanged, runs_, repeatable);
    repeatable();
    connect(runs_, &CompareRuns::repeatRequested, &session_, &Session::repeatRequested);
    connect(runs_, &CompareRuns::runChosen, this, [this](const QString& id) { showRun(id.toStdString()); });
    connect(pareto_, &ScatterPlot::pointClicked, this, [this](const QString& id) { runs_->choose(id.section(u'\n', 0, 0).toStdString()); });
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
    using Both = std::pair<std::vector<RunRow>, std::vector<ComparisonRow>>;
    session_.query<Both>(
        this, QStringLiteral("all"),
        [](Store& store) -> Result<Both> {
            auto runs = store.runs();
            if (!runs)
                return runs.error();
            auto comparison = store.comparison({});
            if (!comparison)
                return comparison.error();
            return Both{std::move(*runs), std::move(comparison->rows)};
        },
        [this](Result<Both> both) {
            if (!both) {
                errors_->showError(both.error());
                return;
            }
            loaded_ = true;
            all_ = both->second;
            const std::string first = newestMeasured(both->first, all_);
            runs_->setRuns(std::move(both->first), std::move(both->second));
            if (!wanted_.empty())
                runs_->choose(wanted_);
            else if (runs_->chosen().empty() && !first.empty())
                runs_->choose(first);
            if (!runs_->chosen().empty())
                showRun(runs_->chosen());
            showPareto();
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

namespace {

QWidget* makeComparePanel(Session& session, QWidget* parent) { return new ComparePanel(session, parent); }

} // namespace

PanelSpec comparePanel() {
    return {"compare", QT_TRANSLATE_NOOP("panels", "Compare"), "compare",
            QT_TRANSLATE_NOOP("panels", "All runs, strategy A against B and the teacher, latency, Pareto view, examples that differ"), makeComparePanel, true};
}

} // namespace stillhouse::widgets
