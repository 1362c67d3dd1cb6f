// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/vocab_loss_kernel.h"

#include "core/model/ops_simd.h"

namespace stillhouse::train {

namespace {

namespace simd = model::simd;
using std::int64_t;

// Both distributions of one row over the common ids: probabilities, and what their logarithms are made of. Logarithms come from the
// logits and not from the probabilities, which underflow.
template <class T> struct Pair {
    const T *z, *t;
    T *p, *q;
    int64_t count;
    T inverseTau, beta;
    T shiftZ, shiftT;
    T logSumZ, logSumT;
};

// (x − shift)/τ; the floor keeps a logit of −inf (an id that a model can never say) from making 0·inf.
template <class T> SH_KERNEL T scaled(T x, T shift, T inverseTau) {
    const T value = (x - shift) * inverseTau;
    return value < T(-1e6) ? T(-1e6) : value;
}

template <class T> SH_KERNEL double softmax(const T* x, T shift, T inverseTau, T* out, int64_t count) {
    const double sum = simd::blockSum<T>(
        count, [=](int64_t i) __attribute__((always_inline)) {
            const T e = simd::exponential(scaled(x[i], shift, inverseTau));
            out[i] = e;
            return e;
        });
    const T factor = T(1 / sum);
    SH_SIMD
    for (int64_t i = 0; i < count; ++i)
        out[i] *= factor;
    return sum;
}

// log p − log q
template <class T> SH_KERNEL T logRatio(const Pair<T>& s, int64_t i) {
    return (scaled(s.z[i], s.shiftZ, s.inverseTau) - s.logSumZ) - (scaled(s.t[i], s.shiftT, s.inverseTau) - s.logSumT);
}

template <class T> SH_KERNEL T safeLogRatio(T above, T below) {
    constexpr T tiny = std::numeric_limits<T>::min();
    return simd::logarithm((above + tiny) / (below + tiny));
}

// Each of these returns D and leaves its gradient with respect to z/τ in s.p.
template <class T> SH_KERNEL double forwardKl(const Pair<T>& s) {
    return simd::blockSum<T>(
        s.count, [=](int64_t i) __attribute__((always_inline)) {
            const T term = -s.q[i] * logRatio(s, i);
            s.p[i] -= s.q[i];
            return term;
        });
}

template <class T> SH_KERNEL double reverseKl(const Pair<T>& s) {
    const double value = simd::blockSum<T>(
        s.count, [=](int64_t i) __attribute__((always_inline)) {
            const T ratio = logRatio(s, i);
            s.q[i] = ratio;
            return s.p[i] * ratio;
        });
    const T mean = T(value);
    SH_SIMD
    for (int64_t i = 0; i < s.count; ++i)
        s.p[i] *= s.q[i] - mean;
    return value;
}

template <class T> SH_KERNEL double jensenShannon(const Pair<T>& s) {
    const T beta = s.beta, rest = 1 - s.beta;
    const double fromTeacher = simd::blockSum<T>(
        s.count, [=](int64_t i) __attribute__((always_inline)) { return s.q[i] * safeLogRatio(s.q[i], beta * s.q[i] + rest * s.p[i]); });
    const double fromStudent = simd::blockSum<T>(
        s.count, [=](int64_t i) __attribute__((always_inline)) {
            const T ratio = safeLogRatio(s.p[i], beta * s.q[i] + rest * s.p[i]);
            s.q[i] = ratio;
            return s.p[i] * ratio;
        });
    const T mean = T(fromStudent);
    SH_SIMD
    for (int64_t i = 0; i < s.count; ++i)
        s.p[i] *= rest * (s.q[i] - mean);
    return double(beta) * fromTeacher + double(rest) * fromStudent;
}

template <class T> SH_KERNEL double skewedKl(const Pair<T>& s) {
    const T beta = s.beta, rest = 1 - s.beta;
    constexpr T tiny = std::numeric_limits<T>::min();
    const double value = simd::blockSum<T>(
        s.count, [=](int64_t i) __attribute__((always_inline)) { return s.q[i] * safeLogRatio(s.q[i], beta * s.q[i] + rest * s.p[i]); });
    const T mean = T(simd::blockSum<T>(
        s.count, [=](int64_t i) __attribute__((always_inline)) {
            const T slope = -rest * s.q[i] / (beta * s.q[i] + rest * s.p[i] + tiny);
            s.q[i] = slope;
            return s.p[i] * slope;
        }));
    SH_SIMD
    for (int64_t i = 0; i < s.count; ++i)
        s.p[i] *= s.q[i] - mean;
    return value;
}

template <class T> SH_KERNEL double divergenceOf(const VocabRow<T>& row, T* p, T* q) {
    Pair<T> s{row.logits, row.teacher, p, q, row.common, T(1) / row.temperature, row.beta};
    s.shiftZ = simd::largest(s.z, s.count);
    s.shiftT = simd::largest(s.t, s.count);
    s.logSumZ = T(std::log(softmax(s.z, s.shiftZ, s.inverseTau, p, s.count)));
    s.logSumT = T(std::log(softmax(s.t, s.shiftT, s.inverseTau, q, s.count)));
    switch (row.divergence) {
    case Divergence::ReverseKl:
        return reverseKl(s);
    case Divergence::Jsd:
        return jensenShannon(s);
    case Divergence::SkewedKl:
        return skewedKl(s);
    case Divergence::ForwardKl:
        break;
    }
    return forwardKl(s);
}

template <class T> SH_KERNEL void rowKernel(const VocabRow<T>* row, VocabRowResult* result) {
    T *e = row->scratch, *p = e + row->vocab, *q = p + row->vocab;
    const T shift = simd::largest(row->logits, row->vocab);
    const double sum = softmax(row->logits, shift, T(1), e, row->vocab);
    result->ce = std::log(sum) - (double(row->logits[row->label]) - double(shift));
    e[row->label] -= 1;
    if (row->teacher)
        result->distill = divergenceOf(*row, p, q);
    if (!row->gradient)
        return;
    T* out = row->gradient;
    const T ceFactor = row->ceFactor, distillFactor = row->distillFactor;
    result->ceSquares = double(ceFactor) * ceFactor *
                        simd::blockSum<T>(
                            row->vocab, [=](int64_t i) __attribute__((always_inline)) {
                                out[i] = ceFactor * e[i];
                                return e[i] * e[i];
                            });
    if (row->teacher)
        result->distillSquares = double(distillFactor) * distillFactor *
                                 simd::blockSum<T>(
                                     row->common, [=](int64_t i) __attribute__((always_inline)) {
                                         out[i] += distillFactor * p[i];
                                         return p[i] * p[i];
                                     });
}

} // namespace

template <> void vocabRow(const VocabRow<float>& row, VocabRowResult& result) {
    simd::Dispatch<&rowKernel<float>>::call(&row, &result);
}
template <> void vocabRow(const VocabRow<double>& row, VocabRowResult& result) {
    simd::Dispatch<&rowKernel<double>>::call(&row, &result);
}

} // namespace stillhouse::train
