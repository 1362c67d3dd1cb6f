// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/api/store.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <string>
#include <unistd.h>

namespace stillhouse::tests {

/// Fails the test with the error's text instead of reading a value that is not there.
template <class T>
T must(Result<T> result) {
    if (!result)
        throw std::runtime_error(result.error().english() + " | " + result.error().details);
    return std::move(*result);
}

inline void must(const Result<void>& result) {
    if (!result)
        throw std::runtime_error(result.error().english() + " | " + result.error().details);
}

/// A test with an empty folder of its own and the path of a project file in it.
class StoreTest : public testing::Test {
protected:
    StoreTest() {
        const auto* info = testing::UnitTest::GetInstance()->current_test_info();
        folder_ = std::filesystem::temp_directory_path() /
                  ("stillhouse_" + std::string(info->test_suite_name()) + "_" + info->name() + "_" + std::to_string(::getpid()));
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        path_ = (folder_ / "project.db").string();
    }
    ~StoreTest() override { std::filesystem::remove_all(folder_); }

    Store open() const { return must(Store::open(path_)); }
    /// What plain SQL says, without any code of the store.
    std::string sql(const std::string& query) const {
        SQLite::Database database(path_, SQLite::OPEN_READWRITE, 10000);
        return database.execAndGet(query).getString();
    }
    void execute(const std::string& script) const {
        SQLite::Database database(path_, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 10000);
        database.exec(script);
    }

    std::filesystem::path folder_;
    std::string path_;
};

inline Experiment smallExperiment() {
    Experiment experiment;
    experiment.name = "Fraud";
    experiment.seed = 3;
    experiment.data.train = "/data/train.jsonl";
    experiment.strategies["A"].push_back({"distill.soft", {{"steps", std::int64_t{5}}}, false});
    return experiment;
}

inline std::string beginRun(Store& store) {
    return must(store.beginRun(smallExperiment(), "/runs/1", "0.1"));
}

} // namespace stillhouse::tests
