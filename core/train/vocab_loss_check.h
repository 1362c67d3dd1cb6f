// SPDX-License-Identifier: GPL-3.0-or-later
// What the fused and the plain form of the vocabulary losses share: checked arguments, reduced to the rows that count.
#pragma once
#include "core/train/vocab_loss.h"

namespace stillhouse::train {

struct VocabJob {
    torch::Tensor rows;    ///< (n) int64: the counted rows; undefined when all count
    torch::Tensor labels;  ///< (n)
    torch::Tensor weights; ///< (n) double on the CPU, already divided by W
    VocabTeacher teacher;  ///< reduced to the counted rows
    VocabLossOptions options;
    std::int64_t vocab = 0, common = 0, counted = 0; ///< common: ids that teacher and student both have
    bool hasTeacher = false;
};

/// Checks everything (base::Failure names the argument) and gathers the counted rows of labels, weights and teacher.
VocabJob makeVocabJob(std::int64_t rows, std::int64_t vocab, const torch::Tensor& labels, const VocabLossOptions& options,
                      const VocabTeacher& teacher, const torch::Tensor& weights);

/// The counted rows of x (N,…), x itself when all count.
torch::Tensor countedRows(const VocabJob& job, const torch::Tensor& x);

/// Teacher logits (rows,common) of rows [first, last) of the job, in the type of `like`, without gradient.
torch::Tensor teacherLogits(const VocabJob& job, std::int64_t first, std::int64_t last, const torch::Tensor& like);

/// The formulas of vocab_loss.h in LibTorch's own operations, for any device, type and order of derivative.
VocabLoss plainVocabLoss(const VocabJob& job, const torch::Tensor& countedLogits);

} // namespace stillhouse::train
