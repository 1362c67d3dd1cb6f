// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>
#include <string_view>

namespace stillhouse::store {

/// `text` with a space on both sides of every Chinese, Japanese kana or Thai character. SQLite's tokenizer unicode61 takes a run of letters
/// for one word; scripts that write no spaces would become one word per sentence and never be found. Each of their characters is
/// a word of its own here, and a search for several of them is a search for the phrase. Other bytes, also invalid ones, stay.
std::string searchableText(std::string_view text);

/// The FTS5 query for what a person typed: every word must occur, what stands between spaces as a phrase, and the last word may
/// go on ("frau" finds "fraud"). Any input gives a valid query; empty when there is no letter or digit to look for.
std::string searchQuery(std::string_view typed);

} // namespace stillhouse::store
