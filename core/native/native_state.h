// SPDX-License-Identifier: GPL-3.0-or-later
// What NativeModel and the comparison of two models share: an open model and one session that grows with what is asked of it.
#pragma once
#include "core/api/native.h"
#include "core/infer/session.h"
#include "core/native/open_model.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace stillhouse::native {

class NativeState {
public:
    NativeState(const std::string& path, const NativeOptions& options);

    const OpenModel& model() const { return model_; }
    const formats::ModelConfig& config() const { return model_.packed->config; }
    /// The most tokens that one sequence may have here.
    std::int64_t limit() const { return limit_; }
    /// An empty sequence with room for `tokens`, at most limit().
    infer::Session& fresh(std::int64_t tokens);
    /// The tokens as the session takes them. base::Failure for none, for one outside the vocabulary and for more than limit().
    std::vector<std::int32_t> checked(std::span<const std::int64_t> ids) const;

private:
    OpenModel model_;
    NativeOptions options_;
    infer::CacheFormat cache_;
    std::int64_t limit_ = 0, room_ = 0;
    std::unique_ptr<infer::Session> session_;
};

/// Cuts all tokens of a window but the last into parts whose logits take a few megabytes.
void forEachPart(std::span<const std::int32_t> window, std::int64_t vocab,
                 const std::function<void(std::size_t first, std::span<const std::int32_t> part)>& take);

/// −log softmax(logits)[target], in double.
double nllOf(std::span<const float> logits, std::int64_t target);
/// log Σ e^logits, in double. base::Failure when it is not finite.
double logSumExp(std::span<const float> logits);

/// base::Failure (Cancelled) once a stop was asked for.
void checkStopped(const RunControl& control);
/// Windows done so far, and stopping between them.
void tellWindows(RunControl& control, const char* activity, std::int64_t done, std::int64_t total);

} // namespace stillhouse::native
