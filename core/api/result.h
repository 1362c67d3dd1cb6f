// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/text.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace stillhouse {

enum class ErrorKind { BadInput, NotFound, Io, Unsupported, Refused, Cancelled, OutOfMemory, Internal };

/// What went wrong, where, and what to do about it. Everything that fails at core/api fails with one of these.
struct Error {
    ErrorKind kind = ErrorKind::Internal;
    Text what;           ///< one sentence: what happened
    std::string where;   ///< file, offset, line, field; empty when there is no place
    Text remedy;         ///< what the user can do next; may be empty
    std::string key;     ///< the option or experiment key at fault ("strategies.A[0].alpha"), so that a form can show it there
    std::string details; ///< technical text for *Details* and bug reports

    /// "where: what. remedy" in English, for logs and the command line.
    std::string english() const;
};

/// A value or an Error. Never both, never neither.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }
    T& value() { return std::get<0>(state_); }
    const T& value() const { return std::get<0>(state_); }
    T& operator*() { return value(); }
    const T& operator*() const { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    const Error& error() const { return std::get<1>(state_); }

private:
    std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}

    bool ok() const { return !error_; }
    explicit operator bool() const { return ok(); }
    const Error& error() const { return *error_; }

private:
    std::optional<Error> error_;
};

} // namespace stillhouse
