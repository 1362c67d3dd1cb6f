// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of `prune --method ffn` that `prune` has of its own for heads too: the table, and plans from it.
#include "app/cli/format.h"
#include "app/cli/prune_print.h"
#include "app/cli/stage_flags.h"

#include <cmath>

namespace stillhouse::cli {

namespace {

using nlohmann::json;

json finite(double value) {
    return std::isfinite(value) ? json(value) : json();
}

Result<FfnRequest> requestFrom(const OptionMap& options) {
    FfnRequest out;
    takeOption(options, "measure", out.measure);
    takeOption(options, "amount", out.amount);
    takeOption(options, "layers", out.layers);
    takeOption(options, "parameters", out.parameters);
    takeOption(options, "ffn", out.channels);
    if (auto taken = takePlaces(options, parseLayers, out.keep, out.remove); !taken)
        return taken.error();
    return out;
}

json planJson(const FfnPlan& plan, const FfnPrediction& p) {
    json channels = json::array();
    for (const auto& l : plan.cut.layers)
        channels.push_back(l.channels.size());
    json out = predictionJson(p);
    out.update({{"method", "prune.ffn"},
                {"ffn_before", plan.ffnBefore},
                {"layers_removed", plan.removed},
                {"channels_removed", channels},
                {"kl_cut_predicted", finite(p.removed)},
                {"kl_folded_predicted", finite(p.folded)},
                {"measured_together", p.together}});
    if (p.hasCurve)
        out["without_recovery"] = {
            {"nll", p.nll}, {"nll_folded", p.nllFolded}, {"accuracy", p.accuracy}, {"accuracy_folded", p.accuracyFolded}};
    return out;
}

json curveJson(const FfnTable& table) {
    json out = json::array();
    for (const auto& p : table.curve)
        out.push_back({{"layers", p.layers},
                       {"kl_cut", p.kl},
                       {"kl_folded", p.klFolded},
                       {"nll", p.nll},
                       {"nll_folded", p.nllFolded},
                       {"accuracy", p.accuracy},
                       {"accuracy_folded", p.accuracyFolded}});
    return out;
}

} // namespace

int runFfnPlan(const PruneOptions& o, const Shared& shared) {
    if (o.importanceFile.empty())
        return usage("--plan needs --importance-file");
    const auto request = requestFrom(o.request.options);
    if (!request)
        return report(request.error(), shared);
    const auto table = readFfnTable(o.importanceFile);
    if (!table)
        return report(table.error(), shared);
    const auto plan = planFfn(*table, *request);
    if (!plan)
        return report(plan.error(), shared);
    const auto p = predictFfn(*table, *plan);
    if (!p)
        return report(p.error(), shared);
    print(planJson(*plan, *p), shared);
    say(std::to_string(plan->removed.size()) + " of " + std::to_string(plan->ffnBefore) + " FFNs go (" + formatLayers(plan->removed) +
            "): " + predictionText(*p),
        shared);
    say(std::string(p->together ? "measured together: " : "the single FFNs' values added: ") + fixed(p->removed, 4) +
            " nats per token as cut, " + fixed(p->folded, 4) + " folded",
        shared);
    return Done;
}

int runFfnCorrelation(PruneOptions& o, Engine& engine, const Shared& shared) {
    const auto table = engine.ffnCorrelation(o.request, control());
    if (!table)
        return report(table.error(), shared);
    json layers = json::array(), matrix = json::array();
    const std::size_t side = table->layers.size() + 1;
    say("layer  relevance  of stream  as cut     folded     into", shared);
    for (std::size_t l = 0; l < table->layers.size(); ++l) {
        const auto& f = table->layers[l];
        layers.push_back({{"width", f.width},
                          {"relevance", f.relevance},
                          {"share", f.share},
                          {"kl_cut", finite(f.removed)},
                          {"kl_folded", finite(f.folded)},
                          {"place", f.place},
                          {"channels", f.channel.size()}});
        std::string number = std::to_string(l);
        number.resize(std::max<std::size_t>(7, number.size() + 1), ' ');
        say(number + fixed(f.relevance, 4) + "     " + fixed(f.share, 4) + "     " + fixed(f.removed, 5) + "    " + fixed(f.folded, 5) +
                "    " + f.place,
            shared);
    }
    for (std::size_t i = 0; i < side; ++i) {
        json row = json::array();
        for (std::size_t j = 0; j < side; ++j)
            row.push_back(finite(table->cka[i * side + j]));
        matrix.push_back(row);
    }
    print({{"method", "prune.ffn"},
           {"layers", layers},
           {"cka", matrix},
           {"curve", curveJson(*table)},
           {"examples", table->examples},
           {"tokens", table->tokens},
           {"seconds", table->seconds},
           {"importance_file", o.importanceFile}},
          shared);
    return Done;
}

} // namespace stillhouse::cli
