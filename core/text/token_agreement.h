// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/tokens.h"
#include "core/text/tokenizer.h"

namespace stillhouse::text {

/// Special tokens count like all others: an end of text with another id is another vocabulary.
TokenAgreement compareTokens(const Tokenizer& a, const Tokenizer& b);

} // namespace stillhouse::text
