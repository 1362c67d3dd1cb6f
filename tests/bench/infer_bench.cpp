// SPDX-License-Identifier: GPL-3.0-or-later
// Products and attention of core/infer on one thread, by the processor time of the process: what other programs take does not count.
// Decode reads 64 to 128 MB, more than a cache holds; GB/s of weights says how near memory it is, GMAC/s how near the arithmetic.
#include "core/base/seed.h"
#include "core/infer/attention_cache.h"
#include "core/infer/products.h"

#include <benchmark/benchmark.h>

namespace stillhouse::infer {
namespace {

constexpr std::int64_t kColumns = 2048;

PackedMatrix matrix(Packing packing, std::int64_t rows) {
    base::Random random(1);
    if (!isInteger(packing)) {
        std::vector<float> weights(std::size_t(rows * kColumns));
        for (auto& weight : weights)
            weight = float(random.uniform() - 0.5);
        return packFloat(weights, rows, kColumns, packing);
    }
    QuantizedCodes q;
    q.packing = packing;
    q.rows = rows;
    q.cols = kColumns;
    q.codes.resize(std::size_t(rows * kColumns));
    for (auto& code : q.codes)
        code = std::uint8_t(random.next() & (packing == Packing::Int8 ? 255 : 15));
    q.scales.assign(std::size_t(rows * kColumns / blockColumns), 0.01f);
    for (std::int64_t i = 0; i < (rows + 15) / 16 * 16; ++i)
        q.codebook.push_back(std::int8_t(i % 16 * 8 - 60));
    return pack(q);
}

void products(benchmark::State& state, Packing packing) {
    const std::int64_t tokens = state.range(0);
    const auto w = matrix(packing, tokens == 1 ? 32768 : 2048);
    WorkerPool pool(1);
    const std::vector<float> input(std::size_t(tokens * kColumns), 0.5f);
    std::vector<float> out(std::size_t(tokens * w.rows));
    Activations x;
    x.set(input, tokens, kColumns);
    const Product one{&w, out.data()};
    for (auto _ : state)
        multiply(pool, std::span(&one, 1), x);
    const auto rate = [&](double amount) { return benchmark::Counter(amount / 1e9, benchmark::Counter::kIsIterationInvariantRate); };
    state.counters["GMAC/s"] = rate(double(w.rows * kColumns * tokens));
    if (tokens == 1)
        state.counters["GB/s"] = rate(double(w.bytes()));
    state.SetLabel(kernelName());
}

// `tokens` queries with `heads` heads a key/value head of width 64, behind 1,024 tokens.
void attention(benchmark::State& state) {
    const std::int64_t heads = state.range(0), tokens = state.range(1), depth = 1024, width = 64;
    formats::ModelConfig config;
    config.headDim = width;
    config.layers = {{heads, 1, 0, true, false}};
    AttentionCache cache(config, depth + tokens);
    const std::vector<float> input(std::size_t(heads * tokens * width), 0.1f);
    for (std::int64_t t = 0; t < depth + tokens; ++t)
        cache.store(0, 0, t, input.data(), input.data());
    std::vector<float> out(input.size());
    std::vector<AttentionCache::Row> rows;
    for (std::int64_t i = 0; i < heads * tokens; ++i)
        rows.push_back({input.data() + i * width, 0, depth + 1 + i / heads, out.data() + i * width});
    AttentionCache::Scratch scratch;
    for (auto _ : state)
        cache.attend(0, 0, rows, scratch);
    state.counters["GMAC/s"] =
        benchmark::Counter(double(heads * tokens * depth * width * 2) / 1e9, benchmark::Counter::kIsIterationInvariantRate);
}

BENCHMARK_CAPTURE(products, f16, Packing::F16)->Arg(1)->Arg(64)->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(products, int8, Packing::Int8)->Arg(1)->Arg(64)->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(products, int4, Packing::Int4)->Arg(1)->Arg(64)->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(products, int4_nonuniform, Packing::Int4Codebook)->Arg(1)->Arg(64)->MeasureProcessCPUTime();
BENCHMARK(attention)->Args({1, 1})->Args({8, 1})->Args({1, 24})->Args({8, 3})->MeasureProcessCPUTime();

} // namespace
} // namespace stillhouse::infer

BENCHMARK_MAIN();
