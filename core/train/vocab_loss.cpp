// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/train/vocab_loss.h"

#include "core/base/failure.h"
#include "core/train/vocab_loss_check.h"
#include "core/train/vocab_loss_kernel.h"

#include <algorithm>
#include <vector>

namespace stillhouse::train {

namespace {

using std::int64_t;
using torch::Tensor;

// Sums over rows are taken in row order after the threads are done, so they do not depend on the number of threads.
struct Sums {
    double ce = 0, distill = 0, ceSquares = 0, distillSquares = 0;
};

// Logits of one block stay near the last-level cache between the product that makes them and the two that use their gradient.
int64_t blockRows(int64_t vocab) {
    constexpr int64_t bytes = 16 << 20;
    return std::clamp<int64_t>(bytes / (vocab * int64_t(sizeof(float))), 128, 4096);
}

template <class T>
void lossOfBlock(const VocabJob& job, int64_t first, const Tensor& logits, const Tensor& teacher, Tensor* gradient, Sums& sums) {
    const auto& o = job.options;
    const int64_t count = logits.size(0);
    std::vector<VocabRowResult> results(static_cast<std::size_t>(count));
    const auto* weights = job.weights.data_ptr<double>() + first;
    const auto* labels = job.labels.data_ptr<int64_t>() + first;
    const auto* z = logits.data_ptr<T>();
    const auto* t = teacher.defined() ? teacher.data_ptr<T>() : nullptr;
    auto* g = gradient ? gradient->data_ptr<T>() : nullptr;
    at::parallel_for(0, count, 4, [&](int64_t begin, int64_t end) {
        std::vector<T> scratch(static_cast<std::size_t>(3 * job.vocab));
        for (int64_t i = begin; i < end; ++i)
            vocabRow<T>({z + i * job.vocab, t ? t + i * teacher.stride(0) : nullptr, g ? g + i * job.vocab : nullptr, scratch.data(),
                         job.vocab, job.common, labels[i], o.divergence, T(o.temperature), T(o.beta), T((1 - o.alpha) * weights[i]),
                         T(o.alpha * o.temperature * weights[i])},
                        results[static_cast<std::size_t>(i)]);
    });
    for (int64_t i = 0; i < count; ++i) {
        const auto& row = results[static_cast<std::size_t>(i)];
        sums.ce += weights[i] * row.ce;
        sums.distill += weights[i] * row.distill;
        sums.ceSquares += row.ceSquares;
        sums.distillSquares += row.distillSquares;
    }
}

void lossOfBlock(const VocabJob& job, int64_t first, const Tensor& logits, Tensor* gradient, Sums& sums) {
    Tensor teacher;
    if (job.hasTeacher) {
        teacher = teacherLogits(job, first, first + logits.size(0), logits);
        if (teacher.stride(1) != 1)
            teacher = teacher.contiguous();
    }
    if (logits.scalar_type() == torch::kDouble)
        lossOfBlock<double>(job, first, logits, teacher, gradient, sums);
    else
        lossOfBlock<float>(job, first, logits, teacher, gradient, sums);
}

// Gradient of the counted rows, put back among all rows.
Tensor spread(const VocabJob& job, const Tensor& gradient, int64_t rows) {
    return job.rows.defined() ? gradient.new_zeros({rows, gradient.size(1)}).index_copy_(0, job.rows, gradient) : gradient;
}

Tensor scalar(double value, const Tensor& like) {
    return torch::full({}, value, like.options());
}

double totalOf(const VocabJob& job, const Sums& sums) {
    const auto& o = job.options;
    return (1 - o.alpha) * sums.ce + (o.alpha > 0 ? o.alpha * o.temperature * o.temperature * sums.distill : 0.0);
}

// The gradient is ready when the value is; backward only multiplies with what flows in, which is 1 for a loss.
Tensor timesIncoming(const Tensor& gradient, const Tensor& incoming) {
    return gradient.defined() && incoming.item<double>() != 1.0 ? gradient * incoming : gradient;
}

class HeadLoss : public torch::autograd::Function<HeadLoss> {
public:
    static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& hidden, const Tensor& head, const VocabJob* job,
                          Sums* sums) {
        const bool wantsHidden = hidden.requires_grad(), wantsHead = head.requires_grad(), wantsAny = wantsHidden || wantsHead;
        const auto rows = countedRows(*job, hidden).contiguous();
        const auto weight = head.contiguous();
        Tensor hiddenGradient = wantsHidden ? torch::empty_like(rows) : Tensor();
        Tensor headGradient;
        const int64_t step = std::min(blockRows(job->vocab), job->counted);
        auto buffer = torch::empty({step, job->vocab}, rows.options());
        for (int64_t first = 0; first < job->counted; first += step) {
            const int64_t count = std::min(step, job->counted - first);
            const auto part = rows.narrow(0, first, count);
            auto logits = buffer.narrow(0, 0, count);
            at::mm_out(logits, part, weight.t());
            lossOfBlock(*job, first, logits, wantsAny ? &logits : nullptr, *sums);
            if (wantsHidden) {
                auto target = hiddenGradient.narrow(0, first, count);
                at::mm_out(target, logits, weight);
            }
            if (wantsHead && !headGradient.defined())
                headGradient = at::mm(logits.t(), part);
            else if (wantsHead)
                headGradient.addmm_(logits.t(), part);
        }
        if (wantsHidden)
            hiddenGradient = spread(*job, hiddenGradient, hidden.size(0));
        context->save_for_backward({hiddenGradient, headGradient});
        return scalar(totalOf(*job, *sums), hidden);
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, torch::autograd::variable_list incoming) {
        const auto saved = context->get_saved_variables();
        return {timesIncoming(saved[0], incoming[0]), timesIncoming(saved[1], incoming[0]), Tensor(), Tensor()};
    }
};

class LogitsLoss : public torch::autograd::Function<LogitsLoss> {
public:
    static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& logits, const VocabJob* job, Sums* sums) {
        const auto rows = countedRows(*job, logits).contiguous();
        // gathered rows are a copy of ours already, so their gradient may stand in their place
        Tensor gradient;
        if (logits.requires_grad())
            gradient = job->rows.defined() ? rows : torch::empty_like(rows);
        lossOfBlock(*job, 0, rows, gradient.defined() ? &gradient : nullptr, *sums);
        context->save_for_backward({gradient.defined() ? spread(*job, gradient, logits.size(0)) : gradient});
        return scalar(totalOf(*job, *sums), logits);
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, torch::autograd::variable_list incoming) {
        return {timesIncoming(context->get_saved_variables()[0], incoming[0]), Tensor(), Tensor()};
    }
};

