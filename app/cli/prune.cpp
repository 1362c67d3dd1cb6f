// SPDX-License-Identifier: GPL-3.0-or-later
// `prune`: heads or FFNs out of one model. Its flags are the method's own option table, with short forms for the ones used most.
#include "app/cli/format.h"
#include "app/cli/prune_print.h"
#include "app/cli/stage_flags.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace stillhouse::cli {

namespace {

using nlohmann::json;

json planJson(const PrunePlan& plan, const PrunePrediction& p) {
    json layers = json::array();
    for (const auto& l : plan.layers)
        layers.push_back({{"heads", l.heads}, {"kv_heads", l.kvHeads}, {"channels", l.channels.size()}});
    json out = predictionJson(p);
    out.update({{"mode", plan.mode},
                {"heads_before", plan.headsBefore},
                {"heads_asked", plan.headsAsked},
                {"heads_removed", plan.headsRemoved},
                {"channels_removed", plan.channelsRemoved},
                {"plan", layers},
                {"loss_increase", p.lossIncrease}});
    if (p.hasCurve)
        out["without_recovery"] = {{"nll", p.nll}, {"accuracy", p.accuracy}};
    return out;
}

Result<PruneRequest> planRequest(const OptionMap& options) {
    PruneRequest out;
    takeOption(options, "amount", out.amount);
    takeOption(options, "ffn", out.ffn);
    takeOption(options, "mode", out.mode);
    takeOption(options, "floor", out.floor);
    takeOption(options, "normalise", out.normalise);
    if (auto taken = takePlaces(options, parseHeads, out.keep, out.remove); !taken)
        return taken.error();
    return out;
}

// --plan: the table answers for any budget.
int runPlan(const PruneOptions& o, const Shared& shared) {
    if (o.importanceFile.empty())
        return usage("--plan needs --importance-file");
    const auto request = planRequest(o.request.options);
    if (!request)
        return report(request.error(), shared);
    const auto table = readHeadImportance(o.importanceFile);
    if (!table)
        return report(table.error(), shared);
    const auto plan = planPruning(*table, *request);
    if (!plan)
        return report(plan.error(), shared);
    const auto p = predictPruning(*table, *plan);
    if (!p)
        return report(p.error(), shared);
    print(planJson(*plan, *p), shared);
    say(std::to_string(plan->headsRemoved) + " of " + std::to_string(plan->headsBefore) + " heads go: " + predictionText(*p), shared);
    if (p->hasCurve)
        say("without recovery: " + fixed(p->nll, 4) + " nats per token" + (p->accuracy >= 0 ? ", accuracy " + fixed(p->accuracy, 4) : ""),
            shared);
    return Done;
}

int runImportance(PruneOptions& o, Engine& engine, const Shared& shared) {
    const auto table = engine.headImportance(o.request, control());
    if (!table)
        return report(table.error(), shared);
    json layers = json::array();
    for (std::size_t l = 0; l < table->layers.size(); ++l) {
        layers.push_back({{"heads", table->layers[l].head}, {"channels", table->layers[l].channel.size()}});
        std::string line = "layer " + std::to_string(l) + " ";
        for (const double value : table->layers[l].head)
            line += "  " + fixed(value, 5);
        say(line, shared);
    }
    json curves = json::object();
    for (const auto& [mode, points] : table->curves)
        for (const auto& p : points)
            curves[mode].push_back({{"heads", p.heads}, {"fraction", p.fraction}, {"nll", p.nll}, {"accuracy", p.accuracy}});
    print({{"measure", table->measure},
           {"importance", layers},
           {"curves", curves},
           {"examples", table->examples},
           {"seconds", table->seconds},
           {"importance_file", o.importanceFile}},
          shared);
    return Done;
}

// The short forms, as the method's own options.
void takeShortForms(PruneOptions& o) {
    auto& options = o.request.options;
    if (o.recoverSteps == 0)
        options["recover"] = false;
    if (o.recoverSteps > 0)
        options["steps"] = o.recoverSteps;
    std::string locks;
    for (const auto& lock : o.locks)
        locks += (locks.empty() ? "" : ",") + lock;
    if (!locks.empty())
        options["locks"] = locks;
    if (!o.importanceFile.empty())
        options["importance_file"] = std::filesystem::absolute(o.importanceFile).string();
}

int runPrune(PruneOptions& o, const Shared& shared) {
    Engine* e = engine(shared);
    if (!e)
        return Failed;
    o.request.method = o.method.rfind("prune.", 0) == 0 ? o.method : "prune." + o.method;
    const bool ffn = o.request.method == "prune.ffn";
    const auto& methods = e->methods();
    const auto method = std::find_if(methods.begin(), methods.end(), [&o](const auto& m) { return m.id == o.request.method; });
    if (o.list) {
        listOptions(*method, "stage", shared);
        return Done;
    }
    auto words = o.app->remaining();
    for (const auto& [key, value] : o.common)
        if (!value.empty())
            words.insert(words.end(), {"--" + key, value});
    if (const int code = readOptions(*method, "stage", words, o.request.options); code != Done)
        return code;
    takeShortForms(o);
    if (o.planOnly)
        return ffn ? runFfnPlan(o, shared) : runPlan(o, shared);
    if (o.request.model.empty() || o.request.data.empty() || (o.request.out.empty() && !o.importanceOnly))
        return usage("a model folder, --data and --out are needed");
    if (o.importanceOnly && o.importanceFile.empty())
        return usage("--importance-only needs --importance-file");
    o.request.seed = std::uint64_t(shared.seed);
    showProgress(shared);
    if (o.importanceOnly)
        return ffn ? runFfnCorrelation(o, *e, shared) : runImportance(o, *e, shared);
    const auto r = e->prune(o.request, control());
    if (!r)
        return report(r.error(), shared);
    if (r->status != RunStatus::Finished) {
        std::fprintf(stderr, "stopped; --resume goes on from there\n");
        return Cancelled;
    }
    print(resultJson(*r), shared);
    sayResult(*r, shared);
    return Done;
}

} // namespace

