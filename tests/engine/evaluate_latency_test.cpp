// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/evaluate/latency.h"
#include "tests/engine/evaluate_support.h"

#include <gtest/gtest.h>

namespace stillhouse::evaluate {
namespace {

TEST(Latency, TakesTurnsInRotatingOrderOnTheSameExamples) {
    std::vector<std::pair<int, std::string>> calls;
    std::vector<LatencySubject> subjects(3);
    for (int i = 0; i < 3; ++i) {
        subjects[static_cast<std::size_t>(i)].name = std::string(1, static_cast<char>('A' + i));
        subjects[static_cast<std::size_t>(i)].kernel = "counter";
        subjects[static_cast<std::size_t>(i)].native = i != 2;
        subjects[static_cast<std::size_t>(i)].classify = [&calls, i](const Example& example) { calls.emplace_back(i, example.id); };
    }
    const auto examples = tests::someExamples(2, {});
    RunControl control;
    const auto records = measureLatency(subjects, examples, {.warmUp = 1, .requests = 3}, control);
    const std::vector<std::pair<int, std::string>> expected{{0, "e0"}, {1, "e0"}, {2, "e0"}, {1, "e1"}, {2, "e1"}, {0, "e1"},
                                                            {2, "e0"}, {0, "e0"}, {1, "e0"}, {0, "e1"}, {1, "e1"}, {2, "e1"}};
    EXPECT_EQ(calls, expected);
    ASSERT_EQ(records.size(), 3u);
    for (const auto& record : records) {
        EXPECT_EQ(record.kind, "classify");
        EXPECT_EQ(record.samples.size(), 3u) << "warm-up is not counted";
        EXPECT_GT(record.threads, 0);
        EXPECT_FALSE(record.cpu.empty());
        EXPECT_GT(record.peakBytes, 0);
        EXPECT_EQ(record.native, record.subject != "C");
    }
}

TEST(Latency, MeasuresADecoder) {
    const auto decoder = tests::byteModel();
    const auto task = tests::taskOf({{"a", " no"}, {"b", " yes"}});
    const TaskEncoder encoder(task, tests::byteTokenizer(), 100);
    const auto runtime = decoderRuntime(decoder);
    const std::vector<LatencySubject> subjects{runtimeSubject("A", *runtime, encoder)};
    RunControl control;
    const auto records =
        measureLatency(subjects, tests::someExamples(3, task), {.warmUp = 1, .requests = 4, .generations = 2, .maxNew = 5}, control);
    ASSERT_GE(records.size(), 3u);
    EXPECT_EQ(records[0].precision, "f32");
    EXPECT_TRUE(records[0].kernel.starts_with("torch f32")) << records[0].kernel;
    EXPECT_EQ(records[1].kind, "first_token");
    EXPECT_EQ(records[2].kind, "prompt_tps");
    for (const auto& record : records)
        for (const double sample : record.samples)
            EXPECT_GT(sample, 0) << record.kind;
}

TEST(Latency, StopsAndRefuses) {
    std::vector<LatencySubject> subjects(1);
    int calls = 0;
    RunControl control;
    subjects[0].classify = [&](const Example&) {
        if (++calls == 3)
            control.requestStop();
    };
    const auto examples = tests::someExamples(2, {});
    EXPECT_THROW(measureLatency(subjects, examples, {.warmUp = 0, .requests = 100}, control), base::Failure);
    EXPECT_EQ(calls, 3);
    EXPECT_THROW(measureLatency(subjects, {}, {}, control), base::Failure);
    EXPECT_THROW(measureLatency(subjects, examples, {.requests = 0}, control), base::Failure);
}

TEST(Latency, PercentilesAreOfTheSamples) {
    LatencyRecord record;
    for (int i = 100; i >= 0; --i)
        record.samples.push_back(i);
    EXPECT_DOUBLE_EQ(percentile(record, 50), 50);
    EXPECT_DOUBLE_EQ(percentile(record, 90), 90);
    EXPECT_DOUBLE_EQ(percentile(record, 99), 99);
}

} // namespace
} // namespace stillhouse::evaluate
