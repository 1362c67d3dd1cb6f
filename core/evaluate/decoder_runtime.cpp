// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/base/blas.h"
#include "core/evaluate/label_scores.h"
#include "core/evaluate/runtime.h"

namespace stillhouse::evaluate {
namespace {

class DecoderRuntime : public Runtime {
public:
    explicit DecoderRuntime(const model::Decoder& decoder) : decoder_(decoder) {}

    const formats::ModelConfig& config() const override { return decoder_.config(); }

    torch::Tensor scoreLabels(const std::vector<std::vector<std::int32_t>>& labelTokens, std::span<const EncodedExample> prompts,
                              const ScoreOptions& options, RunControl* control) override {
        return evaluate::scoreLabels(decoder_, labelTokens, prompts, options, control);
    }

    std::vector<TokenNll> responseNll(std::span<const EncodedExample> examples, const ScoreOptions& options, RunControl* control) override {
        return evaluate::responseNll(decoder_, examples, options, control);
    }

    std::vector<model::Generation> greedy(const std::vector<std::vector<std::int64_t>>& prompts, std::int64_t maxNew,
                                          const std::vector<std::int64_t>& stopIds, const model::TokenCallback& onToken) override {
        model::GenerateOptions options;
        options.sampling.greedy = true;
        options.maxNew = maxNew;
        options.stopIds = stopIds;
        return model::generateBatch(decoder_, prompts, options, onToken);
    }

    std::string kernel() const override {
        const std::string place = decoder_.device().is_cpu() ? base::blasChoice().name : decoder_.device().str();
        return "torch " + precision() + " (" + place + ")";
    }

    std::string precision() const override {
        switch (decoder_.scalarType()) {
        case torch::kHalf:
            return "f16";
        case torch::kBFloat16:
            return "bf16";
        case torch::kDouble:
            return "f64";
        default:
            return "f32";
        }
    }

    int threads() const override { return at::get_num_threads(); }

private:
    const model::Decoder& decoder_;
};

} // namespace

std::unique_ptr<Runtime> decoderRuntime(const model::Decoder& decoder) { return std::make_unique<DecoderRuntime>(decoder); }

} // namespace stillhouse::evaluate
