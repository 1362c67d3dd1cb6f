// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/model/hooks.h"

#include <algorithm>

namespace stillhouse::model {

void Hooks::prepare(std::int64_t layerCount) {
    const auto reset = [](std::vector<torch::Tensor>& list, bool wanted, std::int64_t size) {
        list.assign(wanted ? static_cast<std::size_t>(size) : 0, torch::Tensor());
    };
    reset(attentionMaps, wantAttentionMaps, layerCount);
    reset(queries, wantQueriesKeysValues, layerCount);
    reset(keys, wantQueriesKeysValues, layerCount);
    reset(values, wantQueriesKeysValues, layerCount);
    reset(hiddenStates, wantHiddenStates, layerCount + 1);
    reset(headOutputs, wantHeadOutputs, layerCount);
    reset(ffnActivations, wantFfnActivations, layerCount);
    reset(attentionOutputs, wantBlockOutputs, layerCount);
    reset(ffnOutputs, wantBlockOutputs, layerCount);
}

bool Hooks::covers(std::int64_t layer) const { return layers.empty() || std::find(layers.begin(), layers.end(), layer) != layers.end(); }

} // namespace stillhouse::model
