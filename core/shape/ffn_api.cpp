// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/failure.h"
#include "core/base/guard.h"
#include "core/shape/ffn_plan.h"

#include <charconv>

namespace stillhouse {

namespace shape {

std::vector<std::int64_t> layersFrom(const std::string& text, const std::string& key) {
    std::vector<std::int64_t> out;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (true) {
        while (at != end && (*at == ' ' || *at == ',' || *at == ';'))
            ++at;
        if (at == end)
            return out;
        std::int64_t layer = 0;
        const auto read = std::from_chars(at, end, layer);
        if (read.ec != std::errc() || (read.ptr != end && *read.ptr != ' ' && *read.ptr != ',' && *read.ptr != ';'))
            base::failAt(key, Text(SH_TR("'%1' is not a list of layers"), {text.substr(0, 80)}),
                         SH_TR("Write numbers, counted from 0: 2, 5"));
        out.push_back(layer);
        at = read.ptr;
    }
}

} // namespace shape

const std::vector<std::string>& ffnMeasures() {
    static const std::vector<std::string> list{"cka", "share", "loss"};
    return list;
}

Result<std::vector<std::int64_t>> parseLayers(const std::string& text) {
    return base::guard([&] { return shape::layersFrom(text, "locks"); });
}

std::string formatLayers(const std::vector<std::int64_t>& layers) {
    std::string out;
    for (const auto l : layers)
        out += (out.empty() ? "" : ",") + std::to_string(l);
    return out;
}

Result<FfnPlan> planFfn(const FfnTable& table, const FfnRequest& request) {
    return base::guard([&] { return shape::planFfnOf(table, request); });
}

Result<FfnPrediction> predictFfn(const FfnTable& table, const FfnPlan& plan) {
    return base::guard([&] { return shape::predictFfnOf(table, plan); });
}

} // namespace stillhouse
