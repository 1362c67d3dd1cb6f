// SPDX-License-Identifier: GPL-3.0-or-later
// What an FFN pruning is told as.
#pragma once
#include "core/model/torch.h"

#include "core/api/prune_ffn.h"
#include "core/train/stage.h"

namespace stillhouse::prune {

/// The matrix as a picture "prune.correlation", (L+1, L+1); NaN where there is no FFN. The last row is the final stream.
void showCorrelation(train::StageContext& context, const FfnTable& table);

/// One line per fold.
void tellFold(train::StageContext& context, const FoldReport& fold);

/// The event "prune" with the report as JSON, and its numbers as metrics "prune.…" at step `step`.
void tellFfnResult(train::StageContext& context, std::int64_t step, const PruneReport& report);

} // namespace stillhouse::prune
