// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/train/vocab_loss_check.h"

#include "core/base/failure.h"

namespace stillhouse::train {

namespace {

using torch::Tensor;

const char* const place = "vocabulary loss";

void require(bool fine, Text what) {
    if (!fine)
        base::fail(place, std::move(what));
}

bool isRows(const Tensor& x, std::int64_t rows, std::int64_t dims) {
    return x.defined() && x.dim() == dims && x.size(0) == rows;
}

void checkOptions(const VocabLossOptions& o, bool hasTeacher) {
    require(o.alpha >= 0 && o.alpha <= 1, Text(SH_TR("The share of distillation is %1; it must lie in [0, 1]"), {std::to_string(o.alpha)}));
    require(o.alpha == 0 || hasTeacher, SH_TR("A share of distillation needs a teacher's output"));
    require(o.temperature >= 1e-3 && o.temperature <= 1e3,
            Text(SH_TR("The temperature is %1; it must lie in [0.001, 1000]"), {std::to_string(o.temperature)}));
    const bool mixes = o.divergence == Divergence::Jsd || o.divergence == Divergence::SkewedKl;
    require(!mixes || (o.beta > 0 && o.beta < 1),
            Text(SH_TR("The mixture weight is %1; it must lie inside (0, 1)"), {std::to_string(o.beta)}));
    require(o.divisor >= 0, SH_TR("The divisor of a loss must not be negative"));
}

// Ids that both vocabularies have; fails when the teacher's tensors do not describe `rows` rows.
std::int64_t commonIds(const VocabTeacher& t, std::int64_t rows, std::int64_t vocab) {
    const int forms = t.logits.defined() + t.head.defined() + t.ids.defined();
    require(forms <= 1, SH_TR("A teacher's output has one form: logits, hidden states with a head, or top-k"));
    if (t.logits.defined()) {
        require(isRows(t.logits, rows, 2), SH_TR("The teacher's logits do not have one row for each of the student's"));
        return std::min(vocab, t.logits.size(1));
    }
    if (t.head.defined()) {
        require(isRows(t.hidden, rows, 2) && t.head.dim() == 2 && t.head.size(1) == t.hidden.size(1),
                SH_TR("The teacher's hidden states do not fit its head or the student's rows"));
        return std::min(vocab, t.head.size(0));
    }
    const auto common = t.common > 0 ? std::min(vocab, t.common) : vocab;
    require(isRows(t.ids, rows, 2) && t.logProbs.defined() && t.logProbs.sizes() == t.ids.sizes() && t.ids.size(1) >= 1 &&
                t.ids.size(1) <= common,
            SH_TR("The teacher's top-k ids and log-probabilities do not fit each other or the student's rows"));
    require(t.ids.numel() == 0 || (t.ids.min().item<std::int64_t>() >= 0 && t.ids.max().item<std::int64_t>() < common),
            SH_TR("A top-k id of the teacher lies outside the student's vocabulary"));
    return common;
}

Tensor normalisedWeights(const VocabJob& job, const Tensor& weights, std::int64_t rows) {
    require(!weights.defined() || isRows(weights, rows, 1), SH_TR("There is not one weight for each row"));
    auto w =
        weights.defined() ? countedRows(job, weights.detach()).to(torch::kCPU, torch::kDouble) : torch::ones({job.counted}, torch::kDouble);
    const double divisor = job.options.divisor > 0 ? job.options.divisor : w.sum().item<double>();
    require(divisor > 0 || job.counted == 0, SH_TR("The row weights sum to zero"));
    return job.counted ? w / divisor : w;
}

} // namespace

Tensor countedRows(const VocabJob& job, const Tensor& x) {
    return job.rows.defined() && x.defined() ? x.index_select(0, job.rows.to(x.device())) : x;
}

VocabJob makeVocabJob(std::int64_t rows, std::int64_t vocab, const Tensor& labels, const VocabLossOptions& options,
                      const VocabTeacher& teacher, const Tensor& weights) {
    VocabJob job;
    job.hasTeacher = teacher.logits.defined() || teacher.head.defined() || teacher.ids.defined();
    checkOptions(options, job.hasTeacher);
    require(isRows(labels, rows, 1) && labels.scalar_type() == torch::kLong, SH_TR("There is not one label for each row"));
    job.options = options;
    job.vocab = vocab;
    job.common = job.hasTeacher ? commonIds(teacher, rows, vocab) : 0;
    const auto counts = labels.ne(ignoredLabel);
    job.counted = counts.sum().item<std::int64_t>();
    if (job.counted < rows)
        job.rows = counts.nonzero().squeeze(1);
    job.labels = countedRows(job, labels).contiguous();
    require(job.counted == 0 || (job.labels.min().item<std::int64_t>() >= 0 && job.labels.max().item<std::int64_t>() < vocab),
            SH_TR("A label lies outside the vocabulary"));
    job.weights = normalisedWeights(job, weights, rows);
    torch::NoGradGuard noGrad;
    for (auto member : {&VocabTeacher::logits, &VocabTeacher::hidden, &VocabTeacher::ids, &VocabTeacher::logProbs})
        job.teacher.*member = countedRows(job, teacher.*member);
    job.teacher.head = teacher.head;
    return job;
}

Tensor teacherLogits(const VocabJob& job, std::int64_t first, std::int64_t last, const Tensor& like) {
    torch::NoGradGuard noGrad;
    const auto& t = job.teacher;
    const auto count = last - first;
    if (t.logits.defined())
        return t.logits.narrow(0, first, count).narrow(1, 0, job.common).to(like.options());
    if (t.head.defined())
        return torch::mm(t.hidden.narrow(0, first, count), t.head.narrow(0, 0, job.common).t()).to(like.options());
    // log-probabilities are logits; the ids outside the top-k share what is left of the mass
    const auto ids = t.ids.narrow(0, first, count).to(like.device());
    const auto logProbs = t.logProbs.narrow(0, first, count).to(like.options().dtype(torch::kDouble));
    const auto others = std::max<std::int64_t>(1, job.common - ids.size(1));
    const auto rest = ((1 - logProbs.exp().sum(1, true)).clamp_min(1e-12) / double(others)).log();
    return rest.expand({count, job.common}).scatter(1, ids, logProbs).to(like.options());
}

} // namespace stillhouse::train
