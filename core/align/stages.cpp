// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/align/stages.h"

namespace stillhouse::align {

const std::vector<train::Stage>& stages() {
    static const std::vector<train::Stage> list = {
        supervised(),
        reward(),
        ppo(),
        bestOfN(),
        filter(),
        progressive(),
    };
    return list;
}

} // namespace stillhouse::align
