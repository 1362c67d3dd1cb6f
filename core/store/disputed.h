// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stillhouse::store {

/// SQL for the examples `e.id` of data set ?1 to which annotators gave different labels; whoever uses it adds conditions and an order. What
/// people said is looked through, not the data set: there may be a million examples and a hundred labels.
inline constexpr const char* disputedExamples =
    "SELECT e.id FROM (SELECT example FROM annotations WHERE label <> '' GROUP BY example HAVING min(label) <> max(label)) d"
    " CROSS JOIN examples e ON e.id = d.example WHERE e.dataset = ?1";

} // namespace stillhouse::store