bool fusible(const Tensor& x) {
    return x.is_cpu() && (x.scalar_type() == torch::kFloat || x.scalar_type() == torch::kDouble);
}

// Inside a Function gradients are always off, so whether anybody wants one is settled before.
Tensor asWanted(const Tensor& x) {
    return torch::GradMode::is_enabled() ? x : x.detach();
}

VocabLoss resultOf(Tensor total, const VocabJob& job, const Sums& sums) {
    return {std::move(total), sums.ce, sums.distill, std::sqrt(sums.ceSquares), std::sqrt(sums.distillSquares), job.counted};
}

} // namespace

VocabLoss vocabLoss(const Tensor& hidden, const Tensor& head, const Tensor& labels, const VocabLossOptions& options,
                    const VocabTeacher& teacher, const Tensor& weights) {
    if (hidden.dim() != 2 || head.dim() != 2 || hidden.size(1) != head.size(1))
        base::fail("vocabulary loss", SH_TR("The hidden states do not fit the head"));
    const auto job = makeVocabJob(hidden.size(0), head.size(0), labels, options, teacher, weights);
    if (job.counted == 0)
        return resultOf((hidden.sum() + head.sum()) * 0, job, {});
    if (!fusible(hidden) || head.scalar_type() != hidden.scalar_type())
        return plainVocabLoss(job, torch::mm(countedRows(job, hidden), head.t()));
    Sums sums;
    auto total = HeadLoss::apply(asWanted(hidden), asWanted(head), &job, &sums);
    return resultOf(std::move(total), job, sums);
}

VocabLoss vocabLossOfLogits(const Tensor& logits, const Tensor& labels, const VocabLossOptions& options, const VocabTeacher& teacher,
                            const Tensor& weights) {
    if (logits.dim() != 2)
        base::fail("vocabulary loss", SH_TR("Logits must have one row per position"));
    const auto job = makeVocabJob(logits.size(0), logits.size(1), labels, options, teacher, weights);
    if (job.counted == 0)
        return resultOf(logits.sum() * 0, job, {});
    if (!fusible(logits))
        return plainVocabLoss(job, countedRows(job, logits));
    Sums sums;
    auto total = LogitsLoss::apply(asWanted(logits), &job, &sums);
    return resultOf(std::move(total), job, sums);
}

} // namespace stillhouse::train
