// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare_rivals.h"

#include "core/api/bench_import.h"
#include "widgets/duration.h"
#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/models/cell_table.h"
#include "widgets/native_jobs.h"
#include "widgets/panels/quantize_texts.h"
#include "widgets/session.h"
#include "widgets/subject_words.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <algorithm>
#include <cmath>
#include <map>

namespace stillhouse::widgets {

namespace {

constexpr std::size_t kRivalColumns = 7;

double middle(const std::vector<double>& sorted) {
    const std::size_t n = sorted.size();
    return n % 2 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
}

QString speedText(double value) { return QLocale(QLocale::English).toString(value, 'f', 2); }

} // namespace

Result<std::vector<RivalRow>> loadRivals(Store& store) {
    const auto runs = store.runs();
    if (!runs)
        return runs.error();
    const auto comparison = store.comparison({});
    if (!comparison)
        return comparison.error();
    std::map<std::string, const RunRow*> byId;
    for (const auto& run : *runs)
        byId[run.id] = &run;
    std::vector<RivalRow> rows;
    for (const auto& [id, record] : comparison->latencies) {
        std::vector<double> sorted = record.samples;
        std::erase_if(sorted, [](double value) { return !std::isfinite(value); });
        if (!record.kind.ends_with("_tps") || sorted.empty() || !byId.contains(id))
            continue;
        std::sort(sorted.begin(), sorted.end());
        const RunRow& run = *byId[id];
        const bool imported = std::find(run.tags.begin(), run.tags.end(), kBenchTag) != run.tags.end();
        RivalRow row{run.name.empty() ? run.id : run.name, record.subject, record.kind, record.precision, record.kernel + (record.cpu.empty() ? "" : "; " + record.cpu),
                     middle(sorted), sorted.front(), sorted.back(), record.threads, 0, std::int64_t(sorted.size()), imported};
        for (const auto& compared : comparison->rows)
            if (compared.runId == id && compared.subject == record.subject)
                row.bytes = compared.fileBytes;
        rows.push_back(std::move(row));
    }
    std::stable_sort(rows.begin(), rows.end(), [](const RivalRow& a, const RivalRow& b) { return a.imported > b.imported; });
    return rows;
}

CompareRivals::CompareRivals(Session& session, QWidget* parent)
    : QWidget(parent), session_(session), text_(new QLabel(this)), import_(new QPushButton(this)), errors_(new ErrorBar(this)), table_(new CellTable(this)), view_(nullptr),
      empty_(new EmptyState(QStringLiteral("compare"), this)), pages_(new QStackedWidget(this)) {
    table_->setColumns(std::vector<CellColumn>(kRivalColumns));
    view_ = makeCellView(table_, this);
    view_->setObjectName(QStringLiteral("rivalsTable"));
    import_->setObjectName(QStringLiteral("importBench"));
    text_->setProperty("type", "caption");
    text_->setWordWrap(true);
    auto* full = new QWidget(this);
    auto* head = new QHBoxLayout;
    head->addWidget(text_, 1);
    head->addWidget(import_);
    auto* rows = new QVBoxLayout(full);
    rows->setContentsMargins(0, kGap, 0, 0);
    rows->addLayout(head);
    rows->addWidget(view_, 1);
    pages_->addWidget(empty_);
    pages_->addWidget(full);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(errors_);
    column->addWidget(pages_, 1);
    connect(import_, &QPushButton::clicked, this, &CompareRivals::choose);
    connect(&session_, &Session::projectChanged, this, &CompareRivals::load);
    connect(&session_, &Session::storeChanged, this, &CompareRivals::load);
    retranslate();
    load();
}

void CompareRivals::load() {
    if (session_.projectFolder().empty())
        return;
    session_.query<std::vector<RivalRow>>(this, QStringLiteral("rivals"), loadRivals, [this](Result<std::vector<RivalRow>> rows) {
        if (!rows)
            return errors_->showError(rows.error());
        rows_ = std::move(*rows);
        fill();
    });
}

void CompareRivals::choose() {
    auto* dialog = new QFileDialog(this, tr("Output of llama-bench -o jsonl"), QString::fromStdString(session_.projectFolder()), QStringLiteral("JSONL (*.jsonl *.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &CompareRivals::importFile);
    dialog->open();
}

void CompareRivals::importFile(const QString& path) {
    errors_->dismiss();
    session_.jobs().start<BenchImport>(
        this, NativeJobs::Lane::Look, QStringLiteral("importBench"),
        [store = session_.storePath(), file = path.toStdString()](RunControl&) { return importBench(store, file); },
        [this](Result<BenchImport> imported) {
            if (!imported)
                return errors_->showError(imported.error());
            errors_->showNotice(ErrorBar::Tone::Success, tr("%1 measurements imported").arg(imported->rows));
            Q_EMIT session_.storeChanged();
        });
}

void CompareRivals::fill() {
    std::vector<std::vector<Cell>> cells;
    for (const auto& row : rows_) {
        const QString origin = row.imported ? tr("imported: %1").arg(QString::fromStdString(row.source)) : tr("measured here: %1").arg(QString::fromStdString(row.source));
        cells.push_back({{QString::fromStdString(row.model), 0, {}, {}, {}},
                         {QString::fromStdString(row.test), 0, {}, {}, {}},
                         {speedText(row.median), row.median, tr("%1 to %2 over %3 samples").arg(speedText(row.low), speedText(row.high), wholeText(row.samples)), {}, {}},
                         {precisionName(row.precision), 0, {}, {}, {}},
                         {row.threads > 0 ? QString::number(row.threads) : QStringLiteral("–"), double(row.threads), {}, {}, {}},
                         {row.bytes > 0 ? bytesText(double(row.bytes)) : QStringLiteral("–"), double(row.bytes), {}, {}, {}},
                         {origin, 0, origin, {}, {}}});
    }
    table_->setRows(std::move(cells));
    pages_->setCurrentIndex(rows_.empty() ? 0 : 1);
}

void CompareRivals::retranslate() {
    text_->setText(tr("Tokens per second, medians. Compare rows only where processor and threads are the same."));
    import_->setText(tr("Import llama-bench rows…"));
    empty_->setTitle(tr("No speeds of other programs"));
    empty_->setText(tr("llama-bench of llama.cpp measures a GGUF file; its output (-o jsonl), from this machine or another, becomes rows here and in the table of runs."));
    empty_->setAction(tr("Import llama-bench rows…"), [this] { choose(); });
    view_->setAccessibleName(tr("Speeds of other programs"));
    table_->setColumns({{tr("Model"), {}, false, false},
                        {tr("Test"), tr("pp: tokens of a prompt at once; tg: tokens one by one; @ d: behind so many cached ones"), false, false},
                        {tr("Tokens/s"), {}, true, false},
                        {tr("Precision"), {}, false, false},
                        {tr("Threads"), {}, true, false},
                        {tr("Size"), {}, true, false},
                        {tr("Where from"), {}, false, false}});
    fill();
}

void CompareRivals::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
