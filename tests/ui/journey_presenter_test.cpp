// SPDX-License-Identifier: GPL-3.0-or-later
// The presenter: two packed versions of a model on the Demo page, a text typed before an audience, answers that stream side by side with
// their confidence, full screen and back. No training engine is loaded.
#include "core/api/export.h"
#include "core/api/store.h"
#include "tests/ui/project_fixture.h"
#include "tests/ui/support/journey.h"
#include "widgets/panels/demo_job.h"
#include "widgets/panels/demo_panel.h"
#include "widgets/panels/demo_presentation.h"
#include "widgets/panels/share_bars.h"

#include <QDir>
#include <QPlainTextEdit>
#include <QSignalSpy>

using namespace stillhouse;
using namespace stillhouse::tests;
using namespace stillhouse::widgets;

namespace {

constexpr int kAnswerMs = 60000;
const char* const kTeacher = STILLHOUSE_SOURCE_DIR "/resources/sample/teacher";

class PresenterJourney : public Journey {
protected:
    QString path(const char* name) const { return folder_.filePath(QLatin1String(name)); }
    void pack(const char* type, const char* name) {
        RunControl control;
        ExportRequest request;
        request.model = kTeacher;
        request.format = "native";
        request.type = type;
        request.out = path(name).toStdString();
        const auto written = exportModel(request, control);
        ASSERT_TRUE(written) << written.error().english();
    }
    void writeProject() {
        ASSERT_TRUE(QDir(folder_.path()).mkpath(QStringLiteral("models")));
        pack("f16", "models/half.safetensors");
        pack("int8", "models/small.safetensors");
        Task task;
        task.promptTemplate = "{prompt}\nRisk:";
        task.labels = {{"low", " low"}, {"medium", " medium"}, {"high", " high"}};
        ASSERT_TRUE(writeTask(task, path("task.json").toStdString()));
        writeText(path("data.jsonl"), "{\"id\":\"1\",\"prompt\":\"pay rent\",\"label\":\"low\",\"split\":\"test\"}\n{\"id\":\"2\",\"prompt\":\"wire abroad\",\"label\":\"high\",\"split\":\"train\"}\n");
        Experiment experiment;
        experiment.name = "Shown";
        experiment.data.train = path("data.jsonl").toStdString();
        experiment.data.task = path("task.json").toStdString();
        experiment.strategies["A"].push_back({"distill.soft", {}, false});
        ASSERT_TRUE(writeExperiment(experiment, path("experiment.json").toStdString()));
    }
    DemoPanel* demo() const { return window_->findChild<DemoPanel*>(); }
    void load(const char* box, const QString& file) {
        auto* models = find<QComboBox>(box);
        ASSERT_TRUE(waitFor([&] { return models->findText(file) > 0; })) << "not offered: " << qPrintable(file);
        choose(models, models->findText(file));
    }
    bool answered() const { return waitFor([&] { return !demo()->job()->running() && demo()->job()->answers().size() == 2; }, kAnswerMs); }
    void askAndRead();
    void present();

    QTemporaryDir folder_;
};

void PresenterJourney::askAndRead() {
    type(find<QPlainTextEdit>("demoPrompt"), QStringLiteral("A transfer of 900 EUR to a new account abroad at night"));
    choose(find<QComboBox>("demoKind"), 1); // a label and a text
    QTest::keyClick(find<QPlainTextEdit>("demoPrompt"), Qt::Key_Return, Qt::ControlModifier);
    // Every picture of a text that grows shows what was there before, with more behind it. How many pictures there are is a matter of speed.
    QStringList pictures;
    auto* text = find<QPlainTextEdit>("demoText1");
    QObject::connect(text, &QPlainTextEdit::textChanged, demo(), [&pictures, text] { pictures << text->toPlainText(); });
    ASSERT_TRUE(answered());
    text->disconnect(demo());
    ASSERT_FALSE(pictures.isEmpty());
    EXPECT_EQ(pictures.last(), text->toPlainText());
    for (qsizetype i = 1; i < pictures.size(); ++i)
        EXPECT_TRUE(pictures[i].startsWith(pictures[i - 1])) << qPrintable(pictures[i]);
    for (const char* name : {"demoText1", "demoText2"})
        EXPECT_FALSE(find<QPlainTextEdit>(name)->toPlainText().isEmpty()) << name;
    int bars = 0;
    for (const auto* shares : page("demo")->findChildren<ShareBars*>())
        if (shares->isVisible()) {
            ++bars;
            EXPECT_EQ(shares->shares().size(), 3u);
        }
    EXPECT_EQ(bars, 2) << "confidence of both versions";
    EXPECT_TRUE(says(QStringLiteral("Time to first token"), page("demo")));
    EXPECT_TRUE(says(QStringLiteral("one after another with all threads"), page("demo"))) << "how the latencies were measured";
}

void PresenterJourney::present() {
    QTest::keyClick(window_.get(), Qt::Key_F11);
    ASSERT_TRUE(waitFor([&] { return demo()->presentation() != nullptr; }));
    QWidget* screen = demo()->presentation();
    EXPECT_TRUE(screen->isFullScreen());
    EXPECT_FALSE(window_->isFullScreen());
    EXPECT_TRUE(says(QStringLiteral("A transfer of 900 EUR"), screen));
    EXPECT_TRUE(says(QStringLiteral("half.safetensors"), screen));
    EXPECT_TRUE(says(QStringLiteral("Esc leave"), screen)) << "a way out is named";
    QSignalSpy ended(demo()->job(), &DemoJob::finished); // an answer can be there before one looks whether it is being written
    QTest::keyClick(screen, Qt::Key_N);
    EXPECT_TRUE(waitFor([&] { return ended.count() == 1; }, kAnswerMs)) << "N takes the next example and asks";
    ASSERT_TRUE(answered());
    EXPECT_TRUE(says(QStringLiteral("pay rent"), screen)) << "of the test split";
    EXPECT_TRUE(says(QStringLiteral("Labelled low"), screen));
    QTest::keyClick(screen, Qt::Key_Escape);
    EXPECT_TRUE(waitFor([&] { return demo()->presentation() == nullptr; }));
    EXPECT_EQ(window_->currentPanel(), QStringLiteral("demo")) << "back where it began";
}

} // namespace

TEST_F(PresenterJourney, FromTwoPackedFilesToAFullScreenAndBack) {
    writeProject();
    openWindow(false);
    window_->openProject(folder_.path());
    goTo("demo");
    load("demoModel1", QStringLiteral("half.safetensors"));
    load("demoModel2", QStringLiteral("small.safetensors"));
    askAndRead();
    present();
}
