// SPDX-License-Identifier: GPL-3.0-or-later
// One experiment, killed without warning again and again at random moments and resumed each time: what was told stays, and the end is
// that of an undisturbed run. STILLHOUSE_KILLS says how often (10 unless told; tests/bench/kill asks for 200), STILLHOUSE_SEED when.
#include "tests/cli/cli_support.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <gtest/gtest.h>
#include <iostream>
#include <random>

using namespace stillhouse::tests;
namespace fs = std::filesystem;

namespace {

const char* const kRun = "stillhouse-cli run project/experiment.json --resume --quiet --json";

int numberFrom(const char* variable, int otherwise) {
    const char* text = std::getenv(variable);
    return text && *text ? std::atoi(text) : otherwise;
}

class KilledRun : public ::testing::Test {
protected:
    void SetUp() override {
        for (const auto* folder : {&calm_, &killed_}) {
            const auto made = shell("stillhouse-cli sample project --examples 600 --json", folder->path());
            ASSERT_EQ(made.code, 0) << made.error;
            shrinkExperiment(*folder / "project");
        }
        const auto begun = std::chrono::steady_clock::now();
        const auto whole = shell(kRun, calm_.path());
        ASSERT_EQ(whole.code, 0) << whole.error;
        seconds_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    }

    static std::string sql(const TemporaryFolder& folder, const std::string& query) {
        const auto answer = shell("sqlite3 project/project.db \"" + query + '"', folder.path());
        EXPECT_EQ(answer.code, 0) << query << "\n" << answer.error;
        return answer.out.substr(0, answer.out.find_last_not_of('\n') + 1);
    }

    // Every point of every curve that does not depend on the clock.
    static std::string curves(const TemporaryFolder& folder) {
        return sql(folder, "SELECT lane, stage_index, name, step, quote(value) FROM v_metrics WHERE name NOT LIKE '%second%' AND name NOT LIKE "
                           "'%memory%' AND name NOT LIKE '%_ms' ORDER BY 1, 2, 3, 4");
    }

    static std::string weights(const TemporaryFolder& folder) {
        std::string all;
        for (const auto& run : fs::directory_iterator(folder / "project/runs"))
            for (const char* lane : {"A", "B"}) {
                std::ifstream file(run.path() / lane / "model" / "model.safetensors", std::ios::binary);
                const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
                all += bytes.size() > 100000 ? bytes.substr(bytes.size() - 100000) : std::string(); // behind the header, which names the run
            }
        return all;
    }

    void expectSound() {
        if (!fs::exists(killed_ / "project/project.db"))
            return;
        ASSERT_EQ(sql(killed_, "PRAGMA integrity_check"), "ok");
        if (sql(killed_, "SELECT count(*) FROM sqlite_master WHERE name = 'v_metrics'") == "0")
            return; // killed before the tables were there
        EXPECT_LE(std::stol(sql(killed_, "SELECT count(*) FROM runs")), 1) << "a resumed run is the same run";
        const long points = std::stol(sql(killed_, "SELECT count(*) FROM metrics")), judged = std::stol(sql(killed_, "SELECT count(*) FROM evaluations"));
        EXPECT_GE(points, points_) << "points of a curve are gone";
        EXPECT_GE(judged, judged_) << "an evaluation is gone";
        points_ = points, judged_ = judged;
        EXPECT_EQ(sql(killed_, "SELECT count(*) FROM events e WHERE e.kind = 'checkpoint' AND e.step > 0 AND NOT EXISTS (SELECT 1 FROM v_metrics m "
                               "WHERE m.lane = e.lane AND m.stage_index = e.stage_index AND m.step >= e.step)"),
                  "0")
            << "a checkpoint was recorded before the curve that leads to it";
    }

    void expectSameEnd() {
        EXPECT_FALSE(weights(calm_).empty());
        EXPECT_TRUE(weights(killed_) == weights(calm_)) << "the weights differ";
        EXPECT_EQ(curves(killed_), curves(calm_));
        EXPECT_EQ(sql(killed_, "SELECT status FROM runs"), "finished");
        points_ = judged_ = 0;
        ++whole_;
        fs::remove_all(killed_ / "project/runs");
        for (const char* end : {"", "-wal", "-shm"})
            fs::remove(killed_ / (std::string("project/project.db") + end));
    }

    TemporaryFolder calm_, killed_;
    double seconds_ = 0;
    long points_ = 0, judged_ = 0;
    int whole_ = 0;
};

} // namespace

TEST_F(KilledRun, LosesNothingAndEndsWithTheWeightsOfAnUndisturbedOne) {
    if (HasFatalFailure())
        return;
    const int kills = std::max(2, numberFrom("STILLHOUSE_KILLS", 10) / 2), seed = numberFrom("STILLHOUSE_SEED", 1);
    std::mt19937 random{unsigned(seed)};
    std::uniform_real_distribution<double> moment(0.02, std::max(1.0, 0.4 * seconds_));
    for (int done = 0; done < kills && !HasFailure();) {
        const double after = moment(random);
        const auto run = shellKilledAfter(kRun, killed_.path(), after);
        SCOPED_TRACE("kill " + std::to_string(done + 1) + " after " + std::to_string(after) + " s, seed " + std::to_string(seed));
        if (run.code == 128 + SIGKILL) {
            ++done;
            expectSound();
        } else {
            ASSERT_EQ(run.code, 0) << run.error;
            expectSameEnd();
        }
    }
    const auto last = shell(kRun, killed_.path());
    ASSERT_EQ(last.code, 0) << last.error;
    expectSameEnd();
    std::cout << kills << " kills, " << whole_ << " runs brought to their end; an undisturbed run takes " << seconds_ << " s\n";
}
