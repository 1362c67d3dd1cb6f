// SPDX-License-Identifier: GPL-3.0-or-later
// What evaluation asks of a model, whichever code computes it: LibTorch's decoder, or the packed weights of core/infer.
#pragma once
#include "core/model/torch.h"

#include "core/evaluate/response_nll.h"
#include "core/infer/session.h"
#include "core/model/generate.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace stillhouse::evaluate {

/// One model that can be measured. Not thread-safe. Every call is base::Failure for ids outside the vocabulary, and when cancelled.
class Runtime {
public:
    virtual ~Runtime() = default;
    virtual const formats::ModelConfig& config() const = 0;
    /// As evaluate::scoreLabels: (n, labels) F32, mean log-probability of each label's tokens behind each prompt.
    virtual torch::Tensor scoreLabels(const std::vector<std::vector<std::int32_t>>& labelTokens, std::span<const EncodedExample> prompts,
                                      const ScoreOptions& options, RunControl* control) = 0;
    /// As evaluate::responseNll.
    virtual std::vector<TokenNll> responseNll(std::span<const EncodedExample> examples, const ScoreOptions& options, RunControl* control) = 0;
    /// The most probable continuation of each prompt, at most maxNew tokens, up to one of stopIds.
    virtual std::vector<model::Generation> greedy(const std::vector<std::vector<std::int64_t>>& prompts, std::int64_t maxNew,
                                                  const std::vector<std::int64_t>& stopIds, const model::TokenCallback& onToken) = 0;

    virtual std::string kernel() const = 0;    ///< "torch f32 (oneDNN sgemm)", "avx2"
    virtual std::string precision() const = 0; ///< "f32", "int4-nonuniform"
    virtual bool native() const { return true; } ///< false: computes a format that this machine does not run as such
    virtual int threads() const = 0;
};

/// Through LibTorch. The decoder must outlive it.
std::unique_ptr<Runtime> decoderRuntime(const model::Decoder& decoder);
/// From packed weights, with a session of its own that holds `context` tokens (at most the model's). `native` as in Runtime.
std::unique_ptr<Runtime> packedRuntime(std::shared_ptr<const infer::PackedModel> model, int threads, std::int64_t context, bool native = true);

} // namespace stillhouse::evaluate
