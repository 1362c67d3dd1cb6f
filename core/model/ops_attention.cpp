// SPDX-License-Identifier: GPL-3.0-or-later
// Causal attention by blocks of queries. Scores live in one buffer per thread; only the logarithm of each row's sum is kept for the
// backward pass, which computes the probabilities again (FlashAttention, Dao 2022). Heads are read and written where they lie in
// (B,T,H,D), so nothing is transposed or repeated, and keys that no query of a block may see are not multiplied.
#include "core/model/torch.h"

#include "core/base/blas.h"
#include "core/model/ops_fused.h"
#include "core/model/ops_kernels.h"
#include "core/model/ops_plain.h"

#include <algorithm>
#include <vector>

namespace stillhouse::model::ops::fused {

namespace {

using std::int64_t;
using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr int64_t blockQueries = 64;

// A (rows,width) matrix inside a larger tensor.
struct Matrix {
    float* data;
    int64_t stride; ///< between rows
};

enum class Op { Plain, Transposed };

// C (m,n) = alpha·op(A)·op(B) + beta·C, all row-major.
void product(Op opA, Op opB, int64_t m, int64_t n, int64_t k, float alpha, Matrix a, Matrix b, float beta, Matrix c) {
    const char ta = opA == Op::Plain ? 'N' : 'T', tb = opB == Op::Plain ? 'N' : 'T';
    const int im = int(m), in = int(n), ik = int(k), lda = int(a.stride), ldb = int(b.stride), ldc = int(c.stride);
    sgemm_(&tb, &ta, &in, &im, &ik, &alpha, b.data, &ldb, a.data, &lda, &beta, c.data, &ldc);
}

// (B,S,H,D) whose rows of D can be read by a matrix product as they are.
Tensor readable(const Tensor& x) {
    return x.stride(3) == 1 && x.stride(1) >= x.size(3) ? x : x.contiguous();
}

Matrix headOf(const Tensor& x, int64_t batch, int64_t head, int64_t row) {
    return {x.data_ptr<float>() + batch * x.stride(0) + head * x.stride(2) + row * x.stride(1), x.stride(1)};
}

struct Shape {
    int64_t batch, tokens, heads, width, keys, kvHeads, window;
    int64_t first() const { return keys - tokens; } ///< position of query 0
    int64_t group() const { return heads / kvHeads; }
    int64_t blocks() const { return (tokens + blockQueries - 1) / blockQueries; }
};

Shape shapeOf(const Tensor& q, const Tensor& k, int64_t window) {
    return {q.size(0), q.size(1), q.size(2), q.size(3), k.size(1), k.size(2), window};
}

// Queries [row, row+count) of one head, and the keys [low, low+columns) that any of them sees.
struct Block {
    int64_t row, count, low, columns;
    kernels::ScoreRows scores(const Shape& s, float* buffer) const { return {buffer, count, columns, s.first() + row + 1 - low, s.window}; }
};

Block blockOf(const Shape& s, int64_t index) {
    const int64_t row = index * blockQueries, count = std::min(blockQueries, s.tokens - row);
    const int64_t low = s.window > 0 ? std::max<int64_t>(0, s.first() + row + 1 - s.window) : 0;
    return {row, count, low, s.first() + row + count - low};
}

void forwardBlock(const Shape& s, const Block& b, Matrix q, Matrix k, Matrix v, float scale, float* buffer, Matrix out, float* logSum) {
    const Matrix scores{buffer, b.columns};
    product(Op::Plain, Op::Transposed, b.count, b.columns, s.width, scale, q, k, 0, scores);
    kernels::causalSoftmax(b.scores(s, buffer), logSum);
    product(Op::Plain, Op::Plain, b.count, s.width, b.columns, 1, scores, v, 0, out);
}

struct Gradients {
    Matrix q, k, v;
};

void backwardBlock(const Shape& s, const Block& b, Matrix q, Matrix k, Matrix v, float scale, const float* logSum, Matrix dOut,
                   std::vector<float>& buffer, const Gradients& d) {
    const auto size = static_cast<std::size_t>(b.count * b.columns);
    buffer.resize(std::max(buffer.size(), 2 * size));
    const Matrix p{buffer.data(), b.columns}, dP{buffer.data() + size, b.columns};
    product(Op::Plain, Op::Transposed, b.count, b.columns, s.width, scale, q, k, 0, p);
    kernels::causalProbabilities(b.scores(s, p.data), logSum);
    product(Op::Transposed, Op::Plain, b.columns, s.width, b.count, 1, p, dOut, 1, d.v);
    product(Op::Plain, Op::Transposed, b.count, b.columns, s.width, 1, dOut, v, 0, dP);
    kernels::softmaxBackward(b.scores(s, p.data), scale, dP.data);
    product(Op::Plain, Op::Plain, b.count, s.width, b.columns, 1, dP, k, 0, d.q);
    product(Op::Transposed, Op::Plain, b.columns, s.width, b.count, 1, dP, q, 1, d.k);
}

class CausalAttention : public torch::autograd::Function<CausalAttention> {
public:
    static Tensor forward(AutogradContext* context, const Tensor& queries, const Tensor& keys, const Tensor& values, double scale,
                          int64_t window) {
        const auto q = readable(queries), k = readable(keys), v = readable(values);
        const auto s = shapeOf(q, k, window);
        auto out = torch::empty({s.batch, s.tokens, s.heads, s.width}, q.options());
        auto logSum = torch::empty({s.batch, s.heads, s.tokens}, q.options());
        float* sums = logSum.data_ptr<float>();
        at::parallel_for(0, s.batch * s.heads * s.blocks(), 1, [&](int64_t begin, int64_t end) {
            std::vector<float> buffer(static_cast<std::size_t>(std::min(blockQueries, s.tokens) * s.keys));
            for (auto unit = begin; unit < end; ++unit) {
                const auto index = unit % s.blocks(), head = unit / s.blocks() % s.heads, batch = unit / s.blocks() / s.heads;
                const auto b = blockOf(s, index);
                forwardBlock(s, b, headOf(q, batch, head, b.row), headOf(k, batch, head / s.group(), b.low),
                             headOf(v, batch, head / s.group(), b.low), float(scale), buffer.data(), headOf(out, batch, head, b.row),
                             sums + (batch * s.heads + head) * s.tokens + b.row);
            }
        });
        context->save_for_backward({queries, keys, values, logSum});
        context->saved_data["scale"] = scale;
        context->saved_data["window"] = window;
        return out;
    }

