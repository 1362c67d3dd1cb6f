// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/failure.h"

#include <utility>

namespace stillhouse::base {

/// The value of a Result inside core, where errors travel as exceptions: the way back through guard.h.
template <class T>
T valueOf(Result<T>&& result) {
    if (!result)
        throw Failure(result.error());
    return std::move(result.value());
}

} // namespace stillhouse::base
