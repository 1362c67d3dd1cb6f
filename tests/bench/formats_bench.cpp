// SPDX-License-Identifier: GPL-3.0-or-later
// Encoding and decoding of strategy B's formats, one core, a megabyte of floats at once.
#include "core/base/seed.h"
#include "core/formats/block_float.h"
#include "core/formats/fp8_spans.h"

#include <benchmark/benchmark.h>

using namespace stillhouse::formats;

namespace {

constexpr std::int64_t kCount = 1 << 18;

std::vector<float> randomValues() {
    stillhouse::base::Random random(1);
    std::vector<float> values(kCount);
    for (auto& value : values)
        value = float(random.uniform() - 0.5);
    return values;
}

void encodeFp8All(benchmark::State& state, Fp8 format) {
    const auto values = randomValues();
    std::vector<std::uint8_t> codes(kCount);
    for (auto _ : state) {
        encodeFp8(values, 64, format, Overflow::Saturate, codes.data());
        benchmark::DoNotOptimize(codes.data());
    }
    state.SetItemsProcessed(state.iterations() * kCount);
}

void encodeFp8OneByOne(benchmark::State& state, Fp8 format) {
    const auto values = randomValues();
    std::vector<std::uint8_t> codes(kCount);
    for (auto _ : state) {
        for (std::size_t i = 0; i < values.size(); ++i)
            codes[i] = floatToFp8(values[i] * 64, format);
        benchmark::DoNotOptimize(codes.data());
    }
    state.SetItemsProcessed(state.iterations() * kCount);
}

void decodeFp8All(benchmark::State& state, Fp8 format) {
    std::vector<float> values = randomValues();
    std::vector<std::uint8_t> codes(kCount);
    encodeFp8(values, 64, format, Overflow::Saturate, codes.data());
    for (auto _ : state) {
        decodeFp8(codes, 1, format, values.data());
        benchmark::DoNotOptimize(values.data());
    }
    state.SetItemsProcessed(state.iterations() * kCount);
}

void encodeBlock(benchmark::State& state, const char* name) {
    const auto format = blockFormatNamed(name, "format");
    const auto values = randomValues();
    std::vector<std::uint8_t> packed(std::size_t(format.bytes(kCount)));
    for (auto _ : state) {
        encodeBlocks(values, format, packed.data());
        benchmark::DoNotOptimize(packed.data());
    }
    state.SetItemsProcessed(state.iterations() * kCount);
}

void decodeBlock(benchmark::State& state, const char* name) {
    const auto format = blockFormatNamed(name, "format");
    auto values = randomValues();
    std::vector<std::uint8_t> packed(std::size_t(format.bytes(kCount)));
    encodeBlocks(values, format, packed.data());
    for (auto _ : state) {
        decodeBlocks(packed.data(), format, values);
        benchmark::DoNotOptimize(values.data());
    }
    state.SetItemsProcessed(state.iterations() * kCount);
}

} // namespace

BENCHMARK_CAPTURE(encodeFp8All, e4m3, Fp8::E4M3);
BENCHMARK_CAPTURE(encodeFp8OneByOne, e4m3, Fp8::E4M3);
BENCHMARK_CAPTURE(encodeFp8All, e5m2, Fp8::E5M2);
BENCHMARK_CAPTURE(decodeFp8All, e4m3, Fp8::E4M3);
BENCHMARK_CAPTURE(decodeFp8All, e5m2, Fp8::E5M2);
BENCHMARK_CAPTURE(encodeBlock, bfp8, "bfp8");
BENCHMARK_CAPTURE(decodeBlock, bfp8, "bfp8");
BENCHMARK_CAPTURE(encodeBlock, mxfp6, "mxfp6-e3m2");
BENCHMARK_CAPTURE(encodeBlock, mxfp4, "mxfp4");
BENCHMARK_CAPTURE(decodeBlock, mxfp4, "mxfp4");
BENCHMARK_MAIN();
