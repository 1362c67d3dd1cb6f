// SPDX-License-Identifier: GPL-3.0-or-later
// Walks the list of stages: what holds for one must hold for all, also for the one that is added next.
#include "core/base/experiment_schema.h"
#include "core/base/fields.h"
#include "tests/engine/tiny_project.h"

#include <gtest/gtest.h>
#include <set>

using namespace stillhouse;
using namespace stillhouse::tests;

TEST(Methods, HaveUniqueIdsTitlesAndSources) {
    std::set<std::string> ids;
    const auto engine = makeEngine(); // owns the list that is walked
    for (const auto& method : engine->methods()) {
        EXPECT_TRUE(ids.insert(method.id).second) << method.id;
        EXPECT_FALSE(method.title.empty()) << method.id;
        EXPECT_FALSE(method.summary.empty()) << method.id;
        EXPECT_FALSE(method.source.empty()) << method.id;
        EXPECT_NE(method.strategies.find_first_of("AB"), std::string::npos) << method.id;
    }
    EXPECT_GE(ids.size(), 3u);
}

TEST(Methods, DefaultsAreWithinTheirRange) {
    const auto engine = makeEngine(); // owns the list that is walked
    for (const auto& method : engine->methods()) {
        std::set<std::string> keys;
        for (const auto& option : method.options) {
            EXPECT_TRUE(keys.insert(option.key).second) << method.id << " " << option.key;
            EXPECT_FALSE(option.help.empty()) << method.id << " " << option.key;
            EXPECT_NO_THROW((void)base::checkedOption(option, option.standard, method.id)) << method.id << " " << option.key;
        }
    }
}

// Every stage alone: two steps run, cancel stops it, resume finishes it.
TEST(Methods, RunTwoStepsStopAndResume) {
    const TinyProject project;
    const auto engine = makeEngine();
    for (const auto& method : engine->methods()) {
        auto request = project.request(method.id);
        request.lane = method.strategies.substr(0, 1);
        const OptionMap small{{"steps", std::int64_t(2)},   {"batch_size", std::int64_t(8)}, {"max_tokens", std::int64_t(96)},        {"samples", std::int64_t(8)},
                              {"sequences", std::int64_t(4)}, {"length", std::int64_t(64)},    {"calibration_tokens", std::int64_t(256)}, {"reward", std::string("label")}, {"rollouts", std::int64_t(2)}, {"answers", std::int64_t(8)}};
        OptionMap options;
        for (const auto& option : method.options)
            if (const auto found = small.find(option.key); found != small.end())
                options.insert(*found);
        std::vector<StageSpec> stages{{method.id, options, false}};
        if (method.id == "align.filter") // it needs answers to choose from
            stages.insert(stages.begin(), {"align.best_of_n", {{"reward", std::string("label")}, {"rollouts", std::int64_t(1)}, {"answers", std::int64_t(8)}}, false});
        request.experiment.strategies = {{request.lane, stages}};
        RunControl control;
        control.addObserver([&](const Report& r) {
            const auto* m = std::get_if<Metric>(&r);
            const bool quantizes = method.kind == MethodKind::Quantizer && std::holds_alternative<Progress>(r);
            if (quantizes || (m && (m->name == "loss" || m->name == "reward") && m->step == 1))
                control.requestStop();
        });
        const auto stopped = engine->run(request, control);
        ASSERT_TRUE(stopped.ok()) << method.id << ": " << stopped.error().english();
        EXPECT_EQ(stopped->status, RunStatus::Cancelled) << method.id;
        request.resume = true;
        RunControl again;
        const auto resumed = engine->run(request, again);
        ASSERT_TRUE(resumed.ok()) << method.id << ": " << resumed.error().english();
        EXPECT_EQ(resumed->status, RunStatus::Finished) << method.id;
    }
}

TEST(Schema, ShippedFileIsWhatTheMethodsSay) {
    std::ifstream file(std::string(STILLHOUSE_SOURCE_DIR) + "/resources/experiment.schema.json");
    const std::string shipped((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    EXPECT_EQ(shipped, base::experimentSchema(makeEngine()->methods()) + "\n") << "run `stillhouse-cli schema > resources/experiment.schema.json`";
}
