// SPDX-License-Identifier: GPL-3.0-or-later
// A teacher with the student's tokens: whole distributions, from its cache on disk or from a forward pass.
#include "core/train/objective.h"
#include "core/train/teacher_cache.h"
#include "core/train/teacher_signal.h"

#include <algorithm>

namespace stillhouse::train {

namespace {

class TokenSignal : public TeacherSignal {
public:
    TokenSignal(StageContext& context, const SoftTargetOptions& options, const Teacher& teacher)
        : context_(context), options_(options), teacher_(teacher),
          common_(std::min(teacher.decoder->config().vocab, context.student.config().vocab)) {}

    bool prepare(std::span<const evaluate::EncodedExample> examples, const std::vector<std::int64_t>& own) override {
        examples_ = examples;
        if (!options_.cacheTeacher)
            return true;
        std::vector<evaluate::EncodedExample> some;
        if (own.size() < examples.size())
            for (const auto e : own)
                some.push_back(examples[std::size_t(e)]);
        const bool padded = common_ < teacher_.decoder->config().vocab;
        cache_ = TeacherCache::open(context_.cache, {teacher_.hash, context_.data.hash, options_.cacheTopK, options_.maxTokens, options_.promptWeight, padded ? common_ : 0},
                                    *teacher_.decoder, own.size() < examples.size() ? std::span<const evaluate::EncodedExample>(some) : examples, context_);
        if (!cache_)
            return false;
        context_.control.report(Metric{context_.lane, context_.stageIndex, "cache.rest_mass", 0, cache_->meanRestMass()});
        return true;
    }

    void listen(TeacherPart part) override {
        batch_ = std::move(part.batch);
        if (cache_ && !part.live) {
            const auto rows = cache_->rows(batch_, examples_);
            said_ = {{}, {}, {}, rows.ids, rows.logProbs, common_};
            return;
        }
        torch::InferenceMode inference;
        const auto& decoder = *teacher_.decoder;
        said_ = {{}, scoredRows(decoder.hidden(batch_.ids.to(decoder.device())), batch_), decoder.headWeight(), {}, {}};
    }

    std::vector<Opinion> opinions() const override { return opinionsOf(rowOpinions(said_, batch_.targets, context_.student.config().vocab), batch_.rowOffsets); }

    TeacherTerm term(const TeacherTermRequest& request) const override {
        auto weights = batch_.weights.clone();
        for (std::size_t b = 0; b < request.shares.size(); ++b)
            weights.narrow(0, batch_.rowOffsets[b], batch_.rowOffsets[b + 1] - batch_.rowOffsets[b]).mul_(request.shares[b]);
        auto loss = request.loss;
        loss.alpha = 1;
        loss.divisor = request.rows;
        const auto head = torch::GradMode::is_enabled() ? context_.student.headWeight() : context_.student.headWeight().detach();
        const auto value = vocabLoss(request.hidden, head, batch_.targets, loss, said_, weights);
        return {value.total, value.distill, value.distillGradNorm};
    }

    VocabTeacher target() const override { return said_; }

private:
    StageContext& context_;
    const SoftTargetOptions& options_;
    const Teacher& teacher_;
    std::int64_t common_;
    std::span<const evaluate::EncodedExample> examples_;
    std::unique_ptr<TeacherCache> cache_;
    Batch batch_;
    VocabTeacher said_;
};

} // namespace

std::unique_ptr<TeacherSignal> tokenSignal(StageContext& context, const SoftTargetOptions& options, const Teacher& teacher) {
    return std::make_unique<TokenSignal>(context, options, teacher);
}

} // namespace stillhouse::train
