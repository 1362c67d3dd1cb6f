// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a native packed file: a clear refusal, or a model that runs, with a tokenizer and a report that are refused or read.
#include "core/base/failure.h"
#include "core/infer/native_file.h"
#include "core/infer/session.h"
#include "core/quantize/report_json.h"
#include "core/text/tokenizer.h"
#include "tests/fuzz/memory_file.h"

#include <algorithm>
#include <cstring>
#include <vector>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace {

using namespace stillhouse;

constexpr std::size_t kLength = sizeof(std::uint64_t);

template <class Work> void refusable(Work work) {
    try {
        work();
    } catch (const base::Failure&) {
    }
}

void readMatrices(const infer::NativeFile& file) {
    for (const auto& [name, matrix] : file.matrices()) {
        std::vector<float> row(std::size_t(matrix.cols));
        for (std::int64_t r = 0; r < matrix.rows; ++r)
            infer::dequantizeRow(matrix, r, row);
    }
}

void runModel(const infer::NativeFile& file) {
    const auto model = std::make_shared<infer::PackedModel>(infer::openNative(file));
    infer::Session session(model, 1, std::min<std::int64_t>(4, model->config.maxPositions));
    std::vector<std::int32_t> ids;
    for (std::int64_t i = 0; i < session.context(); ++i)
        ids.push_back(std::int32_t(i * 5 % model->config.vocab));
    if (std::int64_t(session.allLogits(ids).size()) != session.context() * model->config.vocab)
        __builtin_trap();
}

} // namespace

// The header and what is behind it change apart, so that the length in front stays true and more than the first check is reached.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned int seed) {
    std::uint64_t header = 0;
    if (size > kLength)
        std::memcpy(&header, data, kLength);
    if (seed % 16 == 0 || size <= kLength || header == 0 || header >= size - kLength || most <= size)
        return LLVMFuzzerMutate(data, size, most);
    auto* begin = data + kLength;
    const std::vector<std::uint8_t> rest(begin + header, data + size);
    if (seed % 2 == 0)
        return kLength + header + LLVMFuzzerMutate(begin + header, rest.size(), most - kLength - header);
    const auto changed = LLVMFuzzerMutate(begin, header, most - kLength - rest.size());
    const std::uint64_t length = changed;
    std::memcpy(data, &length, kLength);
    std::memcpy(begin + changed, rest.data(), rest.size());
    return kLength + changed + rest.size();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const fuzz::MemoryFile input(data, size);
    refusable([&] {
        const infer::NativeFile file(input.path());
        readMatrices(file);
        refusable([&] { (void)quantize::parseReport(file.report(), "report"); });
        refusable([&] { (void)text::Tokenizer::fromJson(file.tokenizerJson(), file.tokenizerConfigJson(), "input"); });
        refusable([&] { runModel(file); });
    });
    return 0;
}
