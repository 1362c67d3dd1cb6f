// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/temporary_store.h"

#include <atomic>
#include <csignal>
#include <sys/wait.h>
#include <thread>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

class CrashTest : public StoreTest {};

constexpr int perBatch = 100;

/// Writes batches for ever and tells each finished one through the pipe.
[[noreturn]] void writeForEver(const std::string& path, const std::string& id, int told) {
    Store store = must(Store::open(path));
    for (int batch = 0;; ++batch) {
        std::vector<Report> reports;
        for (int i = 0; i < perBatch; ++i)
            reports.push_back(Metric{"A", 0, "loss", batch * perBatch + i, 1.0});
        must(store.write(id, reports));
        if (write(told, &batch, sizeof batch) != sizeof batch)
            _exit(1);
    }
}

void writeBatches(const std::string& path, const std::string& id, const std::string& lane, int batches) {
    Store store = must(Store::open(path));
    for (int step = 0; step < batches; ++step)
        must(store.write(id, {Metric{lane, 0, "loss", step, 1.0}, Event{lane, 0, step, Severity::Info, "log", "x", "", 1}}));
}

} // namespace

TEST_F(CrashTest, WhatWasReportedAsWrittenSurvivesAKill) {
    std::string id;
    {
        Store store = open();
        id = beginRun(store);
    }
    for (int round = 0; round < 4; ++round) {
        int told[2];
        ASSERT_EQ(pipe(told), 0);
        const pid_t child = fork();
        if (child == 0)
            writeForEver(path_, id, told[1]);
        close(told[1]);
        int last = -1, batch = 0;
        for (int i = 0; i < 5 + round * 7 && read(told[0], &batch, sizeof batch) == sizeof batch; ++i)
            last = batch;
        kill(child, SIGKILL);
        while (read(told[0], &batch, sizeof batch) == sizeof batch)
            last = batch;
        close(told[0]);
        waitpid(child, nullptr, 0);
        Store store = open();
        const auto points = must(store.metric(id, "A", 0, "loss")).values.size();
        ASSERT_GE(last, 4);
        EXPECT_GE(points, static_cast<std::size_t>((last + 1) * perBatch));
        EXPECT_EQ(points % perBatch, 0u); // a batch is whole or not there
        EXPECT_EQ(sql("PRAGMA integrity_check"), "ok");
    }
}

// A labeller who is killed the moment a label counts as saved: that is when the next example appears.
TEST_F(CrashTest, EveryLabelThatWasSavedSurvivesAKill) {
    std::int64_t dataset = 0;
    {
        Store store = open();
        dataset = must(store.addDataset("d", "/d"));
        must(store.addExamples(dataset, std::vector<Example>(2000, {"1", "prompt", "", "", "train", "", {}})));
    }
    for (int round = 0; round < 6; ++round) {
        int told[2];
        ASSERT_EQ(pipe(told), 0);
        const pid_t child = fork();
        if (child == 0) {
            Store store = must(Store::open(path_));
            for (int row = 1 + round * 300; row <= (round + 1) * 300; ++row) {
                must(store.setLabel(row, "fraud", "ann"));
                if (row % 3 == 0)
                    must(store.adjudicate(row, "legit", "eva"));
                if (write(told[1], &row, sizeof row) != sizeof row)
                    _exit(1);
            }
            pause();
        }
        close(told[1]);
        int last = 0, row = 0;
        for (int i = 0; i < 1 + round * 5 && read(told[0], &row, sizeof row) == sizeof row; ++i)
            last = row;
        kill(child, SIGKILL);
        while (read(told[0], &row, sizeof row) == sizeof row)
            last = row;
        close(told[0]);
        waitpid(child, nullptr, 0);
        ASSERT_GT(last, 0);
        const std::string range = " BETWEEN " + std::to_string(1 + round * 300) + " AND " + std::to_string(last);
        EXPECT_EQ(sql("SELECT count(*) FROM examples WHERE label = CASE WHEN id % 3 = 0 THEN 'legit' ELSE 'fraud' END AND id" + range), std::to_string(last - round * 300));
        EXPECT_EQ(sql("SELECT count(*) FROM annotations WHERE label = 'fraud' AND example" + range), std::to_string(last - round * 300));
        EXPECT_EQ(sql("PRAGMA integrity_check"), "ok");
        EXPECT_EQ(sql("SELECT labelled FROM datasets"), sql("SELECT count(*) FROM examples WHERE label <> ''"));
    }
}

