// SPDX-License-Identifier: GPL-3.0-or-later
// A teacher compared by rank (sorted_loss.h). On this machine it reads the answer the student reads, in its own tokens, and the positions
// are matched from the first one on, as far as the shorter sequence goes. Behind an endpoint it answers itself: the student
// reads that answer, is compared by rank at its positions, and learns its tokens too (sequence-level distillation, Kim & Rush 2016),
// because ranks alone do not say which token it was.
#include "core/base/failure.h"
#include "core/train/encode.h"
#include "core/train/objective.h"
#include "core/train/ranked_answers.h"
#include "core/train/sorted_loss.h"
#include "core/train/teacher_cache.h"
#include "core/train/teacher_signal.h"

#include <algorithm>

namespace stillhouse::train {

namespace {

class SortedSignal : public TeacherSignal {
public:
    SortedSignal(StageContext& context, const SoftTargetOptions& options, const Teacher& teacher)
        : context_(context), options_(options), teacher_(teacher), encoder_(teacher.encoder ? *teacher.encoder : *context.data.encoder) {}

    bool prepare(std::span<const evaluate::EncodedExample> examples, const std::vector<std::int64_t>& own) override {
        examples_ = examples;
        place_.assign(examples.size(), -1);
        const auto known = examplesById(context_.data);
        for (std::size_t i = 0; i < own.size(); ++i) {
            place_[std::size_t(own[i])] = std::int64_t(i);
            source_.push_back(*known.at(examples[std::size_t(own[i])].id));
        }
        if (teacher_.remote)
            return prepareRemote();
        for (const auto& example : source_)
            read_.push_back(encoder_.encode(example));
        if (options_.cacheTeacher)
            cache_ = TeacherCache::open(context_.cache, {teacher_.hash, context_.data.hash, options_.cacheTopK, encoder_.maxTokens(), 0, 0}, *teacher_.decoder, read_, context_);
        return cache_ || !options_.cacheTeacher;
    }

    void listen(TeacherPart part) override {
        part_ = std::move(part);
        std::vector<std::int64_t> places;
        for (const auto e : part_.batch.examples)
            places.push_back(place_.at(std::size_t(e)));
        if (teacher_.remote) {
            batch_ = collate(read_, places, 0);
            said_ = rankedRows(answers_, places, offsets_);
            return;
        }
        std::vector<evaluate::EncodedExample> own;
        if (part_.live) { // the student's own words, in the teacher's tokens
            for (std::size_t b = 0; b < places.size(); ++b)
                own.push_back(inTeachersTokens(b, source_[std::size_t(places[b])]));
            for (std::size_t b = 0; b < places.size(); ++b)
                places[b] = std::int64_t(b);
        }
        batch_ = collate(part_.live ? std::span<const evaluate::EncodedExample>(own) : std::span<const evaluate::EncodedExample>(read_), places, 0);
        target_ = cache_ && !part_.live ? cached() : asked();
        offsets_ = batch_.rowOffsets;
        said_ = {target_.logProbs, teacher_.decoder->config().vocab - target_.logProbs.size(1)};
    }

    std::vector<Opinion> opinions() const override {
        if (!teacher_.remote)
            return opinionsOf(rowOpinions(target_, batch_.targets, teacher_.decoder->config().vocab), offsets_);
        const auto rows = said_.logProbs.size(0);
        const VocabTeacher ranked{{}, {}, {}, torch::arange(said_.logProbs.size(1)).expand({rows, -1}), said_.logProbs};
        auto out = opinionsOf(rowOpinions(ranked, torch::zeros({rows}, torch::kInt64), said_.logProbs.size(1) + said_.others), offsets_);
        for (auto& opinion : out)
            opinion.probability = std::nan(""); // an endpoint tells of its own answer, never of ours
        return out;
    }

