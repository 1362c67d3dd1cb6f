// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says of the strategies' pages. The help dock adds the methods that a strategy may hold, with their sources.
#include "widgets/panels.h"
#include "widgets/panels/strategy_panel.h"

#include <QCoreApplication>

namespace stillhouse::widgets {

PanelSpec strategyAPanel() {
    return {"strategy_a",
            QT_TRANSLATE_NOOP("panels", "Strategy A"),
            "strategy_a",
            QT_TRANSLATE_NOOP("panels", "Dynamic distillation, head pruning and INT4: stages, their parameters, and a check before the run"),
            [](Session& session, QWidget* parent) -> QWidget* { return new StrategyPanel(session, QStringLiteral("A"), parent); },
            true,
            QT_TRANSLATE_NOOP("panels",
                              "<p>The stages run from top to bottom; each begins with the student that the one before left. A stage can be skipped, and is resumed "
                              "from its checkpoint. <i>Check before running</i> looks at paths, shapes and vocabulary, and estimates time, memory and disk.</p>"
                              "<p><b>Soft targets.</b> L = α τ² KL(softmax(z<sub>T</sub>/τ) ‖ softmax(z<sub>S</sub>/τ)) + (1 − α) CE(y, z<sub>S</sub>), with z the logits of "
                              "teacher and student; τ² keeps the gradient's size as τ grows (Hinton et al. 2015).</p>"
                              "<p><b>Attention transfer.</b> The mean KL(A<sub>T</sub> ‖ A<sub>S</sub>) over heads and rows of paired layers; where head counts differ, "
                              "the relations softmax(QQᵀ/√d), KKᵀ and VVᵀ are matched instead (MiniLMv2, Wang et al. 2021).</p>"
                              "<p><b>Gradient matching.</b> 1 − cos(K<sub>S</sub>, K<sub>T</sub>) of the centred Gram matrices "
                              "K<sub>ij</sub> = ⟨p<sub>i</sub> − y<sub>i</sub>, p<sub>j</sub> − y<sub>j</sub>⟩ · ⟨h<sub>i</sub>, h<sub>j</sub>⟩: the "
                              "products of the output matrix's gradients at two positions, whatever the width.</p>")};
}

PanelSpec strategyBPanel() {
    return {"strategy_b",
            QT_TRANSLATE_NOOP("panels", "Strategy B"),
            "strategy_b",
            QT_TRANSLATE_NOOP("panels", "Feedback-driven progressive distillation, feed-forward pruning and FP8/FP16: stages, their parameters, and a check before the run"),
            [](Session& session, QWidget* parent) -> QWidget* { return new StrategyPanel(session, QStringLiteral("B"), parent); },
            true,
            QT_TRANSLATE_NOOP("panels",
                              "<p>The stages run from top to bottom; each begins with what the one before left. A stage can be skipped, and is resumed "
                              "from its checkpoint. <i>Check before running</i> looks at paths, shapes and vocabulary, and estimates time, memory and disk.</p>"
                              "<p><b>Reward model.</b> −log σ(r<sub>better</sub> − r<sub>worse</sub>) over preference pairs, r read at the last token of an answer "
                              "(Bradley and Terry 1952).</p>"
                              "<p><b>PPO.</b> Each token pays −β(log π − log π<sub>start</sub>), the reward comes at the end; advantages by GAE, ratios clipped at "
                              "1 ± 0.2 (Schulman et al. 2017; Ziegler et al. 2019). Its answers, filtered by their reward, are what the student learns from.</p>"
                              "<p><b>Progressive update.</b> Accepted answers reach the student in batches of 1,024 at τ = 1; layers join from the head down, and "
                              "a batch that makes the evaluation worse is taken back.</p>"
                              "<p><b>Feed-forward pruning.</b> The FFN whose output has the lowest linear CKA, ‖XᵀY‖² / (‖XᵀX‖ ‖YᵀY‖), with the final stream goes first "
                              "(Kornblith et al. 2019); what it did is folded into its neighbours by ridge regression.</p>")};
}

} // namespace stillhouse::widgets
