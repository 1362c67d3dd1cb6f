// SPDX-License-Identifier: GPL-3.0-or-later
// `run`: an experiment with all its stages, recorded in a store.
#include "app/cli/recorded_run.h"
#include "app/cli/stage_flags.h"

#include <filesystem>

namespace stillhouse::cli {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const char* word(StageStatus status) {
    switch (status) {
    case StageStatus::Waiting: return "waiting";
    case StageStatus::Running: return "running";
    case StageStatus::Done: return "done";
    case StageStatus::Failed: return "failed";
    case StageStatus::Cancelled: return "cancelled";
    case StageStatus::Skipped: return "skipped";
    }
    return "";
}

// The run to continue: the newest one of this store that did not finish and ran the same document.
std::string unfinishedRun(Store& store, const Experiment& experiment) {
    const auto runs = store.runs();
    if (!runs)
        return {};
    for (const auto& row : *runs)
        if (row.status != "finished" && row.name == experiment.name && row.seed == experiment.seed)
            return row.id;
    return {};
}

Result<Experiment> repeated(const std::string& storePath, const std::string& run) {
    std::error_code ignored;
    if (!fs::exists(storePath, ignored))
        return Error{ErrorKind::NotFound, SH_TR("There is no such project database"), storePath, SH_TR("Check the path")};
    auto store = Store::open(storePath);
    return store ? experimentToRepeat(*store, run) : Result<Experiment>(store.error());
}

Result<RoundRequest> roundFor(Store& store, const std::string& base, const TakeUp& takeUp) {
    if (!takeUp.roundOf.empty())
        return store.nextRound(takeUp.roundOf == "last" ? std::string() : takeUp.roundOf);
    if (takeUp.after.empty())
        return RoundRequest{};
    RoundRequest request;
    if (const auto next = store.nextRound(takeUp.after))
        request.number = next->number - 1; // the same round goes on
    request.parent = takeUp.after;
    request.folder = (fs::path(base) / takeUp.after).string();
    request.withSamples = true;
    return request;
}

int dryRunOnly(const Experiment& experiment, const Shared& shared) {
    const auto estimate = engine(shared)->dryRun(experiment);
    if (!estimate)
        return report(estimate.error(), shared);
    json stages = json::array();
    for (const auto& s : estimate->stages) {
        stages.push_back({{"lane", s.lane}, {"stage", s.stage}, {"steps", s.steps}, {"seconds", s.seconds}, {"peak_bytes", s.peakBytes}, {"disk_bytes", s.diskBytes}});
        say(s.lane + "  " + s.stage + "  " + std::to_string(s.steps) + " steps, " + std::to_string(std::int64_t(s.seconds)) + " s, " +
                std::to_string(s.peakBytes >> 20) + " MiB memory, " + std::to_string(s.diskBytes >> 20) + " MiB disk", shared);
    }
    json notes = json::array();
    for (const auto& note : estimate->notes) {
        notes.push_back(note.english());
        say(note.english(), shared);
    }
    print({{"stages", stages}, {"seconds", estimate->seconds}, {"peak_bytes", estimate->peakBytes}, {"disk_bytes", estimate->diskBytes}, {"notes", notes}}, shared);
    return Done;
}

} // namespace

json toJson(const std::string& runId, const RunSummary& summary) {
    json stages = json::array(), evaluations = json::array(), pairs = json::array(), latencies = json::array(), artifacts = json::array();
    for (const auto& s : summary.stages)
        stages.push_back({{"lane", s.lane}, {"index", s.stageIndex}, {"stage", s.stage}, {"status", word(s.status)}, {"seconds", s.seconds}});
    for (const auto& e : summary.evaluations)
        evaluations.push_back(toJson(e, false));
    for (const auto& p : summary.pairs)
        pairs.push_back(toJson(p));
    for (const auto& l : summary.latencies)
        latencies.push_back(toJson(l));
    for (const auto& a : summary.artifacts)
        artifacts.push_back({{"subject", a.subject}, {"kind", a.kind}, {"path", a.path}, {"bytes", a.bytes}, {"hash", a.hash}});
    return {{"run_id", runId}, {"status", summary.status == RunStatus::Finished ? "finished" : "cancelled"}, {"seconds", summary.seconds},
            {"stages", stages}, {"evaluations", evaluations}, {"pairs", pairs}, {"latencies", latencies}, {"artifacts", artifacts}};
}

void addTakeUp(CLI::App& app, TakeUp& takeUp) {
    auto* round =
        app.add_option("--round-of", takeUp.roundOf,
                       "Feedback round after this run ('last': the newest): its reward model goes on with old and new preferences");
    app.add_option("--after", takeUp.after, "Go on with the reward model and the samples of this run")->excludes(round);
}

