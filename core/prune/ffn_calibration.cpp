// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/prune/ffn_calibration.h"

#include "core/base/failure.h"
#include "core/prune/table.h"

#include <algorithm>

namespace stillhouse::prune {

namespace {

constexpr std::int64_t kFfnBatchTokens = 2048;
constexpr std::size_t kHeldEvery = 5;

std::vector<train::Batch> batchesOf(const std::vector<evaluate::EncodedExample>& examples, const std::vector<std::int64_t>& chosen) {
    std::vector<std::size_t> lengths;
    for (const auto i : chosen)
        lengths.push_back(examples[std::size_t(i)].ids.size());
    std::vector<train::Batch> out;
    for (const auto& rows : evaluate::lengthBatches(lengths, 0, kFfnBatchTokens, false)) {
        std::vector<std::int64_t> indices;
        for (const auto row : rows)
            indices.push_back(chosen[row]);
        out.push_back(train::collate(examples, indices, 1));
    }
    return out;
}

std::int64_t tokensOf(const std::vector<train::Batch>& batches) {
    std::int64_t sum = 0;
    for (const auto& batch : batches)
        sum += batch.tokens;
    return sum;
}

} // namespace

FfnCalibration ffnCalibrationOf(const std::vector<evaluate::EncodedExample>& examples) {
    if (examples.size() < 2)
        base::fail("data", SH_TR("Correlations need two examples with an answer at least"),
                   SH_TR("Import more data, or raise the calibration examples"));
    std::vector<std::int64_t> fit, held;
    const auto every = std::min(kHeldEvery, examples.size());
    for (std::size_t i = 0; i < examples.size(); ++i)
        (i % every == every - 1 ? held : fit).push_back(std::int64_t(i));
    FfnCalibration out{batchesOf(examples, fit), batchesOf(examples, held), std::int64_t(examples.size()), 0, 0, {}, 0};
    out.heldTokens = tokensOf(out.held);
    out.tokens = tokensOf(out.fit) + out.heldTokens;
    return out;
}

FfnCalibration ffnCalibration(train::StageContext& context, std::int64_t examples, std::int64_t maxTokens) {
    auto out = ffnCalibrationOf(calibrationExamples(context, examples, maxTokens));
    out.lane = context.lane;
    out.stageIndex = context.stageIndex;
    return out;
}

void eachBatch(const FfnCalibration& calibration, const std::vector<train::Batch>& batches, const Text& activity, RunControl& control,
               const std::function<void(const train::Batch&)>& take) {
    evaluate::ScoreOptions report;
    report.lane = calibration.lane;
    report.stageIndex = calibration.stageIndex;
    report.activity = activity;
    std::int64_t total = 0;
    for (const auto& batch : batches)
        total += batch.ids.size(0);
    evaluate::BatchMeter meter(&control, report, total);
    for (const auto& batch : batches) {
        meter.check();
        take(batch);
        meter.add(batch.ids.size(0));
    }
}

} // namespace stillhouse::prune
