// SPDX-License-Identifier: GPL-3.0-or-later
// What a pruning did, measured, and how it is told.
#pragma once
#include "core/model/torch.h"

#include "core/api/prune.h"
#include "core/infer/packed_model.h"
#include "core/train/stage.h"

#include <memory>

namespace stillhouse::prune {

/// Writes the student, reads it again and returns the largest difference of the logits over some calibration tokens. base::Failure
/// when it is more than 1e-5: then the file is not the model.
double reloadError(train::StageContext& context);

/// Times the model that came in and the student in turns, natively, and fills in parameters, operations, shapes and heads.
void measureResult(train::StageContext& context, const std::shared_ptr<const infer::PackedModel>& original, PruneReport& report);

/// The event "prune" with the report as JSON, and its numbers as metrics "prune.…" at step `step`.
void tellResult(train::StageContext& context, std::int64_t step, const PruneReport& report);

/// The importances as a picture "prune.importance", (layers, most heads); NaN where there is no head.
void showImportance(train::StageContext& context, const HeadImportance& table);

} // namespace stillhouse::prune
