// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/teacher_signal.h"

#include "core/train/objective.h"

namespace stillhouse::train {

TeacherSignal::TeacherSignal(StageContext& context, const SoftTargetOptions& options) : context_(context), options_(options) {}

bool TeacherSignal::prepare(std::span<const evaluate::EncodedExample> examples) {
    examples_ = examples;
    if (!options_.cacheTeacher || options_.alpha == 0)
        return true;
    const auto& teacher = context_.teachers.at(0);
    cache_ = TeacherCache::open(context_.cache, {teacher.hash, context_.data.hash, options_.cacheTopK, options_.maxTokens, options_.promptWeight},
                                       *teacher.decoder, examples, context_);
    if (!cache_)
        return false;
    context_.control.report(Metric{context_.lane, context_.stageIndex, "cache.rest_mass", 0, cache_->meanRestMass()});
    return true;
}

VocabTeacher TeacherSignal::target(const Batch& batch, bool live) const {
    if (options_.alpha == 0)
        return {};
    if (cache_ && !live) {
        const auto rows = cache_->rows(batch, examples_);
        return {{}, {}, {}, rows.ids, rows.logProbs};
    }
    torch::InferenceMode inference;
    const auto& decoder = *context_.teachers.at(0).decoder;
    return {{}, scoredRows(decoder.hidden(batch.ids.to(decoder.device())), batch), decoder.headWeight(), {}, {}};
}

} // namespace stillhouse::train
