// SPDX-License-Identifier: GPL-3.0-or-later
// The stage prune.ffn inside runs, and pruning one model's FFNs alone.
#include "core/formats/hf_folder.h"
#include "tests/engine/tiny_project.h"

#include <gtest/gtest.h>
#include <optional>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

// Three layers: warm up, update, take two FFNs (and some channels) out in B.
RunRequest ffnPruned(const TinyProject& project, const std::string& run, const OptionMap& more = {}) {
    auto request = project.request(run);
    request.lane = "B";
    auto& e = request.experiment;
    e.student.layers = 3;
    OptionMap options{{"steps", std::int64_t(6)},
                      {"batch_size", std::int64_t(8)},
                      {"max_tokens", std::int64_t(96)},
                      {"layers", std::int64_t(2)},
                      {"ffn", 0.25},
                      {"calibration_examples", std::int64_t(24)}};
    for (const auto& [key, value] : more)
        options[key] = value;
    auto stages = e.strategies["B"];
    stages.push_back({"prune.ffn", options, false});
    e.strategies = {{"B", stages}};
    return request;
}

struct FfnWatch {
    RunControl control;
    std::optional<PruneReport> report;
    std::vector<Event> events;
    std::optional<Picture> matrix;
    std::string stopAt; ///< an event's text that begins so stops the run
    std::int64_t stopStep = -1;

    FfnWatch() {
        control.addObserver([this](const Report& r) {
            if (const auto* e = std::get_if<Event>(&r)) {
                events.push_back(*e);
                if (e->kind == "prune") {
                    auto parsed = parsePruneReport(e->json);
                    ASSERT_TRUE(parsed.ok()) << parsed.error().english();
                    report = *parsed;
                }
                if (!stopAt.empty() && e->text.english().rfind(stopAt, 0) == 0)
                    control.requestStop();
            }
            if (const auto* p = std::get_if<Picture>(&r); p && p->tag == "prune.correlation")
                matrix = *p;
            if (const auto* m = std::get_if<Metric>(&r); m && m->stageIndex == 2 && m->name == "loss" && m->step == stopStep)
                control.requestStop();
        });
    }
};

PruneModelRequest ffnAlone(const TinyProject& project, const std::string& out) {
    PruneModelRequest r;
    r.method = "prune.ffn";
    r.model = project.path("teacher");
    r.data = project.path("data.jsonl");
    r.task = project.path("task.json");
    r.out = project.path(out);
    r.options = {
        {"recover", false}, {"max_tokens", std::int64_t(96)}, {"layers", std::int64_t(1)}, {"calibration_examples", std::int64_t(24)}};
    return r;
}

} // namespace

TEST(FfnStage, RemovesFoldsAndRecoversWhatItPromised) {
    const TinyProject project;
    const auto engine = makeEngine();
    const auto request = ffnPruned(project, "ffn");
    FfnWatch watch;
    const auto summary = engine->run(request, watch.control);
    ASSERT_TRUE(summary.ok()) << summary.error().english();
    ASSERT_TRUE(watch.report);
    const auto& r = *watch.report;
    EXPECT_EQ(r.method, "prune.ffn");
    EXPECT_EQ(r.ffnBefore, 3);
    EXPECT_EQ(r.ffnAfter, 1);
    EXPECT_EQ(r.parametersAfter, r.parametersPredicted);
    EXPECT_EQ(r.parametersBefore - r.parametersAfter, 2 * (3 * 32 * 16 + 16) + 3 * 8 * 16)
        << "two FFNs with their norms, eight channels of the third";
    EXPECT_EQ(r.flopsAfter, r.flopsPredicted);
    EXPECT_LE(r.reloadError, 1e-5);
    EXPECT_LE(r.klFolded, r.klCut);
    EXPECT_GE(r.folds.size(), 3u) << "one at least for each layer that lost something";
    EXPECT_EQ(r.recoverySteps, 6);
    EXPECT_GT(r.nllCut, 0);
    ASSERT_TRUE(watch.matrix);
    EXPECT_EQ(watch.matrix->shape, (std::vector<std::int64_t>{4, 4}));
    const auto config = formats::HfFolder(request.folder + "/B/model").config();
    std::int64_t ffns = 0;
    for (const auto& layer : config.layers) {
        ffns += layer.hasFfn;
        EXPECT_TRUE(!layer.hasFfn || layer.ffn == 24);
    }
    EXPECT_EQ(ffns, 1);
}

