// SPDX-License-Identifier: GPL-3.0-or-later
// Comparing two answers by hand: what is asked, and what a person said. Strategy B's reward model learns from it.
#pragma once
#include "core/api/data.h"
#include "core/api/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace stillhouse {

class Store;
struct Experiment;

/// Two answers to one prompt, in the order in which they are shown.
struct AnswerPair {
    std::string prompt, first, second;
    std::string source; ///< "file", "labels", or the id of the run whose policy answered
};

enum class Verdict { First, Second, Tie, Skip, Edited };

/// What a person said about a pair. A tie and a skip teach the reward model nothing; an edited text is better than both answers.
struct AnswerChoice {
    AnswerPair pair;
    Verdict verdict = Verdict::Skip;
    std::string edited; ///< with Verdict::Edited: the better text
    std::string annotator;
    std::int64_t id = 0; ///< from the store
    double time = 0;     ///< seconds since the Unix epoch, from the store
};

/// The pairs that a reward model may learn from this choice: one for a better answer, two for an edited text, otherwise none. Equal
/// texts make no pair.
std::vector<Preference> preferencesOf(const AnswerChoice& choice);

/// The same two answers to the same prompt, whichever stands first and wherever they come from, have the same key.
std::string pairKey(const AnswerPair& pair);

/// The pair with its answers in the order that a hash of the texts decides, so that a place on the screen says nothing about what a file
/// or a reward model thinks of them.
AnswerPair shuffledSides(AnswerPair pair);

/// Pairs of a file of preferences, to be judged again; sides shuffled. The same errors as readPreferences.
Result<std::vector<AnswerPair>> pairsOfFile(const std::string& path);

/// For each labelled example the task's right answer beside a wrong one (a hash of the prompt says which); sides shuffled, at most `limit`
/// pairs. Examples whose label the task does not know are left out.
std::vector<AnswerPair> pairsOfLabels(const std::vector<Example>& examples, const Task& task, std::size_t limit);

/// Makes an experiment that is about to run learn from what was chosen by hand too: its own file of preferences and the store's
/// preferences become one file <folder of the store>/data/preferences-<hash>.jsonl, which the experiment then names; equal pairs once. A
/// stage align.reward that would have derived its pairs from the labels does so beside the file. Nothing changes without preferences in
/// the store, or when the experiment names such a file already (a run that is repeated). Returns how many pairs were joined to it.
Result<std::int64_t> addLabelledPreferences(Store& store, Experiment& experiment);

/// JSONL of {prompt, chosen, rejected, annotator}, as readPreferences reads it; written atomically.
Result<void> writePreferences(const std::vector<Preference>& preferences, const std::string& path);

} // namespace stillhouse
