// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/tokens.h"

#include "core/base/guard.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizer_place.h"

namespace stillhouse {

Result<std::vector<std::int64_t>> tokenize(const std::string& model, const std::string& text, bool special) {
    return base::guard([&] {
        const auto ids = text::Tokenizer::load(text::tokenizerPlace(model)).encode(text, special);
        return std::vector<std::int64_t>(ids.begin(), ids.end());
    });
}

Result<std::string> detokenize(const std::string& model, const std::vector<std::int64_t>& ids) {
    return base::guard([&] {
        const auto tokenizer = text::Tokenizer::load(text::tokenizerPlace(model));
        std::vector<std::int32_t> narrow;
        for (const auto id : ids) {
            if (id < 0 || id >= std::int64_t(tokenizer.vocabSize()))
                base::fail(model, Text(SH_TR("Token id %1 is outside the vocabulary of %2"), {std::to_string(id), std::to_string(tokenizer.vocabSize())}),
                           SH_TR("Use the model's own tokenizer"));
            narrow.push_back(std::int32_t(id));
        }
        return tokenizer.decode(narrow);
    });
}

} // namespace stillhouse
