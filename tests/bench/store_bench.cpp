// SPDX-License-Identifier: GPL-3.0-or-later
// How the project file behaves at full size: a data set of 1e6 examples, a run of 1e6 metric points. Run with nothing else at work.
#include "core/api/store.h"

#include <benchmark/benchmark.h>
#include <filesystem>
#include <random>
#include <stdexcept>
#include <unistd.h>

using namespace stillhouse;

namespace {

constexpr std::size_t rows = 1000000, batch = 10000;

template <class T>
T must(Result<T> result) {
    if (!result)
        throw std::runtime_error(result.error().english());
    return std::move(*result);
}

void must(const Result<void>& result) {
    if (!result)
        throw std::runtime_error(result.error().english());
}

std::string path(const char* name) {
    return (std::filesystem::temp_directory_path() / ("stillhouse_bench_" + std::to_string(::getpid()) + name)).string();
}

void removeStore(const std::string& file) {
    for (const char* suffix : {"", "-wal", "-shm"})
        std::filesystem::remove(file + suffix);
}

/// Zipf-like words, about 30 of them: the length of a transaction review.
std::vector<Example> makeExamples(std::size_t first) {
    std::mt19937 random(static_cast<unsigned>(first));
    std::vector<Example> examples(batch);
    for (std::size_t i = 0; i < batch; ++i) {
        Example& e = examples[i];
        e.id = "example-" + std::to_string(first + i);
        for (int n = 0; n < 30; ++n)
            e.prompt += "word" + std::to_string(20000 / (1 + random() % 20000)) + " ";
        e.prompt += random() % 100 == 0 ? "贷款" : "ok";
        e.label = random() % 10 == 0 ? "fraud" : random() % 3 ? "legit" : "";
        e.split = random() % 5 ? "train" : "test";
        e.source = random() % 2 ? "bank" : "shop";
    }
    return examples;
}

/// The data set is imported once, by the first benchmark that asks, which is the one that measures it.
struct Data {
    Data() : file(path("_data.db")), store(must(Store::open(file))), id(must(store.addDataset("bench", "/bench.jsonl"))) {}
    ~Data() { removeStore(file); }
    std::string file;
    Store store;
    std::int64_t id;
};

Data& data() {
    static Data data;
    return data;
}

void importExamples(benchmark::State& state) {
    for (auto _ : state) {
        for (std::size_t first = 0; first < rows; first += batch) {
            state.PauseTiming();
            const auto examples = makeExamples(first);
            state.ResumeTiming();
            must(data().store.addExamples(data().id, examples));
        }
        must(data().store.finishDataset(data().id, {}));
    }
    state.counters["rows/s"] = benchmark::Counter(rows, benchmark::Counter::kIsRate);
    state.counters["file_bytes"] = static_cast<double>(std::filesystem::file_size(data().file));
}
BENCHMARK(importExamples)->Iterations(1)->Unit(benchmark::kSecond)->UseRealTime();

void exampleIds(benchmark::State& state, ExampleQuery query) {
    query.dataset = data().id;
    std::size_t found = 0;
    for (auto _ : state)
        found = must(data().store.exampleIds(query)).size();
    state.counters["found"] = static_cast<double>(found);
}
#define IDS(name, ...) BENCHMARK_CAPTURE(exampleIds, name, ExampleQuery{0, __VA_ARGS__})->Unit(benchmark::kMillisecond)->UseRealTime()
IDS(all, "", "", "", "", "", false);
IDS(sorted_by_prompt, "", "", "", "", "prompt", false);
IDS(sorted_by_length, "", "", "", "", "length", true);
IDS(label, "", "fraud", "", "", "", false);
IDS(label_and_split, "", "fraud", "test", "", "", false);
IDS(split_source_sorted, "", "", "train", "bank", "label", false);
IDS(search_rare, "word19 ", "", "", "", "", false);
IDS(search_every_second, "word5 ", "", "", "", "", false);
IDS(search_prefix, "word1", "", "", "", "", false);
IDS(search_chinese, "贷款", "", "", "", "", false);
IDS(search_label_sorted, "word7 ", "legit", "", "", "length", false);

void counts(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(must(data().store.labelCounts(data().id)));
}
BENCHMARK(counts)->Unit(benchmark::kMillisecond)->UseRealTime();

void readScreen(benchmark::State& state) {
    std::vector<std::int64_t> ids;
    for (std::int64_t i = 0; i < 60; ++i)
        ids.push_back(1 + i * 9973 % static_cast<std::int64_t>(rows));
    for (auto _ : state)
        benchmark::DoNotOptimize(must(data().store.examples(ids)));
}
BENCHMARK(readScreen)->Unit(benchmark::kMicrosecond)->UseRealTime();

struct Curve {
    Curve() : file(path("_run.db")), store(must(Store::open(file))), id(must(store.beginRun({}, "/run", "0"))) {}
    ~Curve() { removeStore(file); }
    std::string file;
    Store store;
    std::string id;
};

Curve& curve() {
    static Curve curve;
    return curve;
}

/// Twenty series of 50,000 points in the batches of a recorder that is told 10,000 points per second.
void appendMetrics(benchmark::State& state) {
    for (auto _ : state)
        for (int step = 0; step < 50000; step += 250) {
            std::vector<Report> reports;
            for (int i = 0; i < 250; ++i)
                for (int series = 0; series < 20; ++series)
                    reports.push_back(Metric{"A", 0, "series" + std::to_string(series), step + i, 0.5 * i});
            must(curve().store.write(curve().id, reports));
        }
    state.counters["points/s"] = benchmark::Counter(rows, benchmark::Counter::kIsRate);
    state.counters["file_bytes"] = static_cast<double>(std::filesystem::file_size(curve().file));
}
BENCHMARK(appendMetrics)->Iterations(1)->Unit(benchmark::kSecond)->UseRealTime();

void readMetrics(benchmark::State& state) {
    for (auto _ : state)
        for (int series = 0; series < 20; ++series)
            benchmark::DoNotOptimize(must(curve().store.metric(curve().id, "A", 0, "series" + std::to_string(series), state.range(0))));
}
BENCHMARK(readMetrics)->Arg(0)->Arg(2000)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace

BENCHMARK_MAIN();
