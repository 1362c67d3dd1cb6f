// SPDX-License-Identifier: GPL-3.0-or-later
// Where pairs of answers to be compared by hand come from, and which of them are still open. Reads on the store-reader thread.
#pragma once
#include "core/api/experiment.h"
#include "core/api/store.h"

#include <string>
#include <vector>

namespace stillhouse::widgets {

/// A source of pairs: "file" with its path, "labels", or "run" with the run's id.
struct PairSource {
    std::string kind, subject, title; ///< title: the run as runName() has it
    bool operator==(const PairSource& other) const { return kind == other.kind && subject == other.subject; }
};

struct PairSources {
    std::vector<PairSource> list; ///< runs with answers first, the newest first
    bool hasRound = false;        ///< there is a feedback round to follow
};

/// What a project offers: runs whose policy left answers, the experiment's file of preferences, and the labels of its task.
Result<PairSources> pairSources(Store& store, const Experiment& experiment);

struct OpenPairs {
    std::vector<AnswerPair> pairs; ///< not judged yet; those that were skipped stand behind
    std::int64_t judged = 0;       ///< of this source, already
    std::int64_t newPreferences = 0; ///< in the project since the last feedback round
};

/// The open pairs of a source, at most 10,000. Every pair once, whoever judged it and whichever way round it stood.
Result<OpenPairs> openPairs(Store& store, const Experiment& experiment, const PairSource& source);

} // namespace stillhouse::widgets
