// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/model/torch.h"

#include <cstdint>
#include <vector>

namespace stillhouse::model {

/// What a caller asks to see or to scale during one forward pass. Nothing that is not asked for is kept or even computed. Results
/// are part of the autograd graph; one Tensor per layer, undefined for an absent sub-block or a layer not in `layers`.
struct Hooks {
    // Requests.
    bool wantAttentionMaps = false;  ///< the softmax weights
    bool wantQueriesKeysValues = false; ///< after bias and head norm, before the rotation
    bool wantHiddenStates = false;   ///< the residual stream entering each layer, and the one that leaves the last
    bool wantHeadOutputs = false;    ///< what each head contributes before the output projection (and before its gate)
    bool wantFfnActivations = false; ///< silu(gate)·up, the input of the down projection (before its gates)
    bool wantBlockOutputs = false;   ///< what attention and FFN add to the residual stream
    std::vector<std::int64_t> layers; ///< capture in these layers only; empty means all. Hidden states ignore it.

    // Scales, one Tensor per layer or empty; an undefined Tensor leaves its layer alone.
    std::vector<torch::Tensor> headGates; ///< (H): factor on each head's output (Michel 2019)
    std::vector<torch::Tensor> ffnGates;  ///< (F): factor on each FFN channel

    // Results, filled by the pass.
    std::vector<torch::Tensor> attentionMaps;    ///< (B,H,T,T)
    std::vector<torch::Tensor> queries;          ///< (B,T,H,D)
    std::vector<torch::Tensor> keys;             ///< (B,T,K,D)
    std::vector<torch::Tensor> values;           ///< (B,T,K,D)
    std::vector<torch::Tensor> hiddenStates;     ///< L+1 of (B,T,d)
    std::vector<torch::Tensor> headOutputs;      ///< (B,T,H,D)
    std::vector<torch::Tensor> ffnActivations;   ///< (B,T,F)
    std::vector<torch::Tensor> attentionOutputs; ///< (B,T,d)
    std::vector<torch::Tensor> ffnOutputs;       ///< (B,T,d)

    /// Clears the results and sizes those that were asked for. The decoder calls it at the start of a pass.
    void prepare(std::int64_t layerCount);
    bool covers(std::int64_t layer) const;
};

} // namespace stillhouse::model