    static variable_list backward(AutogradContext* context, variable_list incoming) {
        const auto saved = context->get_saved_variables();
        const auto scale = context->saved_data["scale"].toDouble();
        const auto window = context->saved_data["window"].toInt();
        if (torch::GradMode::is_enabled()) {
            const variable_list inputs(saved.begin(), saved.begin() + 3);
            auto gradients = recordedGradient(plain::causalAttention(saved[0], saved[1], saved[2], scale, window), inputs, incoming[0]);
            return {gradients[0], gradients[1], gradients[2], Tensor(), Tensor()};
        }
        const auto q = readable(saved[0]), k = readable(saved[1]), v = readable(saved[2]), dOut = readable(incoming[0]);
        const auto s = shapeOf(q, k, window);
        auto dQ = torch::empty(q.sizes(), q.options()), dK = torch::zeros(k.sizes(), k.options()),
             dV = torch::zeros(v.sizes(), v.options());
        const float* sums = saved[3].data_ptr<float>();
        // One thread per key/value head: what its query heads add to dK and dV is summed in their order.
        at::parallel_for(0, s.batch * s.kvHeads, 1, [&](int64_t begin, int64_t end) {
            std::vector<float> buffer;
            for (auto unit = begin; unit < end; ++unit) {
                const auto batch = unit / s.kvHeads, kv = unit % s.kvHeads;
                for (auto head = kv * s.group(); head < (kv + 1) * s.group(); ++head)
                    for (int64_t index = 0; index < s.blocks(); ++index) {
                        const auto b = blockOf(s, index);
                        backwardBlock(s, b, headOf(q, batch, head, b.row), headOf(k, batch, kv, b.low), headOf(v, batch, kv, b.low),
                                      float(scale), sums + (batch * s.heads + head) * s.tokens + b.row, headOf(dOut, batch, head, b.row),
                                      buffer, {headOf(dQ, batch, head, b.row), headOf(dK, batch, kv, b.low), headOf(dV, batch, kv, b.low)});
                    }
            }
        });
        return {dQ, dK, dV, Tensor(), Tensor()};
    }
};

} // namespace

Tensor causalAttention(const Tensor& q, const Tensor& k, const Tensor& v, double scale, int64_t window) {
    return CausalAttention::apply(q, k, v, scale, window);
}

} // namespace stillhouse::model::ops::fused
