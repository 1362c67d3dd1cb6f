// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/result.h"

#include <exception>
#include <string>

namespace stillhouse::base {

/// The one exception type that core throws on purpose. It carries an Error and stops at `guard` (core/base/guard.h).
class Failure : public std::exception {
public:
    explicit Failure(Error error) : error_(std::move(error)), text_(error_.english()) {}
    const char* what() const noexcept override { return text_.c_str(); }
    const Error& error() const { return error_; }

private:
    Error error_;
    std::string text_;
};

/// Throws a Failure for bad input: `where` names file and place, `what` the fault, `remedy` the way out.
[[noreturn]] inline void fail(std::string where, Text what, Text remedy = {}, ErrorKind kind = ErrorKind::BadInput) {
    throw Failure(Error{kind, std::move(what), std::move(where), std::move(remedy), {}, {}});
}

/// Throws a Failure that a form can show at the field `key`.
[[noreturn]] inline void failAt(std::string key, Text what, Text remedy = {}) {
    throw Failure(Error{ErrorKind::BadInput, std::move(what), {}, std::move(remedy), std::move(key), {}});
}

} // namespace stillhouse::base
