// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/fields.h"
#include "core/peft/targets.h"

#include <cstdint>
#include <string>

namespace stillhouse::train {

/// How an adapter is made. Stages derive their options from it.
struct LoraOptions {
    std::int64_t rank = 8; ///< 0, where a stage allows it: all weights learn
    double loraAlpha = 16;
    double dropout = 0;
    std::string targets = "q_v";
    std::string targetModules;
    bool rankStabilised = false;
};

/// Appends the rows of the adapter. `optional`: the stage can train without one; its keys then start with "lora_", and rank 0 is legal.
template <class Options> void addLoraFields(base::Fields<Options>& f, bool optional = false) {
    using O = Options;
    const std::string prefix = optional ? "lora_" : "";
    f.integer(prefix + "rank", &O::rank, optional ? 0 : 1, 4096, "", SH_TR("LoRA rank"),
              optional ? SH_TR("Width r of the adapter B·A that learns instead of the weights; 0: the weights themselves learn")
                       : SH_TR("Width r of the adapter B·A that learns instead of the weights; more can say more and costs more"));
    f.number("lora_alpha", &O::loraAlpha, 0, 1e6, "", SH_TR("LoRA α"), SH_TR("The adapter counts α/r; commonly once or twice the rank"));
    f.number(prefix + "dropout", &O::dropout, 0, 0.95, "", SH_TR("LoRA dropout"), SH_TR("Share of the adapter's inputs that is left out at random in each step"));
    f.choice(prefix + "targets", &O::targets, {"q_v", "attention", "feed_forward", "all_linear", "custom"}, SH_TR("LoRA targets"),
             SH_TR("Matrices with an adapter: queries and values (the library's default for Llama), all of attention, all of the feed-forward blocks, both, or those named below"));
    f.string(prefix + "target_modules", &O::targetModules, SH_TR("Target names"), SH_TR("With custom targets: some of q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj, with commas between them")).advanced();
    f.flag(prefix + "rslora", &O::rankStabilised, SH_TR("Rank-stabilised"), SH_TR("Scale by α/√r instead of α/r, so that a larger rank does not learn more slowly")).advanced();
}

/// The options as an adapter's configuration. A mistake in the custom names is a base::Failure at "<where>.<key of the names>".
peft::AdapterConfig adapterConfig(const LoraOptions& options, const std::string& where, bool optional = false);
/// Parameters that such an adapter has on a model of this shape. Fails as adapterConfig where nothing could be adapted.
std::int64_t adapterParameters(const peft::AdapterConfig& config, const formats::ModelConfig& model, const std::string& where, bool optional = false);

} // namespace stillhouse::train
