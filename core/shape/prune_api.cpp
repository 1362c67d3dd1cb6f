// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/failure.h"
#include "core/base/guard.h"
#include "core/shape/prune_plan.h"

#include <charconv>

namespace stillhouse {

namespace shape {

// "layer.head", with any blanks and commas between.
std::vector<HeadRef> headsFrom(const std::string& text, const std::string& key) {
    std::vector<HeadRef> out;
    const char* at = text.data();
    const char* const end = at + text.size();
    const auto bad = [&] {
        base::failAt(key, Text(SH_TR("'%1' is not a list of heads"), {text.substr(0, 80)}),
                     SH_TR("Write layer.head, counted from 0: 2.3, 2.5"));
    };
    while (true) {
        while (at != end && (*at == ' ' || *at == ',' || *at == ';'))
            ++at;
        if (at == end)
            return out;
        HeadRef ref;
        const auto layer = std::from_chars(at, end, ref.layer);
        if (layer.ec != std::errc() || layer.ptr == end || *layer.ptr != '.')
            bad();
        const auto head = std::from_chars(layer.ptr + 1, end, ref.head);
        if (head.ec != std::errc() || (head.ptr != end && *head.ptr != ' ' && *head.ptr != ',' && *head.ptr != ';'))
            bad();
        out.push_back(ref);
        at = head.ptr;
    }
}

} // namespace shape

Result<std::vector<HeadRef>> parseHeads(const std::string& text) {
    return base::guard([&] { return shape::headsFrom(text); });
}

std::string formatHeads(const std::vector<HeadRef>& heads) {
    std::string out;
    for (const auto& ref : heads)
        out += (out.empty() ? "" : ",") + std::to_string(ref.layer) + "." + std::to_string(ref.head);
    return out;
}

Result<PrunePlan> planPruning(const HeadImportance& importance, const PruneRequest& request) {
    return base::guard([&] { return shape::plan(importance, request); });
}

Result<PrunePrediction> predictPruning(const HeadImportance& importance, const PrunePlan& plan) {
    return base::guard([&] { return shape::predict(importance, plan); });
}

} // namespace stillhouse
