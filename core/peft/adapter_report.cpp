// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/adapter.h"
#include "core/base/guard.h"
#include "core/base/json.h"
#include "core/base/object_reader.h"

#include <nlohmann/json.hpp>

namespace stillhouse {

std::string formatAdapterReport(const AdapterReport& r) {
    return nlohmann::json{{"adapter", r.adapter},       {"base", r.base},   {"rank", r.rank},       {"alpha", r.alpha},
                          {"targets", r.targets},       {"trained", r.trained}, {"parameters", r.parameters}, {"share", r.share()},
                          {"merge_error", r.mergeError}}
        .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Result<AdapterReport> parseAdapterReport(const std::string& text) {
    return base::guard([&] {
        const auto document = base::parseJson(text, "lora");
        const base::ObjectReader reader(document, "lora", "");
        AdapterReport out;
        reader.read("adapter", out.adapter);
        reader.read("base", out.base);
        reader.read("rank", out.rank);
        reader.read("alpha", out.alpha, 0);
        reader.read("targets", out.targets);
        reader.read("trained", out.trained);
        reader.read("parameters", out.parameters);
        reader.read("merge_error", out.mergeError, 0);
        return out;
    });
}

} // namespace stillhouse
