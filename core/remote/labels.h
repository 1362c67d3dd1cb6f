// SPDX-License-Identifier: GPL-3.0-or-later
// From tokens to labels. Pure functions; the rules stand at LabelDistribution in core/api/remote.h.
#pragma once
#include "core/api/remote.h"

#include <string>
#include <vector>

namespace stillhouse::remote {

/// The verbalizers without white space at their ends (the label's name where there is none). Fails with fewer than two labels, or
/// where one is empty or stands twice.
std::vector<std::string> verbalizersOf(const std::vector<TaskLabel>& labels);

/// Tokens that an answer needs at least to tell the verbalizers apart: 1 + the longest start that two of them share, in bytes, at most 8.
std::int64_t tokensToTellApart(const std::vector<std::string>& verbalizers);

/// From the alternatives of an answer's first positions. `verbalizers` as verbalizersOf gives them.
LabelDistribution labelsFromTop(const RemoteAnswer& answer, const std::vector<std::string>& verbalizers);

struct EchoScore {
    double total = 0; ///< Σ log p(token) over the verbalizer's tokens
    double mean = 0;  ///< total / number of tokens
};
/// From an echoed prompt + verbalizer, perhaps with one generated token behind it. A token that straddles the end of the prompt counts
/// whole. Fails (Unsupported, at `where`) when the answer does not end in the verbalizer: the server does not echo.
EchoScore scoreEcho(const RemoteAnswer& answer, const std::string& verbalizer, const std::string& where);

/// p = softmax of the means; covered = Σ e^total, at most 1.
LabelDistribution labelsFromEchoes(const std::vector<EchoScore>& scores);

} // namespace stillhouse::remote
