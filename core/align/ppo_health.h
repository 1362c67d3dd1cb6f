// SPDX-License-Identifier: GPL-3.0-or-later
// When a reinforcement run has left the rails. A rule that fires names itself, what it saw and what it allows. Any thread.
#pragma once
#include "core/api/text.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace stillhouse::align {

struct HealthLimits {
    double ratio = 10;         ///< the mean ratio π/π_old of a minibatch stays within [1/ratio, ratio]
    double kl = 0;             ///< nats per answer; 0: off
    double entropy = 0;        ///< nats per token at least; 0: off
    double unended = 1;        ///< share of answers without end of text at most; 1: off
    std::int64_t patience = 2; ///< rollouts in a row that entropy and ends may be wrong
};

struct HealthVerdict {
    std::string rule; ///< "ratio", "kl", "entropy", "end"
    Text text;
    double value = 0, limit = 0;
};

struct RolloutNumbers {
    double kl = 0;      ///< mean over answers
    double entropy = 0; ///< mean over tokens
    double ended = 1;   ///< share of answers
};

class HealthRules {
public:
    explicit HealthRules(const HealthLimits& limits) : limits_(limits) {}
    std::optional<HealthVerdict> rollout(const RolloutNumbers& numbers);
    std::optional<HealthVerdict> minibatch(double ratio) const;
    /// For checkpoints.
    std::map<std::string, double> state() const;
    void restore(const std::map<std::string, double>& scalars);

private:
    HealthLimits limits_;
    std::int64_t flat_ = 0, endless_ = 0; ///< rollouts in a row
};

} // namespace stillhouse::align
