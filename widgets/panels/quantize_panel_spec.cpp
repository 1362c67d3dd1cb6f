// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says about the Quantization page.
#include "widgets/panels.h"
#include "widgets/panels/quantize_panel.h"

#include <QCoreApplication>

namespace stillhouse::widgets {

PanelSpec quantizePanel() {
    return {"quantize",
            QT_TRANSLATE_NOOP("panels", "Quantization"),
            "quantization",
            QT_TRANSLATE_NOOP("panels", "Write a model in fewer bits, and see what each matrix loses by it"),
            [](Session& session, QWidget* parent) -> QWidget* { return new QuantizePanel(session, parent); },
            true,
            QT_TRANSLATE_NOOP("panels",
                              "<p>Strategy A packs matrices in 4 bits with levels that follow the weights (a codebook per group of rows) and corrects "
                              "each column's rounding in those after it (GPTQ, Frantar et al. 2022); the weights that matter most stay exact. "
                              "Strategy B uses FP16, FP8 or block floating point.</p>"
                              "<p><b>Weight error</b> is ‖W − Ŵ‖² / ‖W‖². <b>Output error</b> is ‖XWᵀ − XŴᵀ‖² / ‖XWᵀ‖² with the calibration text's "
                              "inputs X: what the next layer notices.</p>"
                              "<p><b>Inputs.</b> Percentiles of |x| as calibration saw them, and the threshold beyond which inputs are clipped. Drift compares "
                              "the 99.9th percentile on another text.</p>"
                              "<p><b>Quality.</b> Both models read the same windows of 512 tokens, or of their whole context where that is shorter; the file is read "
                              "as it stands. KL(original ‖ quantized) is the mean in nats per token, with "
                              "a 95 % interval from a bootstrap over windows.</p>"
                              "<p><b>Simulated in part</b> means that this machine computes some of the format in F32: its numbers are right, its speed is not.</p>")};
}

} // namespace stillhouse::widgets
