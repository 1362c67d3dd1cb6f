// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/remote.h"
#include "core/train/sorted_loss.h"

#include <string>
#include <vector>

namespace stillhouse::train {

/// The answers of a teacher behind an endpoint, by rank.
struct RankedAnswers {
    std::vector<std::string> texts;
    std::vector<torch::Tensor> logProbs; ///< per answer (T,k) F32, descending; T is the number of the endpoint's own tokens
    std::int64_t others = 0;             ///< further tokens at each position
};

/// k is the most alternatives that any token has. Where a token has fewer, the missing ones share its rest evenly with the others. An
/// endpoint does not tell the size of its vocabulary: the student's, `vocab`, stands in for it.
RankedAnswers rankedAnswers(const std::vector<RemoteAnswer>& answers, std::int64_t vocab);

/// The rows of the answers at `places`, one after the other; `offsets` (B+1) becomes where each one's begin.
RankedRows rankedRows(const RankedAnswers& answers, const std::vector<std::int64_t>& places, std::vector<std::int64_t>& offsets);

} // namespace stillhouse::train
