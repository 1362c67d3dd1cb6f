// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels/compare_changes.h"

#include "widgets/eliding_box.h"
#include "widgets/models/cell_table.h"
#include "widgets/session.h"
#include "widgets/subject_words.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QTableView>
#include <algorithm>

namespace stillhouse::widgets {

namespace {

Cell documentCell(const std::optional<std::string>& value) {
    Cell cell;
    cell.text = value ? QString::fromStdString(*value) : CompareChanges::tr("default");
    cell.tip = value ? cell.text : CompareChanges::tr("The document does not name it: the program's default holds, or there is no such stage");
    cell.token = value ? "" : "muted";
    return cell;
}

} // namespace

CompareChanges::CompareChanges(QWidget* parent)
    : QWidget(parent), before_(new ElidingBox(24, this)), after_(new ElidingBox(24, this)), arrow_(new QLabel(QStringLiteral("→"), this)), note_(new QLabel(this)),
      table_(new CellTable(this)), view_(nullptr) {
    table_->setColumns(std::vector<CellColumn>(4));
    view_ = makeCellView(table_, this);
    view_->setObjectName(QStringLiteral("documentChanges"));
    view_->horizontalHeader()->setStretchLastSection(true);
    before_->setObjectName(QStringLiteral("changesBefore"));
    after_->setObjectName(QStringLiteral("changesAfter"));
    for (auto* box : {before_, after_})
        box->setMinimumWidth(260);
    note_->setProperty("type", "caption");
    auto* row = new QHBoxLayout;
    row->setSpacing(kGap);
    row->addWidget(before_, 2); // a name and a time, whole
    row->addWidget(arrow_);
    row->addWidget(after_, 2);
    row->addWidget(note_, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, kGap, 0, 0);
    column->setSpacing(kGap);
    column->addLayout(row);
    column->addWidget(view_, 1);
    connect(before_, &QComboBox::activated, this, [this] {
        beforeId_ = before_->currentData().toString().toStdString();
        show();
    });
    connect(after_, &QComboBox::activated, this, [this] {
        afterId_ = after_->currentData().toString().toStdString();
        show();
    });
    retranslate();
}

const RunRow* CompareChanges::run(const std::string& id) const {
    const auto found = std::find_if(runs_.begin(), runs_.end(), [&](const RunRow& row) { return row.id == id; });
    return found == runs_.end() ? nullptr : &*found;
}

void CompareChanges::setRuns(std::vector<RunRow> runs) {
    runs_ = std::move(runs);
    std::stable_sort(runs_.begin(), runs_.end(), [](const RunRow& a, const RunRow& b) { return a.started > b.started; });
    fill();
    show();
}

void CompareChanges::setSelected(const std::vector<std::string>& runIds) {
    std::vector<const RunRow*> chosen; // newest first, as runs_
    for (const auto& row : runs_)
        if (std::find(runIds.begin(), runIds.end(), row.id) != runIds.end())
            chosen.push_back(&row);
    if (chosen.empty())
        return;
    afterId_ = chosen.front()->id;
    beforeId_ = chosen.back()->id;
    if (chosen.size() == 1) {
        const auto at = std::find_if(runs_.begin(), runs_.end(), [&](const RunRow& row) { return row.id == afterId_; });
        if (run(chosen[0]->parent))
            beforeId_ = chosen[0]->parent;
        else if (at + 1 != runs_.end())
            beforeId_ = (at + 1)->id;
        else if (at != runs_.begin()) // the oldest of all: what came after it
            afterId_ = (at - 1)->id;
    }
    fill();
    show();
}

void CompareChanges::fill() {
    for (auto* box : {before_, after_}) {
        const QSignalBlocker block(box);
        box->clear();
        for (const auto& row : runs_)
            box->addItem(runName(row.name, row.id, row.started), QString::fromStdString(row.id));
        box->setCurrentIndex(box->findData(QString::fromStdString(box == before_ ? beforeId_ : afterId_)));
    }
}

void CompareChanges::show() {
    const RunRow *old = run(beforeId_), *now = run(afterId_);
    std::vector<std::vector<Cell>> rows;
    QString note;
    if (!old || !now || old == now) {
        note = tr("Choose two runs, here or in the table above");
    } else if (const auto changes = documentChanges(old->experiment, now->experiment); !changes) {
        note = shown(changes.error().what);
    } else {
        for (const auto& change : *changes) {
            Cell path, stage;
            path.text = QString::fromStdString(change.path);
            stage.text = QString::fromStdString(change.stage);
            rows.push_back({path, stage, documentCell(change.before), documentCell(change.after)});
        }
        note = rows.empty() ? tr("The two documents are the same") : tr("Keys that differ: %1").arg(rows.size());
    }
    table_->setRows(std::move(rows));
    note_->setText(note);
}

void CompareChanges::retranslate() {
    table_->setColumns({{tr("Key"), {}, false, true}, {tr("Stage"), {}, false, false}, {tr("Old"), {}, false, true}, {tr("New"), {}, false, true}});
    before_->setAccessibleName(tr("Older run"));
    after_->setAccessibleName(tr("Newer run"));
    view_->setAccessibleName(tr("Keys of the two documents that differ"));
    show();
}

void CompareChanges::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace stillhouse::widgets
