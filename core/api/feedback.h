// SPDX-License-Identifier: GPL-3.0-or-later
// What strategy B's feedback loop leaves behind: the policy's answers with their fates, and the rounds. A run tells of samples by an
// artifact of the kind "samples" (JSON lines, imported by the store) and of its round by an event of the kind "round".
#pragma once
#include "core/api/events.h"
#include "core/api/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace stillhouse {

/// An answer of the policy with what became of it. `number` counts the lane's samples from 0.
struct Sample {
    std::int64_t number = 0;
    std::string exampleId, prompt, response;
    double reward = 0;
    double kl = 0;    ///< Σ log π − log π_ref over the answer's tokens, nats
    std::string fate; ///< "sampled", "accepted", "duplicate", "not_best", "below_threshold"
};

/// Which samples of a lane, in which order.
struct SampleQuery {
    std::string fate;   ///< empty: any
    std::string sortBy; ///< "", "number", "reward", "kl", "fate", "prompt"
    bool descending = false;
    std::int64_t offset = 0, limit = 200;
};

struct SamplePage {
    std::int64_t total = 0; ///< that match, on all pages
    std::vector<Sample> samples;
};

/// A run that takes up the feedback loop where another left it: its reward model starts from that run's, and sees that run's
/// preferences beside its own.
struct RoundRequest {
    std::int64_t number = 1;
    std::string parent;       ///< run id of the round before; empty: this is the first
    std::string folder;       ///< of that run
    bool withSamples = false; ///< take its samples too: for a filter or an update alone
};
/// Puts the request into a run's folder (round.json), where the engine looks for it; before Engine::run. Nothing to do for a first round.
Result<void> writeRound(const std::string& runFolder, const RoundRequest& request);
/// The request in a run's folder; a first round where there is none.
Result<RoundRequest> readRound(const std::string& runFolder);

/// A turn of the feedback loop with what its run measured, for comparing rounds. A number is NaN where the run did not measure it.
struct RoundRow {
    std::int64_t number = 1;
    std::string runId, runName, status, parent; ///< parent: run id of the round before
    double time = 0;                            ///< seconds since the Unix epoch
    std::int64_t preferences = 0;               ///< pairs, old and new
    std::int64_t newPreferences = 0;            ///< pairs that the round before had not seen
    std::string preferencesHash;
    Interval pairAccuracy; ///< of the reward model, held out
    double reward = 0;     ///< mean reward of the last rollout
    double kl = 0;         ///< nats per answer there
    double acceptance = 0; ///< share of samples that the filter took
    double accuracy = 0;   ///< of the student on the test split
};

/// When the next round is due.
struct RoundPlan {
    double intervalDays = 7;         ///< setting "round_interval_days"
    double last = 0, due = 0;        ///< seconds since the Unix epoch; 0: there was no round yet
    std::int64_t newPreferences = 0; ///< labelled in the window since
};

} // namespace stillhouse
