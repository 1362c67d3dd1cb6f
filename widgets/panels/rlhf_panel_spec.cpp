// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says about the RLHF page.
#include "widgets/panels.h"
#include "widgets/panels/rlhf_panel.h"

#include <QCoreApplication>

namespace stillhouse::widgets {

PanelSpec rlhfPanel() {
    return {"rlhf",
            QT_TRANSLATE_NOOP("panels", "RLHF"),
            "rlhf",
            QT_TRANSLATE_NOOP("panels", "Watch strategy B's reward model and policy, read its answers, and start the next feedback round"),
            [](Session& session, QWidget* parent) -> QWidget* { return new RlhfPanel(session, parent); },
            true,
            QT_TRANSLATE_NOOP("panels", "<p>The <b>reward model</b> learns from pairs by the loss −log σ(r<sub>better</sub> − r<sub>worse</sub>) (Bradley and Terry 1952). Pair "
                                        "accuracy and calibration are measured on pairs whose prompts it never saw; the answer's length alone and a coin stand beside "
                                        "them.</p>"
                                        "<p><b>PPO</b> (Schulman et al. 2017; Ziegler et al. 2019) pays −β(log π − log π<sub>start</sub>) for each token and the reward at the "
                                        "end. β follows so that the KL stays near its target: within a fifth of it in proportion, beyond with its full step. The ratio of "
                                        "probabilities is clipped; the clip fraction says how often. <b>Best of n</b> learns the best of n answers instead.</p>"
                                        "<p><b>Health rules</b> stop a run whose ratio, KL, entropy or ends of text left the rails, go back to the last healthy policy, and "
                                        "say why in a bar on this page and as a line in the plots.</p>"
                                        "<p>The <b>filter</b> removes duplicates, all but the best answers of a prompt, and what scores too low. Every answer keeps its fate.</p>"
                                        "<p>A <b>feedback round</b> is a run whose reward model goes on from the round before, with that round's preferences and those that "
                                        "were labelled since.</p>")};
}

} // namespace stillhouse::widgets
