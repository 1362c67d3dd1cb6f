// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/prune/stages.h"

namespace stillhouse::prune {

const std::vector<train::Stage>& stages() {
    static const std::vector<train::Stage> list = {
        headPruning(),
        ffnPruning(),
    };
    return list;
}

} // namespace stillhouse::prune
