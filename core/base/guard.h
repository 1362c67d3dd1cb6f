// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/failure.h"

#include <new>
#include <system_error>
#include <type_traits>

namespace stillhouse::base {

/// Turns whatever `exception` is into an Error; torch's own exceptions arrive here as std::exception.
Error describe(const std::exception& exception);

/// Runs `work` and returns its value, or the Error that its exception stands for. The one seam between exceptions and Result.
template <class Work>
auto guard(Work&& work) -> Result<std::invoke_result_t<Work>> {
    using Value = std::invoke_result_t<Work>;
    try {
        if constexpr (std::is_void_v<Value>) {
            work();
            return {};
        } else {
            return work();
        }
    } catch (const Failure& failure) {
        return failure.error();
    } catch (const std::exception& exception) {
        return describe(exception);
    } catch (...) {
        return Error{ErrorKind::Internal, SH_TR("An unknown error stopped the work"), {}, {}, {}, {}};
    }
}

} // namespace stillhouse::base
