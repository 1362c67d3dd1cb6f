// SPDX-License-Identifier: GPL-3.0-or-later
// Choosing where LibTorch computes: what every machine can check. What needs a GPU is in cuda_test.cpp.
#include "core/base/device_name.h"
#include "core/base/failure.h"
#include "core/base/guard.h"
#include "core/model/device.h"
#include "tests/engine/tiny_project.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

using namespace stillhouse;
using namespace stillhouse::tests;

TEST(DeviceName, OnlyTheFourSpellings) {
    using Kind = base::DeviceName::Kind;
    const std::tuple<const char*, Kind, int> good[] = {
        {"auto", Kind::Auto, 0}, {"cpu", Kind::Cpu, 0}, {"cuda", Kind::Cuda, 0}, {"cuda:0", Kind::Cuda, 0}, {"cuda:12", Kind::Cuda, 12}};
    for (const auto& [text, kind, index] : good) {
        const auto name = base::parseDeviceName(text);
        ASSERT_TRUE(name) << text;
        EXPECT_EQ(name->kind, kind) << text;
        EXPECT_EQ(name->index, index) << text;
    }
    for (const char* bad : {"", "gpu", "Auto", "cuda:", "cuda:-1", "cuda:x", "cuda:1 ", "cuda:128", "cuda:99999999999", "cuda1", "cpu:0"})
        EXPECT_FALSE(base::parseDeviceName(bad)) << bad;
}

TEST(Device, NamesStandForWhatThereIs) {
    const auto names = model::deviceNames();
    ASSERT_FALSE(names.empty());
    EXPECT_EQ(names.front(), "cpu");
    EXPECT_TRUE(model::deviceNamed("cpu").is_cpu());
    EXPECT_EQ(model::deviceNamed("auto").is_cuda(), names.size() > 1);
    EXPECT_EQ(model::deviceTitle(torch::kCPU), "cpu");
    EXPECT_EQ(model::deviceMemory(torch::kCPU).total, 0);
    for (const auto& name : names)
        EXPECT_EQ(model::deviceNamed(name).str(), name);
}

TEST(Device, OneThatThereIsNotIsRefusedWithARemedy) {
    for (const char* name : {"cuda:126", "tpu"}) {
        const auto result = base::guard([&] { return model::deviceNamed(name, "somewhere.device").str(); });
        ASSERT_FALSE(result.ok()) << name;
        EXPECT_EQ(result.error().key, "somewhere.device");
        EXPECT_NE(result.error().what.english().find(name), std::string::npos);
        EXPECT_FALSE(result.error().remedy.english().empty());
    }
}

TEST(Device, OnTheCpuOperationsAreLibTorchsUsualOnes) {
    (void)model::useDevice("cpu");
    EXPECT_FALSE(at::globalContext().deterministicAlgorithms());
}

TEST(EngineDevice, AnUnknownOneIsRefusedAndChangesNothing) {
    const TinyProject project;
    const auto engine = makeEngine();
    ASSERT_TRUE(engine->setDevice("cpu").ok());
    EXPECT_EQ(engine->setDevice("cuda:126").error().key, "device");
    EXPECT_EQ(engine->setDevice("").error().key, "device");
    const auto bench = engine->trainingBench("train", 3);
    ASSERT_TRUE(bench.ok()) << bench.error().english();
    EXPECT_EQ(bench->device, "cpu");
}

TEST(EngineDevice, ADocumentWithAnotherMachinesDeviceIsRefusedBeforeWorkStarts) {
    const TinyProject project;
    const auto engine = makeEngine();
    auto request = project.request("elsewhere");
    request.experiment.device = "cuda:126";
    RunControl control;
    EXPECT_EQ(engine->run(request, control).error().key, "device");
    EXPECT_FALSE(std::filesystem::exists(request.folder));
    EXPECT_EQ(engine->dryRun(request.experiment).error().key, "device");
}

TEST(EngineDevice, ARunTellsWhereItComputed) {
    const TinyProject project;
    const auto engine = makeEngine();
    ASSERT_TRUE(engine->setDevice("cpu").ok());
    auto request = project.request("told");
    request.lane = "A";
    std::vector<Event> told;
    RunControl control;
    control.addObserver([&](const Report& r) {
        if (const auto* e = std::get_if<Event>(&r); e && e->kind == "device")
            told.push_back(*e);
    });
    ASSERT_TRUE(engine->run(request, control).ok());
    ASSERT_EQ(told.size(), 1u);
    const auto json = nlohmann::json::parse(told[0].json);
    EXPECT_EQ(json.at("device"), "cpu");
    EXPECT_EQ(json.at("title"), "cpu");
    EXPECT_EQ(json.at("torch"), TORCH_VERSION);
}
