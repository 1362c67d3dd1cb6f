// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/api/system.h"
#include "core/base/failure.h"
#include "core/base/memory.h"
#include "core/evaluate/latency.h"
#include "core/native/intervals.h"

#include <chrono>

namespace stillhouse::evaluate {
namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Runs `request(subject, round)` for every subject in every round, each round beginning with another subject.
template <class F> void inTurns(std::size_t subjects, int rounds, BatchMeter& meter, F request) {
    for (int round = 0; round < rounds; ++round) {
        meter.check();
        for (std::size_t turn = 0; turn < subjects; ++turn)
            request((turn + static_cast<std::size_t>(round)) % subjects, round);
        meter.add(1);
    }
}

GenerationTiming timeGeneration(Runtime& runtime, const TaskEncoder& encoder, const Example& example, std::int64_t maxNew) {
    const auto start = Clock::now();
    const auto encoded = encoder.encodePrompt(example);
    const double tokeniseMs = millisecondsSince(start);
    const auto generation = runtime.greedy({{encoded.ids.begin(), encoded.ids.end()}}, maxNew, {}, {}).front();
    GenerationTiming timing;
    timing.firstTokenMs = tokeniseMs + 1000 * generation.firstTokenSeconds;
    if (generation.firstTokenSeconds > 0)
        timing.promptTokensPerSecond = static_cast<double>(encoded.ids.size()) / generation.firstTokenSeconds;
    const double decodeSeconds = generation.seconds - generation.firstTokenSeconds;
    if (generation.ids.size() > 1 && decodeSeconds > 0)
        timing.decodeTokensPerSecond = static_cast<double>(generation.ids.size() - 1) / decodeSeconds;
    return timing;
}

/// The records of one kind, without samples.
std::vector<LatencyRecord> emptyRecords(std::span<const LatencySubject> subjects, const std::string& kind) {
    const std::string cpu = systemReport(false).cpu;
    std::vector<LatencyRecord> out;
    for (const LatencySubject& subject : subjects) {
        LatencyRecord record;
        record.subject = subject.name;
        record.kind = kind;
        record.threads = subject.threads;
        record.cpu = cpu;
        record.kernel = subject.kernel;
        record.precision = subject.precision;
        record.native = subject.native;
        out.push_back(std::move(record));
    }
    return out;
}

void measureClassify(std::span<const LatencySubject> subjects, std::span<const Example> examples, const LatencyOptions& options,
                     BatchMeter& meter, std::vector<LatencyRecord>& records) {
    inTurns(subjects.size(), options.warmUp + options.requests, meter, [&](std::size_t subject, int round) {
        const Example& example = examples[static_cast<std::size_t>(round) % examples.size()];
        const auto start = Clock::now();
        subjects[subject].classify(example);
        if (round >= options.warmUp)
            records[subject].samples.push_back(millisecondsSince(start));
    });
}

/// Appends first_token, prompt_tps and decode_tps of the subjects that can write.
void measureGenerate(std::span<const LatencySubject> subjects, std::span<const Example> examples, const LatencyOptions& options,
                     BatchMeter& meter, std::vector<LatencyRecord>& records) {
    auto first = emptyRecords(subjects, "first_token"), prompt = emptyRecords(subjects, "prompt_tps"),
         decode = emptyRecords(subjects, "decode_tps");
    inTurns(subjects.size(), options.generations + 1, meter, [&](std::size_t subject, int round) {
        if (!subjects[subject].generate)
            return;
        const auto timing = subjects[subject].generate(examples[static_cast<std::size_t>(round) % examples.size()], options.maxNew);
        if (round == 0)
            return; // warm-up: the first request allocates
        first[subject].samples.push_back(timing.firstTokenMs);
        prompt[subject].samples.push_back(timing.promptTokensPerSecond);
        if (timing.decodeTokensPerSecond > 0)
            decode[subject].samples.push_back(timing.decodeTokensPerSecond);
    });
    for (std::size_t subject = 0; subject < subjects.size(); ++subject)
        for (auto* list : {&first, &prompt, &decode})
            if (!(*list)[subject].samples.empty())
                records.push_back(std::move((*list)[subject]));
}

} // namespace

std::vector<LatencyRecord> measureLatency(std::span<const LatencySubject> subjects, std::span<const Example> examples,
                                          const LatencyOptions& options, RunControl& control) {
    if (examples.empty() || options.requests < 1 || options.warmUp < 0 || options.generations < 0)
        base::fail("latency", SH_TR("There is no request to measure"), SH_TR("Choose a split with examples and at least one request."));
    ScoreOptions told;
    told.activity = SH_TR("Measuring latency");
    const int generations = options.generations > 0 ? options.generations + 1 : 0;
    BatchMeter meter(&control, told, options.warmUp + options.requests + generations, "requests/s");
    auto records = emptyRecords(subjects, "classify");
    measureClassify(subjects, examples, options, meter, records);
    if (options.generations > 0)
        measureGenerate(subjects, examples, options, meter, records);
    const std::int64_t peak = base::peakResidentBytes();
    for (LatencyRecord& record : records)
        record.peakBytes = peak;
    return records;
}

LatencySubject runtimeSubject(std::string name, Runtime& runtime, const TaskEncoder& encoder) {
    LatencySubject subject;
    subject.name = std::move(name);
    subject.kernel = runtime.kernel();
    subject.precision = runtime.precision();
    subject.threads = runtime.threads();
    subject.native = runtime.native();
    subject.classify = [&runtime, &encoder](const Example& example) {
        const EncodedExample prompt = encoder.encodePrompt(example);
        const auto scores = runtime.scoreLabels(encoder.labelTokens(), {&prompt, 1}, {}, nullptr);
        if (scores.size(1) > 0)
            scores.argmax(1).item<std::int64_t>();
    };
    subject.generate = [&runtime, &encoder](const Example& example, std::int64_t maxNew) {
        return timeGeneration(runtime, encoder, example, maxNew);
    };
    return subject;
}

double percentile(const LatencyRecord& record, double p) {
    return native::quantile(record.samples, p / 100);
}

} // namespace stillhouse::evaluate
