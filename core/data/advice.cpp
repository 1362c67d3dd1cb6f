// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/data.h"

#include <algorithm>
#include <cmath>

namespace stillhouse {
namespace {

constexpr std::int64_t deploymentExamples = 50'000;

/// "12,345": long counts are read in groups.
std::string grouped(std::int64_t value) {
    std::string digits = std::to_string(value);
    for (auto at = static_cast<std::int64_t>(digits.size()) - 3; at > (value < 0 ? 1 : 0); at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::int64_t scaled(std::int64_t perHundredMillion, std::int64_t parameters) {
    const double count = double(perHundredMillion) * double(std::max<std::int64_t>(0, parameters)) / 1e8;
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(count)));
}

Text lineFor(const char* strategy, std::int64_t low, std::int64_t high, std::int64_t have) {
    const std::vector<std::string> args = {strategy, grouped(low), grouped(high), grouped(have)};
    if (have < low)
        return Text(SH_TR("Strategy %1 wants %2 to %3 examples for this student; %4 are here: too few"), args);
    return Text(SH_TR("Strategy %1 wants %2 to %3 examples for this student; %4 are here: enough"), args);
}

} // namespace

DataAdvice dataAdvice(std::int64_t examples, std::int64_t studentParameters) {
    DataAdvice advice;
    advice.minimumA = scaled(500, studentParameters);
    advice.maximumA = scaled(1'000, studentParameters);
    advice.minimumB = scaled(2'000, studentParameters);
    advice.maximumB = scaled(5'000, studentParameters);
    advice.deployment = deploymentExamples;
    advice.have = examples;
    advice.lines.push_back(lineFor("A", advice.minimumA, advice.maximumA, examples));
    advice.lines.push_back(lineFor("B", advice.minimumB, advice.maximumB, examples));
    const std::vector<std::string> args = {grouped(deploymentExamples), grouped(examples)};
    if (examples < deploymentExamples)
        advice.lines.push_back(Text(SH_TR("For deployment at least %1 labelled examples are recommended; %2 are here: too few"), args));
    else
        advice.lines.push_back(Text(SH_TR("For deployment at least %1 labelled examples are recommended; %2 are here: enough"), args));
    return advice;
}

} // namespace stillhouse
