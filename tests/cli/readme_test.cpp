// SPDX-License-Identifier: GPL-3.0-or-later
// Runs every stillhouse-cli command of the README as it stands there, in its order. Only the sample's budget is cut.
#include "tests/cli/cli_support.h"
#include "tests/support/temporary_folder.h"

#include <fstream>
#include <gtest/gtest.h>

using namespace stillhouse::tests;

TEST(Readme, EveryCommandWorks) {
    const TemporaryFolder folder;
    std::filesystem::create_directory_symlink(STILLHOUSE_BINARY_DIR, folder / "build");
    std::ifstream readme(std::string(STILLHOUSE_SOURCE_DIR) + "/README.md");
    int commands = 0;
    for (std::string line; std::getline(readme, line);) {
        if (line.rfind("    ", 0) != 0 || line.find("build/stillhouse-cli") == std::string::npos)
            continue;
        const auto result = shell(line, folder.path());
        EXPECT_EQ(result.code, 0) << line << "\n" << result.error;
        EXPECT_FALSE(result.out.empty()) << line;
        ++commands;
        if (line.find("stillhouse-cli sample my-project") != std::string::npos)
            shrinkExperiment(folder / "my-project");
    }
    EXPECT_GT(commands, 12);
}
