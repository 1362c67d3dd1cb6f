// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says about the teacher page.
#include "widgets/panels/teacher_panel.h"

#include <QCoreApplication>

namespace stillhouse::widgets {

PanelSpec teacherPanel() {
    return {"teacher",
            QT_TRANSLATE_NOOP("panels", "Teacher"),
            "teacher",
            QT_TRANSLATE_NOOP("panels", "Open the models that the students learn from, weigh them, look inside and ask them something"),
            [](Session& session, QWidget* parent) -> QWidget* { return new TeacherPanel(session, parent); },
            true,
            QT_TRANSLATE_NOOP("panels",
                              "<p>A teacher is a Hugging Face folder of a Llama, Mistral, Qwen2 or Qwen3 model: <i>config.json</i>, "
                              "<i>model.safetensors</i> (whole or sharded) and <i>tokenizer.json</i>.</p>"
                              "<p><b>Several teachers.</b> A source of the data goes to the teachers that name it, every other one to those that name "
                              "none. Their weights count as the stage “Soft targets” says: as given, by how sure each is of the example, by how well it "
                              "knows the label, or learned from the labels. A teacher with other tokens than the student's is compared on the labels, or by "
                              "sorted probabilities where the task has none.</p>"
                              "<p><b>Architecture.</b> Bars are parameters, to scale. Attention is q, k, v and o; feed-forward is gate, up and down.</p>"
                              "<p><b>Probe.</b> With a task, each label's score is the log-likelihood of its verbalizer divided by its number of tokens; bars "
                              "are the softmax of the scores.</p>")};
}

} // namespace stillhouse::widgets
