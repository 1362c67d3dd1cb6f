// SPDX-License-Identifier: GPL-3.0-or-later
// A generation task: what the model writes by itself, beside how likely it finds the reference. Pruning destroys the first long before
// it shows in the second.
#pragma once
#include "core/model/torch.h"

#include "core/evaluate/task_eval.h"

#include <span>
#include <string_view>

namespace stillhouse::evaluate {

/// Over the examples with a response: exact_match and token_f1 of the greedy answer (at most as long as the reference needs, plus a
/// half), nll (nats per response token, end of text included: total over total) and perplexity = e^nll, each with its interval.
/// A prediction's `label` is the reference and `predicted` the answer.
Evaluation evaluateGeneration(const EvaluationRequest& request, Runtime& runtime, const TaskEncoder& encoder,
                              std::span<const Example> examples, RunControl& control);

/// SQuAD's comparison (Rajpurkar 2016) without English articles: words in lower case, punctuation ignored. True when all words agree.
bool exactMatch(std::string_view answer, std::string_view reference);
/// 2PR/(P+R) over the words that answer and reference share, with multiplicity; 1 when both have none.
double tokenF1(std::string_view answer, std::string_view reference);

} // namespace stillhouse::evaluate
