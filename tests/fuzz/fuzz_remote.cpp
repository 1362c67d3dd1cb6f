// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as the answer of a remote teacher: either a clear refusal, or tokens from which a proper distribution over labels follows.
#include "core/base/failure.h"
#include "core/remote/labels.h"
#include "core/remote/messages.h"

#include <cmath>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace stillhouse;
    const std::string_view body(reinterpret_cast<const char*>(data), size);
    if (remote::errorMessage(body).size() > 300)
        __builtin_trap();
    try {
        (void)remote::parseModels(body, "server");
    } catch (const base::Failure&) {
    }
    try {
        const auto answer = remote::parseAnswer(body, "server");
        const auto labels = remote::labelsFromTop(answer, {"low risk", "low", "high", "fraud"});
        double sum = 0;
        for (const double p : labels.probabilities)
            sum += p;
        if (!(std::abs(sum - 1) < 1e-9) || !(labels.covered >= 0 && labels.covered <= 1))
            __builtin_trap();
        if (remote::parseAnswer(remote::minified(body, "server"), "cache").tokens.size() != answer.tokens.size())
            __builtin_trap(); // what the cache keeps says the same
        (void)remote::scoreEcho(answer, "low", "server");
    } catch (const base::Failure&) {
    }
    return 0;
}
