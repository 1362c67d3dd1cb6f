// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says about the Compare page.
#include "widgets/panels.h"
#include "widgets/panels/compare_panel.h"

#include <QCoreApplication>

namespace stillhouse::widgets {

PanelSpec comparePanel() {
    return {"compare",
            QT_TRANSLATE_NOOP("panels", "Compare"),
            "compare",
            QT_TRANSLATE_NOOP("panels", "All runs, strategy A against B and the teacher, latency, Pareto view, examples that differ"),
            [](Session& session, QWidget* parent) -> QWidget* { return new ComparePanel(session, parent); },
            true,
            QT_TRANSLATE_NOOP("panels",
                              "<p>The table lists every run. Tags and notes are edited in place (F2); <i>Columns</i> chooses what is shown. The run in front fills the first tabs, all selected "
                              "ones (Ctrl or Shift and a click) the curves, settings and cost.</p>"
                              "<p><b>Side by side.</b> Intervals are 95 % bootstrap intervals over test examples (Efron &amp; Tibshirani 1993); accuracies are compared by McNemar's exact test, the rest by a paired "
                              "bootstrap. A gate holds for the measured value; <i>reaches over the limit</i> says that its interval does not agree.</p>"
                              "<p><b>Latency.</b> Every timed request counts. Both models take turns in one process. Boxes are quartiles, whiskers reach to 1.5 times their distance (Tukey 1977).</p>"
                              "<p><b>Pareto.</b> A model is on the frontier when no other is at least as accurate, as fast and as small, and better in one of the three.</p>"
                              "<p><b>Settings.</b> The keys in which two experiment documents differ. Stages are matched by their method, so one put in between is one line.</p>"
                              "<p><b>Claims.</b> Each line of the brief beside the best model measured here. <i>Not sure</i>: the interval reaches over the limit. Accuracy and recall are held against runs whose "
                              "task sets a gate on them, because the brief claims them for financial risk and for medical triage.</p>"
                              "<p><b>Cost</b> = mean latency (ms) ÷ 3,600,000 × threads × 1,000,000 × price of a CPU hour, with a 95 % bootstrap interval over the timed requests. A simulated format has no cost: its time is not the format's.</p>")};
}

} // namespace stillhouse::widgets
