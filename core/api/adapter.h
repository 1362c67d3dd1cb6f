// SPDX-License-Identifier: GPL-3.0-or-later
// LoRA adapters (Hu et al. 2021) in the PEFT library's layout: looking at one, and putting it into its model. What trains them are stages
// (lora.sft, lora.distill).
#pragma once
#include "core/api/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace stillhouse {

struct AdapterMatrix {
    std::int64_t layer = 0;
    std::string module; ///< "q_proj"
    std::int64_t out = 0, in = 0, rank = 0;
    double scale = 0; ///< W' = W + scale · B·A
};

struct AdapterInfo {
    std::string path, baseModel, precision; ///< baseModel: as the adapter names it; precision: "F32", "F16" or "BF16"
    std::int64_t rank = 0;                  ///< the configuration's; single matrices may differ
    double alpha = 0, dropout = 0;
    bool rankStabilised = false;
    std::vector<AdapterMatrix> matrices;
    std::int64_t parameters = 0, bytes = 0;
    std::int64_t modelParameters = 0; ///< of the model it was held against; 0: of none
    /// Adapter's parameters over those of model and adapter together, as PEFT counts; 0 without a model.
    double trainedShare() const { return modelParameters > 0 ? double(parameters) / double(parameters + modelParameters) : 0; }
};

/// What an adapter's folder says; with a model folder also whether it fits. Needs no engine.
Result<AdapterInfo> inspectAdapter(const std::string& folder, const std::string& model = {});

/// What a finished training of an adapter says about itself. The stage's event "lora" carries it as JSON.
struct AdapterReport {
    std::string adapter, base; ///< folders: the adapter, and the model without it
    std::int64_t rank = 0, trained = 0, parameters = 0; ///< parameters: of the model alone
    double alpha = 0;
    std::vector<std::string> targets;
    double mergeError = 0; ///< largest difference between the logits of weights plus adapter and of the merged weights

    double share() const { return trained > 0 ? double(trained) / double(trained + parameters) : 0; }
};
std::string formatAdapterReport(const AdapterReport& report);
Result<AdapterReport> parseAdapterReport(const std::string& json);

/// For Engine::mergeAdapter.
struct MergeRequest {
    std::string model, adapter, out; ///< folders; `out` is written
    std::string precision;           ///< "f32", "f16", "bf16"; empty: the model's own
    bool undo = false;               ///< take the adapter out of a model that it was merged into
};

struct MergeResult {
    AdapterInfo adapter;
    std::string out;
    double largestChange = 0; ///< of a weight
    double error = 0;         ///< largest difference between the logits of the written model and of model plus adapter, on a few tokens
};

} // namespace stillhouse
