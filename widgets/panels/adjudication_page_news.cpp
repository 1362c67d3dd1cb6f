// SPDX-License-Identifier: GPL-3.0-or-later
// What other windows and the command line write while the adjudication page is open.
#include "core/api/store_watch.h"
#include "widgets/panels/adjudication_page.h"
#include "widgets/session.h"

#include <algorithm>
#include <map>
#include <QScrollBar>
#include <QTableView>

namespace stillhouse::widgets {

namespace {

// Rows that were on screen stay in their order, new ones come behind.
void keepOrder(const std::vector<ExampleRow>& before, std::vector<ExampleRow>& rows) {
    std::map<std::int64_t, std::size_t> places;
    for (std::size_t i = 0; i < before.size(); ++i)
        places[before[i].rowid] = i;
    const auto place = [&](const ExampleRow& row) {
        const auto known = places.find(row.rowid);
        return known == places.end() ? before.size() : known->second;
    };
    std::stable_sort(rows.begin(), rows.end(), [&](const ExampleRow& a, const ExampleRow& b) { return place(a) < place(b); });
}

} // namespace

void AdjudicationPage::labelsChanged(const StoreChanges& changes) {
    const bool own = changes.examples && !changes.examples->empty() &&
                     std::all_of(changes.examples->begin(), changes.examples->end(), [this](std::int64_t id) { return mine_.contains(id); });
    mine_.clear();
    if (own || dataset_ == 0)
        return;
    stale_ = true;
    if (isVisible())
        readAgain();
}

void AdjudicationPage::readAgain() {
    stale_ = false;
    session_.query<Facts>(
        this, QStringLiteral("agreement again"), [dataset = dataset_](Store& store) { return gather(store, dataset); },
        [this, dataset = dataset_, edits = edits_](Result<Facts> facts) {
            if (!facts || dataset != dataset_)
                return; // the page shows what it had; opening it again says what is wrong
            if (desk_->busy() || edits != edits_)
                readAgain(); // a decision was written meanwhile
            else
                takeNews(std::move(*facts));
        });
}

void AdjudicationPage::takeNews(Facts fresh) {
    const bool first = facts_.agreement.pairs.empty() || fresh.agreement.pairs.empty();
    keepOrder(facts_.rows, fresh.rows);
    if (first) {
        facts_ = std::move(fresh);
        return showAll();
    }
    const ExampleRow* shown = current();
    const std::int64_t rowid = shown ? shown->rowid : 0;
    const int line = std::max(0, rowsView_->currentIndex().row()), scrolled = rowsView_->verticalScrollBar()->value();
    const int chosen = std::max(0, pairs_->row(pairsView_->currentIndex().row()));
    const PairAgreement pair = facts_.agreement.pairs[std::size_t(chosen)];
    facts_ = std::move(fresh);
    showPairs();
    const auto& pairs = facts_.agreement.pairs;
    const auto same = std::find_if(pairs.begin(), pairs.end(), [&](const PairAgreement& p) { return p.first == pair.first && p.second == pair.second; });
    pairsView_->selectRow(pairs_->shown(same == pairs.end() ? 0 : int(same - pairs.begin())));
    showConfusion();
    showRows();
    select(rowid);
    if (!rowsView_->currentIndex().isValid() && rows_->rowCount() > 0) // the dispute on screen is none any more: the next one
        rowsView_->setCurrentIndex(rows_->index(std::min(line, rows_->rowCount() - 1), 1));
    rowsView_->verticalScrollBar()->setValue(scrolled);
    showCurrent();
    showProgress();
}

void AdjudicationPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (stale_)
        readAgain();
}

} // namespace stillhouse::widgets
