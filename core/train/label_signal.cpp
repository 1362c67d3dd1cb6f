// SPDX-License-Identifier: GPL-3.0-or-later
// A teacher compared on the task's labels: τ²·D(softmax(s_T/τ), softmax(s_S/τ)) with s the length-normalised log-likelihoods of the verbalizers,
// each model in its own tokens; or, behind an endpoint, s_T = log p of what it answered.
#include "core/base/failure.h"
#include "core/base/seed.h"
#include "core/evaluate/label_scores.h"
#include "core/train/encode.h"
#include "core/train/label_pass.h"
#include "core/train/objective.h"
#include "core/train/teacher_signal.h"

#include <algorithm>

namespace stillhouse::train {

namespace {

class LabelSignal : public TeacherSignal {
public:
    LabelSignal(StageContext& context, const SoftTargetOptions& options, const Teacher& teacher) : context_(context), options_(options), teacher_(teacher) {}

    bool prepare(std::span<const evaluate::EncodedExample> examples, const std::vector<std::int64_t>& own) override {
        examples_ = examples;
        place_.assign(examples.size(), -1);
        std::vector<Example> asked;
        const auto known = examplesById(context_.data);
        for (std::size_t i = 0; i < own.size(); ++i) {
            place_[std::size_t(own[i])] = std::int64_t(i);
            asked.push_back(*known.at(examples[std::size_t(own[i])].id));
        }
        try {
            scores_ = teacher_.remote ? remoteScores(asked) : localScores(asked);
        } catch (const base::Failure& failure) {
            if (failure.error().kind != ErrorKind::Cancelled)
                throw;
            return false;
        }
        return true;
    }

    void listen(TeacherPart part) override {
        part_ = std::move(part);
        std::vector<std::int64_t> rows;
        for (const auto e : part_.batch.examples)
            rows.push_back(place_.at(std::size_t(e)));
        said_ = scores_.index_select(0, torch::tensor(rows, torch::kInt64)); // (B',L)
    }

    std::vector<Opinion> opinions() const override {
        const auto logP = torch::log_softmax(said_.to(torch::kDouble), 1);
        const auto entropy = -(logP.exp() * logP).sum(1);
        std::vector<Opinion> out;
        for (std::int64_t b = 0; b < said_.size(0); ++b) {
            const auto truth = exampleAt(b).label;
            out.push_back({entropy[b].item<double>(), truth >= 0 ? std::exp(logP[b][truth].item<double>()) : std::nan("")});
        }
        return out;
    }

    TeacherTerm term(const TeacherTermRequest& request) const override {
        std::vector<LabelQuery> queries;
        std::vector<torch::Tensor> targets;
        for (std::int64_t b = 0; b < said_.size(0); ++b) {
            const auto& example = exampleAt(b);
            const auto seed = base::mix(base::mix(context_.seed, std::uint64_t(part_.step)), std::uint64_t(part_.batch.examples[std::size_t(b)]));
            queries.push_back({{example.ids.begin(), example.ids.begin() + example.responseStart}, labelSubset(said_[b], example.label, options_.labelSubset, seed)});
            targets.push_back(said_[b].index_select(0, torch::tensor(queries.back().labels, torch::kInt64)));
        }
        const auto student = labelScores(context_.student, context_.data.encoder->labelTokens(), queries);
        auto loss = request.loss;
        loss.alpha = 1;
        loss.divisor = request.examples;
        const auto scores = student.scores.cpu();
        const auto value = vocabLossOfLogits(scores, torch::zeros({scores.size(0)}, torch::kInt64), loss, {torch::stack(targets), {}, {}, {}, {}},
                                             torch::tensor(request.shares, torch::kFloat64));
        TeacherTerm out{value.total, value.distill, 0};
        if (value.total.requires_grad())
            out.gradNorm = torch::autograd::grad({value.total}, {student.logits}, {}, true).front().norm().item<double>();
        return out;
    }

private:
    const evaluate::EncodedExample& exampleAt(std::int64_t b) const { return examples_[std::size_t(part_.batch.examples[std::size_t(b)])]; }

    torch::Tensor localScores(const std::vector<Example>& asked) const {
        evaluate::ScoreOptions options;
        options.lane = context_.lane;
        options.stageIndex = context_.stageIndex;
        options.activity = SH_TR("Asking the teacher for its labels");
        return evaluate::scoreLabels(*teacher_.decoder, teacher_.encoder ? *teacher_.encoder : *context_.data.encoder, asked, options, &context_.control);
    }

    torch::Tensor remoteScores(const std::vector<Example>& asked) const {
        std::vector<std::string> prompts;
        for (const auto& example : asked)
            prompts.push_back(context_.data.encoder->promptText(example));
        const auto& labels = context_.data.encoder->task().labels;
        const auto answers = teacher_.remote->labels(prompts, labels, context_.control);
        auto scores = torch::empty({std::int64_t(answers.size()), std::int64_t(labels.size())});
        for (std::size_t i = 0; i < answers.size(); ++i)
            for (std::size_t j = 0; j < labels.size(); ++j)
                scores[std::int64_t(i)][std::int64_t(j)] = float(std::log(std::max(answers[i].at(j), 1e-6)));
        return scores;
    }

    StageContext& context_;
    const SoftTargetOptions& options_;
    const Teacher& teacher_;
    std::span<const evaluate::EncodedExample> examples_;
    std::vector<std::int64_t> place_; ///< example → row of scores_
    torch::Tensor scores_;            ///< (own, labels) F32
    TeacherPart part_;
    torch::Tensor said_; ///< (B',labels)
};

} // namespace

std::unique_ptr<TeacherSignal> labelSignal(StageContext& context, const SoftTargetOptions& options, const Teacher& teacher) {
    return std::make_unique<LabelSignal>(context, options, teacher);
}

} // namespace stillhouse::train
