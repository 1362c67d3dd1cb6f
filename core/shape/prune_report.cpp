// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/failure.h"
#include "core/base/guard.h"
#include "core/base/json.h"
#include "core/shape/prune_plan.h"

#include <nlohmann/json.hpp>

namespace stillhouse {

namespace {

using Json = nlohmann::json;

Json shapesJson(const std::vector<LayerImportance>& layers) {
    Json out = Json::array();
    for (const auto& l : layers)
        out.push_back({{"heads", l.heads}, {"kv_heads", l.kvHeads}, {"ffn", l.ffn}});
    return out;
}

std::vector<LayerImportance> shapesFrom(const Json& list) {
    std::vector<LayerImportance> out;
    for (const auto& l : list)
        out.push_back({l.at("heads").get<std::int64_t>(), l.at("kv_heads").get<std::int64_t>(), l.at("ffn").get<std::int64_t>(), {}, {}});
    return out;
}

// Every number under its name, once, for both directions.
template <class Report, class Visit> void numbers(Report& r, Visit&& visit) {
    visit("heads_before", r.headsBefore);
    visit("heads_after", r.headsAfter);
    visit("parameters_before", r.parametersBefore);
    visit("parameters_predicted", r.parametersPredicted);
    visit("parameters_after", r.parametersAfter);
    visit("flops_before", r.flopsBefore);
    visit("flops_predicted", r.flopsPredicted);
    visit("flops_after", r.flopsAfter);
    visit("decode_ms_before", r.decodeMsBefore);
    visit("decode_ms_predicted", r.decodeMsPredicted);
    visit("decode_ms_after", r.decodeMsAfter);
    visit("prompt_ms_before", r.promptMsBefore);
    visit("prompt_ms_predicted", r.promptMsPredicted);
    visit("prompt_ms_after", r.promptMsAfter);
    visit("nll_before", r.nllBefore);
    visit("nll_pruned", r.nllPruned);
    visit("nll_after", r.nllAfter);
    visit("accuracy_before", r.accuracyBefore);
    visit("accuracy_pruned", r.accuracyPruned);
    visit("accuracy_after", r.accuracyAfter);
    visit("reload_error", r.reloadError);
    visit("rounds", r.rounds);
    visit("recovery_steps", r.recoverySteps);
    visit("seconds", r.seconds);
}

// What came with prune.ffn: reports of earlier runs have none of it.
template <class Report, class Visit> void ffnNumbers(Report& r, Visit&& visit) {
    visit("ffn_before", r.ffnBefore);
    visit("ffn_after", r.ffnAfter);
    visit("nll_cut", r.nllCut);
    visit("accuracy_cut", r.accuracyCut);
    visit("kl_cut", r.klCut);
    visit("kl_folded", r.klFolded);
    visit("kl_predicted", r.klPredicted);
}

template <class Fold, class Visit> void foldFields(Fold& f, Visit&& visit) {
    visit("layer", f.layer);
    visit("channels", f.channels);
    visit("place", f.place);
    visit("lambda", f.lambda);
    visit("unexplained", f.unexplained);
    visit("kl_cut", f.klCut);
    visit("kl_folded", f.klFolded);
}

void addFfn(Json& out, const PruneReport& report) {
    if (report.method != "prune.ffn")
        return;
    const auto put = [](Json& to) { return [&to](const char* key, const auto& value) { to[key] = value; }; };
    ffnNumbers(report, put(out));
    auto& folds = out["folds"] = Json::array();
    for (const auto& fold : report.folds) {
        Json one;
        foldFields(fold, put(one));
        folds.push_back(std::move(one));
    }
}

void readFfn(const Json& json, PruneReport& out) {
    out.method = json.value("method", out.method);
    if (out.method != "prune.ffn")
        return;
    const auto take = [](const Json& from) { return [&from](const char* key, auto& value) { from.at(key).get_to(value); }; };
    ffnNumbers(out, take(json));
    for (const auto& one : json.at("folds"))
        foldFields(out.folds.emplace_back(), take(one));
}

} // namespace

std::string formatPruneReport(const PruneReport& report) {
    Json out{{"method", report.method},
             {"mode", report.mode},
             {"measure", report.measure},
             {"kernel", report.kernel},
             {"before", shapesJson(report.before)},
             {"after", shapesJson(report.after)}};
    numbers(report, [&out](const char* key, const auto& value) { out[key] = value; });
    addFfn(out, report);
    auto& plan = out["plan"] = Json::array();
    for (const auto& layer : report.removed)
        plan.push_back({{"heads", layer.heads}, {"kv_heads", layer.kvHeads}, {"channels", layer.channels}});
    return out.dump();
}

Result<PruneReport> parsePruneReport(const std::string& text) {
    return base::guard([&] {
        const auto json = base::parseJson(text, "prune");
        try {
            PruneReport out;
            json.at("mode").get_to(out.mode);
            json.at("measure").get_to(out.measure);
            json.at("kernel").get_to(out.kernel);
            out.before = shapesFrom(json.at("before"));
            out.after = shapesFrom(json.at("after"));
            numbers(out, [&json](const char* key, auto& value) { json.at(key).get_to(value); });
            readFfn(json, out);
            for (const auto& layer : json.at("plan"))
                out.removed.push_back({layer.at("heads").get<std::vector<std::int64_t>>(),
                                       layer.at("kv_heads").get<std::vector<std::int64_t>>(),
                                       layer.at("channels").get<std::vector<std::int64_t>>()});
            return out;
        } catch (const Json::exception& error) {
            throw base::Failure(Error{ErrorKind::BadInput, SH_TR("The report of a pruning is damaged"), {}, {}, {}, error.what()});
        }
    });
}

} // namespace stillhouse
