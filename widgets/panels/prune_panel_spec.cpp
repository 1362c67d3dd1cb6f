// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says about the Pruning page.
#include "widgets/panels.h"
#include "widgets/panels/prune_panel.h"

#include <QCoreApplication>

namespace stillhouse::widgets {

PanelSpec prunePanel() {
    return {"prune",
            QT_TRANSLATE_NOOP("panels", "Pruning"),
            "pruning",
            QT_TRANSLATE_NOOP("panels", "Take attention heads or whole FFNs out of a model, and see beforehand what that costs"),
            [](Session& session, QWidget* parent) -> QWidget* { return new PrunePanel(session, parent); },
            true,
            QT_TRANSLATE_NOOP("panels",
                              "<p>Each head's output gets a gate g = 1. Its <b>importance</b> is the mean of |∂L/∂g| over "
                              "training examples (Michel et al. 2019), with "
                              "L the loss of distillation; Fisher is the mean of (∂L/∂g)²/2, and the output norm is the mean "
                              "length of what a head adds to the stream.</p>"
                              "<p>With grouped queries the heads of a layer must stay a multiple of its key/value heads: whole "
                              "groups go, or the same number of query heads "
                              "of every group. <b>Uniform</b> takes the same from each layer, so that any loader reads the "
                              "result; <b>global</b> takes the cheapest heads anywhere.</p>"
                              "<p><b>Predictions.</b> Parameters and operations are exact. Time per token is a line between the "
                              "whole model and one without half of its heads, "
                              "both timed by the native engine on this machine. Accuracy is that of the validation split with "
                              "the heads taken out and nothing trained, measured at a few "
                              "budgets: recovery comes on top.</p>"
                              "<p><b>FFN correlation</b> is linear CKA (Kornblith et al. 2019) between the outputs of all FFNs and "
                              "with the final residual stream, over all calibration tokens. The least relevant FFNs go. What they did "
                              "is fitted by ridge least squares on the activations of a neighbouring matrix that stays and added to "
                              "it, where the held-out divergence becomes least: the result has fewer matrices and no masks.</p>"
                              "<p>After the removal the student recovers by distillation; the model is written, read again and "
                              "must give the same logits.</p>")};
}

} // namespace stillhouse::widgets
