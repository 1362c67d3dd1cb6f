// SPDX-License-Identifier: GPL-3.0-or-later
// One row of the vocabulary losses: values and, in place of the logits, the gradient. Formulas: vocab_loss.h.
#pragma once
#include "core/train/vocab_loss.h"

#include <cstdint>

namespace stillhouse::train {

template <class T> struct VocabRow {
    const T* logits;  ///< (vocab)
    const T* teacher; ///< (common), or null: cross entropy alone
    T* gradient;      ///< (vocab), may be `logits`; null: values only
    T* scratch;       ///< (3·vocab)
    std::int64_t vocab, common;
    std::int64_t label;
    Divergence divergence;
    T temperature, beta;
    T ceFactor, distillFactor; ///< what the gradients of CE and of D (with respect to z/τ) are multiplied with
};

struct VocabRowResult {
    double ce = 0, distill = 0;               ///< unweighted
    double ceSquares = 0, distillSquares = 0; ///< Σ of the squared gradient of each term
};

template <class T> void vocabRow(const VocabRow<T>& row, VocabRowResult& result);

} // namespace stillhouse::train
