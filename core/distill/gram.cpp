// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/distill/gram.h"

#include <algorithm>
#include <limits>

namespace stillhouse::distill {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr std::int64_t kBlockElements = 1 << 22;

// The vocabulary of one model in blocks: logits are made again whenever they are needed.
class Errors {
public:
    // `rows`: of the larger of the models that are passed through together, so that their blocks agree.
    Errors(const HeadView& view, std::int64_t rows)
        : v_(view), width_(std::max<std::int64_t>(1, kBlockElements / std::max<std::int64_t>(1, rows))) {
        for (std::int64_t first = 0; first < vocab(); first += width_) {
            const auto part = logits(first).logsumexp(1); // (n)
            logSum_ = logSum_.defined() ? torch::logaddexp(logSum_, part) : part;
        }
    }

    std::int64_t vocab() const { return v_.head.size(0); }
    std::int64_t width() const { return width_; }
    Tensor head(std::int64_t first) const { return v_.head.narrow(0, first, std::min(width_, vocab() - first)); }
    Tensor logits(std::int64_t first) const { return v_.hidden.matmul(head(first).t()); }
    Tensor probabilities(std::int64_t first) const { return (logits(first) - logSum_.unsqueeze(1)).exp(); }

    // p − y for the ids from `first` on.
    Tensor errors(std::int64_t first) const {
        auto e = probabilities(first);
        const auto inside = v_.targets.ge(first).logical_and(v_.targets.lt(first + e.size(1))).to(e.scalar_type());
        return e.scatter_add_(1, (v_.targets - first).clamp(0, e.size(1) - 1).unsqueeze(1), inside.neg().unsqueeze(1));
    }

    // Entry j, i: this model's error at its position j for the id ids[i].
    Tensor errorsAt(const Tensor& ids) const {
        const auto p = (v_.hidden.matmul(v_.head.index_select(0, ids).t()) - logSum_.unsqueeze(1)).exp();
        return p - v_.targets.unsqueeze(1).eq(ids.unsqueeze(0)).to(p.scalar_type());
    }

private:
    const HeadView& v_;
    std::int64_t width_;
    Tensor logSum_; // (n)
};

Tensor products(const Errors& a, const Errors& b) {
    Tensor sum;
    for (std::int64_t first = 0; first < a.vocab(); first += a.width()) {
        const auto part = a.errors(first).matmul(b.errors(first).t());
        sum = sum.defined() ? sum + part : part;
    }
    return sum;
}

std::int64_t largest(const HeadView& a, const HeadView& b) {
    return std::max(a.hidden.size(0), b.hidden.size(0));
}

// With G = E·E'ᵀ and the incoming M = ∂L/∂G: ∂L/∂E = M·E', and for E' = E also Mᵀ·E. Through the softmax ∂L/∂z = p ⊙ (∂L/∂E − r) with
// r_i = Σ_v p ∂L/∂E = Σ_j M_ij (p_i · E'_j), and p_i · E'_j = G_ij + E'_j[y_i].
class ErrorProducts : public torch::autograd::Function<ErrorProducts> {
public:
    static Tensor forward(AutogradContext* context, const Tensor& hidden, const Tensor& head, const Tensor& targets,
                          const Tensor& otherHidden, const Tensor& otherHead, const Tensor& otherTargets, bool same) {
        const HeadView a{hidden, head, targets}, b{otherHidden, otherHead, otherTargets};
        const auto rows = largest(a, b);
        const Errors mine(a, rows);
        const auto gram = same ? products(mine, mine) : products(mine, Errors(b, rows));
        context->saved_data["same"] = same;
        context->save_for_backward({hidden, head, targets, otherHidden, otherHead, otherTargets, gram});
        return gram;
    }

    static variable_list backward(AutogradContext* context, variable_list incoming) {
        const auto saved = context->get_saved_variables();
        const HeadView a{saved[0], saved[1], saved[2]}, b{saved[3], saved[4], saved[5]};
        const bool same = context->saved_data["same"].toBool();
        const auto rows = largest(a, b);
        const Errors mine(a, rows), theirs(same ? a : b, rows);
        const auto m = same ? incoming[0] + incoming[0].t() : incoming[0];             // (n_a,n_b)
        const auto r = (m * (saved[6] + theirs.errorsAt(a.targets).t())).sum(1, true); // (n_a,1)
        auto dHidden = torch::zeros_like(a.hidden), dHead = torch::zeros_like(a.head);
        for (std::int64_t first = 0; first < mine.vocab(); first += mine.width()) {
            const auto dLogits = mine.probabilities(first) * (m.matmul(theirs.errors(first)) - r);
            dHidden += dLogits.matmul(mine.head(first));
            dHead.narrow(0, first, dLogits.size(1)).copy_(dLogits.t().matmul(a.hidden));
        }
        return {dHidden, dHead, Tensor(), Tensor(), Tensor(), Tensor(), Tensor()};
    }
};

// What is left of a constant matrix behind the centring.
bool isRounding(const Tensor& centredGram, const Tensor& gram) {
    return !(centredGram.norm().item<double>() > 1e-7 * gram.to(torch::kDouble).norm().item<double>());
}

Tensor centred(const Tensor& k) {
    return k - k.mean(0, true) - k.mean(1, true) + k.mean();
}

} // namespace

Tensor errorProducts(const HeadView& a) {
    return ErrorProducts::apply(a.hidden, a.head, a.targets, a.hidden.detach(), a.head.detach(), a.targets, true);
}

Tensor errorProducts(const HeadView& a, const HeadView& b) {
    return ErrorProducts::apply(a.hidden, a.head, a.targets, b.hidden.detach(), b.head.detach(), b.targets, false);
}

Tensor gradientGram(const HeadView& a) {
    return errorProducts(a) * a.hidden.matmul(a.hidden.t());
}

Tensor gramLoss(const Tensor& student, const Tensor& teacher) {
    const auto s = centred(student.to(torch::kDouble)), t = centred(teacher.detach().to(torch::kDouble));
    if (isRounding(s, student) || isRounding(t, teacher))
        return {};
    return 1 - (s * t).sum() / (s.norm() * t.norm());
}

Tensor directLoss(const HeadView& student, const HeadView& teacher) {
    const auto h = student.hidden, o = teacher.hidden.detach();
    const auto inner = (errorProducts(student, teacher) * h.matmul(o.t())).to(torch::kDouble).sum();
    const auto mine = gradientGram(student).to(torch::kDouble).sum();
    Tensor theirs;
    {
        torch::NoGradGuard constant;
        theirs = gradientGram(teacher).to(torch::kDouble).sum();
    }
    if (!(mine.item<double>() > 0 && theirs.item<double>() > 0))
        return {};
    return 1 - inner / (mine.sqrt() * theirs.sqrt());
}

} // namespace stillhouse::distill
