// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/native/text_windows.h"

#include "core/base/failure.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::native {

std::int64_t checkedContext(std::int64_t maxPositions, std::int64_t context, std::size_t front) {
    if (context == 0)
        context = maxPositions;
    if (context < 2 || context <= static_cast<std::int64_t>(front) || context > maxPositions)
        base::failAt("context", Text(SH_TR("A window of %1 tokens does not fit this model"), {std::to_string(context)}),
                     Text(SH_TR("Choose from 2 to %1 tokens."), {std::to_string(maxPositions)}));
    return context;
}

std::vector<std::vector<std::int32_t>> textWindows(std::span<const std::int32_t> ids, std::span<const std::int32_t> front,
                                                   std::int64_t context) {
    const std::size_t own = static_cast<std::size_t>(context) - front.size();
    std::vector<std::vector<std::int32_t>> out;
    for (std::size_t at = 0; at < ids.size(); at += own) {
        auto& window = out.emplace_back(front.begin(), front.end());
        const auto part = ids.subspan(at, std::min(own, ids.size() - at));
        window.insert(window.end(), part.begin(), part.end());
    }
    return out;
}

PerplexityResult perplexityFrom(double sum, std::int64_t tokens, std::size_t textTokens, std::size_t textBytes) {
    if (tokens == 0)
        base::fail("perplexity", SH_TR("The text is too short: no token has one before it"), SH_TR("Choose a longer text."));
    PerplexityResult out;
    out.tokens = tokens;
    out.nll = sum / static_cast<double>(tokens);
    out.perplexity = std::exp(out.nll);
    out.bitsPerByte = out.nll * static_cast<double>(textTokens) / (std::log(2.0) * static_cast<double>(textBytes));
    return out;
}

} // namespace stillhouse::native
