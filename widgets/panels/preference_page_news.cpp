// SPDX-License-Identifier: GPL-3.0-or-later
// What other windows and programs write while answers are compared: pairs judged there leave the queue here, and new sources are offered.
#include "core/api/preferences.h"
#include "widgets/panels/preference_page.h"
#include "widgets/session.h"

#include <algorithm>
#include <set>

namespace stillhouse::widgets {

void PreferencePage::choicesWritten(std::int64_t number) {
    const bool own = number <= mine_;
    mine_ = own ? mine_ - number : 0;
    if (!own)
        pairsChanged();
}

void PreferencePage::pairsChanged() {
    stale_ = true;
    if (isVisible())
        readPairsAgain();
}

void PreferencePage::readSourcesAgain() {
    if (!isVisible()) // opening the page reads them
        return;
    session_.query<PairSources>(
        this, QStringLiteral("sources again"), [experiment = session_.experiment()](Store& store) { return pairSources(store, experiment); },
        [this](Result<PairSources> sources) {
            if (!sources)
                return;
            const bool others = sources->list != sources_.list;
            takeSources(std::move(*sources));
            if (source_.kind.empty() && !sources_.list.empty())
                load(sources_.list.front());
            else if (others) // otherwise its list may be open
                fillSources();
            updateButtons();
        });
}

void PreferencePage::readPairsAgain() {
    stale_ = false;
    if (source_.kind.empty())
        return;
    session_.query<OpenPairs>(
        this, QStringLiteral("pairs again"), [experiment = session_.experiment(), source = source_](Store& store) { return openPairs(store, experiment, source); },
        [this, source = source_](Result<OpenPairs> open) {
            if (open && source == source_)
                takeNews(std::move(*open));
        });
}

// The pair on screen stays, and so do those that undo and redo lead to: what a key speaks of never changes under it.
void PreferencePage::takeNews(OpenPairs fresh) {
    std::size_t kept = std::min(open_.pairs.size(), at_ + 1);
    for (const Made& made : undone_)
        kept = std::max(kept, made.at + 1);
    const bool waiting = current() != nullptr;
    open_.pairs.resize(kept);
    std::set<std::string> known;
    for (const AnswerPair& pair : open_.pairs)
        known.insert(pairKey(pair));
    for (AnswerPair& pair : fresh.pairs)
        if (!known.contains(pairKey(pair)))
            open_.pairs.push_back(std::move(pair));
    const auto mine = std::count_if(done_.begin(), done_.end(), [](const Made& made) { return made.choice.verdict != Verdict::Skip; });
    open_.judged = std::max<std::int64_t>(0, fresh.judged - mine); // before this visit, or elsewhere
    open_.newPreferences = fresh.newPreferences;
    if (waiting)
        showProgress();
    else
        showPair();
}

void PreferencePage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (stale_)
        readPairsAgain();
}

} // namespace stillhouse::widgets
