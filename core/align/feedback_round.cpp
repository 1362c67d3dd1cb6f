// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/align/feedback_round.h"

#include "core/align/memory_checkpoint.h"
#include "core/align/reward_model.h"
#include "core/base/failure.h"

namespace stillhouse::align {

void beginRound(const RoundRequest& request, const std::string& lane, train::LaneMemory& memory) {
    memory.round = {request.number, request.parent, {}};
    if (request.parent.empty())
        return;
    const auto folder = std::filesystem::path(request.folder) / lane, reward = folder / "reward", pairs = folder / "preferences.jsonl",
               samples = folder / "samples.jsonl";
    const bool sampled = request.withSamples && std::filesystem::exists(samples);
    if (sampled)
        memory.samples = readSamples(samples);
    if (!std::filesystem::exists(reward)) {
        // The loop is strategy B's: another lane has no part in it.
        if (!sampled && !std::filesystem::exists(std::filesystem::path(request.folder) / "B"))
            base::fail(request.folder, Text(SH_TR("Run %1 left no reward model and no samples"), {request.parent}),
                       SH_TR("Choose a run that finished the stage align.reward"), ErrorKind::NotFound);
        return;
    }
    memory.reward = loadReward(reward);
    auto before = readPreferences(pairs.string());
    if (!before)
        throw base::Failure(before.error());
    memory.round.preferences = std::move(before.value());
}

} // namespace stillhouse::align
