// SPDX-License-Identifier: GPL-3.0-or-later
// `lora`: an adapter alone. Training it is a recorded run of one stage; merging and looking take the PEFT library's layout.
#include "app/cli/format.h"
#include "app/cli/single_stage.h"
#include "app/cli/stage_flags.h"

#include <cmath>
#include <filesystem>

namespace stillhouse::cli {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

struct Options {
    std::shared_ptr<StageRequest> train;
    MergeRequest merge;
    std::string adapter, model, out;
};

json adapterJson(const AdapterInfo& a) {
    json matrices = json::array();
    for (const auto& m : a.matrices)
        matrices.push_back({{"layer", m.layer}, {"module", m.module}, {"out", m.out}, {"in", m.in}, {"rank", m.rank}, {"scale", m.scale}});
    json out{{"path", a.path}, {"base_model", a.baseModel}, {"precision", a.precision}, {"rank", a.rank}, {"alpha", a.alpha}, {"dropout", a.dropout}, {"rslora", a.rankStabilised},
             {"parameters", a.parameters}, {"bytes", a.bytes}, {"matrices", matrices}};
    if (a.modelParameters > 0) {
        out["model_parameters"] = a.modelParameters;
        out["trained_share"] = a.trainedShare();
    }
    return out;
}

void sayAdapter(const AdapterInfo& a, const Shared& shared) {
    say("rank " + std::to_string(a.rank) + ", alpha " + fixed(a.alpha, 0) + (a.rankStabilised ? " (scale α/√r)" : "") + ", " + std::to_string(a.matrices.size()) + " matrices, " +
            std::to_string(a.parameters) + " parameters, " + a.precision,
        shared);
    if (a.modelParameters > 0)
        say(fixed(100 * a.trainedShare(), 3) + " % of model and adapter together (" + std::to_string(a.modelParameters) + " + " + std::to_string(a.parameters) + ")", shared);
    if (!a.baseModel.empty())
        say("base model: " + a.baseModel, shared);
    for (const auto& m : a.matrices)
        say("  layer " + std::to_string(m.layer) + "  " + m.module + "  " + std::to_string(m.out) + " x " + std::to_string(m.in) + "  rank " + std::to_string(m.rank) + "  scale " + fixed(m.scale, 4), shared);
}

// The adapter of a finished run, where the user wants it.
int copyAdapter(const RunSummary& summary, const std::string& out, const Shared& shared) {
    for (const auto& artifact : summary.artifacts) {
        if (artifact.kind != "adapter")
            continue;
        std::error_code error;
        fs::create_directories(out, error);
        if (!error)
            fs::copy(artifact.path, out, fs::copy_options::recursive | fs::copy_options::overwrite_existing, error);
        if (error)
            return report({ErrorKind::Io, SH_TR("The adapter could not be copied"), out, SH_TR("Check the folder and the free space"), {}, error.message()}, shared);
        say("Wrote " + out, shared);
    }
    return Done;
}

int trainLora(Options& o, const Shared& shared) {
    auto& r = *o.train;
    // Labels need no teacher: the model that is adapted stands in as the one to compare with.
    if (r.teachers.empty() && !r.experiment.student.path.empty())
        r.teachers = {r.experiment.student.path};
    RunSummary summary;
    if (const int code = runStage(r, shared, &summary); code != Done || o.out.empty())
        return code;
    return copyAdapter(summary, o.out, shared);
}

int mergeLora(const Options& o, const Shared& shared) {
    Engine* e = engine(shared);
    if (!e)
        return Failed;
    const auto r = e->mergeAdapter(o.merge, control());
    if (!r)
        return report(r.error(), shared);
    auto object = adapterJson(r->adapter);
    object["out"] = r->out;
    object["largest_change"] = r->largestChange;
    object["max_abs_error"] = r->error;
    print(object, shared);
    sayAdapter(r->adapter, shared);
    say(r->out + ": written; weights moved by at most " + fixed(r->largestChange, 6) + "; read again, its logits differ by " + fixed(r->error, 8) + " from " +
            (o.merge.undo ? "the merged model's" : "those of model and adapter"),
        shared);
    return Done;
}

int showLora(const Options& o, const Shared& shared) {
    const auto info = inspectAdapter(o.adapter, o.model);
    if (!info)
        return report(info.error(), shared);
    print(adapterJson(*info), shared);
    sayAdapter(*info, shared);
    return Done;
}

void declareMerge(CLI::App& merge, MergeRequest& r) {
    merge.add_option("model", r.model, "Model folder")->required();
    merge.add_option("adapter", r.adapter, "Adapter's folder")->required();
    merge.add_option("--out", r.out, "Folder to write")->required();
    merge.add_option("--precision", r.precision, "Of the weights; default: the model's own")->check(CLI::IsMember({"f32", "f16", "bf16"}));
    merge.add_flag("--undo", r.undo, "Take the adapter out of a model that it is in");
}

} // namespace

Command loraCommand() {
    return {"lora", "LoRA adapters: train, merge, info", [](CLI::App& app, Shared& shared) {
                auto o = std::make_shared<Options>();
                app.require_subcommand(1);
                app.allow_extras(); // a stage's own flags arrive here
                auto* train = app.add_subcommand("train", "An adapter on a model, by labels (lora.sft) or from a teacher (lora.distill)");
                auto* merge = app.add_subcommand("merge", "An adapter into the weights of its model");
                auto* info = app.add_subcommand("info", "What an adapter's folder says, and whether it fits a model");
                for (auto* sub : {train, merge, info})
                    sub->fallthrough();
                o->train = declareStage(*train, "lora.sft");
                addDevice(*train, shared);
                train->allow_extras(false);
                o->train->extras = &app;
                train->add_option("--out", o->out, "Folder for the adapter; default: it stays in the run's folder");
                declareMerge(*merge, o->merge);
                info->add_option("adapter", o->adapter, "Adapter's folder")->required();
                info->add_option("--model", o->model, "Model folder: does it fit, and how much of it is that");
                return [o, &shared, train, merge, &app]() -> int {
                    if (train->parsed())
                        return trainLora(*o, shared);
                    if (!app.remaining().empty())
                        return usage("'" + app.remaining().front() + "' is no option here");
                    return merge->parsed() ? mergeLora(*o, shared) : showLora(*o, shared);
                };
            }};
}

} // namespace stillhouse::cli
