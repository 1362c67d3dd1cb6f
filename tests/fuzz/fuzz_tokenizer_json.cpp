// SPDX-License-Identifier: GPL-3.0-or-later
// Any text as tokenizer.json: refused, or a tokenizer that encodes a probing text without harm.
#include "core/base/failure.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizer_json.h"

#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace stillhouse;
    try {
        const auto spec = text::readTokenizerJson({reinterpret_cast<const char*>(data), size}, "input");
        const text::Tokenizer tokenizer(spec);
        const auto ids = tokenizer.encode("A few words, 12 numbers \xc3\xa9\xe4\xb8\xad <s>", true);
        (void)tokenizer.decode(ids);
        (void)text::writeTokenizerJson(spec);
    } catch (const base::Failure&) {
    }
    return 0;
}
