// SPDX-License-Identifier: GPL-3.0-or-later
// Speed of the tokenizers on WikiText-2, one core. Real tokenizers are used: SHARED names the folder that holds them.
#include "core/text/bpe_trainer.h"
#include "core/text/tokenizer.h"
#include "tests/support/shared.h"

#include <benchmark/benchmark.h>
#include <fstream>
#include <iterator>

using stillhouse::tests::sharedData;
using stillhouse::text::Tokenizer;

namespace {

std::string corpus() {
    const auto path = sharedData("corpus-wikitext2");
    std::ifstream in(path ? *path / "wiki.test.raw" : std::filesystem::path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void encode(benchmark::State& state, const char* model) {
    const auto path = sharedData(model);
    const std::string text = corpus();
    if (!path || text.empty()) {
        state.SkipWithError("shared data absent");
        return;
    }
    const Tokenizer tokenizer = Tokenizer::load(*path);
    std::size_t tokens = 0;
    for (auto _ : state) {
        const auto ids = tokenizer.encode(text);
        tokens = ids.size();
        benchmark::DoNotOptimize(ids.data());
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
    state.counters["tokens"] = static_cast<double>(tokens);
}

void decode(benchmark::State& state, const char* model) {
    const auto path = sharedData(model);
    const std::string text = corpus();
    if (!path || text.empty()) {
        state.SkipWithError("shared data absent");
        return;
    }
    const Tokenizer tokenizer = Tokenizer::load(*path);
    const auto ids = tokenizer.encode(text);
    for (auto _ : state)
        benchmark::DoNotOptimize(tokenizer.decode(ids).data());
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

void load(benchmark::State& state, const char* model) {
    const auto path = sharedData(model);
    if (!path) {
        state.SkipWithError("shared data absent");
        return;
    }
    for (auto _ : state)
        benchmark::DoNotOptimize(Tokenizer::load(*path).vocabSize());
}

void train(benchmark::State& state) {
    const std::string text = corpus();
    stillhouse::text::BpeTrainerOptions options;
    options.vocabSize = 4096;
    for (auto _ : state)
        benchmark::DoNotOptimize(stillhouse::text::trainBpe({text}, options).vocabSize());
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

} // namespace

BENCHMARK_CAPTURE(encode, gpt2, "tokenizer-gpt2")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode, qwen3, "tokenizer-qwen3")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(encode, tinystories_without_pre_tokenizer, "model-tinystories-656k")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(decode, gpt2, "tokenizer-gpt2")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(load, gpt2, "tokenizer-gpt2")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(load, qwen3, "tokenizer-qwen3")->Unit(benchmark::kMillisecond);
BENCHMARK(train)->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
