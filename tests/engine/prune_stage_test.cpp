// SPDX-License-Identifier: GPL-3.0-or-later
// The stage prune.heads inside runs, and pruning one model alone.
#include "core/formats/hf_folder.h"
#include "tests/engine/tiny_project.h"

#include <gtest/gtest.h>
#include <optional>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

// Two layers of four heads: distil, prune half in two rounds, distil again.
RunRequest pruned(const TinyProject& project, const std::string& run, const OptionMap& more = {}) {
    auto request = project.request(run);
    request.lane = "A";
    auto& e = request.experiment;
    e.student.layers = 2;
    e.student.heads = e.student.kvHeads = 4;
    const auto few = e.strategies["A"][0].options;
    OptionMap options{{"steps", std::int64_t(4)},       {"batch_size", std::int64_t(8)},
                      {"max_tokens", std::int64_t(96)}, {"amount", 0.5},
                      {"rounds", std::int64_t(2)},      {"calibration_examples", std::int64_t(24)}};
    for (const auto& [key, value] : more)
        options[key] = value;
    e.strategies = {{"A", {{"distill.soft", few, false}, {"prune.heads", options, false}, {"distill.soft", few, false}}}};
    return request;
}

struct Watch {
    RunControl control;
    std::optional<PruneReport> report;
    std::vector<Event> events;
    int stopStage = -1;
    std::int64_t stopStep = 0;

    Watch() {
        control.addObserver([this](const Report& r) {
            if (const auto* e = std::get_if<Event>(&r)) {
                events.push_back(*e);
                if (e->kind == "prune") {
                    auto parsed = parsePruneReport(e->json);
                    ASSERT_TRUE(parsed.ok()) << parsed.error().english();
                    report = *parsed;
                }
            }
            if (const auto* m = std::get_if<Metric>(&r); m && m->stageIndex == stopStage && m->name == "loss" && m->step == stopStep)
                control.requestStop();
        });
    }
};

formats::ModelConfig studentOf(const RunRequest& request) {
    return formats::HfFolder(request.folder + "/A/model").config();
}

PruneModelRequest alone(const TinyProject& project, const std::string& out) {
    PruneModelRequest r;
    r.model = project.path("teacher");
    r.data = project.path("data.jsonl");
    r.task = project.path("task.json");
    r.out = project.path(out);
    r.options = {{"steps", std::int64_t(3)},
                 {"batch_size", std::int64_t(8)},
                 {"max_tokens", std::int64_t(96)},
                 {"amount", 0.5},
                 {"calibration_examples", std::int64_t(24)}};
    return r;
}

} // namespace

TEST(PruneStage, RemovesWhatItPromised) {
    const TinyProject project;
    const auto engine = makeEngine();
    const auto request = pruned(project, "uniform");
    Watch watch;
    const auto summary = engine->run(request, watch.control);
    ASSERT_TRUE(summary.ok()) << summary.error().english();
    ASSERT_TRUE(watch.report);
    const auto& r = *watch.report;
    EXPECT_EQ(r.headsBefore, 8);
    EXPECT_EQ(r.headsAfter, 4);
    EXPECT_EQ(r.parametersAfter, r.parametersPredicted);
    EXPECT_EQ(r.flopsAfter, r.flopsPredicted);
    EXPECT_EQ(r.parametersBefore - r.parametersAfter, 4 * 4 * 4 * 16) << "four heads, each 4 × 16 in q, k, v and o";
    EXPECT_LE(r.reloadError, 1e-5);
    EXPECT_GT(r.decodeMsBefore, 0);
    EXPECT_GT(r.decodeMsPredicted, 0);
    EXPECT_GT(r.decodeMsAfter, 0);
    EXPECT_GE(r.accuracyPruned, 0);
    EXPECT_GT(r.nllPruned, 0);
    EXPECT_EQ(r.removed[0].heads.size(), 2u);
    const auto config = studentOf(request);
    EXPECT_TRUE(config.uniform());
    EXPECT_EQ(config.layers[0].heads, 2);
    std::ifstream file(request.folder + "/A/model/config.json");
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(text.find("stillhouse_layers"), std::string::npos) << "any loader can read it";
}

// Stopped before, in and after each round, and in the stage behind: the weights are those of the undisturbed run, bit for bit.
TEST(PruneStage, AStoppedRunResumesBitForBit) {
    const TinyProject project;
    const auto engine = makeEngine();
    const OptionMap global{{"mode", std::string("global")}, {"ffn", 0.25}, {"checkpoint_every", std::int64_t(3)}};
    const auto whole = pruned(project, "whole", global);
    RunControl undisturbed;
    ASSERT_TRUE(engine->run(whole, undisturbed).ok());
    const auto bytes = weightsOf(whole, "A");
    ASSERT_FALSE(bytes.empty());
    for (const auto& [stage, step] : {std::pair(1, 2), std::pair(1, 4), std::pair(1, 6), std::pair(2, 3)}) {
        auto request = whole; // the same id, so that the files are the same too
        request.folder = project.path("runs/stopped" + std::to_string(stage) + std::to_string(step));
        Watch watch;
        watch.stopStage = stage;
        watch.stopStep = step;
        const auto stopped = engine->run(request, watch.control);
        ASSERT_TRUE(stopped.ok()) << stopped.error().english();
        ASSERT_EQ(stopped->status, RunStatus::Cancelled);
        request.resume = true;
        RunControl again;
        const auto resumed = engine->run(request, again);
        ASSERT_TRUE(resumed.ok()) << resumed.error().english();
        EXPECT_TRUE(weightsOf(request, "A") == bytes) << stage << ' ' << step;
    }
}

