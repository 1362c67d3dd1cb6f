// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels.h"

namespace stillhouse::widgets {

const std::vector<PanelSpec>& panels() {
    static const std::vector<PanelSpec> list = {};
    return list;
}

} // namespace stillhouse::widgets
