// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/failure.h"

#include <string>

namespace stillhouse::prune {

/// What `solve` returns; a base::Failure that names an option then names it below `where`, the stage's place in the document.
template <class Solve> auto failingAt(const std::string& where, Solve&& solve) {
    try {
        return solve();
    } catch (const base::Failure& failure) {
        auto error = failure.error();
        if (!error.key.empty() && !where.empty())
            error.key = where + "." + error.key;
        throw base::Failure(error);
    }
}

} // namespace stillhouse::prune
