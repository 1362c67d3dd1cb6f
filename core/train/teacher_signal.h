// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/train/stage.h"
#include "core/train/teacher_cache.h"
#include "core/train/vocab_loss.h"

#include <memory>
#include <span>

namespace stillhouse::train {

struct SoftTargetOptions;

/// What the teacher says about a batch: from its cache on disk, or from a forward pass.
class TeacherSignal {
public:
    TeacherSignal(StageContext& context, const SoftTargetOptions& options);

    /// Opens or fills the cache; false when cancelled on the way. `examples` must outlive this.
    bool prepare(std::span<const evaluate::EncodedExample> examples);

    /// Nothing when the stage learns from labels alone (α = 0). `live`: the batch is not of the data, so no cache knows it.
    VocabTeacher target(const Batch& batch, bool live) const;

private:
    StageContext& context_;
    const SoftTargetOptions& options_;
    std::span<const evaluate::EncodedExample> examples_;
    std::unique_ptr<TeacherCache> cache_;
};

} // namespace stillhouse::train
