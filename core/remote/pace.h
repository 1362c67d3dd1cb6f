// SPDX-License-Identifier: GPL-3.0-or-later
// When to ask, and when to ask again. Pure functions of the time that they are given (seconds from any start).
#pragma once
#include "core/base/seed.h"
#include "core/remote/http.h"

#include <optional>
#include <string>

namespace stillhouse::remote {

/// A token bucket: at most one second's worth of requests (at least one) at once, then `perMinute` in the long run. Not thread-safe.
class RateLimit {
public:
    explicit RateLimit(double perMinute); ///< 0: no limit
    /// Takes the next request and returns when it may be sent, at or after `now`.
    double reserve(double now);

private:
    double interval_, burst_;
    double next_ = 0; ///< theoretical time of arrival (GCRA, the bucket without a counter)
};

/// Broken connections, timeouts, 408, 429, 500, 502, 503 and 504.
bool worthAnotherTry(const HttpReply& reply);

/// Seconds before try number `tries` + 1: `asked` where the server named a time, otherwise 0.5 · 2^(tries − 1), at most 30; plus up to
/// half of that at random, so that many clients do not return together (Brooker 2015, "Exponential backoff and jitter").
double pauseBefore(int tries, std::optional<double> asked, base::Random& random);

/// Retry-After (RFC 9110, 10.2.3): seconds, or a date, which `unixNow` makes relative. Nothing when it is neither.
std::optional<double> retryAfterSeconds(const std::string& header, double unixNow);

/// A server that asks for more patience than this is reported instead.
inline constexpr double longestPause = 300;

} // namespace stillhouse::remote
