// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/failure.h"
#include "core/base/guard.h"
#include "core/base/json.h"
#include "core/shape/latency_json.h"
#include "core/shape/prune_plan.h"

namespace stillhouse {

namespace {

using Json = nlohmann::json;

constexpr const char* kFormat = "stillhouse-importance-1";
constexpr std::size_t kLargest = std::size_t(256) << 20;

Json toJson(const HeadImportance& t) {
    Json layers = Json::array(), curves = Json::object();
    for (const auto& l : t.layers)
        layers.push_back({{"heads", l.heads}, {"kv_heads", l.kvHeads}, {"ffn", l.ffn}, {"head", l.head}, {"channel", l.channel}});
    for (const auto& [mode, points] : t.curves) {
        auto& list = curves[mode] = Json::array();
        for (const auto& p : points)
            list.push_back({{"heads", p.heads}, {"fraction", p.fraction}, {"nll", p.nll}, {"accuracy", p.accuracy}});
    }
    return {{"format", kFormat},
            {"key", t.key},
            {"measure", t.measure},
            {"model_hash", t.modelHash},
            {"data_hash", t.dataHash},
            {"config", t.config},
            {"examples", t.examples},
            {"seconds", t.seconds},
            {"layers", layers},
            {"curves", curves},
            {"latency", shape::latencyJson(t.latency)}};
}

HeadImportance fromJson(const Json& j, const std::string& where) {
    if (j.at("format") != kFormat)
        base::fail(where, SH_TR("This is not a file of head importances"), SH_TR("Choose the file that `prune --importance-only` wrote"));
    HeadImportance t;
    j.at("key").get_to(t.key);
    j.at("measure").get_to(t.measure);
    j.at("model_hash").get_to(t.modelHash);
    j.at("data_hash").get_to(t.dataHash);
    j.at("config").get_to(t.config);
    j.at("examples").get_to(t.examples);
    j.at("seconds").get_to(t.seconds);
    for (const auto& l : j.at("layers"))
        t.layers.push_back({l.at("heads").get<std::int64_t>(), l.at("kv_heads").get<std::int64_t>(), l.at("ffn").get<std::int64_t>(),
                            l.at("head").get<std::vector<double>>(), l.at("channel").get<std::vector<double>>()});
    for (const auto& [mode, points] : j.at("curves").items())
        for (const auto& p : points)
            t.curves[mode].push_back({p.at("heads").get<std::int64_t>(), p.at("fraction").get<double>(), p.at("nll").get<double>(),
                                      p.at("accuracy").get<double>()});
    t.latency = shape::latencyFrom(j.at("latency"));
    return t;
}

} // namespace

Result<HeadImportance> readHeadImportance(const std::string& path) {
    return base::guard([&] {
        const auto json = base::readJson(path, kLargest);
        try {
            auto table = fromJson(json, path);
            shape::checkImportance(table, path);
            return table;
        } catch (const Json::exception& error) {
            throw base::Failure(Error{ErrorKind::BadInput,
                                      SH_TR("The file of head importances is damaged"),
                                      path,
                                      SH_TR("Compute the importance again"),
                                      {},
                                      error.what()});
        }
    });
}

Result<void> writeHeadImportance(const HeadImportance& importance, const std::string& path) {
    return base::guard([&] { base::writeAtomically(path, toJson(importance).dump() + "\n"); });
}

} // namespace stillhouse