// Stopped behind the first fold, in the middle of the recovery and at its end: the weights are those of the undisturbed run, bit for bit.
TEST(FfnStage, AStoppedRunResumesBitForBit) {
    const TinyProject project;
    const auto engine = makeEngine();
    const auto whole = ffnPruned(project, "whole");
    RunControl undisturbed;
    ASSERT_TRUE(engine->run(whole, undisturbed).ok());
    const auto bytes = weightsOf(whole, "B");
    ASSERT_FALSE(bytes.empty());
    for (const auto& [event, step] : {std::pair("Layer", -1), std::pair("", 2), std::pair("", 6)}) {
        auto request = whole; // the same id, so that the files are the same too
        request.folder = project.path("runs/stopped" + std::to_string(step + 1));
        FfnWatch watch;
        watch.stopAt = event;
        watch.stopStep = step;
        const auto stopped = engine->run(request, watch.control);
        ASSERT_TRUE(stopped.ok()) << stopped.error().english();
        ASSERT_EQ(stopped->status, RunStatus::Cancelled) << event << step;
        request.resume = true;
        RunControl again;
        const auto resumed = engine->run(request, again);
        ASSERT_TRUE(resumed.ok()) << resumed.error().english();
        EXPECT_TRUE(weightsOf(request, "B") == bytes) << event << step;
    }
}

TEST(FfnStage, AQuantizerMayFollow) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto request = ffnPruned(project, "packed", {{"recover", false}});
    request.experiment.strategies["B"].push_back({"quantize.fp16", {{"calibration_tokens", std::int64_t(256)}}, false});
    FfnWatch watch;
    const auto summary = engine->run(request, watch.control);
    ASSERT_TRUE(summary.ok()) << summary.error().english();
    ASSERT_TRUE(watch.report);
    EXPECT_EQ(watch.report->nllAfter, watch.report->nllPruned);
}

TEST(FfnStage, RefusesBeforeWorkStarts) {
    const TinyProject project;
    const auto engine = makeEngine();
    const auto keyOf = [&](const OptionMap& more) {
        RunControl control;
        const auto result = engine->run(ffnPruned(project, "refused", more), control);
        EXPECT_FALSE(result.ok());
        return result.ok() ? std::string() : result.error().key;
    };
    EXPECT_EQ(keyOf({{"locks", std::string("3")}}), "strategies.B[2].locks") << "there are layers 0 to 2";
    EXPECT_EQ(keyOf({{"locks", std::string("a")}}), "strategies.B[2].locks");
    EXPECT_EQ(keyOf({{"layers", std::int64_t(4)}}), "strategies.B[2].locks") << "more than there are";
    EXPECT_EQ(keyOf({{"amount", 1.5}}), "strategies.B[2].amount");
}

TEST(FfnStage, TheDryRunKnowsTheSmallerStudentAndTheSums) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto request = ffnPruned(project, "dry", {{"recover", false}});
    request.experiment.student.ffn = 4096;
    request.experiment.strategies["B"].push_back({"align.progressive", {{"steps", std::int64_t(2)}}, false});
    const auto estimate = engine->dryRun(request.experiment);
    ASSERT_TRUE(estimate.ok()) << estimate.error().english();
    ASSERT_EQ(estimate->stages.size(), 4u);
    EXPECT_LT(estimate->stages[3].diskBytes, estimate->stages[1].diskBytes / 2);
    EXPECT_GT(estimate->stages[2].peakBytes, std::int64_t(8) * 8 * 4096 * 4096) << "Gram matrices of 4096 channels in F64";
}

TEST(Ffn, OneModelAloneWithACachedTable) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto request = ffnAlone(project, "out");
    request.options["importance_file"] = project.path("ffn.json");
    RunControl control;
    const auto table = engine->ffnCorrelation(request, control);
    ASSERT_TRUE(table.ok()) << table.error().english();
    ASSERT_EQ(table->layers.size(), 2u);
    EXPECT_EQ(table->cka.size(), 9u);
    ASSERT_EQ(table->curve.size(), 3u) << "none, one, both";
    EXPECT_GT(table->layers[0].removed, 0);
    EXPECT_LE(table->layers[0].folded, table->layers[0].removed);
    FfnWatch watch;
    const auto result = engine->prune(request, watch.control);
    ASSERT_TRUE(result.ok()) << result.error().english();
    EXPECT_TRUE(std::any_of(watch.events.begin(), watch.events.end(), [](const auto& e) {
        return e.text.english().find("ffn.json") != std::string::npos;
    })) << "the table was not made twice";
    EXPECT_EQ(result->report.ffnAfter, 1);
    EXPECT_NEAR(result->report.klFolded, table->curve[1].klFolded, 1e-6) << "what the table promised";
    EXPECT_NEAR(result->report.klPredicted, table->curve[1].klFolded, 1e-12);
    EXPECT_EQ(result->after.parameters, result->report.parametersAfter);
    EXPECT_FALSE(std::filesystem::exists(request.out + ".work"));
    request.out = project.path("bare");
    request.options["fold"] = false;
    RunControl again;
    const auto bare = engine->prune(request, again);
    ASSERT_TRUE(bare.ok()) << bare.error().english();
    EXPECT_TRUE(bare->report.folds.empty());
    EXPECT_EQ(bare->report.klFolded, bare->report.klCut);
    EXPECT_GT(bare->report.klCut, result->report.klFolded);
    request.method = "distill.soft";
    EXPECT_EQ(engine->prune(request, again).error().key, "method");
}
