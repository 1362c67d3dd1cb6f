// SPDX-License-Identifier: GPL-3.0-or-later
// The benchmark's answers and refusals; how fast it is decides nothing here.
#include "tests/cli/cli_support.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

using namespace stillhouse::tests;

TEST(CliBench, MeasuresASyntheticShapeInEveryPacking) {
    const TemporaryFolder folder;
    // By hand: (32,000·768·2 + 12·(4·768² + 3·768·2048)) weights; two vectors of 768 a layer and one at the end are not matrices.
    const double weights = 32000.0 * 768 * 2 + 12 * (4.0 * 768 * 768 + 3.0 * 768 * 2048);
    const std::pair<const char*, double> bits[] = {{"int8", 8.5}, {"int4", 4.5}, {"int4-nonuniform", 4.5 + 128.0 / (16 * 768)}};
    for (const auto& [quant, expected] : bits) {
        const auto result = shell(std::string("stillhouse-cli bench --synthetic llama-110m --prompt 8 --gen 2 --depth 3 --repeat 2 --threads 1 --json --quant ") + quant, folder.path());
        ASSERT_EQ(result.code, 0) << result.error;
        const auto json = result.json();
        EXPECT_GT(json.at("prompt_tps").get<double>(), 0);
        EXPECT_GT(json.at("decode_tps").get<double>(), 0);
        EXPECT_EQ(json.at("decode_samples").size(), 2u);
        EXPECT_EQ(json.at("quant"), quant);
        EXPECT_EQ(json.at("threads"), 1);
        EXPECT_EQ(json.at("parameters").get<double>(), weights + 768 * 25);
        EXPECT_NEAR(json.at("model_bytes").get<double>() * 8 / weights, expected, 0.01);
        EXPECT_GT(json.at("peak_rss_bytes").get<double>(), json.at("model_bytes").get<double>());
        EXPECT_TRUE(json.at("synthetic"));
    }
}

TEST(CliBench, ADeviceThatThereIsNotIsRefusedByWhateverTrains) {
    const TemporaryFolder folder;
    for (const char* device : {"cuda:126", "gpu"})
        for (const char* command : {"bench --training train --steps 3", "train --config c --data d --out o", "eval m --data d"}) {
            const auto result = shell(std::string("stillhouse-cli ") + command + " --json --device " + device, folder.path());
            EXPECT_EQ(result.code, 1) << command;
            EXPECT_NE(result.error.find(device), std::string::npos) << result.error;
            EXPECT_EQ(result.json().at("error").at("key"), "device") << command;
        }
}

TEST(CliBench, RefusesWithAReason) {
    const TemporaryFolder folder;
    EXPECT_EQ(shell("stillhouse-cli bench --synthetic llama-9000b", folder.path()).code, 2);
    EXPECT_EQ(shell("stillhouse-cli bench --synthetic llama-110m --quant int3", folder.path()).code, 2);
    EXPECT_EQ(shell("stillhouse-cli bench", folder.path()).code, 1);
    const auto missing = shell("stillhouse-cli bench nowhere --json", folder.path());
    EXPECT_EQ(missing.code, 1);
    EXPECT_NE(missing.error.find("nowhere"), std::string::npos);
    EXPECT_EQ(shell("stillhouse-cli bench --synthetic llama-110m --prompt 2000000", folder.path()).code, 1);
    const auto kernel = shell("STILLHOUSE_KERNEL=quantum stillhouse-cli bench --synthetic llama-110m --quant int4 --prompt 1 --gen 1", folder.path());
    EXPECT_EQ(kernel.code, 1);
    EXPECT_NE(kernel.error.find("quantum"), std::string::npos) << kernel.error;
}