int recordedRun(const Experiment& experiment, const std::string& storePath, bool resume, const std::string& lane, const std::string& tensorboard,
                const Shared& shared, const TakeUp& takeUp, RunSummary* result) {
    Engine* e = engine(shared);
    if (!e)
        return Failed;
    auto store = Store::open(storePath);
    if (!store)
        return report(store.error(), shared);
    RunRequest request;
    request.experiment = experiment;
    request.lane = lane;
    const std::string base = (fs::absolute(storePath).parent_path() / "runs").string();
    request.runId = resume ? unfinishedRun(*store, experiment) : "";
    request.resume = !request.runId.empty();
    if (request.resume) {
        if (auto reopened = store->reopenRun(request.runId); !reopened)
            return report(reopened.error(), shared);
    } else {
        auto round = roundFor(*store, base, takeUp);
        if (!round)
            return report(round.error(), shared);
        const auto added = addLabelledPreferences(*store, request.experiment);
        if (!added)
            return report(added.error(), shared);
        if (*added > 0)
            say(std::to_string(*added) + " preferences labelled in this project are learned from too", shared);
        auto id = store->beginRun(request.experiment, base, e->info().version, round->parent);
        if (!id)
            return report(id.error(), shared);
        request.runId = *id;
        if (auto written = writeRound((fs::path(base) / *id).string(), *round); !written)
            return report(written.error(), shared);
    }
    request.folder = (fs::path(base) / request.runId).string();
    auto recorder = RunRecorder::open(storePath, request.runId);
    if (!recorder)
        return report(recorder.error(), shared);
    showProgress(shared);
    control().addObserver([&recorder](const Report& r) { (*recorder)->observe(r); });
    if (auto board = addTensorboard(tensorboard, request.runId); !board)
        return report(board.error(), shared);
    auto summary = e->run(request, control());
    if (auto written = (*recorder)->flush(); !written)
        return report(written.error(), shared);
    if (!summary)
        return report(summary.error(), shared);
    if (result)
        *result = *summary;
    print(toJson(request.runId, *summary), shared);
    if (summary->status == RunStatus::Cancelled) {
        std::fprintf(stderr, "stopped; `--resume` continues run %s\n", request.runId.c_str());
        return Cancelled;
    }
    say(comparisonTable(summary->evaluations, summary->pairs, summary->latencies), shared);
    return Done;
}

Command runCommand() {
    return {"run", "An experiment: one or both strategies, all stages, recorded in a store", [](CLI::App& app, Shared& shared) {
                struct Options {
                    std::string experiment, store, lane, tensorboard, repeat;
                    bool resume = false, dryRun = false;
                    TakeUp takeUp;
                };
                auto o = std::make_shared<Options>();
                app.add_option("experiment", o->experiment, "Experiment document (JSON)");
                app.add_option("--store", o->store, "Project database; default: project.db beside the experiment");
                app.add_option("--repeat", o->repeat, "Instead of a document: an earlier run of --store, with the values that were held by hand in it");
                app.add_option("--strategy", o->lane, "Only this one")->check(CLI::IsMember({"A", "B"}));
                app.add_flag("--resume", o->resume, "Continue the newest unfinished run of this experiment");
                app.add_flag("--dry-run", o->dryRun, "Check everything and estimate memory, disk and time");
                addTakeUp(app, o->takeUp);
                addDevice(app, shared);
                app.add_option("--tensorboard", o->tensorboard, "Also write every scalar as TensorBoard event files into this folder");
                return [=, &shared]() -> int {
                    if (o->experiment.empty() == o->repeat.empty())
                        return usage("run needs an experiment document, or --repeat RUN with --store");
                    if (!o->repeat.empty() && (o->store.empty() || o->resume))
                        return usage("--repeat takes the run from --store and starts a new one, so --resume does not go with it");
                    auto experiment = o->repeat.empty() ? readExperiment(o->experiment) : repeated(o->store, o->repeat);
                    if (!experiment)
                        return report(experiment.error(), shared);
                    if (shared.seedGiven)
                        experiment->seed = shared.seed;
                    if (!shared.device.empty())
                        experiment->device = shared.device;
                    if (!engine(shared))
                        return Failed;
                    if (o->dryRun)
                        return dryRunOnly(*experiment, shared);
                    const std::string store = o->store.empty() ? (fs::absolute(o->experiment).parent_path() / "project.db").string() : o->store;
                    return recordedRun(*experiment, store, o->resume, o->lane, o->tensorboard, shared, o->takeUp);
                };
            }};
}

} // namespace stillhouse::cli
