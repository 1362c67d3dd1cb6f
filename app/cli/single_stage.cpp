// SPDX-License-Identifier: GPL-3.0-or-later
// `distill` and `align`, and what `lora train` shares with them.
#include "app/cli/single_stage.h"
#include "app/cli/stage_flags.h"
#include "core/api/experiment_paths.h"

#include <filesystem>

namespace stillhouse::cli {

int runStage(StageRequest& r, const Shared& shared, RunSummary* summary) {
    Engine* e = engine(shared);
    if (!e)
        return Failed;
    const MethodSpec* method = nullptr;
    for (const auto& m : e->methods())
        if (m.id == r.stage)
            method = &m;
    if (!method)
        return usage("there is no stage '" + r.stage + "'");
    if (r.list) {
        listOptions(*method, "stage", shared);
        return Done;
    }
    if (r.teachers.empty() || r.experiment.data.train.empty())
        return usage("--teacher and --data are needed");
    if (r.weights.size() > r.teachers.size())
        return usage("there are more weights than teachers");
    OptionMap options;
    if (const int code = readOptions(*method, "stage", r.extras->remaining(), options); code != Done)
        return code;
    const std::string lane = method->strategies.substr(0, 1);
    r.experiment.name = r.stage;
    r.experiment.seed = shared.seed;
    if (!shared.device.empty())
        r.experiment.device = shared.device;
    for (std::size_t i = 0; i < r.teachers.size(); ++i)
        r.experiment.teachers.push_back({r.teachers[i], i < r.weights.size() ? r.weights[i] : 1, {}});
    r.experiment.strategies[lane] = {StageSpec{r.stage, options, false}};
    // The store keeps the document, and whoever reads it there later stands somewhere else.
    forEachPath(r.experiment, [](std::string& path) { path = std::filesystem::absolute(path).lexically_normal().string(); });
    return recordedRun(r.experiment, r.store, r.resume, lane, {}, shared, r.takeUp, summary);
}

std::shared_ptr<StageRequest> declareStage(CLI::App& app, const std::string& standard) {
    auto r = std::make_shared<StageRequest>();
    r->extras = &app;
    r->stage = standard;
    auto& student = r->experiment.student;
    app.allow_extras();
    app.add_option("--stage", r->stage, "Method id")->capture_default_str();
    app.add_flag("--list-options", r->list, "The stage's own options, each a flag here");
    app.add_option("--teacher", r->teachers, "Teacher's model folder; again for each further teacher")->allow_extra_args(false);
    app.add_option("--teacher-weight", r->weights, "Its weight among several, in the same order")->check(CLI::NonNegativeNumber)->allow_extra_args(false);
    app.add_option("--student", student.path, "Student's model folder; or a fresh one of the shape below");
    app.add_option("--hidden", student.hidden, "Width of a fresh student");
    app.add_option("--layers", student.layers, "Its layers");
    app.add_option("--heads", student.heads, "Its query heads");
    app.add_option("--kv-heads", student.kvHeads, "Its key/value heads");
    app.add_option("--ffn", student.ffn, "Its feed-forward width");
    app.add_option("--data", r->experiment.data.train, "Examples: JSONL, CSV, TSV, text");
    app.add_option("--eval", r->experiment.data.eval, "Held-out examples; default: the test part of --data");
    app.add_option("--task", r->experiment.data.task, "Task file");
    if (standard.rfind("align.", 0) == 0) {
        app.add_option("--preferences", r->experiment.data.preferences,
                       "Pairs for the reward model: JSONL {prompt, chosen, rejected} or ShareGPT");
        addTakeUp(app, r->takeUp);
    }
    app.add_option("--store", r->store, "Project database")->capture_default_str();
    app.add_option("--budget", r->experiment.budget.preset, "Budget")->check(CLI::IsMember({"quick", "standard", "long"}))->capture_default_str();
    app.add_flag("--resume", r->resume, "Continue the newest unfinished run");
    return r;
}

namespace {

Command stageCommand(const char* name, const char* summary, const char* standard) {
    return {name, summary, [standard](CLI::App& app, Shared& shared) {
                const auto r = declareStage(app, standard);
                addDevice(app, shared);
                return [r, &shared]() -> int { return runStage(*r, shared); };
            }};
}

} // namespace

Command distillCommand() { return stageCommand("distill", "One distillation stage alone", "distill.soft"); }

Command alignCommand() { return stageCommand("align", "One stage of strategy B alone", "align.progressive"); }

} // namespace stillhouse::cli
