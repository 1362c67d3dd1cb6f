// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/pace.h"

#include <algorithm>
#include <cmath>
#include <ctime>

namespace stillhouse::remote {

RateLimit::RateLimit(double perMinute) : interval_(perMinute > 0 ? 60 / perMinute : 0), burst_(std::max(1.0, std::floor(perMinute / 60))) {}

double RateLimit::reserve(double now) {
    if (interval_ == 0)
        return now;
    next_ = std::max(next_, now);
    const double at = std::max(now, next_ - (burst_ - 1) * interval_);
    next_ += interval_;
    return at;
}

bool worthAnotherTry(const HttpReply& reply) {
    switch (reply.fault) {
    case Fault::Connect:
    case Fault::Timeout:
    case Fault::Broken:
        return true;
    case Fault::None:
        break;
    default:
        return false;
    }
    const int s = reply.status;
    return s == 408 || s == 429 || s == 500 || s == 502 || s == 503 || s == 504;
}

double pauseBefore(int tries, std::optional<double> asked, base::Random& random) {
    const double usual = std::min(30.0, 0.5 * std::pow(2.0, tries - 1));
    return asked ? *asked + 0.25 * random.uniform() : usual * (1 + 0.5 * random.uniform());
}

std::optional<double> retryAfterSeconds(const std::string& header, double unixNow) {
    if (!header.empty() && header.size() <= 9 && std::all_of(header.begin(), header.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::stod(header);
    std::tm date{};
    const char* end = strptime(header.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &date);
    if (header.empty() || !end || *end != '\0')
        return std::nullopt;
    return std::max(0.0, double(timegm(&date)) - unixNow);
}

} // namespace stillhouse::remote
