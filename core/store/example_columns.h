// SPDX-License-Identifier: GPL-3.0-or-later
// Columns of a data set in memory, by the row's place in the order of import. No SQLite; one thread at a time.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace stillhouse::store {

/// Some of the rows 0 … n − 1, a bit each.
class RowSet {
public:
    explicit RowSet(std::size_t rows = 0, bool all = false);
    std::size_t rows() const { return rows_; }
    bool contains(std::size_t row) const { return (words_[row / 64] >> (row % 64) & 1) != 0; }
    void set(std::size_t row, bool in);
    void keep(const RowSet& other); ///< those that are in both
    std::size_t count() const;
    const std::vector<std::uint64_t>& words() const { return words_; }
    std::vector<std::uint64_t>& words() { return words_; }
    /// The rows in ascending order.
    template <class Take>
    void each(Take&& take) const {
        for (std::size_t w = 0; w < words_.size(); ++w)
            for (std::uint64_t word = words_[w]; word != 0; word &= word - 1)
                take(w * 64 + static_cast<std::size_t>(std::countr_zero(word)));
    }

private:
    void trim(); ///< no bit behind the last row
    std::size_t rows_;
    std::vector<std::uint64_t> words_;
};

/// A text per row, of few different ones: two bytes a row.
class CodedColumn {
public:
    static constexpr std::size_t mostValues = 65536;

    explicit CodedColumn(std::size_t rows = 0) : codes_(rows, 0), names_{std::string()}, counts_{static_cast<std::int64_t>(rows)} { known_[{}] = 0; }
    /// False when there are too many different texts already; the row then keeps its text.
    bool set(std::size_t row, const std::string& text);
    const std::string& text(std::size_t row) const { return names_[codes_[row]]; }
    void keep(const std::string& text, RowSet& rows) const; ///< takes out of `rows` what has another text
    /// `rows` by text (byte by byte), among equals by row.
    std::vector<std::uint32_t> sorted(const RowSet& rows) const;
    std::map<std::string, std::int64_t> counts() const; ///< rows of each text that occurs

private:
    std::vector<std::uint16_t> codes_;
    std::vector<std::string> names_;
    std::vector<std::int64_t> counts_;
    std::map<std::string, std::uint16_t> known_;
};

} // namespace stillhouse::store
