// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/infer/products.h"

#include "core/base/failure.h"
#include "core/formats/half.h"
#include "core/infer/kernels.h"

#include <algorithm>
#include <cstdlib>

namespace stillhouse::infer {

namespace {

std::vector<const Kernel*> available() {
    std::vector<const Kernel*> list;
    for (const auto* kernel : {&scalarKernel(), &avx2Kernel(), &avx512Kernel(), &neonKernel()})
        if (kernel->available())
            list.push_back(kernel);
    return list;
}

const Kernel* chosen(std::string_view name) {
    std::string names;
    for (const auto* kernel : available()) {
        if (name == kernel->name)
            return kernel;
        names += (names.empty() ? "" : ", ") + std::string(kernel->name);
    }
    base::failAt("kernel", Text(SH_TR("This processor has no kernel '%1'"), {std::string(name)}), Text(SH_TR("Use one of %1"), {names}));
}

const Kernel*& current() {
    static const Kernel* kernel = [] {
        const char* wanted = std::getenv("STILLHOUSE_KERNEL");
        return wanted && *wanted ? chosen(wanted) : available().back();
    }();
    return kernel;
}

void addProtected(const PackedMatrix& w, const Activations& x, std::int64_t begin, std::int64_t end, float* out) {
    if (!w.outlierStart)
        return;
    for (std::int64_t r = begin; r < end; ++r)
        for (auto i = w.outlierStart[r]; i < w.outlierStart[r + 1]; ++i) {
            const float difference = formats::f16ToFloat(w.outlierValue[i]);
            for (std::int64_t t = 0; t < x.tokens; ++t)
                out[t * w.rows + r] += difference * x.values[t * x.cols + w.outlierColumn[i]];
        }
}

// Groups [begin, end) of sixteen rows.
void part(const Kernel& kernel, const Product& product, const Activations& x, std::int64_t begin, std::int64_t end) {
    const auto& w = *product.matrix;
    const auto firstRow = begin * rowsPerGroup, lastRow = std::min(end * rowsPerGroup, w.rows);
    if (!isInteger(w.packing))
        return kernel.floating(w, x, firstRow, lastRow, product.out);
    kernel.integer(w, x, begin, end, product.out);
    addProtected(w, x, firstRow, lastRow, product.out);
}

// A piece of a product of many tokens is so many groups: those that a kernel unpacks together.
constexpr std::int64_t kGroups = 4;

// One token reads each weight once, so what counts is how the memory is asked: long runs, as many for each thread. Pieces of 24 kB cost two
// threads a fifth of the speed on Zen against these.
std::int64_t groupsToRead(std::span<const Product> products, std::int64_t groups, int threads) {
    constexpr std::int64_t kRun = 1 << 17; ///< bytes
    std::int64_t bytes = 0;
    for (const auto& product : products)
        bytes += product.matrix->bytes();
    const auto pieces = std::max<std::int64_t>(1, bytes / (kRun * threads)) * threads;
    return (groups + pieces - 1) / pieces;
}

} // namespace

void Activations::set(std::span<const float> x, std::int64_t newTokens, std::int64_t newCols, WorkerPool* pool) {
    tokens = newTokens;
    cols = newCols;
    blocks = (cols + blockColumns - 1) / blockColumns;
    values = x.data();
    codes.resize(std::size_t(tokens * blocks * blockColumns));
    scales.resize(std::size_t(tokens * blocks));
    sums.resize(std::size_t(tokens * blocks));
    alone.resize(std::size_t(tokens == 1 ? blocks : 0));
    tiles.resize(std::size_t(tokens == 1 ? 0 : (tokens + 3) / 4 * blocks));
    const auto quantize = [this](std::int64_t begin, std::int64_t end) {
        for (auto t = begin; t < end; ++t) {
            auto* own = codes.data() + t * blocks * blockColumns;
            quantizeToken(values + t * cols, cols, own, scales.data() + t * blocks, sums.data() + t * blocks);
            if (tokens == 1)
                arrangeToken(own, scales.data(), blocks, alone.data());
            else
                arrangeToken(own, scales.data() + t * blocks, blocks, int(t % 4), tiles.data() + t / 4 * blocks);
        }
    };
    if (!pool || tokens < 8) // one token is less work than waking the other threads
        return quantize(0, tokens);
    pool->run([&](int thread) {
        const auto [begin, end] = partOf((tokens + 3) / 4, thread, pool->threads());
        quantize(begin * 4, std::min(tokens, end * 4));
    });
}

void multiply(WorkerPool& pool, std::span<const Product> products, const Activations& x) {
    const Kernel& kernel = *current(); // here, because a name that is refused must not throw inside a worker
    std::int64_t all = 0;
    for (const auto& product : products)
        all += product.matrix->groups();
    const auto run = x.tokens == 1 ? groupsToRead(products, all, pool.threads()) : kGroups;
    pool.share((all + run - 1) / run, [&](int, std::int64_t piece) {
        auto begin = piece * run, end = begin + run;
        for (const auto& product : products) {
            const auto groups = product.matrix->groups();
            if (begin < groups && end > begin)
                part(kernel, product, x, begin, std::min(groups, end));
            begin = std::max<std::int64_t>(0, begin - groups);
            end -= groups;
        }
    });
}

std::vector<std::string> availableKernels() {
    std::vector<std::string> names;
    for (const auto* kernel : available())
        names.emplace_back(kernel->name);
    return names;
}

std::string kernelName() {
    return current()->name;
}
void forceKernel(std::string_view name) {
    current() = chosen(name);
}

} // namespace stillhouse::infer
