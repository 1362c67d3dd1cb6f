// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/model/ops.h"

#include "core/base/blas.h"
#include "core/model/ops_plain.h"

#include <cmath>
#include <dlfcn.h>
#include <functional>
#include <gtest/gtest.h>
#include <tuple>
#include <vector>

namespace stillhouse::model::ops {
namespace {

using torch::Tensor;
using Tensors = std::vector<Tensor>;

// Value and gradients of a fused float32 operation against its plain composition in float64, for a random incoming gradient.
void expectSame(const std::function<Tensor(const Tensors&)>& fused, const std::function<Tensor(const Tensors&)>& plain,
                const Tensors& inputs, double tolerance = 1e-5) {
    Tensors a, b;
    for (const auto& x : inputs) {
        a.push_back(x.detach().to(torch::kFloat).requires_grad_());
        b.push_back(x.detach().to(torch::kDouble).requires_grad_());
    }
    const auto y = fused(a), expected = plain(b);
    ASSERT_EQ(y.sizes(), expected.sizes());
    EXPECT_LE((y - expected).abs().max().item<double>(), tolerance);
    const auto incoming = torch::randn(expected.sizes(), torch::kDouble);
    const auto da = torch::autograd::grad({y}, a, {incoming.to(torch::kFloat)}), db = torch::autograd::grad({expected}, b, {incoming});
    for (std::size_t i = 0; i < a.size(); ++i)
        EXPECT_LE((da[i] - db[i]).abs().max().item<double>(), tolerance * std::max(1.0, db[i].abs().max().item<double>())) << "input " << i;
}

TEST(RmsNorm, EqualsThePlainForm) {
    torch::manual_seed(1);
    for (const auto& sizes : {std::vector<std::int64_t>{2, 5, 16}, {1, 67}, {3, 4, 2, 100}, {40, 3000}}) {
        const auto x = torch::randn(sizes) * 2, w = torch::randn({sizes.back()});
        expectSame([](const Tensors& t) { return rmsNorm(t[0], t[1], 1e-5); },
                   [](const Tensors& t) { return plain::rmsNorm(t[0], t[1], 1e-5); }, {x, w});
    }
}

TEST(RmsNorm, TakesStridedInputAndAFrozenWeight) {
    auto x = torch::randn({6, 8}).requires_grad_();
    const auto w = torch::randn({6});
    const auto y = rmsNorm(x.t(), w, 1e-6);
    EXPECT_TRUE(torch::allclose(y, plain::rmsNorm(x.t(), w, 1e-6), 1e-5, 1e-6));
    y.sum().backward();
    EXPECT_EQ(x.grad().sizes(), x.sizes());
}

TEST(SwiGlu, EqualsThePlainForm) {
    torch::manual_seed(2);
    for (const auto& sizes : {std::vector<std::int64_t>{3, 7, 19}, {1, 1}, {64, 700}})
        expectSame([](const Tensors& t) { return swiglu(t[0], t[1]); }, [](const Tensors& t) { return plain::swiglu(t[0], t[1]); },
                   {torch::randn(sizes) * 4, torch::randn(sizes)});
}

TEST(SwiGlu, StaysFiniteForLargeGates) {
    const auto y = swiglu(torch::tensor({-1e4F, -100.0F, 0.0F, 1e4F}), torch::ones({4}));
    EXPECT_TRUE(torch::allclose(y, torch::tensor({0.0F, 0.0F, 0.0F, 1e4F}), 0, 1e-6));
}

TEST(Rope, EqualsThePlainForm) {
    torch::manual_seed(3);
    const std::int64_t tokens = 9, width = 20;
    const auto angle = torch::randn({tokens, width / 2}) * 3;
    const auto cos = angle.cos(), sin = angle.sin();
    const auto both = [](const std::pair<Tensor, Tensor>& p) { return torch::cat({p.first, p.second}, 2); };
    expectSame([&](const Tensors& t) { return both(applyRope(t[0], t[1], cos, sin)); },
               [&](const Tensors& t) { return both(plain::applyRope(t[0], t[1], cos, sin)); },
               {torch::randn({2, tokens, 4, width}), torch::randn({2, tokens, 2, width})});
}

// batch, queries, keys, heads, key/value heads, width, window
using Case = std::tuple<int, int, int, int, int, int, int>;
class Attention : public testing::TestWithParam<Case> {};

TEST_P(Attention, EqualsThePlainForm) {
    const auto [batch, tokens, keys, heads, kvHeads, width, window] = GetParam();
    torch::manual_seed(4);
    const double scale = 1 / std::sqrt(double(width));
    const Tensors inputs{torch::randn({batch, tokens, heads, width}) * 2, torch::randn({batch, keys, kvHeads, width}),
                         torch::randn({batch, keys, kvHeads, width})};
    expectSame([&, w = window](const Tensors& t) { return causalAttention(t[0], t[1], t[2], scale, w); },
               [&, w = window](const Tensors& t) { return plain::causalAttention(t[0], t[1], t[2], scale, w); }, inputs);
}

INSTANTIATE_TEST_SUITE_P(Shapes, Attention,
                         testing::Values(Case{2, 5, 5, 4, 4, 8, 0}, Case{1, 1, 1, 1, 1, 4, 0}, Case{2, 70, 70, 4, 2, 12, 0},
                                         Case{1, 200, 200, 2, 1, 16, 0}, Case{2, 1, 33, 4, 2, 8, 0}, Case{1, 66, 130, 6, 3, 8, 0},
                                         Case{1, 150, 150, 2, 2, 8, 7}, Case{1, 80, 160, 4, 1, 8, 100}, Case{1, 1, 50, 2, 1, 8, 3}));

TEST(AttentionLayout, ReadsStridedHeadsAsTheyLie) {
    torch::manual_seed(5);
    // q, k and v as slices of one product and k as a slice of a longer cache
    const auto joint = torch::randn({2, 6, 3 * 4 * 8});
    const auto q = joint.narrow(2, 0, 32).view({2, 6, 4, 8}), v = joint.narrow(2, 64, 32).view({2, 6, 4, 8});
    const auto k = torch::randn({2, 10, 4, 8}).narrow(1, 0, 6);
    EXPECT_TRUE(torch::allclose(causalAttention(q, k, v, 0.3), plain::causalAttention(q, k, v, 0.3, 0), 1e-5, 1e-6));
    const auto turned = torch::randn({2, 4, 6, 8}).transpose(1, 2), wide = torch::randn({2, 1, 4, 8}).expand({2, 6, 4, 8});
    EXPECT_TRUE(torch::allclose(causalAttention(turned, wide, v, 0.3), plain::causalAttention(turned, wide, v, 0.3, 0), 1e-5, 1e-6));
}

TEST(AttentionMap, TimesValuesIsTheAttention) {
    torch::manual_seed(6);
    const auto q = torch::randn({2, 7, 4, 8}), k = torch::randn({2, 7, 2, 8}), v = torch::randn({2, 7, 2, 8});
    const auto map = attentionMap(q, k, 0.3);
    EXPECT_TRUE(torch::allclose(map.sum(-1), torch::ones({2, 4, 7}), 1e-5));
    EXPECT_EQ(map.triu(1).abs().max().item<float>(), 0);
    EXPECT_TRUE(torch::allclose(attentionValues(map, v), causalAttention(q, k, v, 0.3), 1e-5, 1e-6));
}

// Second derivatives go through the plain form: compare d/dx of |dL/dx|² with the plain composition's.
TEST(SecondDerivative, EqualsThePlainForm) {
    torch::manual_seed(7);
    const auto penalty = [](const Tensor& y, const Tensor& x) {
        const auto g = torch::autograd::grad({y.pow(3).sum()}, {x}, {}, true, true)[0];
        return torch::autograd::grad({g.square().sum()}, {x})[0];
    };
    const auto w = torch::randn({12}), other = torch::randn({2, 5, 12}), kv = torch::randn({2, 5, 1, 12});
    const auto angle = torch::randn({5, 6});
    const std::vector<std::pair<std::function<Tensor(const Tensor&)>, std::function<Tensor(const Tensor&)>>> pairs{
        {[&](const Tensor& x) { return rmsNorm(x, w, 1e-5); }, [&](const Tensor& x) { return plain::rmsNorm(x, w, 1e-5); }},
        {[&](const Tensor& x) { return swiglu(x, other); }, [&](const Tensor& x) { return plain::swiglu(x, other); }},
        {[&](const Tensor& x) { return applyRope(x.unsqueeze(2), kv, angle.cos(), angle.sin()).first; },
         [&](const Tensor& x) { return plain::applyRope(x.unsqueeze(2), kv, angle.cos(), angle.sin()).first; }},
        {[&](const Tensor& x) { return causalAttention(x.unsqueeze(2), kv, kv, 0.3); },
         [&](const Tensor& x) { return plain::causalAttention(x.unsqueeze(2), kv, kv, 0.3, 0); }}};
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        auto x = torch::randn({2, 5, 12}).requires_grad_();
        const auto a = penalty(pairs[i].first(x), x), b = penalty(pairs[i].second(x), x);
        EXPECT_TRUE(torch::allclose(a, b, 1e-3, 1e-4 * b.abs().max().item<double>())) << "pair " << i;
    }
}

TEST(Threads, DoNotChangeTheGradientOfAWeight) {
    const auto x = torch::randn({500, 64}), incoming = torch::randn({500, 64});
    const int before = at::get_num_threads();
    Tensors gradients;
    for (const int threads : {1, 4}) {
        at::set_num_threads(threads);
        auto w = torch::ones({64}).requires_grad_();
        gradients.push_back(torch::autograd::grad({rmsNorm(x, w, 1e-6)}, {w}, {incoming})[0]);
    }
    at::set_num_threads(before);
    EXPECT_TRUE(torch::equal(gradients[0], gradients[1]));
}

// LibTorch must be bound to the products that core/base/blas.h exports, in every layout that it asks for.
TEST(MatrixProduct, LibTorchUsesOurs) {
    EXPECT_EQ(dlsym(RTLD_DEFAULT, "sgemm_"), reinterpret_cast<void*>(&sgemm_));
}

TEST(MatrixProduct, ThroughLibTorchEqualsDouble) {
    torch::manual_seed(8);
    const auto check = [](const Tensor& actual, const Tensor& expected) {
        EXPECT_LE((actual - expected).abs().max().item<double>(), 1e-4);
    };
    const auto a = torch::randn({65, 130}), b = torch::randn({130, 33}), c = torch::randn({65, 33});
    const auto ad = a.to(torch::kDouble), bd = b.to(torch::kDouble), cd = c.to(torch::kDouble);
    const auto turned = [](const Tensor& x) { return x.t().contiguous().t(); };
    for (const auto& left : {a, turned(a)})
        for (const auto& right : {b, turned(b)}) {
            check(torch::mm(left, right), torch::mm(ad, bd));
            check(torch::addmm(c, left, right, -0.5, 2), torch::addmm(cd, ad, bd, -0.5, 2));
        }
    check(torch::mv(a, b.select(1, 3)), torch::mv(ad, bd.select(1, 3)));
    check(torch::mv(a.t(), c.select(1, 0)), torch::mv(ad.t(), cd.select(1, 0)));
    const auto x = torch::randn({5, 40, 24}), y = torch::randn({5, 24, 17}), z = torch::randn({5, 40, 17});
    check(torch::bmm(x, y), torch::bmm(x.to(torch::kDouble), y.to(torch::kDouble)));
    check(torch::baddbmm(z, x, y, 0.5, 2), torch::baddbmm(z.to(torch::kDouble), x.to(torch::kDouble), y.to(torch::kDouble), 0.5, 2));
}

} // namespace
} // namespace stillhouse::model::ops
