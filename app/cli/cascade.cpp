// SPDX-License-Identifier: GPL-3.0-or-later
// `cascade`: an experiment with a LoRA fine-tuning behind strategy A.
#include "app/cli/stage_flags.h"

#include <algorithm>
#include <filesystem>

namespace stillhouse::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
    std::string from, out;
    bool list = false;
    CLI::App* app = nullptr;
};

int writeCascade(const Options& o, const Shared& shared) {
    Engine* e = engine(shared);
    if (!e)
        return Failed;
    const auto& methods = e->methods();
    const auto method = std::find_if(methods.begin(), methods.end(), [](const auto& m) { return m.id == "lora.sft"; });
    if (o.list) {
        listOptions(*method, "stage", shared);
        return Done;
    }
    if (o.from.empty())
        return usage("an experiment document is needed");
    OptionMap lora;
    if (const int code = readOptions(*method, "stage", o.app->remaining(), lora); code != Done)
        return code;
    const auto experiment = readExperiment(o.from);
    if (!experiment)
        return report(experiment.error(), shared);
    const auto path = o.out.empty() ? (fs::absolute(o.from).parent_path() / "cascade.json").string() : o.out;
    const auto cascade = cascadeOf(*experiment, lora);
    if (const auto written = writeExperiment(cascade, path); !written)
        return report(written.error(), shared);
    nlohmann::json stages = nlohmann::json::array();
    for (const auto& stage : cascade.strategies.at("A"))
        stages.push_back(stage.stage);
    print({{"experiment", path}, {"stages", stages}}, shared);
    say("Wrote " + path + ": run it, or open its folder in the window", shared);
    return Done;
}

} // namespace

Command cascadeCommand() {
    return {"cascade", "An experiment whose strategy A is followed by a LoRA fine-tuning", [](CLI::App& app, Shared& shared) {
                auto o = std::make_shared<Options>();
                o->app = &app;
                app.allow_extras();
                app.add_option("experiment", o->from, "Experiment document (JSON)");
                app.add_option("--out", o->out, "File to write; default: cascade.json beside it");
                app.add_flag("--list-options", o->list, "The options of the fine-tuning, each a flag here");
                return [o, &shared]() -> int { return writeCascade(*o, shared); };
            }};
}

} // namespace stillhouse::cli
