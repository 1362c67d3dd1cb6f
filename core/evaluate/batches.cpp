// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/evaluate/batches.h"

#include <algorithm>
#include <numeric>

namespace stillhouse::evaluate {

std::vector<std::vector<std::size_t>> lengthBatches(std::span<const std::size_t> lengths, std::size_t extra, std::int64_t batchTokens,
                                                    bool equal) {
    std::vector<std::size_t> order(lengths.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return lengths[a] > lengths[b]; });
    std::vector<std::vector<std::size_t>> batches;
    std::size_t longest = 0;
    for (const std::size_t row : order) {
        const bool full = batches.empty() || static_cast<std::int64_t>((batches.back().size() + 1) * (longest + extra)) > batchTokens;
        if (full || (equal && lengths[row] != longest)) {
            batches.emplace_back();
            longest = lengths[row];
        }
        batches.back().push_back(row);
    }
    return batches;
}

torch::Tensor paddedIds(std::span<const std::vector<std::int32_t>> rows, torch::Device device) {
    std::size_t longest = 0;
    for (const auto& row : rows)
        longest = std::max(longest, row.size());
    auto ids = torch::zeros({static_cast<std::int64_t>(rows.size()), static_cast<std::int64_t>(longest)}, torch::kLong);
    auto* to = ids.data_ptr<std::int64_t>();
    for (const auto& row : rows) {
        std::copy(row.begin(), row.end(), to);
        to += longest;
    }
    return ids.to(device);
}

void checkIds(std::span<const std::int32_t> ids, std::int64_t vocab) {
    for (const std::int32_t id : ids)
        if (id < 0 || id >= vocab)
            base::fail("tokenizer",
                       Text(SH_TR("Token %1 is outside the model's vocabulary of %2"), {std::to_string(id), std::to_string(vocab)}),
                       SH_TR("Use the tokenizer that the model was trained with."));
}

BatchMeter::BatchMeter(RunControl* control, const ScoreOptions& options, std::int64_t total, std::string unit) : control_(control) {
    progress_.lane = options.lane;
    progress_.stageIndex = options.stageIndex;
    progress_.total = total;
    progress_.rateUnit = std::move(unit);
    progress_.activity = options.activity;
}

void BatchMeter::check() {
    if (!control_)
        return;
    control_->waitWhilePaused();
    if (control_->stopRequested())
        base::fail({}, SH_TR("The evaluation was cancelled"), {}, ErrorKind::Cancelled);
}

void BatchMeter::add(std::int64_t done) {
    progress_.done += done;
    const auto now = Clock::now();
    const bool finished = progress_.done >= progress_.total;
    if (!control_ || (!finished && now - told_ < std::chrono::milliseconds(200)))
        return;
    told_ = now;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    progress_.rate = seconds > 0 ? static_cast<double>(progress_.done) / seconds : 0;
    progress_.secondsLeft = progress_.rate > 0 ? static_cast<double>(progress_.total - progress_.done) / progress_.rate : 0;
    control_->report(progress_);
}

} // namespace stillhouse::evaluate
