// SPDX-License-Identifier: GPL-3.0-or-later
// The Demo page as a presenter meets it, over core itself: the bundled sample's teacher, a packed version of it, and a run that both stand in.
#pragma once
#include "core/api/demo.h"
#include "core/api/export.h"
#include "tests/ui/support/small_model.h"
#include "widgets/panels/demo_card.h"
#include "widgets/panels/demo_job.h"
#include "widgets/panels/demo_panel.h"
#include "widgets/panels/demo_presentation.h"

#include <QComboBox>
#include <QPlainTextEdit>

namespace stillhouse::tests {

using namespace widgets;

inline constexpr int kDemoMs = 120'000;

class DemoPanelTest : public SmallModelFixture {
protected:
    void openProject(bool task, bool run) {
        openWithTeacher();
        QDir(folder()).mkpath(QStringLiteral("models"));
        RunControl control;
        ExportRequest request;
        request.model = model().toStdString();
        request.format = "native";
        request.type = "int8";
        request.out = packed().toStdString();
        ASSERT_TRUE(exportModel(request, control));
        fill(folder().toStdString() + "/project.db", 40);
        if (task) {
            Task described;
            described.promptTemplate = "{prompt}\nRisk:";
            described.labels = {{"low", " low"}, {"medium", " medium"}, {"high", " high"}};
            described.gates = {"accuracy>0.7"};
            ASSERT_TRUE(writeTask(described, folder().toStdString() + "/task.json"));
            Experiment experiment = session().experiment();
            experiment.data.task = folder().toStdString() + "/task.json";
            session().setExperiment(std::move(experiment));
        }
        if (run)
            writeRun();
        panel_ = std::make_unique<DemoPanel>(session());
        panel_->resize(1112, 752);
        panel_->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(panel_.get()));
        ASSERT_TRUE(QTest::qWaitFor([&] { return !panel_->card(0)->path().isEmpty(); }));
        ASSERT_TRUE(!run || QTest::qWaitFor([&] { return find<QComboBox>("demoDiffer")->isVisible(); }));
    }
    // Teacher and A are measured; they disagree on example 0, of the test split.
    void writeRun() {
        auto store = Store::open(folder().toStdString() + "/project.db");
        ASSERT_TRUE(store);
        const auto id = store->beginRun(session().experiment(), folder().toStdString(), "test");
        ASSERT_TRUE(id);
        const auto measured = [&](const char* subject, const QString& path, double accuracy, const char* answer) {
            Evaluation e;
            e.subject = subject;
            e.modelPath = path.toStdString();
            e.split = "test";
            e.examples = 1;
            e.metrics = {{"accuracy", {accuracy, accuracy, accuracy}}};
            e.labels = {"low", "medium", "high"};
            e.predictions = {{"0", "high", answer, {0.2, 0.2, 0.6}}};
            return Report(e);
        };
        ASSERT_TRUE(store->write(*id, {measured("teacher", model(), 1, "high"), measured("A", packed(), 0.9, "low"), RunState{RunStatus::Finished, {}}}));
    }
    QString packed() const { return folder() + QStringLiteral("/models/small.safetensors"); }
    template <class Widget>
    Widget* find(const char* name) const { return panel_->findChild<Widget*>(QLatin1String(name)); }
    void type(const QString& text) {
        auto* prompt = find<QPlainTextEdit>("demoPrompt");
        prompt->setFocus();
        QTest::keyClicks(prompt, text);
    }
    DemoPresentation* present() {
        QTest::mouseClick(find<QPushButton>("demoPresent"), Qt::LeftButton);
        return panel_->presentation();
    }
    void askByMouse() {
        auto* ask = find<QPushButton>("demoAsk");
        ASSERT_TRUE(ask->isEnabled()) << qPrintable(ask->toolTip());
        QTest::mouseClick(ask, Qt::LeftButton);
    }
    // New lines appear when the layout has settled.
    static bool shows(const QWidget& root, const QString& text) { return QTest::qWaitFor([&] { return visibleText(root, text); }, 2000); }
    bool waitForEnd() { return QTest::qWaitFor([&] { return !panel_->job()->running() && !panel_->job()->answers().empty(); }, kDemoMs); }

    std::unique_ptr<DemoPanel> panel_;
};

} // namespace stillhouse::tests
