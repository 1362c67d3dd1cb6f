// SPDX-License-Identifier: GPL-3.0-or-later
// The model of latency as both tables of pruning keep it.
#pragma once
#include "core/api/prune.h"

#include <nlohmann/json.hpp>

namespace stillhouse::shape {

inline nlohmann::json timeJson(const TokenTime& t) {
    return {{"ms", t.ms}, {"per_attention_weight", t.perAttentionWeight}, {"per_ffn_weight", t.perFfnWeight}};
}

inline TokenTime timeFrom(const nlohmann::json& j) {
    return {j.at("ms").get<double>(), j.at("per_attention_weight").get<double>(), j.at("per_ffn_weight").get<double>()};
}

inline nlohmann::json latencyJson(const LatencyModel& l) {
    return {{"decode", timeJson(l.decode)},
            {"prompt", timeJson(l.prompt)},
            {"kernel", l.kernel},
            {"precision", l.precision},
            {"threads", l.threads}};
}

inline LatencyModel latencyFrom(const nlohmann::json& j) {
    return {timeFrom(j.at("decode")), timeFrom(j.at("prompt")), j.at("kernel").get<std::string>(), j.at("precision").get<std::string>(),
            j.at("threads").get<int>()};
}

} // namespace stillhouse::shape
