// SPDX-License-Identifier: GPL-3.0-or-later
// Labelling on the data page: keys, what is written, and what the screen shows once it is on disk.
#include "core/api/store_watch.h"
#include "widgets/annotator.h"
#include "widgets/models/example_lists.h"
#include "widgets/panels/adjudication_page.h"
#include "widgets/panels/data_detail.h"
#include "widgets/panels/data_panel.h"
#include "widgets/panels/label_bar.h"
#include "widgets/session.h"

#include <algorithm>
#include <QHeaderView>
#include <QKeyEvent>
#include <QStackedWidget>
#include <QTableView>

namespace stillhouse::widgets {

namespace {

std::optional<std::string> labelBy(const ExampleRow& row, const std::string& annotator) {
    for (const Annotation& said : row.annotations)
        if (said.annotator == annotator)
            return said.label;
    return std::nullopt;
}

} // namespace

std::optional<ExampleRow> DataPanel::currentRow() {
    const QModelIndex current = table_->currentIndex();
    return current.isValid() ? model_->row(current.row()) : std::nullopt;
}

// A key speaks of what is on screen; while the last one is still on its way to the disk, that is about to change.
void DataPanel::label(const std::string& label) {
    const auto row = currentRow();
    if (!row || desk_->busy())
        return;
    const std::string annotator = Annotator::of(session_).text();
    const auto before = labelBy(*row, annotator);
    if (before == label)
        advance();
    else
        desk_->apply({LabelEdit::Kind::Label, row->rowid, annotator, before, label});
}

bool DataPanel::accept() {
    const QString suggested = detail_->suggestion();
    if (suggested.isEmpty())
        return false;
    label(suggested.toStdString());
    return true;
}

void DataPanel::toggleFlag() {
    const auto row = currentRow();
    if (!row)
        return;
    const std::optional<std::string> flag{std::string()};
    desk_->apply({LabelEdit::Kind::Flag, row->rowid, {}, row->flagged ? flag : std::nullopt, row->flagged ? std::nullopt : flag});
    showCurrent(); // a click on the button alone flags nothing
}

void DataPanel::advance() {
    const int next = table_->currentIndex().row() + 1;
    if (!desk_->busy() && next < model_->rowCount())
        table_->setCurrentIndex(model_->index(next, table_->currentIndex().column()));
}

void DataPanel::saved(const LabelEdit& edit, LabelDesk::Way way, const ExampleRow& before, const ExampleRow& after) {
    model_->replace(after);
    ++edits_;
    mine_.insert(edit.rowid);
    if (before.example.label != after.example.label) {
        --facts_.labels[before.example.label];
        const bool fresh = ++facts_.labels[after.example.label] == 1;
        facts_.dataset.labelled += int(!after.example.label.empty()) - int(!before.example.label.empty());
        overview_->setFacts(facts_);
        if (fresh)
            fillFilters();
    }
    const auto known = std::find_if(facts_.annotators.begin(), facts_.annotators.end(), [&](const AnnotatorRow& row) { return row.name == edit.annotator; });
    if (edit.kind == LabelEdit::Kind::Label && known == facts_.annotators.end()) {
        facts_.annotators.push_back({edit.annotator, 1});
        bar_->setFacts(facts_);
    }
    if (way != LabelDesk::Way::Do) {
        if (const int row = model_->indexOf(edit.rowid); row >= 0)
            table_->setCurrentIndex(model_->index(row, std::max(0, table_->currentIndex().column())));
    } else if (edit.kind == LabelEdit::Kind::Label) {
        advance();
    }
    showCurrent();
}

void DataPanel::suggest() {
    const auto& ids = model_->ids();
    const auto from = ids.begin() + std::clamp(table_->currentIndex().row(), 0, std::max(0, int(ids.size()) - 1));
    std::vector<std::int64_t> rows(from, ids.end());
    rows.insert(rows.end(), ids.begin(), from);
    bar_->suggest(rows);
}

void DataPanel::rereadRows() {
    const int first = std::max(0, table_->rowAt(0)), last = table_->rowAt(table_->viewport()->height() - 1);
    model_->reread(first, last < 0 ? model_->rowCount() - 1 : last);
}

void DataPanel::rereadShown() {
    rereadRows();
    if (!facts_.suggested) // the first ones: in whose order they are is not known yet
        reload();
}

// Rows are read again where they stand; the list stays as it was filtered, as it does while one labels. What was edited here alone is counted
// already.
void DataPanel::labelsChanged(const StoreChanges& changes) {
    const bool mine = changes.examples && !changes.examples->empty() &&
                      std::all_of(changes.examples->begin(), changes.examples->end(), [this](std::int64_t id) { return mine_.contains(id); });
    mine_.clear();
    if (facts_.dataset.id == 0)
        return;
    rereadRows();
    model_->lists().warm(facts_.dataset.id);
    if (!mine)
        reload();
}

void DataPanel::applyBlind() {
    model_->setBlind(bar_->blind() ? Annotator::of(session_).text() : std::string());
    showCurrent();
}

void DataPanel::sortByUncertainty(bool on) { table_->sortByColumn(on ? ExampleTable::Suggested : -1, on ? Qt::DescendingOrder : Qt::AscendingOrder); }

void DataPanel::openAgreement() {
    pages_->setCurrentWidget(adjudication_);
    adjudication_->open(facts_.dataset.id, facts_.taskLabels);
}

bool DataPanel::handleKey(const QKeyEvent* event) {
    if (event->matches(QKeySequence::Undo))
        return desk_->undo(), true;
    if (event->matches(QKeySequence::Redo) || (event->key() == Qt::Key_Y && event->modifiers() == Qt::ControlModifier))
        return desk_->redo(), true;
    if (event->modifiers() & ~Qt::KeypadModifier)
        return false;
    const int key = event->key();
    if (key >= Qt::Key_1 && key <= Qt::Key_9) {
        if (const auto index = std::size_t(key - Qt::Key_1); index < facts_.taskLabels.size())
            label(facts_.taskLabels[index]);
        return true;
    }
    switch (key) {
    case Qt::Key_0: return label({}), true;
    case Qt::Key_F: return toggleFlag(), true;
    case Qt::Key_S: return advance(), true;
    default: return false;
    }
}

// Enter and Space are the table's own: on a button they press it.
bool DataPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == table_->viewport() && event->type() == QEvent::Resize)
        fitColumns();
    if (watched != table_ || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool accepts = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter || key->key() == Qt::Key_Space;
    if (accepts && !(key->modifiers() & ~Qt::KeypadModifier) && accept())
        return true;
    return handleKey(key) || QWidget::eventFilter(watched, event);
}

void DataPanel::keyPressEvent(QKeyEvent* event) {
    if (pages_->currentWidget() != browse_ || !handleKey(event))
        QWidget::keyPressEvent(event);
}

} // namespace stillhouse::widgets
