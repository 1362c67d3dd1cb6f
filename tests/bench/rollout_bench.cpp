// SPDX-License-Identifier: GPL-3.0-or-later
// Sampling answers for a rollout: LibTorch's batch against the native engine, packing included, on the sample's teacher.
#include "core/model/torch.h"

#include "core/base/seed.h"
#include "core/model/model_io.h"
#include "core/model/packed_copy.h"

#include <benchmark/benchmark.h>

namespace {

using namespace stillhouse;

const model::Decoder& teacher() {
    static const auto decoder = model::loadModel(std::string(STILLHOUSE_SOURCE_DIR) + "/resources/sample/teacher");
    return decoder;
}

// 64 prompts of about 60 tokens, as the sample's reviews have, in order of length.
std::vector<std::vector<std::int64_t>> prompts() {
    base::Random random(1);
    std::vector<std::vector<std::int64_t>> out;
    for (std::size_t row = 0; row < 64; ++row) {
        out.emplace_back();
        for (std::size_t t = 0; t < 50 + row / 3; ++t)
            out.back().push_back(std::int64_t(random.below(1024)));
    }
    return out;
}

model::GenerateOptions options(std::int64_t tokens) {
    model::GenerateOptions o;
    o.maxNew = tokens;
    o.sampling.seed = 7;
    return o;
}

void torchBatch(benchmark::State& state) {
    const auto rows = prompts();
    for (auto _ : state)
        benchmark::DoNotOptimize(model::generateBatch(teacher(), rows, options(state.range(0))));
    state.SetItemsProcessed(state.iterations() * 64 * state.range(0));
}

void native(benchmark::State& state) {
    const auto rows = prompts();
    for (auto _ : state) {
        const auto packed = model::packedCopy(teacher());
        benchmark::DoNotOptimize(model::generatePacked(packed, rows, options(state.range(0)), at::get_num_threads()));
    }
    state.SetItemsProcessed(state.iterations() * 64 * state.range(0));
}

void packing(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(model::packedCopy(teacher()));
}

} // namespace

BENCHMARK(torchBatch)->Arg(1)->Arg(8)->Arg(32)->Arg(128)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(native)->Arg(1)->Arg(8)->Arg(32)->Arg(128)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(packing)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK_MAIN();