Command pruneCommand() {
    return {"prune", "Attention heads or whole FFNs out of a model, with recovery by distillation", [](CLI::App& app, Shared& shared) {
                auto o = std::make_shared<PruneOptions>();
                o->app = &app;
                app.allow_extras();
                app.add_option("model", o->request.model, "Model folder");
                app.add_option("--data", o->request.data, "Examples: JSONL, CSV, TSV, text");
                app.add_option("--eval", o->request.eval, "Held-out examples; default: the test part of --data");
                app.add_option("--task", o->request.task, "Task file");
                app.add_option("--teacher", o->request.teacher, "Teacher's model folder; default: the model as it comes in");
                app.add_option("--out", o->request.out, "Folder to write");
                addDevice(app, shared);
                app.add_option("--method", o->method, "heads (importance of gates) or ffn (correlation, folded into dense weights)")
                    ->check(CLI::IsMember({"heads", "ffn", "prune.heads", "prune.ffn"}));
                // Declared, so that their values are never taken for the model.
                for (const auto& [key, help] :
                     {std::pair("amount", "Share of the heads (or FFNs) to remove"), std::pair("mode", "uniform or global"),
                      std::pair("importance", "How it is measured"), std::pair("ffn", "Share of the FFN channels to remove"),
                      std::pair("floor", "Heads that every layer keeps"), std::pair("rounds", "Remove and recover so many times"),
                      std::pair("layers", "ffn: so many FFNs"), std::pair("parameters", "ffn: share of all parameters to remove"),
                      std::pair("measure", "ffn: cka, share or loss"), std::pair("fold", "ffn: true or false"),
                      std::pair("folds", "ffn: matrices that may share one FFN's work"), std::pair("remove", "What goes in any case")})
                    app.add_option(std::string("--") + key, o->common[key], help);
                app.add_option("--recover-steps", o->recoverSteps,
                               "Distillation steps after each removal; 0: none; default: what the budget says")
                    ->check(CLI::NonNegativeNumber);
                app.add_option("--lock", o->locks, "layer.head (ffn: layer), counted from 0: stays (may be repeated)");
                app.add_option("--importance-file", o->importanceFile,
                               "The table of importances (ffn: correlations): used when it fits, else written");
                app.add_flag("--importance-only", o->importanceOnly, "Measure the table and write the file");
                app.add_flag("--channels", o->request.channels, "With --importance-only: what the FFN channels are worth too");
                app.add_flag("--plan", o->planOnly, "What a budget would mean by the importance file; changes nothing");
                app.add_flag("--resume", o->request.resume, "Continue what a stopped call left");
                app.add_flag("--list-options", o->list, "The method's own options, each a flag here");
                return [o, &shared]() -> int { return runPrune(*o, shared); };
            }};
}

} // namespace stillhouse::cli
