// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/adjudication_page.h"

#include "widgets/annotator.h"
#include "widgets/duration.h"
#include "widgets/empty_state.h"
#include "widgets/error_bar.h"
#include "widgets/session.h"

#include <algorithm>
#include <cmath>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>

namespace stillhouse::widgets {

namespace {

constexpr std::size_t kMostDisputes = 5'000, kMostAnnotators = 6;
constexpr int kPromptCharacters = 400; ///< of a line in the table

QString shareText(double value) { return decimalText(value, 3); }

Cell countCell(std::int64_t value) { return {QLocale().toString(qlonglong(value)), double(value), {}, {}, {}, false}; }

QString saidIn(const ExampleRow& row, const std::string& annotator) {
    for (const Annotation& said : row.annotations)
        if (said.annotator == annotator)
            return QString::fromStdString(said.label);
    return {};
}

} // namespace

Result<AdjudicationPage::Facts> AdjudicationPage::gather(Store& store, std::int64_t dataset) {
    auto agreement = agreementOf(store, dataset);
    auto ids = store.disputed(dataset);
    if (!agreement || !ids)
        return agreement ? ids.error() : agreement.error();
    ids->resize(std::min(ids->size(), kMostDisputes));
    auto rows = store.examples(*ids);
    if (!rows)
        return rows.error();
    std::stable_partition(rows->begin(), rows->end(), [](const ExampleRow& row) { return !row.adjudicated; });
    return Facts{std::move(*agreement), std::move(*rows)};
}

void AdjudicationPage::open(std::int64_t dataset, const std::vector<std::string>& labels) {
    if (dataset != dataset_)
        desk_->clear();
    dataset_ = dataset;
    labels_ = labels;
    makeButtons();
    errors_->dismiss();
    empty_->setBusy(true);
    stale_ = false;
    session_.query<Facts>(
        this, QStringLiteral("agreement"), [dataset](Store& store) { return gather(store, dataset); },
        [this](Result<Facts> facts) {
            empty_->setBusy(false);
            if (!facts)
                return errors_->showError(facts.error());
            facts_ = std::move(*facts);
            showAll();
            (facts_.rows.empty() ? static_cast<QWidget*>(this) : rowsView_)->setFocus();
            Q_EMIT loaded();
        });
}

void AdjudicationPage::showAll() {
    pages_->setCurrentIndex(facts_.agreement.pairs.empty() ? 0 : 1);
    showPairs();
    showRows();
    pairsView_->selectRow(0);
    showConfusion();
    if (!facts_.rows.empty())
        select(facts_.rows.front().rowid);
    showCurrent();
    showProgress();
}

void AdjudicationPage::showPairs() {
    pairs_->setColumns({{tr("Annotator"), {}}, {tr("and"), {}}, {tr("In common"), tr("Examples that both labelled"), true}, {tr("Same label"), tr("Observed agreement"), true},
                        {QStringLiteral("κ"), tr("Cohen's kappa: agreement beyond chance; 1 is perfect, 0 is what chance gives"), true},
                        {tr("95 %"), tr("Large-sample interval (Fleiss, Cohen and Everitt 1969)"), true}});
    std::vector<std::vector<Cell>> rows;
    for (const PairAgreement& pair : facts_.agreement.pairs) {
        const QString interval = std::isnan(pair.kappa) ? QStringLiteral("–") : tr("%1 to %2").arg(shareText(pair.low), shareText(pair.high));
        rows.push_back({{QString::fromStdString(pair.first)}, {QString::fromStdString(pair.second)}, countCell(pair.examples),
                        {QLocale().toString(100 * pair.observed, 'f', 1) + QStringLiteral(" %"), pair.observed},
                        {shareText(pair.kappa), pair.kappa, std::isnan(pair.kappa) ? tr("Both used one and the same label alone: κ says nothing") : QString(), {}, {}, true},
                        {interval, pair.high - pair.low, {}, "muted"}});
    }
    pairs_->setRows(std::move(rows));
}

void AdjudicationPage::showConfusion() {
    const int chosen = std::max(0, pairs_->row(pairsView_->currentIndex().row()));
    if (std::size_t(chosen) >= facts_.agreement.pairs.size())
        return;
    const PairAgreement& pair = facts_.agreement.pairs[std::size_t(chosen)];
    const QString first = QString::fromStdString(pair.first), second = QString::fromStdString(pair.second);
    confusionTitle_->setText(tr("%1 down, %2 across").arg(first, second));
    std::vector<CellColumn> columns{{first, {}}};
    for (const auto& label : pair.labels)
        columns.push_back({QString::fromStdString(label), tr("%1 said %2").arg(second, QString::fromStdString(label)), true});
    std::vector<std::vector<Cell>> rows;
    for (std::size_t i = 0; i < pair.labels.size(); ++i) {
        rows.push_back({{QString::fromStdString(pair.labels[i])}});
        for (std::size_t j = 0; j < pair.labels.size(); ++j) {
            Cell cell = countCell(pair.table[i * pair.labels.size() + j]);
            cell.bold = i == j;
            cell.token = cell.key == 0 ? "muted" : i == j ? "" : "warning";
            cell.tip = tr("%1 said %2, %3 said %4").arg(first, QString::fromStdString(pair.labels[i]), second, QString::fromStdString(pair.labels[j]));
            rows.back().push_back(std::move(cell));
        }
    }
    confusion_->setColumns(std::move(columns));
    confusion_->setRows(std::move(rows));
}

void AdjudicationPage::showRows() {
    std::vector<CellColumn> columns{{tr("Example"), {}}, {tr("Prompt"), {}}};
    const auto& people = facts_.agreement.annotators;
    const std::size_t shown = std::min(people.size(), kMostAnnotators);
    for (std::size_t i = 0; i < shown; ++i)
        columns.push_back({QString::fromStdString(people[i].name), tr("What %1 said").arg(QString::fromStdString(people[i].name))});
    columns.push_back({tr("Decided"), tr("The label that counts")});
    std::vector<std::vector<Cell>> rows;
    for (const ExampleRow& row : facts_.rows) {
        const QString prompt = QString::fromStdString(row.example.prompt.substr(0, 4 * kPromptCharacters)).left(kPromptCharacters).simplified(); // a character has 4 bytes at most
        rows.push_back({{QString::fromStdString(row.example.id), 0, {}, "muted"}, {prompt}});
        for (std::size_t i = 0; i < shown; ++i)
            rows.back().push_back({saidIn(row, people[i].name)});
        rows.back().push_back(row.adjudicated ? Cell{QString::fromStdString(row.example.label), 0, {}, "success", QStringLiteral("done"), true} : Cell{tr("open"), 0, {}, "muted"});
    }
    rows_->setColumns(std::move(columns));
    rows_->setRows(std::move(rows));
}

const ExampleRow* AdjudicationPage::current() const {
    const int row = rows_->row(rowsView_->currentIndex().row());
    return row >= 0 && std::size_t(row) < facts_.rows.size() ? &facts_.rows[std::size_t(row)] : nullptr;
}

void AdjudicationPage::decide(const std::optional<std::string>& label) {
    const ExampleRow* row = current();
    if (!row || desk_->busy())
        return;
    const auto before = row->adjudicated ? std::optional(row->example.label) : std::nullopt;
    if (before == label)
        advance();
    else
        desk_->apply({LabelEdit::Kind::Decision, row->rowid, Annotator::of(session_).text(), before, label});
}

void AdjudicationPage::saved(const LabelEdit& edit, LabelDesk::Way way, const ExampleRow& after) {
    changed_ = true;
    ++edits_;
    mine_.insert(edit.rowid);
    const auto found = std::find_if(facts_.rows.begin(), facts_.rows.end(), [&](const ExampleRow& row) { return row.rowid == edit.rowid; });
    if (found == facts_.rows.end())
        return;
    facts_.agreement.decided += int(after.adjudicated) - int(found->adjudicated);
    *found = after;
    showRows();
    select(edit.rowid);
    if (way == LabelDesk::Way::Do && edit.after)
        advance();
    showCurrent();
    showProgress();
}

void AdjudicationPage::select(std::int64_t rowid) {
    for (std::size_t i = 0; i < facts_.rows.size(); ++i)
        if (facts_.rows[i].rowid == rowid)
            rowsView_->setCurrentIndex(rows_->index(rows_->shown(int(i)), 1));
}

void AdjudicationPage::advance() {
    if (const int next = rowsView_->currentIndex().row() + 1; !desk_->busy() && next < rows_->rowCount())
        rowsView_->setCurrentIndex(rows_->index(next, 1));
}

bool AdjudicationPage::handleKey(QKeyEvent* event) {
    if (event->matches(QKeySequence::Undo))
        return desk_->undo(), true;
    if (event->matches(QKeySequence::Redo) || (event->key() == Qt::Key_Y && event->modifiers() == Qt::ControlModifier))
        return desk_->redo(), true;
    if (event->modifiers() & ~Qt::KeypadModifier)
        return false;
    const int key = event->key();
    if (key >= Qt::Key_1 && key <= Qt::Key_9) {
        if (const auto index = std::size_t(key - Qt::Key_1); index < labels_.size())
            decide(labels_[index]);
        return true;
    }
    switch (key) {
    case Qt::Key_0: return decide(std::nullopt), true;
    case Qt::Key_S: return advance(), true;
    case Qt::Key_Escape: return Q_EMIT closed(), true;
    default: return false;
    }
}

// The window uses Esc too: here it is the page's.
bool AdjudicationPage::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        return event->accept(), true;
    return QWidget::event(event);
}

void AdjudicationPage::keyPressEvent(QKeyEvent* event) {
    if (!handleKey(event))
        QWidget::keyPressEvent(event);
}

bool AdjudicationPage::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress && handleKey(static_cast<QKeyEvent*>(event)))
        return true;
    return QWidget::eventFilter(watched, event);
}

} // namespace stillhouse::widgets
