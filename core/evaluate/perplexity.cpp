// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/base/file.h"
#include "core/evaluate/perplexity.h"
#include "core/evaluate/response_nll.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::evaluate {
namespace {

constexpr std::size_t maxTextBytes = std::size_t{4} << 30;

std::int64_t checkedContext(const model::Decoder& decoder, std::int64_t context, std::size_t front) {
    const std::int64_t most = decoder.config().maxPositions;
    if (context == 0)
        context = most;
    if (context < 2 || context <= static_cast<std::int64_t>(front) || context > most)
        base::failAt("context", Text(SH_TR("A window of %1 tokens does not fit this model"), {std::to_string(context)}),
                     Text(SH_TR("Choose from 2 to %1 tokens."), {std::to_string(most)}));
    return context;
}

/// What is scored in each window is what stands behind its first token.
std::vector<EncodedExample> asExamples(std::vector<std::vector<std::int32_t>> windows, std::size_t front) {
    std::vector<EncodedExample> out;
    for (auto& window : windows) {
        EncodedExample example;
        example.ids = std::move(window);
        example.responseStart = static_cast<std::int32_t>(std::max<std::size_t>(front, 1));
        out.push_back(std::move(example));
    }
    return out;
}

} // namespace

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

PerplexityResult perplexity(const model::Decoder& decoder, const text::Tokenizer& tokenizer, std::string_view text, std::int64_t context,
                            RunControl& control, const ScoreOptions& options) {
    const auto& front = tokenizer.spec().prefixIds;
    context = checkedContext(decoder, context, front.size());
    const auto ids = tokenizer.encode(text);
    const auto windows = asExamples(textWindows(ids, front, context), front.size());
    double sum = 0;
    PerplexityResult out;
    for (const TokenNll& window : responseNll(decoder, windows, options, &control)) {
        sum += window.sum;
        out.tokens += window.tokens;
    }
    if (out.tokens == 0)
        base::fail("perplexity", SH_TR("The text is too short: no token has one before it"), SH_TR("Choose a longer text."));
    out.nll = sum / static_cast<double>(out.tokens);
    out.perplexity = std::exp(out.nll);
    out.bitsPerByte = out.nll * static_cast<double>(ids.size()) / (std::log(2.0) * static_cast<double>(text.size()));
    return out;
}

PerplexityResult perplexityOfFile(const model::Decoder& decoder, const text::Tokenizer& tokenizer, const std::string& file,
                                  std::int64_t context, RunControl& control, const ScoreOptions& options) {
    return perplexity(decoder, tokenizer, base::readFile(file, maxTextBytes), context, control, options);
}

} // namespace stillhouse::evaluate
