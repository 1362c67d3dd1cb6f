// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/native/native_state.h"

#include "core/base/blas.h"
#include "core/base/failure.h"

#include <algorithm>
#include <cmath>

namespace stillhouse::native {

namespace {

constexpr std::int64_t partLogits = std::int64_t{1} << 22; // 16 MiB of F32

infer::CacheFormat cacheFor(const infer::PackedModel& model, const std::string& name) {
    if (!name.empty())
        return infer::cacheFormatNamed(name, "cache");
    return model.hasIntegers() ? infer::CacheFormat::F16 : infer::CacheFormat::F32;
}

} // namespace

NativeState::NativeState(const std::string& path, const NativeOptions& options) : model_(openModel(path, options.quant)), options_(options), cache_(cacheFor(*model_.packed, options.cache)) {
    const auto most = config().maxPositions;
    if (options.context < 0 || options.context > most)
        base::failAt("context", Text(SH_TR("The model reads %1 tokens at most"), {std::to_string(most)}), SH_TR("Choose fewer, or 0 for what it can"));
    limit_ = options.context > 0 ? options.context : most;
}

infer::Session& NativeState::fresh(std::int64_t tokens) {
    tokens = std::min(tokens, limit_);
    if (!session_ || room_ < tokens) {
        session_.reset(); // its cache first: two would be held at once
        session_ = std::make_unique<infer::Session>(model_.packed, options_.threads > 0 ? options_.threads : base::defaultThreads(), tokens, cache_);
        room_ = tokens;
    }
    session_->truncate(0);
    return *session_;
}

std::vector<std::int32_t> NativeState::checked(std::span<const std::int64_t> ids) const {
    if (ids.empty())
        base::fail(model_.path, SH_TR("There are no token ids"), SH_TR("Give at least one"));
    for (const auto id : ids)
        if (id < 0 || id >= config().vocab)
            base::fail(model_.path, Text(SH_TR("Token id %1 is outside the vocabulary of %2"), {std::to_string(id), std::to_string(config().vocab)}), SH_TR("Use the model's own tokenizer"));
    if (std::int64_t(ids.size()) > limit_)
        base::fail(model_.path, Text(SH_TR("%1 tokens do not fit the context of %2"), {std::to_string(ids.size()), std::to_string(limit_)}), SH_TR("Shorten the text"));
    return {ids.begin(), ids.end()};
}

void forEachPart(std::span<const std::int32_t> window, std::int64_t vocab,
                 const std::function<void(std::size_t, std::span<const std::int32_t>)>& take) {
    const auto most = static_cast<std::size_t>(std::clamp<std::int64_t>(partLogits / vocab, 16, 256));
    for (std::size_t at = 0; at + 1 < window.size(); at += most)
        take(at, window.subspan(at, std::min(most, window.size() - 1 - at)));
}

double logSumExp(std::span<const float> logits) {
    const double largest = *std::max_element(logits.begin(), logits.end());
    double sum = 0;
    for (const float value : logits)
        sum += std::exp(value - largest);
    if (!std::isfinite(sum) || !std::isfinite(largest))
        base::fail("perplexity", SH_TR("The model's output is not a number"), SH_TR("The weights are damaged or training has diverged"), ErrorKind::Internal);
    return largest + std::log(sum);
}

double nllOf(std::span<const float> logits, std::int64_t target) { return logSumExp(logits) - logits[static_cast<std::size_t>(target)]; }

void checkStopped(const RunControl& control) {
    if (control.stopRequested())
        base::fail({}, SH_TR("The evaluation was cancelled"), {}, ErrorKind::Cancelled);
}

void tellWindows(RunControl& control, const char* activity, std::int64_t done, std::int64_t total) {
    checkStopped(control);
    Progress progress;
    progress.activity = activity;
    progress.done = done;
    progress.total = total;
    control.report(progress);
}

} // namespace stillhouse::native
