// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/model/ops_fused.h"

#include "core/model/ops_kernels.h"
#include "core/model/ops_plain.h"

#include <algorithm>

namespace stillhouse::model::ops::fused {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr std::int64_t grain = 8192; // elements per task below which a second thread does not pay

// Gradients of a weight are summed over this many fixed slices of the rows and then in order: the same bits for every thread count.
constexpr std::int64_t slices = 32;

class RmsNorm : public torch::autograd::Function<RmsNorm> {
public:
    static Tensor forward(AutogradContext* context, const Tensor& input, const Tensor& weight, double eps) {
        const auto x = input.contiguous(), w = weight.contiguous();
        const auto width = x.size(-1), rows = x.numel() / width;
        auto y = torch::empty_like(x), r = torch::empty({rows}, x.options());
        const float *px = x.data_ptr<float>(), *pw = w.data_ptr<float>();
        float *py = y.data_ptr<float>(), *pr = r.data_ptr<float>();
        at::parallel_for(0, rows, std::max<std::int64_t>(1, grain / width), [&](std::int64_t begin, std::int64_t end) {
            kernels::rmsNorm(px + begin * width, pw, float(eps), end - begin, width, py + begin * width, pr + begin);
        });
        context->save_for_backward({input, weight, r});
        context->saved_data["eps"] = eps;
        return y;
    }

    static variable_list backward(AutogradContext* context, variable_list incoming) {
        const auto saved = context->get_saved_variables();
        if (torch::GradMode::is_enabled()) {
            auto gradients = recordedGradient(plain::rmsNorm(saved[0], saved[1], context->saved_data["eps"].toDouble()),
                                              {saved[0], saved[1]}, incoming[0]);
            return {gradients[0], gradients[1], Tensor()};
        }
        const auto x = saved[0].contiguous(), w = saved[1].contiguous(), dy = incoming[0].contiguous();
        const auto width = x.size(-1), rows = x.numel() / width, used = std::min(slices, rows);
        Tensor dx = saved[0].requires_grad() ? torch::empty_like(x) : Tensor();
        Tensor parts = saved[1].requires_grad() ? torch::zeros({used, width}, x.options()) : Tensor();
        const float *px = x.data_ptr<float>(), *pw = w.data_ptr<float>(), *pr = saved[2].data_ptr<float>(), *pdy = dy.data_ptr<float>();
        float* pdx = dx.defined() ? dx.data_ptr<float>() : nullptr;
        float* pdw = parts.defined() ? parts.data_ptr<float>() : nullptr;
        at::parallel_for(0, used, 1, [&](std::int64_t begin, std::int64_t end) {
            for (auto slice = begin; slice < end; ++slice) {
                const auto first = rows * slice / used, last = rows * (slice + 1) / used, at = first * width;
                kernels::rmsNormBackward(px + at, pw, pr + first, pdy + at, last - first, width, pdx ? pdx + at : nullptr,
                                         pdw ? pdw + slice * width : nullptr);
            }
        });
        return {dx, parts.defined() ? parts.sum(0) : Tensor(), Tensor()};
    }
};

class SwiGlu : public torch::autograd::Function<SwiGlu> {
public:
    static Tensor forward(AutogradContext* context, const Tensor& gate, const Tensor& up) {
        const auto g = gate.contiguous(), u = up.contiguous();
        auto y = torch::empty_like(g);
        const float *pg = g.data_ptr<float>(), *pu = u.data_ptr<float>();
        float* py = y.data_ptr<float>();
        at::parallel_for(0, g.numel(), grain,
                         [&](std::int64_t begin, std::int64_t end) { kernels::swiglu(pg + begin, pu + begin, end - begin, py + begin); });
        context->save_for_backward({gate, up});
        return y;
    }

    static variable_list backward(AutogradContext* context, variable_list incoming) {
        const auto saved = context->get_saved_variables();
        if (torch::GradMode::is_enabled())
            return recordedGradient(plain::swiglu(saved[0], saved[1]), saved, incoming[0]);
        const auto g = saved[0].contiguous(), u = saved[1].contiguous(), dy = incoming[0].contiguous();
        auto dg = torch::empty_like(g), du = torch::empty_like(u);
        const float *pg = g.data_ptr<float>(), *pu = u.data_ptr<float>(), *pdy = dy.data_ptr<float>();
        float *pdg = dg.data_ptr<float>(), *pdu = du.data_ptr<float>();
        at::parallel_for(0, g.numel(), grain, [&](std::int64_t begin, std::int64_t end) {
            kernels::swigluBackward(pg + begin, pu + begin, pdy + begin, end - begin, pdg + begin, pdu + begin);
        });
        return {dg, du};
    }
};

// A rotation's gradient is the rotation back, so forward and backward are one function, to any order.
class Rope : public torch::autograd::Function<Rope> {
public:
    static Tensor forward(AutogradContext* context, const Tensor& input, const Tensor& cos, const Tensor& sin, double direction) {
        const auto x = input.contiguous();
        const auto tokens = x.size(1), heads = x.size(2), width = x.size(3);
        auto y = torch::empty_like(x);
        const auto c = cos.to(x.options()).contiguous(), s = sin.to(x.options()).contiguous();
        const float *px = x.data_ptr<float>(), *pc = c.data_ptr<float>(), *ps = s.data_ptr<float>();
        float* py = y.data_ptr<float>();
        const auto row = heads * width;
        at::parallel_for(0, x.size(0) * tokens, std::max<std::int64_t>(1, grain / row), [&](std::int64_t begin, std::int64_t end) {
            for (auto i = begin; i < end; ++i) {
                const auto at = i % tokens * (width / 2);
                kernels::rope(px + i * row, pc + at, ps + at, float(direction), heads, width, py + i * row);
            }
        });
        context->save_for_backward({cos, sin});
        context->saved_data["direction"] = direction;
        return y;
    }

    static variable_list backward(AutogradContext* context, variable_list incoming) {
        const auto saved = context->get_saved_variables();
        return {Rope::apply(incoming[0], saved[0], saved[1], -context->saved_data["direction"].toDouble()), Tensor(), Tensor(), Tensor()};
    }
};

} // namespace

variable_list recordedGradient(const Tensor& output, const variable_list& inputs, const Tensor& incoming) {
    variable_list wanted, gradients(inputs.size());
    for (const auto& input : inputs)
        if (input.requires_grad())
            wanted.push_back(input);
    const auto found = torch::autograd::grad({output}, wanted, {incoming}, true, true);
    for (std::size_t i = 0, next = 0; i < inputs.size(); ++i)
        if (inputs[i].requires_grad())
            gradients[i] = found[next++];
    return gradients;
}

Tensor rmsNorm(const Tensor& x, const Tensor& weight, double eps) {
    return RmsNorm::apply(x, weight, eps);
}
Tensor swiglu(const Tensor& gate, const Tensor& up) {
    return SwiGlu::apply(gate, up);
}
Tensor rope(const Tensor& x, const Tensor& cos, const Tensor& sin) {
    return Rope::apply(x, cos, sin, 1.0);
}

} // namespace stillhouse::model::ops::fused
