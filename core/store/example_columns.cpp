// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/example_columns.h"

#include <algorithm>
#include <bit>

namespace stillhouse::store {

RowSet::RowSet(std::size_t rows, bool all) : rows_(rows), words_((rows + 63) / 64, all ? ~std::uint64_t{0} : 0) {
    trim();
}

void RowSet::trim() {
    if (rows_ % 64 != 0)
        words_.back() &= (std::uint64_t{1} << (rows_ % 64)) - 1;
}

void RowSet::set(std::size_t row, bool in) {
    const std::uint64_t bit = std::uint64_t{1} << (row % 64);
    words_[row / 64] = in ? words_[row / 64] | bit : words_[row / 64] & ~bit;
}

void RowSet::keep(const RowSet& other) {
    for (std::size_t w = 0; w < words_.size(); ++w)
        words_[w] &= other.words_[w];
}

std::size_t RowSet::count() const {
    std::size_t count = 0;
    for (const std::uint64_t word : words_)
        count += static_cast<std::size_t>(std::popcount(word));
    return count;
}

bool CodedColumn::set(std::size_t row, const std::string& text) {
    auto found = known_.find(text);
    if (found == known_.end()) {
        if (names_.size() == mostValues)
            return false;
        found = known_.emplace(text, static_cast<std::uint16_t>(names_.size())).first;
        names_.push_back(text);
        counts_.push_back(0);
    }
    --counts_[codes_[row]];
    ++counts_[codes_[row] = found->second];
    return true;
}

void CodedColumn::keep(const std::string& text, RowSet& rows) const {
    const auto found = known_.find(text);
    auto& words = rows.words();
    if (found == known_.end()) {
        std::fill(words.begin(), words.end(), 0);
        return;
    }
    const std::uint16_t code = found->second;
    for (std::size_t w = 0; w < words.size(); ++w) {
        std::uint64_t equal = 0;
        const std::size_t first = w * 64, last = std::min(first + 64, codes_.size());
        for (std::size_t row = first; row < last; ++row)
            equal |= static_cast<std::uint64_t>(codes_[row] == code) << (row - first);
        words[w] &= equal;
    }
}

std::vector<std::uint32_t> CodedColumn::sorted(const RowSet& rows) const {
    std::vector<std::size_t> starts(names_.size() + 1, 0); // by the text's rank: where its rows begin
    std::vector<std::size_t> rank(names_.size());
    std::size_t next = 0;
    for (const auto& [name, code] : known_) // in the order of their bytes
        rank[code] = next++;
    rows.each([&](std::size_t row) { ++starts[rank[codes_[row]] + 1]; });
    for (std::size_t i = 1; i < starts.size(); ++i)
        starts[i] += starts[i - 1];
    std::vector<std::uint32_t> out(starts.back());
    rows.each([&](std::size_t row) { out[starts[rank[codes_[row]]]++] = static_cast<std::uint32_t>(row); });
    return out;
}

std::map<std::string, std::int64_t> CodedColumn::counts() const {
    std::map<std::string, std::int64_t> out;
    for (const auto& [name, code] : known_)
        if (counts_[code] > 0)
            out[name] = counts_[code];
    return out;
}

} // namespace stillhouse::store