TEST(PruneStage, AQuantizerMayFollow) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto request = pruned(project, "packed", {{"mode", std::string("global")}, {"recover", false}});
    request.experiment.strategies["A"][2] = {"quantize.int4", {{"sequences", std::int64_t(4)}, {"length", std::int64_t(64)}}, false};
    Watch watch;
    const auto summary = engine->run(request, watch.control);
    ASSERT_TRUE(summary.ok()) << summary.error().english();
    EXPECT_EQ(summary->evaluations.size(), 2u);
    ASSERT_TRUE(watch.report);
    EXPECT_EQ(watch.report->recoverySteps, 0);
    EXPECT_EQ(watch.report->nllAfter, watch.report->nllPruned);
}

TEST(PruneStage, RefusesBeforeWorkStarts) {
    const TinyProject project;
    const auto engine = makeEngine();
    const auto keyOf = [&](const OptionMap& more) {
        RunControl control;
        const auto result = engine->run(pruned(project, "refused", more), control);
        EXPECT_FALSE(result.ok());
        return result.ok() ? std::string() : result.error().key;
    };
    EXPECT_EQ(keyOf({{"locks", std::string("2.0")}}), "strategies.A[1].locks") << "there are layers 0 and 1";
    EXPECT_EQ(keyOf({{"locks", std::string("1.x")}}), "strategies.A[1].locks");
    EXPECT_EQ(keyOf({{"amount", 1.5}}), "strategies.A[1].amount");
}

TEST(PruneStage, TheDryRunKnowsTheSmallerStudent) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto request = pruned(project, "dry", {{"amount", 0.75}, {"ffn", 0.75}});
    request.experiment.student.ffn = 4096;
    const auto estimate = engine->dryRun(request.experiment);
    ASSERT_TRUE(estimate.ok()) << estimate.error().english();
    ASSERT_EQ(estimate->stages.size(), 3u);
    EXPECT_EQ(estimate->stages[1].steps, 8) << "two rounds of four";
    EXPECT_LT(estimate->stages[2].diskBytes, estimate->stages[0].diskBytes / 2);
}

TEST(Prune, OneModelAloneWithACachedTable) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto request = alone(project, "out");
    request.options["importance_file"] = project.path("importance.json");
    RunControl control;
    const auto table = engine->headImportance(request, control);
    ASSERT_TRUE(table.ok()) << table.error().english();
    EXPECT_EQ(table->layers.size(), 2u);
    EXPECT_EQ(table->layers[0].head.size(), 2u);
    ASSERT_EQ(table->curves.count("uniform"), 1u);
    EXPECT_EQ(table->curves.at("uniform").front().heads, 0);
    EXPECT_FALSE(table->latency.kernel.empty());
    Watch watch;
    const auto result = engine->prune(request, watch.control);
    ASSERT_TRUE(result.ok()) << result.error().english();
    EXPECT_TRUE(std::any_of(watch.events.begin(), watch.events.end(), [](const auto& e) {
        return e.text.english().find("importance.json") != std::string::npos;
    })) << "the table was not made twice";
    EXPECT_EQ(result->report.headsAfter, 2);
    EXPECT_EQ(result->before.parameters, result->report.parametersBefore);
    EXPECT_EQ(result->after.parameters, result->report.parametersAfter);
    EXPECT_EQ(result->after.examples, result->before.examples);
    const auto written = inspectModel(request.out);
    ASSERT_TRUE(written.ok()) << written.error().english();
    EXPECT_EQ(written->parameters, result->report.parametersAfter);
    EXPECT_FALSE(std::filesystem::exists(request.out + ".work"));
    EXPECT_TRUE(std::filesystem::exists(request.out + "/tokenizer.json"));
}

TEST(Prune, StoppedAloneItGoesOn) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto request = alone(project, "slow");
    Watch watch;
    watch.stopStage = 0;
    watch.stopStep = 2;
    const auto stopped = engine->prune(request, watch.control);
    ASSERT_TRUE(stopped.ok()) << stopped.error().english();
    EXPECT_EQ(stopped->status, RunStatus::Cancelled);
    EXPECT_FALSE(std::filesystem::exists(request.out));
    request.resume = true;
    RunControl again;
    const auto result = engine->prune(request, again);
    ASSERT_TRUE(result.ok()) << result.error().english();
    EXPECT_TRUE(std::filesystem::exists(request.out + "/model.safetensors"));
}
