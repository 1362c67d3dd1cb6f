// SPDX-License-Identifier: GPL-3.0-or-later
// Which tokens have to be fed behind a prompt so that the log-likelihood of every label can be read off. No torch.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace stillhouse::evaluate {

/// What a label asks of a continuation: at its position `step` (0: the prompt's last token) the log-probability of `token`.
struct LabelAsk {
    std::size_t label;
    std::int64_t step;
    std::int32_t token;
};

/// A run of label tokens that is fed behind the prompt, and everything that can be read off while it is.
struct LabelBranch {
    std::vector<std::int32_t> fed;
    std::vector<LabelAsk> asks;
};

/// Labels need p(first token) from the prompt and p(token j) behind tokens 1 … j−1, so only what stands before a last token is fed, and
/// a run that begins another one comes for free. Each question is asked of one branch only; the longest branch comes first.
std::vector<LabelBranch> labelBranches(const std::vector<std::vector<std::int32_t>>& labels);

} // namespace stillhouse::evaluate
