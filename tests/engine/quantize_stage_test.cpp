// SPDX-License-Identifier: GPL-3.0-or-later
// A strategy that ends in a quantizer: what is compared is the packed file, and it says whether it runs natively.
#include "core/api/quantize.h"
#include "tests/engine/tiny_project.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

RunRequest quantized(const TinyProject& project, const std::string& run) {
    auto request = project.request(run);
    request.experiment.strategies["A"].push_back({"quantize.int4", {{"sequences", std::int64_t(4)}, {"length", std::int64_t(64)}}, false});
    request.experiment.strategies["B"].push_back({"quantize.fp16", {{"calibration_tokens", std::int64_t(256)}, {"activations", std::string("fp8-e4m3")}}, false});
    return request;
}

std::string bytesOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

TEST(QuantizeStage, TheComparisonIsOfThePackedFiles) {
    const TinyProject project;
    const auto engine = makeEngine();
    const auto request = quantized(project, "packed");
    RunControl control;
    std::vector<std::string> packed;
    std::vector<double> errors;
    control.addObserver([&](const Report& report) {
        if (const auto* artifact = std::get_if<Artifact>(&report); artifact && artifact->kind == "packed") {
            packed.push_back(artifact->path);
            EXPECT_EQ(artifact->hash.size(), 64u);
            EXPECT_GT(artifact->bytes, 0);
        }
        if (const auto* metric = std::get_if<Metric>(&report); metric && metric->name == "quant.output_error" && metric->lane == "A")
            errors.push_back(metric->value);
    });
    const auto summary = engine->run(request, control);
    ASSERT_TRUE(summary.ok()) << summary.error().english();
    ASSERT_EQ(packed.size(), 2u);
    EXPECT_EQ(errors.size(), 8u) << "the seven matrices of the one layer, and the embedding as the head";
    ASSERT_EQ(summary->evaluations.size(), 3u);
    EXPECT_EQ(summary->evaluations[1].modelPath, packed[0]);
    EXPECT_EQ(summary->evaluations[2].modelPath, packed[1]);
    ASSERT_EQ(summary->latencies.size(), 3u);
    const auto& int4 = summary->latencies[1];
    EXPECT_EQ(int4.precision, "int4-nonuniform");
    EXPECT_TRUE(int4.native);
    const auto& fp8 = summary->latencies[2];
    EXPECT_NE(fp8.precision.find("simulated"), std::string::npos) << fp8.precision;
    EXPECT_FALSE(fp8.native) << "FP8 inputs are rounded, not computed with";
    EXPECT_EQ(int4.kernel.find("torch"), std::string::npos);
    EXPECT_NE(summary->latencies[0].kernel.find("torch"), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(request.folder + "/A/1-quantize.int4/source")) << "the student is kept once";
    EXPECT_TRUE(readQuantization(packed[0]).ok());
}

TEST(QuantizeStage, TheSameDocumentGivesTheSameFileAlsoWhenStopped) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto whole = quantized(project, "whole"), stopped = quantized(project, "stopped");
    whole.lane = stopped.lane = "A";
    RunControl control;
    ASSERT_TRUE(engine->run(whole, control).ok());
    RunControl stopping;
    stopping.addObserver([&](const Report& report) {
        if (const auto* progress = std::get_if<Progress>(&report); progress && progress->stageIndex == 1)
            stopping.requestStop();
    });
    const auto first = engine->run(stopped, stopping);
    ASSERT_TRUE(first.ok()) << first.error().english();
    EXPECT_EQ(first->status, RunStatus::Cancelled);
    EXPECT_FALSE(std::filesystem::exists(stopped.folder + "/A/model.safetensors"));
    stopped.resume = true;
    RunControl again;
    const auto second = engine->run(stopped, again);
    ASSERT_TRUE(second.ok()) << second.error().english();
    const auto bytes = bytesOf(whole.folder + "/A/model.safetensors");
    EXPECT_FALSE(bytes.empty());
    EXPECT_TRUE(bytes == bytesOf(stopped.folder + "/A/model.safetensors"));
}

TEST(QuantizeStage, NothingFollowsIt) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto request = quantized(project, "order");
    std::swap(request.experiment.strategies["A"][0], request.experiment.strategies["A"][1]);
    RunControl control;
    const auto summary = engine->run(request, control);
    ASSERT_FALSE(summary.ok());
    EXPECT_EQ(summary.error().key, "strategies.A[1].stage");
    EXPECT_TRUE(engine->dryRun(quantized(project, "dry").experiment).ok());
}
