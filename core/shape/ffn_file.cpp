// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/failure.h"
#include "core/base/guard.h"
#include "core/base/json.h"
#include "core/shape/ffn_plan.h"
#include "core/shape/latency_json.h"

#include <cmath>
#include <limits>

namespace stillhouse {

namespace {

using Json = nlohmann::json;

constexpr const char* kFfnFormat = "stillhouse-ffn-correlation-1";
constexpr std::size_t kLargestFfn = std::size_t(256) << 20;

// JSON has no NaN: what was not measured is null.
Json numberOrNull(double value) {
    return std::isfinite(value) ? Json(value) : Json();
}

double fromNullable(const Json& j) {
    return j.is_null() ? std::numeric_limits<double>::quiet_NaN() : j.get<double>();
}

Json ffnJson(const FfnTable& t) {
    Json layers = Json::array(), curve = Json::array(), cka = Json::array();
    for (const auto& l : t.layers)
        layers.push_back({{"width", l.width},
                          {"relevance", l.relevance},
                          {"share", l.share},
                          {"removed", numberOrNull(l.removed)},
                          {"folded", numberOrNull(l.folded)},
                          {"place", l.place},
                          {"channel", l.channel}});
    for (const auto& p : t.curve)
        curve.push_back({{"layers", p.layers},
                         {"kl", p.kl},
                         {"kl_folded", p.klFolded},
                         {"nll", p.nll},
                         {"nll_folded", p.nllFolded},
                         {"accuracy", p.accuracy},
                         {"accuracy_folded", p.accuracyFolded}});
    for (const double v : t.cka)
        cka.push_back(numberOrNull(v));
    return {{"format", kFfnFormat},
            {"key", t.key},
            {"model_hash", t.modelHash},
            {"data_hash", t.dataHash},
            {"config", t.config},
            {"examples", t.examples},
            {"tokens", t.tokens},
            {"seconds", t.seconds},
            {"layers", layers},
            {"cka", cka},
            {"curve", curve},
            {"latency", shape::latencyJson(t.latency)}};
}

FfnTable ffnFromJson(const Json& j, const std::string& where) {
    if (j.at("format") != kFfnFormat)
        base::fail(where, SH_TR("This is not a file of FFN correlations"),
                   SH_TR("Choose the file that `prune --method ffn --importance-only` wrote"));
    FfnTable t;
    j.at("key").get_to(t.key);
    j.at("model_hash").get_to(t.modelHash);
    j.at("data_hash").get_to(t.dataHash);
    j.at("config").get_to(t.config);
    j.at("examples").get_to(t.examples);
    j.at("tokens").get_to(t.tokens);
    j.at("seconds").get_to(t.seconds);
    for (const auto& l : j.at("layers"))
        t.layers.push_back({l.at("width").get<std::int64_t>(), l.at("relevance").get<double>(), l.at("share").get<double>(),
                            fromNullable(l.at("removed")), fromNullable(l.at("folded")), l.at("place").get<std::string>(),
                            l.at("channel").get<std::vector<double>>()});
    for (const auto& v : j.at("cka"))
        t.cka.push_back(fromNullable(v));
    for (const auto& p : j.at("curve"))
        t.curve.push_back({p.at("layers").get<std::vector<std::int64_t>>(), p.at("kl").get<double>(), p.at("kl_folded").get<double>(),
                           p.at("nll").get<double>(), p.at("nll_folded").get<double>(), p.at("accuracy").get<double>(),
                           p.at("accuracy_folded").get<double>()});
    t.latency = shape::latencyFrom(j.at("latency"));
    return t;
}

} // namespace

Result<FfnTable> readFfnTable(const std::string& path) {
    return base::guard([&] {
        const auto json = base::readJson(path, kLargestFfn);
        try {
            auto table = ffnFromJson(json, path);
            shape::checkFfnTable(table, path);
            return table;
        } catch (const Json::exception& error) {
            throw base::Failure(Error{ErrorKind::BadInput,
                                      SH_TR("The file of FFN correlations is damaged"),
                                      path,
                                      SH_TR("Compute the correlation again"),
                                      {},
                                      error.what()});
        }
    });
}

Result<void> writeFfnTable(const FfnTable& table, const std::string& path) {
    return base::guard([&] { base::writeAtomically(path, ffnJson(table).dump() + "\n"); });
}

} // namespace stillhouse
