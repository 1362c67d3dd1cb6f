// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/data.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <string>
#include <unistd.h>
#include <vector>

namespace stillhouse::tests {

/// A folder of its own for one test, removed at the end.
class TemporaryFolder {
public:
    TemporaryFolder() {
        const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
        path_ = std::filesystem::temp_directory_path() /
                ("stillhouse_" + std::string(test->test_suite_name()) + "_" + test->name() + "_" + std::to_string(::getpid()));
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path_); }
    const std::filesystem::path& path() const { return path_; }
    std::string write(const std::string& name, const std::string& content) const {
        std::ofstream(path_ / name, std::ios::binary) << content;
        return (path_ / name).string();
    }

private:
    std::filesystem::path path_;
};

struct Imported {
    std::vector<Example> examples;
    ImportSummary summary;
    std::string error; ///< "" when it went well
    ErrorKind kind = ErrorKind::Internal;
};

inline Imported import(const std::string& path, const ReadOptions& options = {}) {
    Imported out;
    RunControl control;
    auto result = importData(path, options, [&](Example&& example) { out.examples.push_back(std::move(example)); }, control);
    if (result) {
        out.summary = *result;
    } else {
        out.error = result.error().english();
        out.kind = result.error().kind;
    }
    return out;
}

} // namespace stillhouse::tests
