// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/adapt/stages.h"

namespace stillhouse::adapt {

const std::vector<train::Stage>& stages() {
    static const std::vector<train::Stage> list = {
        loraSupervised(),
        loraDistillation(),
    };
    return list;
}

} // namespace stillhouse::adapt
