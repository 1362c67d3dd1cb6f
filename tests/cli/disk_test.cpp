// SPDX-License-Identifier: GPL-3.0-or-later
// A real full disk and a real read-only folder: a small file system of its own, in a mount namespace of its own. Where the system allows
// no such thing (containers without user namespaces), the tests say so and are skipped.
#include "tests/cli/cli_support.h"
#include "tests/support/temporary_folder.h"

#include <fstream>
#include <gtest/gtest.h>

using namespace stillhouse::tests;
namespace fs = std::filesystem;

namespace {

constexpr int kNoMounts = 77;

/// Runs a script in `folder` that may mount; what is mounted is gone with it.
CommandResult withMounts(const TemporaryFolder& folder, const std::string& script) {
    std::ofstream(folder / "script.sh") << script;
    return shell("unshare -rm true 2>/dev/null || exit 77; exec unshare -rm bash script.sh", folder.path());
}

void makeSample(const TemporaryFolder& folder) {
    const auto made = shell("stillhouse-cli sample project --examples 600 --json", folder.path());
    ASSERT_EQ(made.code, 0) << made.error;
    shrinkExperiment(folder / "project");
}

std::string tensorsOf(const fs::path& project, const char* lane) {
    for (const auto& run : fs::directory_iterator(project / "runs")) {
        std::ifstream file(run.path() / lane / "model" / "model.safetensors", std::ios::binary);
        const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        if (bytes.size() > 100000)
            return bytes.substr(bytes.size() - 100000); // behind the header, which names the run
    }
    return {};
}

} // namespace

// The disk fills at different moments: while the project file is made, at the first checkpoints, and when the models are written.
TEST(FullDisk, IsToldWithFileAndRemedyAndTheRunGoesOnToTheSameWeightsWhenThereIsSpace) {
    const TemporaryFolder calm;
    makeSample(calm);
    ASSERT_EQ(shell("stillhouse-cli run project/experiment.json --strategy A --quiet --json", calm.path()).code, 0);
    for (const char* room : {"60", "700", "2000"}) {
        const TemporaryFolder folder;
        makeSample(folder);
        const auto result = withMounts(folder, "mkdir disk; mount -t tmpfs -o size=$(( $(du -sk project | cut -f1) + " + std::string(room) + R"( ))k none disk || exit 77
cp -r project disk/ || exit 77
stillhouse-cli run disk/project/experiment.json --strategy A --quiet 2>first.txt; echo "code $?"
mount -o remount,size=100m disk
[ ! -s disk/project/project.db ] || sqlite3 disk/project/project.db 'PRAGMA integrity_check'
find disk -name '*.tmp' | grep . && echo "half a file is left"
stillhouse-cli run disk/project/experiment.json --strategy A --resume --quiet --json >second.json 2>second.txt; echo "code $?"
sqlite3 disk/project/project.db 'PRAGMA integrity_check; SELECT count(*), min(status) FROM runs'
mkdir done && cp -r disk/project done/
)");
        if (result.code == kNoMounts)
            GTEST_SKIP() << "this system allows no mounts of one's own";
        std::ifstream first(folder / "first.txt");
        const std::string told((std::istreambuf_iterator<char>(first)), std::istreambuf_iterator<char>());
        SCOPED_TRACE(std::string("room ") + room + " KiB\n" + result.out + result.error + told);
        EXPECT_EQ(result.out.rfind("code 1\n", 0), 0u) << "the full disk was not noticed";
        EXPECT_NE(told.find("disk/project"), std::string::npos) << "the file is named";
        EXPECT_NE(told.find("space"), std::string::npos) << "so is the remedy";
        EXPECT_EQ(result.out.find("half a file"), std::string::npos);
        EXPECT_NE(result.out.find("code 0\nok\n1|finished"), std::string::npos);
        EXPECT_FALSE(tensorsOf(calm / "project", "A").empty());
        EXPECT_TRUE(tensorsOf((folder / "done") / "project", "A") == tensorsOf(calm / "project", "A")) << "the weights differ";
    }
}

TEST(ReadOnlyProject, CanBeLookedAtAndSaysWhatToDoWhenSomethingIsWritten) {
    const TemporaryFolder folder;
    makeSample(folder);
    ASSERT_EQ(shell("stillhouse-cli run project/experiment.json --strategy A --quiet --json", folder.path()).code, 0);
    const auto result = withMounts(folder, R"(mount --bind project project && mount -o remount,ro,bind project || exit 77
stillhouse-cli compare --store project/project.db --json >compared.json 2>compared.txt; echo "compare $?"
stillhouse-cli run project/experiment.json --quiet 2>run.txt; echo "run $?"
stillhouse-cli dataset import project/data.jsonl --store project/project.db 2>import.txt; echo "import $?"
grep -c 'may only be read' run.txt import.txt
cat run.txt
)");
    if (result.code == kNoMounts)
        GTEST_SKIP() << "this system allows no mounts of one's own";
    SCOPED_TRACE(result.out + result.error);
    EXPECT_NE(result.out.find("compare 0\nrun 1\nimport 1\nrun.txt:1\nimport.txt:1\n"), std::string::npos);
    EXPECT_NE(result.out.find("project.db"), std::string::npos) << "the file is named";
    EXPECT_NE(result.out.find("copy"), std::string::npos) << "so is the remedy";
}
