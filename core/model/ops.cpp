// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/model/ops.h"

#include "core/model/ops_fused.h"
#include "core/model/ops_plain.h"

namespace stillhouse::model::ops {

using torch::Tensor;

Tensor rmsNorm(const Tensor& x, const Tensor& weight, double eps) {
    return fused::takes(x) && fused::takes(weight) ? fused::rmsNorm(x, weight, eps) : plain::rmsNorm(x, weight, eps);
}

Tensor swiglu(const Tensor& gate, const Tensor& up) {
    return fused::takes(gate) && fused::takes(up) && gate.sizes() == up.sizes() ? fused::swiglu(gate, up) : plain::swiglu(gate, up);
}

std::pair<Tensor, Tensor> applyRope(const Tensor& q, const Tensor& k, const Tensor& cos, const Tensor& sin) {
    // a table that wants a gradient is nobody's case but a test's
    if (fused::takes(q) && fused::takes(k) && !cos.requires_grad() && !sin.requires_grad())
        return {fused::rope(q, cos, sin), fused::rope(k, cos, sin)};
    return plain::applyRope(q, k, cos, sin);
}

Tensor causalAttention(const Tensor& q, const Tensor& k, const Tensor& v, double scale, std::int64_t window) {
    const bool fusible = fused::takes(q) && fused::takes(k) && fused::takes(v);
    return fusible ? fused::causalAttention(q, k, v, scale, window) : plain::causalAttention(q, k, v, scale, window);
}

Tensor attentionMap(const Tensor& q, const Tensor& k, double scale, std::int64_t window) {
    return plain::attentionMap(q, k, scale, window);
}

Tensor attentionValues(const Tensor& map, const Tensor& v) {
    return plain::attentionValues(map, v);
}

} // namespace stillhouse::model::ops
