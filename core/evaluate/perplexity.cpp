// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/base/file.h"
#include "core/evaluate/perplexity.h"
#include "core/evaluate/response_nll.h"
#include "core/native/text_windows.h"

#include <algorithm>

namespace stillhouse::evaluate {
namespace {

/// What is scored in each window is what stands behind its first token.
std::vector<EncodedExample> asExamples(std::vector<std::vector<std::int32_t>> windows, std::size_t front) {
    std::vector<EncodedExample> out;
    for (auto& window : windows) {
        EncodedExample example;
        example.ids = std::move(window);
        example.responseStart = static_cast<std::int32_t>(native::firstScored(front));
        out.push_back(std::move(example));
    }
    return out;
}

} // namespace

PerplexityResult perplexity(const model::Decoder& decoder, const text::Tokenizer& tokenizer, std::string_view text, std::int64_t context,
                            RunControl& control, const ScoreOptions& options) {
    const auto& front = tokenizer.spec().prefixIds;
    context = native::checkedContext(decoder.config().maxPositions, context, front.size());
    const auto ids = tokenizer.encode(text);
    const auto windows = asExamples(native::textWindows(ids, front, context), front.size());
    double sum = 0;
    std::int64_t tokens = 0;
    for (const TokenNll& window : responseNll(decoder, windows, options, &control)) {
        sum += window.sum;
        tokens += window.tokens;
    }
    return native::perplexityFrom(sum, tokens, ids.size(), text.size());
}

PerplexityResult perplexityOfFile(const model::Decoder& decoder, const text::Tokenizer& tokenizer, const std::string& file,
                                  std::int64_t context, RunControl& control, const ScoreOptions& options) {
    return perplexity(decoder, tokenizer, base::readFile(file, native::maxTextBytes), context, control, options);
}

} // namespace stillhouse::evaluate
