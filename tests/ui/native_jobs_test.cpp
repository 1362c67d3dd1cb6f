// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/native_jobs.h"

#include <gtest/gtest.h>

#include <QTest>
#include <QThread>
#include <atomic>

using namespace stillhouse;
using widgets::NativeJobs;
using Lane = NativeJobs::Lane;

namespace {

Error cancelled() { return {ErrorKind::Cancelled, "Cancelled", {}, {}, {}, {}}; }

// Works until it is told to stop, at most ten seconds.
Result<int> untilStopped(RunControl& control) {
    for (int i = 0; i < 1000 && !control.stopRequested(); ++i)
        QThread::msleep(10);
    return control.stopRequested() ? Result<int>(cancelled()) : Result<int>(1);
}

} // namespace

TEST(NativeJobs, WorkRunsElsewhereAndItsAnswerAndProgressArriveOnTheUiThread) {
    NativeJobs jobs;
    QObject owner;
    const auto here = QThread::currentThread();
    std::atomic<bool> elsewhere{false};
    int answer = 0;
    std::vector<std::int64_t> steps;
    jobs.start<int>(
        &owner, Lane::Work, QStringLiteral("count"),
        [&](RunControl& control) -> Result<int> {
            elsewhere = QThread::currentThread() != here;
            for (int i = 1; i <= 5; ++i) {
                Progress progress;
                progress.done = i;
                control.report(progress);
            }
            return 42;
        },
        [&](Result<int> result) {
            EXPECT_EQ(QThread::currentThread(), here);
            answer = result.value();
        },
        [&](const Progress& progress) {
            EXPECT_EQ(QThread::currentThread(), here);
            steps.push_back(progress.done);
        });
    EXPECT_TRUE(jobs.busy(&owner, QStringLiteral("count")));
    EXPECT_TRUE(QTest::qWaitFor([&] { return answer == 42; }));
    EXPECT_TRUE(elsewhere);
    EXPECT_FALSE(jobs.busy(&owner, QStringLiteral("count")));
    ASSERT_FALSE(steps.empty());
    EXPECT_EQ(steps.back(), 5) << "the newest of what piled up is never lost";
}

TEST(NativeJobs, CancelStopsAndTheAnswerSaysSo) {
    NativeJobs jobs;
    QObject owner;
    std::optional<ErrorKind> kind;
    jobs.start<int>(&owner, Lane::Work, QStringLiteral("long"), untilStopped, [&](Result<int> result) { kind = result.error().kind; });
    QTest::qWait(30);
    jobs.cancel(&owner, QStringLiteral("long"));
    EXPECT_TRUE(QTest::qWaitFor([&] { return kind.has_value(); }, 1000)) << "within a second";
    EXPECT_EQ(kind, ErrorKind::Cancelled);
}

TEST(NativeJobs, ANewerJobOfTheSameTagReplacesTheOlderAndItsAnswer) {
    NativeJobs jobs;
    QObject owner;
    std::vector<int> answers;
    const auto take = [&](Result<int> result) { answers.push_back(result.ok() ? *result : -1); };
    jobs.start<int>(&owner, Lane::Look, QStringLiteral("look"), untilStopped, take); // running
    std::atomic<bool> second{false};
    jobs.start<int>(&owner, Lane::Look, QStringLiteral("look"), [&](RunControl&) -> Result<int> { second = true; return 2; }, take); // queued
    jobs.start<int>(&owner, Lane::Look, QStringLiteral("look"), [](RunControl&) -> Result<int> { return 3; }, take);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !answers.empty(); }));
    QTest::qWait(20);
    EXPECT_EQ(answers, std::vector<int>{3});
    EXPECT_FALSE(second) << "a queued job that nobody waits for does not run";
}

TEST(NativeJobs, LooksDoNotWaitForLongWorkAndGoneOwnersHearNothing) {
    NativeJobs jobs;
    QObject owner;
    auto gone = std::make_unique<QObject>();
    bool heard = false, looked = false;
    jobs.start<int>(gone.get(), Lane::Work, QStringLiteral("long"), untilStopped, [&](Result<int>) { heard = true; });
    jobs.start<int>(&owner, Lane::Look, {}, [](RunControl&) -> Result<int> { return 1; }, [&](Result<int>) { looked = true; });
    EXPECT_TRUE(QTest::qWaitFor([&] { return looked; }, 1000));
    jobs.cancel(gone.get(), QStringLiteral("long"));
    gone.reset();
    QTest::qWait(60);
    EXPECT_FALSE(heard);
}
