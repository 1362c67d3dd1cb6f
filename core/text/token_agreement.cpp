// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/token_agreement.h"

#include "core/base/guard.h"
#include "core/text/tokenizer_place.h"

#include <algorithm>

namespace stillhouse {

TokenAgreement text::compareTokens(const Tokenizer& a, const Tokenizer& b) {
    const auto common = std::int64_t(std::min(a.vocabSize(), b.vocabSize()));
    if (a.hash() == b.hash())
        return {TokenRelation::Same, common};
    for (std::int32_t id = 0; id < std::int32_t(common); ++id)
        if (a.tokenText(id) != b.tokenText(id))
            return {TokenRelation::Different, 0};
    return {TokenRelation::Extended, common};
}

Result<TokenAgreement> compareTokenizers(const std::string& model, const std::string& other) {
    return base::guard([&] { return text::compareTokens(text::Tokenizer::load(text::tokenizerPlace(model)), text::Tokenizer::load(text::tokenizerPlace(other))); });
}

} // namespace stillhouse
