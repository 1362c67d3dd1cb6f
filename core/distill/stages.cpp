// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/distill/stages.h"

namespace stillhouse::distill {

const std::vector<train::Stage>& stages() {
    static const std::vector<train::Stage> list = {
        softTargets(),
        attentionTransfer(),
        gradientMatching(),
    };
    return list;
}

} // namespace stillhouse::distill
