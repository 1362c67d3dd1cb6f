// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/distill/head_assignment.h"

#include <limits>

namespace stillhouse::distill {

namespace {

// Rows and columns are counted from 1; column 0 holds the row that is being placed.
class Assignment {
public:
    Assignment(const std::vector<double>& cost, std::size_t n)
        : cost_(cost), n_(n), rowPrice_(n + 1), columnPrice_(n + 1), rowAt_(n + 1), before_(n + 1) {}

    std::vector<std::int64_t> solve() {
        for (std::size_t row = 1; row <= n_; ++row)
            place(row);
        std::vector<std::int64_t> out(n_);
        for (std::size_t column = 1; column <= n_; ++column)
            out[rowAt_[column] - 1] = std::int64_t(column - 1);
        return out;
    }

private:
    // Grows the tree of cheapest alternating paths from `row` until it meets a free column, and swaps along the way there.
    void place(std::size_t row) {
        constexpr double far = std::numeric_limits<double>::infinity();
        std::vector<double> distance(n_ + 1, far);
        std::vector<bool> reached(n_ + 1, false);
        rowAt_[0] = row;
        std::size_t column = 0;
        while (rowAt_[column] != 0) {
            reached[column] = true;
            column = nearest(column, distance, reached);
        }
        while (column != 0) {
            rowAt_[column] = rowAt_[before_[column]];
            column = before_[column];
        }
    }

    std::size_t nearest(std::size_t from, std::vector<double>& distance, const std::vector<bool>& reached) {
        double step = std::numeric_limits<double>::infinity();
        std::size_t next = 0;
        for (std::size_t j = 1; j <= n_; ++j) {
            if (reached[j])
                continue;
            const double reduced = cost_[(rowAt_[from] - 1) * n_ + j - 1] - rowPrice_[rowAt_[from]] - columnPrice_[j];
            if (reduced < distance[j]) {
                distance[j] = reduced;
                before_[j] = from;
            }
            if (distance[j] < step) {
                step = distance[j];
                next = j;
            }
        }
        for (std::size_t j = 0; j <= n_; ++j) {
            if (reached[j]) {
                rowPrice_[rowAt_[j]] += step;
                columnPrice_[j] -= step;
            } else {
                distance[j] -= step;
            }
        }
        return next;
    }

    const std::vector<double>& cost_;
    std::size_t n_;
    std::vector<double> rowPrice_, columnPrice_;
    std::vector<std::size_t> rowAt_, before_; ///< by column: its row (0: free), and the column before it on the path
};

} // namespace

std::vector<std::int64_t> cheapestAssignment(const std::vector<double>& cost, std::int64_t n) {
    return Assignment(cost, std::size_t(n)).solve();
}

} // namespace stillhouse::distill