TEST_F(CrashTest, TwoProcessesAndTwoThreadsWriteAtOnce) {
    std::string id;
    {
        Store store = open();
        id = beginRun(store);
    }
    constexpr int batches = 60;
    std::vector<pid_t> children;
    for (const char* lane : {"A", "B"}) {
        const pid_t child = fork();
        if (child == 0) {
            writeBatches(path_, id, lane, batches);
            _exit(7);
        }
        children.push_back(child);
    }
    std::thread first([&] { writeBatches(path_, id, "C", batches); });
    std::thread second([&] { writeBatches(path_, id, "D", batches); });
    first.join();
    second.join();
    for (const pid_t child : children) {
        int status = 0;
        waitpid(child, &status, 0);
        EXPECT_EQ(WEXITSTATUS(status), 7);
    }
    Store store = open();
    for (const char* lane : {"A", "B", "C", "D"})
        EXPECT_EQ(must(store.metric(id, lane, 0, "loss")).values.size(), static_cast<std::size_t>(batches)) << lane;
    EXPECT_EQ(must(store.events(id)).size(), 4u * batches);
    EXPECT_EQ(sql("PRAGMA integrity_check"), "ok");
}

TEST_F(CrashTest, ManyThreadsMayMakeTheFileTogether) {
    std::atomic<int> opened{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i)
        threads.emplace_back([&] {
            auto store = Store::open(path_);
            opened += store && store->setSetting("k", "v") ? 1 : 0;
        });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(opened, 6);
}

TEST_F(CrashTest, TheRecorderWritesUrgentReportsAtOnceAndTheRestAtTheEnd) {
    Store store = open();
    const std::string id = beginRun(store);
    auto recorder = must(RunRecorder::open(path_, id));
    recorder->observe(Metric{"A", 0, "loss", 1, 0.5});
    recorder->observe(Event{"A", 0, 1, Severity::Info, "checkpoint", "Saved", "", 1});
    EXPECT_EQ(must(store.events(id)).size(), 1u);
    EXPECT_EQ(must(store.metric(id, "A", 0, "loss")).values.size(), 1u);
    recorder->observe(StageState{"A", 0, "distill.soft", StageStatus::Done, 1});
    EXPECT_EQ(must(store.stages(id)).size(), 1u);
    for (int step = 2; step < 1000; ++step)
        recorder->observe(Metric{"A", 0, "loss", step, 0.5});
    must(recorder->flush());
    EXPECT_EQ(must(store.metric(id, "A", 0, "loss")).values.size(), 999u);
    recorder->observe(Metric{"A", 0, "loss", 1000, 0.5});
    recorder.reset();
    EXPECT_EQ(must(store.metric(id, "A", 0, "loss")).values.size(), 1000u);
    EXPECT_EQ(RunRecorder::open(path_, "none").error().kind, ErrorKind::NotFound);
}

TEST_F(CrashTest, TheRecorderTriesAgainWhatCouldNotBeWritten) {
    Store store = open();
    const std::string id = beginRun(store);
    auto recorder = must(RunRecorder::open(path_, id));
    execute("CREATE TRIGGER stop BEFORE INSERT ON metrics BEGIN SELECT raise(ABORT, 'no'); END");
    recorder->observe(Metric{"A", 0, "loss", 1, 0.5});
    EXPECT_FALSE(recorder->flush());
    recorder->observe(Metric{"A", 0, "loss", 2, 0.5});
    execute("DROP TRIGGER stop");
    must(recorder->flush());
    EXPECT_EQ(must(store.metric(id, "A", 0, "loss")).steps, (std::vector<double>{1, 2}));
}
