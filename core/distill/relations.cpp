// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/distill/relations.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace stillhouse::distill {

torch::Tensor relation(const torch::Tensor& x, std::int64_t relationHeads, const torch::Tensor& positions) {
    const auto batch = x.size(0), tokens = x.size(1), width = x.size(2) * x.size(3) / relationHeads;
    const auto split = x.reshape({batch, tokens, relationHeads, width}).transpose(1, 2); // (B,R,T,d_r)
    const auto at = positions.defined() ? positions : torch::arange(tokens, torch::kLong);
    const auto queries = positions.defined() ? split.index_select(2, at.to(x.device())) : split;
    const auto scores = torch::matmul(queries / std::sqrt(double(width)), split.transpose(2, 3)); // (B,R,Q,T)
    const auto hidden = torch::arange(tokens, torch::kLong).unsqueeze(0) > at.unsqueeze(1);       // (Q,T)
    return torch::softmax(scores.masked_fill(hidden.to(x.device()), -std::numeric_limits<double>::infinity()), -1);
}

std::int64_t relationWidths(const formats::ModelConfig& student, std::int64_t studentLayer, const formats::ModelConfig& teacher,
                            std::int64_t teacherLayer) {
    const auto& s = student.layers.at(std::size_t(studentLayer));
    const auto& t = teacher.layers.at(std::size_t(teacherLayer));
    return std::gcd(std::gcd(s.heads, s.kvHeads) * student.headDim, std::gcd(t.heads, t.kvHeads) * teacher.headDim);
}

std::int64_t usualRelationHeads(std::int64_t widths, std::int64_t teacherHeads) {
    std::int64_t best = 1;
    for (std::int64_t r = 1; r <= std::min(widths, teacherHeads); ++r)
        if (widths % r == 0)
            best = r;
    return best;
}

} // namespace stillhouse::distill
