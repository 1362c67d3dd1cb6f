// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/data_panel.h"

#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/panels/data_detail.h"
#include "widgets/panels/data_facts.h"
#include "widgets/panels/data_import.h"
#include "widgets/panels/adjudication_page.h"
#include "widgets/models/example_lists.h"
#include "widgets/panels/label_bar.h"
#include "widgets/panels/preference_page.h"
#include "widgets/session.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>

namespace stillhouse::widgets {

PanelSpec dataPanel() {
    return {"data",
            QT_TRANSLATE_NOOP("panels", "Data"),
            "data",
            QT_TRANSLATE_NOOP("panels", "Import, search, filter and label the examples that both strategies learn from"),
            [](Session& session, QWidget* parent) -> QWidget* { return new DataPanel(session, parent); },
            true,
            QT_TRANSLATE_NOOP("panels",
                              "<p>JSON lines, JSON arrays, CSV and TSV (RFC 4180), plain text, Alpaca, ShareGPT and <i>messages</i> are recognised.</p>"
                              "<p><b>Splits.</b> A row without a split is placed by a 64-bit hash of its prompt after Unicode NFKC, lower case and folded "
                              "white space, so equal prompts never stand in both training and test.</p>"
                              "<p><b>How much is enough.</b> 500 to 1,000 examples per 100 million parameters of the student for strategy A, 2,000 to 5,000 for "
                              "B, and 50,000 labelled ones for deployment.</p>"
                              "<p><b>Keys.</b> 1 to 9 label the selected row and go on to the next, 0 says that it has no label, Enter or Space takes the teacher's suggestion, F flags, S "
                              "skips, Ctrl+Z and Ctrl+Y undo and redo without limit, Ctrl+F searches. A label is on disk before the next example appears.</p>"
                              "<p><b>Several people.</b> Each label carries its annotator's name. An example's label is what most of them say, among equals the newest, until "
                              "somebody decides on <i>Agreement…</i>: the decided label counts in lists, exports and runs. Agreement is Cohen's κ = (p<sub>o</sub> − "
                              "p<sub>e</sub>) / (1 − p<sub>e</sub>) (Cohen 1960): the share of equal labels beyond what chance would give; its interval is the large-sample "
                              "formula of Fleiss, Cohen and Everitt (1969).</p>"
                              "<p><b>Suggestions.</b> The teacher's label distribution: softmax of length-normalised log-likelihoods of the task's verbalizers. <i>Most uncertain "
                              "first</i> sorts by its entropy −Σ p ln p.</p>"
                              "<p><b>Comparing answers.</b> Two answers to one prompt stand side by side: ← or → is the better one, T or ↓ a tie, E writes a better one, "
                              "S skips. Pairs come from a file of preferences, from labels, or from a run's answers, first those whose rewards lie closest. The next "
                              "run of strategy B learns from all choices.</p>")};
}

void DataPanel::reload() {
    if (session_.projectFolder().empty()) {
        facts_ = {};
        pages_->setCurrentWidget(empty_);
        retranslate();
        return;
    }
    empty_->setBusy(true);
    const Experiment experiment = session_.experiment();
    model_->lists().query<DataFacts>(
        this, QStringLiteral("facts"), [experiment, known = facts_](Store& store, ExampleIndex& index) { return gatherDataFacts(store, index, experiment, known); },
        [this, edits = edits_](Result<DataFacts> facts) {
            empty_->setBusy(false);
            if (!facts)
                errors_->showError(facts.error());
            else if (desk_->busy())
                recount_ = true;
            else if (edits != edits_) // a label was saved meanwhile, and is counted on screen already
                reload();
            else
                showFacts(*facts);
        });
}

void DataPanel::showFacts(const DataFacts& facts) {
    const bool another = facts.dataset.id != facts_.dataset.id || facts.dataset.hash != facts_.dataset.hash || facts.dataset.rows != facts_.dataset.rows;
    const bool otherLabels = facts.taskLabels != facts_.taskLabels;
    facts_ = facts;
    if (otherLabels)
        widenLabels();
    overview_->setFacts(facts);
    detail_->setLabels(facts.taskLabels);
    detail_->setSuggestionLabels(facts.suggestionLabels);
    bar_->setFacts(facts);
    fillFilters();
    retranslate();
    if (pages_->currentWidget() == empty_ || pages_->currentWidget() == browse_)
        pages_->setCurrentWidget(restingPage());
    if (facts.dataset.id == 0)
        return;
    if (another) {
        desk_->clear();
        search_->clear();
        applyFilter();
    }
}

void DataPanel::fillFilter(QComboBox* box, const QString& any, const std::vector<std::pair<QString, QString>>& items) {
    std::vector<std::pair<QString, QString>> wanted{{QString(), any}}, there;
    wanted.insert(wanted.end(), items.begin(), items.end());
    for (int i = 0; i < box->count(); ++i)
        there.emplace_back(box->itemData(i).toString(), box->itemText(i));
    if (wanted == there) // its list may be open
        return;
    const QSignalBlocker quiet(box);
    const QString current = box->currentData().toString();
    box->clear();
    for (const auto& [key, name] : wanted)
        box->addItem(name, key);
    box->setCurrentIndex(std::max(0, box->findData(current)));
}

void DataPanel::fillFilters() {
    std::vector<std::pair<QString, QString>> labels, sources;
    std::int64_t labelled = 0;
    for (const auto& [label, count] : facts_.labels) {
        if (!label.empty())
            labels.emplace_back(QString::fromStdString(label), QString::fromStdString(label));
        labelled += label.empty() ? 0 : count;
    }
    if (labelled < facts_.dataset.rows)
        labels.emplace_back(QStringLiteral("∅"), tr("no label"));
    for (const auto& source : facts_.sources)
        sources.emplace_back(QString::fromStdString(source), QString::fromStdString(source));
    fillFilter(labelFilter_, tr("Any label"), labels);
    fillFilter(splitFilter_, tr("Any split"),
               {{QStringLiteral("train"), tr("Training")}, {QStringLiteral("validation"), tr("Validation")}, {QStringLiteral("test"), tr("Test")}});
    fillFilter(sourceFilter_, tr("Any source"), sources);
    sourceFilter_->setVisible(sources.size() > 1);
    fitColumns();
}

void DataPanel::applyFilter() {
    searchTimer_->stop();
    ExampleQuery query = model_->query();
    query.dataset = facts_.dataset.id;
    query.search = search_->text().trimmed().toStdString();
    query.label = labelFilter_->currentData().toString().toStdString();
    query.split = splitFilter_->currentData().toString().toStdString();
    query.source = sourceFilter_->currentData().toString().toStdString();
    bar_->apply(query);
    model_->setQuery(query);
}

void DataPanel::showRowCount(qint64 rows) {
    rowsShown_ = rows;
    const QLocale locale;
    const QString all = locale.toString(qlonglong(facts_.dataset.rows));
    count_->setText(rows == facts_.dataset.rows ? tr("%1 examples").arg(all) : tr("%1 of %2 examples").arg(locale.toString(rows), all));
}

void DataPanel::showCurrent() {
    const auto row = currentRow();
    detail_->showRow(row, row ? model_->shownLabel(*row) : std::string());
}

void DataPanel::openImport(const QString& path) {
    if (session_.projectFolder().empty()) {
        Error error;
        error.kind = ErrorKind::Refused;
        error.what = SH_TR("No project is open");
        error.remedy = SH_TR("Open a project folder first");
        errors_->showError(error);
        return;
    }
    pages_->setCurrentWidget(import_);
    import_->openFile(path);
}

QWidget* DataPanel::restingPage() const { return facts_.dataset.id > 0 ? browse_ : static_cast<QWidget*>(empty_); }

void DataPanel::compareAnswers(const QString& runId) {
    Q_EMIT session_.panelRequested(QStringLiteral("data"), {});
    pages_->setCurrentWidget(preferences_);
    preferences_->open(runId.toStdString());
}

void DataPanel::importEnded(bool ok, const ImportSummary& summary, const Error& error) {
    import_->setImporting(false);
    if (!ok) {
        if (pages_->currentWidget() == import_)
            import_->showError(error);
        else
            errors_->showError(error);
        return;
    }
    pages_->setCurrentWidget(browse_);
    session_.query<bool>(
        this, {},
        [json = warningsToJson(summary.warnings)](Store& store) {
            const auto done = keepWarnings(store, json);
            return done ? Result<bool>(true) : Result<bool>(done.error());
        },
        [this](Result<bool>) { reload(); });
}

void DataPanel::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().front().isLocalFile())
        event->acceptProposedAction();
}

void DataPanel::dropEvent(QDropEvent* event) {
    openImport(event->mimeData()->urls().front().toLocalFile());
    event->acceptProposedAction();
}

void DataPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace stillhouse::widgets
