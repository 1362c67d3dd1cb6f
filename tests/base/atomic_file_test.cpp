// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"

#include "core/base/failure.h"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <unistd.h>

namespace stillhouse::base {
namespace {

namespace fs = std::filesystem;

class AtomicFileTest : public ::testing::Test {
protected:
    void SetUp() override { fs::create_directories(folder_); }
    void TearDown() override { fs::remove_all(folder_); }
    static std::string read(const fs::path& path) {
        std::ifstream in(path, std::ios::binary);
        std::stringstream text;
        text << in.rdbuf();
        return text.str();
    }
    std::size_t entries() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), {})); }
    fs::path folder_ = fs::temp_directory_path() / ("sh-atomic-" + std::to_string(::getpid()));
};

TEST_F(AtomicFileTest, WritesTheWholeStreamAndLeavesNothingElse) {
    const std::string big(200'000, 'x');
    writeAtomically(folder_ / "a", [&](std::ostream& out) { out << big << 'y'; });
    EXPECT_EQ(read(folder_ / "a"), big + "y");
    EXPECT_EQ(entries(), 1u);
}

TEST_F(AtomicFileTest, KeepsTheOldContentWhenTheProducerThrows) {
    writeAtomically(folder_ / "a", "old");
    EXPECT_THROW(writeAtomically(folder_ / "a", [](std::ostream& out) { out << "new"; throw std::runtime_error("stop"); }), std::runtime_error);
    EXPECT_EQ(read(folder_ / "a"), "old");
    EXPECT_EQ(entries(), 1u);
}

TEST_F(AtomicFileTest, NamesThePathWhenTheFolderIsMissing) {
    try {
        writeAtomically(folder_ / "no" / "a", "x");
        FAIL() << "no error";
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.error().where, (folder_ / "no" / "a").string());
        EXPECT_EQ(failure.error().kind, ErrorKind::Io);
        EXPECT_NE(std::string(failure.what()).find("No such file"), std::string::npos);
    }
}

TEST_F(AtomicFileTest, ReplacesAFolderWhole) {
    fs::create_directories(folder_ / "m" / "old");
    const auto temporary = makeTemporaryFolder(folder_ / "m/");
    writeAtomically(temporary / "new", "1");
    commitFolder(temporary, folder_ / "m/");
    EXPECT_TRUE(fs::exists(folder_ / "m" / "new"));
    EXPECT_FALSE(fs::exists(folder_ / "m" / "old"));
    EXPECT_EQ(entries(), 1u);
}

} // namespace
} // namespace stillhouse::base
