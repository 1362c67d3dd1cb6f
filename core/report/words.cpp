// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/words.h"

#include "core/report/chinese.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <ctime>

namespace stillhouse::report {

std::string Words::operator()(const char* english, const std::vector<std::string>& args) const {
    if (!chinese())
        return Text(english, args).english();
    const char* translated = chineseOf(english);
    if (!translated && std::find(missing_.begin(), missing_.end(), english) == missing_.end())
        missing_.push_back(english);
    return Text(translated ? translated : english, args).english();
}

std::string fixed(double value, int decimals) {
    if (!std::isfinite(value))
        return "–";
    char digits[400];
    const auto end = std::to_chars(digits, digits + sizeof digits, std::fabs(value), std::chars_format::fixed, decimals).ptr;
    const std::string text(digits, end);
    const bool zero = text.find_first_of("123456789") == std::string::npos;
    return value < 0 && !zero ? "−" + text : text;
}

std::string signedFixed(double value, int decimals) {
    const std::string text = fixed(value, decimals);
    return std::isfinite(value) && text.rfind("−", 0) != 0 ? "+" + text : text;
}

std::string whole(std::int64_t value) {
    std::string text = std::to_string(value);
    for (std::size_t at = text.size(), first = value < 0 ? 1 : 0; at > first + 3;)
        text.insert(at -= 3, 1, ',');
    return text;
}

std::string pValue(double p) { return p < 0.001 ? "p < 0.001" : "p = " + fixed(p, 3); }

std::string utc(double seconds) {
    const std::time_t at = std::time_t(seconds);
    std::tm time{};
    gmtime_r(&at, &time);
    char text[48];
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &time);
    return text;
}

std::string duration(double seconds, const Words& words) {
    const auto total = std::int64_t(std::llround(seconds));
    if (total < 60)
        return words("%1 s", {std::to_string(total)});
    if (total < 3600)
        return words("%1 min %2 s", {std::to_string(total / 60), std::to_string(total % 60)});
    return words("%1 h %2 min", {std::to_string(total / 3600), std::to_string(total / 60 % 60)});
}

} // namespace stillhouse::report