    TeacherTerm term(const TeacherTermRequest& request) const override {
        auto hidden = request.hidden;
        if (teacher_.remote)
            hidden = scoredRows(context_.student.hidden(batch_.ids.to(context_.student.device())), batch_);
        std::vector<std::int64_t> student, teacher;
        std::vector<double> weights;
        for (std::size_t b = 0; b < request.shares.size(); ++b)
            pair(b, request.shares[b] / request.examples, student, teacher, weights);
        if (student.empty())
            return {hidden.sum() * 0, 0, 0};
        const auto device = hidden.device();
        const auto rows = torch::tensor(student, torch::kInt64);
        const auto logits = torch::mm(hidden.index_select(0, rows.to(device)), context_.student.headWeight().t()); // (R,V)
        const auto w = torch::tensor(weights, torch::kFloat64).to(logits.options());
        const auto ranks = said_.logProbs.index_select(0, torch::tensor(teacher, torch::kInt64)).to(device);
        auto distance = (rankedDistance(logits, {ranks, said_.others}, request.loss.temperature) * w).sum();
        auto value = request.loss.temperature * distance;
        if (teacher_.remote) {
            const auto words = (torch::nll_loss_nd(torch::log_softmax(logits, 1), batch_.targets.index_select(0, rows).to(device), {}, at::Reduction::None) * w).sum();
            distance = distance + words;
            value = value + words;
        }
        TeacherTerm out{value, distance.item<double>(), 0};
        if (value.requires_grad())
            out.gradNorm = torch::autograd::grad({value}, {logits}, {}, true).front().norm().item<double>();
        return out;
    }

private:
    bool prepareRemote() {
        std::vector<std::string> prompts;
        for (const auto& example : source_)
            prompts.push_back(encoder_.promptText(example));
        try {
            answers_ = rankedAnswers(teacher_.remote->answers(prompts, options_.maxTokens / 4, context_.control), context_.student.config().vocab);
        } catch (const base::Failure& failure) {
            if (failure.error().kind != ErrorKind::Cancelled)
                throw;
            return false;
        }
        const evaluate::TaskEncoder encoder(context_.data.encoder->task(), context_.data.encoder->tokenizer(), std::int32_t(options_.maxTokens));
        for (std::size_t i = 0; i < source_.size(); ++i) {
            auto example = source_[i];
            example.response = answers_.texts[i];
            read_.push_back(encoder.encode(example));
        }
        return true;
    }

    evaluate::EncodedExample inTeachersTokens(std::size_t b, Example example) const {
        std::vector<std::int32_t> words;
        const auto* targets = part_.batch.targets.data_ptr<std::int64_t>();
        for (const auto r : answerRows(b))
            words.push_back(std::int32_t(targets[r]));
        example.response = context_.data.encoder->tokenizer().decode(words, true);
        return encoder_.encode(example);
    }

    // Rows of the part whose target is a token of the answer.
    std::vector<std::int64_t> answerRows(std::size_t b) const {
        const auto start = examples_[std::size_t(part_.batch.examples[b])].responseStart;
        const auto length = part_.batch.ids.size(1);
        const auto* positions = part_.batch.rows.data_ptr<std::int64_t>();
        std::vector<std::int64_t> out;
        for (auto r = part_.batch.rowOffsets[b]; r < part_.batch.rowOffsets[b + 1]; ++r)
            if (positions[r] % length + 1 >= start)
                out.push_back(r);
        return out;
    }

    // Matches the positions of one example; its mean distance counts `share`.
    void pair(std::size_t b, double share, std::vector<std::int64_t>& student, std::vector<std::int64_t>& teacher, std::vector<double>& weights) const {
        std::vector<std::int64_t> own;
        if (teacher_.remote)
            for (auto r = batch_.rowOffsets[b]; r < batch_.rowOffsets[b + 1]; ++r)
                own.push_back(r);
        else
            own = answerRows(b);
        const auto from = offsets_[b], count = std::min<std::int64_t>(std::int64_t(own.size()), offsets_[b + 1] - from);
        for (std::int64_t i = 0; i < count; ++i) {
            student.push_back(own[std::size_t(i)]);
            teacher.push_back(from + i);
            weights.push_back(share / double(count));
        }
    }

    VocabTeacher cached() const {
        const auto rows = cache_->rows(batch_, read_);
        return {{}, {}, {}, rows.ids, rows.logProbs};
    }

    VocabTeacher asked() const {
        torch::InferenceMode inference;
        const auto& decoder = *teacher_.decoder;
        const auto vocab = decoder.config().vocab, k = options_.cacheTopK > 0 ? std::min(options_.cacheTopK, vocab) : vocab;
        const auto logits = decoder.logits(scoredRows(decoder.hidden(batch_.ids.to(decoder.device())), batch_)).to(torch::kFloat32);
        const auto top = torch::log_softmax(logits, -1).topk(k, -1);
        return {{}, {}, {}, std::get<1>(top).cpu(), std::get<0>(top).cpu()};
    }

    StageContext& context_;
    const SoftTargetOptions& options_;
    const Teacher& teacher_;
    const evaluate::TaskEncoder& encoder_;
    std::span<const evaluate::EncodedExample> examples_;
    std::vector<std::int64_t> place_;             ///< example → its place in source_ and read_
    std::vector<Example> source_;
    std::vector<evaluate::EncodedExample> read_;  ///< what the teacher reads; behind an endpoint, what the student reads of its answers
    std::unique_ptr<TeacherCache> cache_;
    RankedAnswers answers_;
    TeacherPart part_;
    Batch batch_; ///< of read_, for the part
    VocabTeacher target_;
    RankedRows said_;
    std::vector<std::int64_t> offsets_; ///< of said_'s rows, per example of the part
};

} // namespace

std::unique_ptr<TeacherSignal> sortedSignal(StageContext& context, const SoftTargetOptions& options, const Teacher& teacher) {
    return std::make_unique<SortedSignal>(context, options, teacher);
}

} // namespace stillhouse::train
