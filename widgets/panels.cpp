// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panels.h"

namespace stillhouse::widgets {

// Each is defined in widgets/panels/<id>_panel.cpp.
PanelSpec dataPanel();
PanelSpec teacherPanel();
PanelSpec strategyAPanel();
PanelSpec strategyBPanel();
PanelSpec temperaturePanel();
PanelSpec runPanel();
PanelSpec attentionPanel();
PanelSpec prunePanel();
PanelSpec quantizePanel();
PanelSpec rlhfPanel();
PanelSpec comparePanel();
PanelSpec demoPanel();
PanelSpec exportPanel();

const std::vector<PanelSpec>& panels() {
    static const std::vector<PanelSpec> list = {
        // The rail, in the order of the work.
        dataPanel(),
        teacherPanel(),
        strategyAPanel(),
        strategyBPanel(),
        runPanel(),
        attentionPanel(),
        prunePanel(),
        quantizePanel(),
        rlhfPanel(),
        comparePanel(),
        demoPanel(),
        exportPanel(),
        // Docks.
        temperaturePanel(),
    };
    return list;
}

} // namespace stillhouse::widgets
