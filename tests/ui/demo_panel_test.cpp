// SPDX-License-Identifier: GPL-3.0-or-later
// The Demo page as a presenter meets it, over core itself: the bundled sample's teacher, a packed version of it, and a run that both stand in.
#include "core/api/demo.h"
#include "app/main_window.h"
#include "app/preferences.h"
#include "core/api/export.h"
#include "core/api/native.h"
#include "tests/ui/support/small_model.h"
#include "widgets/error_bar.h"
#include "widgets/panels/demo_card.h"
#include "widgets/panels/demo_job.h"
#include "widgets/panels/demo_panel.h"
#include "widgets/panels/demo_presentation.h"
#include "widgets/panels/demo_setup.h"
#include "widgets/panels/share_bars.h"
#include "widgets/theme.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QSettings>
#include <QToolButton>
#include <map>

using namespace stillhouse;
using namespace stillhouse::widgets;

namespace {

constexpr int kDemoMs = 120'000;

class DemoPanelTest : public tests::SmallModelFixture {
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

} // namespace

TEST_F(DemoPanelTest, AnEmptyProjectSaysWhatFillsThePage) {
    open(0);
    panel_ = std::make_unique<DemoPanel>(session());
    panel_->show();
    ASSERT_TRUE(QTest::qWaitFor([&] { return visibleButton(*panel_, QStringLiteral("Open the Teacher page")) != nullptr; }));
    ASSERT_TRUE(QTest::qWaitFor([&] { return visibleButton(*panel_, QStringLiteral("Show the three versions"))->isEnabled(); }));
    QTest::mouseClick(visibleButton(*panel_, QStringLiteral("Show the three versions")), Qt::LeftButton);
    EXPECT_FALSE(find<QPushButton>("demoAsk")->isEnabled());
    EXPECT_TRUE(visibleText(*panel_, QStringLiteral("Choose a model first")));
}

TEST_F(DemoPanelTest, TwoVersionsWriteSideBySide) {
    openProject(false, false);
    panel_->card(1)->setPath(packed());
    type(QStringLiteral("A transfer abroad"));
    find<QAbstractSpinBox>("demoMost")->setFocus();
    askByMouse();
    ASSERT_TRUE(waitForEnd());
    ASSERT_EQ(panel_->job()->answers().size(), 2u);
    auto reference = NativeModel::open(model().toStdString());
    GenerateRequest request;
    request.prompt = "A transfer abroad";
    EXPECT_EQ(find<QPlainTextEdit>("demoText1")->toPlainText().toStdString(), reference->generate(request, {})->text);
    EXPECT_TRUE(shows(*panel_->card(0), QStringLiteral("Time to first token")));
    EXPECT_TRUE(visibleText(*panel_->card(1), QStringLiteral("packed file")));
    EXPECT_TRUE(visibleText(*panel_, QStringLiteral("one after another with all threads")));
    find<QComboBox>("demoOrder")->setCurrentIndex(1);
    EXPECT_TRUE(visibleText(*panel_, QStringLiteral("at the same time and share the processor")));
}

TEST_F(DemoPanelTest, ARunFillsTheVersionsAndLabelsHaveBars) {
    openProject(true, true);
    EXPECT_EQ(panel_->card(0)->path(), model());
    EXPECT_EQ(panel_->card(1)->path(), packed()) << "student A of the run";
    EXPECT_EQ(panel_->card(1)->subject(), "A");
    auto* differ = find<QComboBox>("demoDiffer");
    ASSERT_EQ(differ->count(), 2);
    EXPECT_TRUE(differ->itemText(1).contains(QStringLiteral("A: low")));
    differ->setCurrentIndex(1);
    Q_EMIT differ->activated(1);
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(panel_->setup()->truth(), QStringLiteral("high"));
    for (std::size_t i = 0; i < 2; ++i) {
        const auto& shares = panel_->card(i)->findChild<ShareBars*>()->shares();
        ASSERT_EQ(shares.size(), 3u);
        double sum = 0;
        int marked = 0;
        for (const auto& share : shares) {
            sum += share.value;
            marked += share.token != "lineStrong";
        }
        EXPECT_NEAR(sum, 1, 1e-9);
        EXPECT_EQ(marked, 1) << "the chosen label alone has the version's colour";
        EXPECT_TRUE(visibleText(*panel_->card(i), QStringLiteral("the example is labelled high")));
        EXPECT_TRUE(shows(*panel_->card(i), QStringLiteral("Prompt tokens per second")));
    }
}

TEST_F(DemoPanelTest, ARandomExampleOfTheTestSplitIsAsked) {
    openProject(true, true);
    QTest::mouseClick(find<QPushButton>("demoExample"), Qt::LeftButton);
    ASSERT_TRUE(waitForEnd());
    const QString prompt = panel_->setup()->prompt();
    EXPECT_TRUE(prompt.startsWith(QStringLiteral("example text number")));
    EXPECT_EQ(prompt.mid(19).toInt() % 5, 0) << "every fifth example of the fixture is in the test split";
    EXPECT_FALSE(panel_->setup()->truth().isEmpty());
    type(QStringLiteral("more"));
    EXPECT_TRUE(panel_->setup()->truth().isEmpty()) << "an edited text has no label any more";
}

TEST_F(DemoPanelTest, StopKeepsWhatWasWritten) {
    openProject(false, false);
    type(QStringLiteral("A transfer"));
    auto* most = find<QAbstractSpinBox>("demoMost");
    most->setFocus();
    most->selectAll();
    QTest::keyClicks(most, QStringLiteral("900"));
    QTest::keyClick(most, Qt::Key_Return);
    askByMouse();
    ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->job()->answers()[0].tokens > 2 || !panel_->job()->running(); }, kDemoMs));
    if (!panel_->job()->running())
        GTEST_SKIP() << "the model ended its text at once";
    QTest::mouseClick(find<QPushButton>("demoStop"), Qt::LeftButton);
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(panel_->job()->answers()[0].state, DemoState::Stopped);
    EXPECT_FALSE(find<QPlainTextEdit>("demoText1")->toPlainText().isEmpty());
    EXPECT_TRUE(visibleText(*panel_->card(0), QStringLiteral("Stopped")));
}

TEST_F(DemoPanelTest, AMissingModelSaysSoInItsCardAndTheOtherAnswers) {
    openProject(false, false);
    panel_->card(1)->setPath(folder() + QStringLiteral("/gone.gguf"));
    panel_->card(2)->setPath(brokenModel());
    type(QStringLiteral("A transfer"));
    askByMouse();
    ASSERT_TRUE(waitForEnd());
    EXPECT_EQ(panel_->job()->answers()[0].state, DemoState::Done);
    for (const std::size_t i : {1u, 2u}) {
        EXPECT_EQ(panel_->job()->answers()[i].state, DemoState::Failed);
        EXPECT_TRUE(panel_->card(i)->findChild<ErrorBar*>()->isVisible());
    }
}

TEST_F(DemoPanelTest, ThePresentationWorksByKeyboard) {
    openProject(true, true);
    EXPECT_EQ(panel_->presentation(), nullptr);
    QTest::mouseClick(find<QPushButton>("demoPresent"), Qt::LeftButton);
    DemoPresentation* shown = panel_->presentation();
    ASSERT_NE(shown, nullptr);
    ASSERT_TRUE(QTest::qWaitForWindowExposed(shown));
    EXPECT_TRUE(shown->isFullScreen());
    ASSERT_TRUE(waitForEnd()) << "an empty prompt takes an example by itself";
    EXPECT_TRUE(visibleText(*shown, panel_->setup()->prompt()));
    EXPECT_TRUE(shows(*shown, QStringLiteral("accuracy>0.7: passed, 0.9000")));
    EXPECT_TRUE(visibleText(*shown, QStringLiteral("Esc leave")));
    const auto before = panel_->job()->answers();
    QTest::keyClick(shown, Qt::Key_N);
    ASSERT_TRUE(QTest::qWaitFor([&] { return panel_->job()->running() || panel_->job()->answers()[0].totalMs != before[0].totalMs; }, kDemoMs));
    ASSERT_TRUE(waitForEnd());
    EXPECT_FALSE(visibleText(*shown, QStringLiteral("Esc leave"))) << "who uses the keys knows them";
    QTest::keyClick(shown, Qt::Key_Return);
    EXPECT_TRUE(panel_->job()->running());
    ASSERT_TRUE(waitForEnd());
    QTest::keyClick(shown, Qt::Key_Escape);
    EXPECT_TRUE(QTest::qWaitFor([&] { return panel_->presentation() == nullptr; }));
}

TEST_F(DemoPanelTest, ThePresentationKeepsItsTypeInANewThemeAndTakesTheWordsOfANewLanguage) {
    openProject(true, true);
    QTest::mouseClick(find<QPushButton>("demoPresent"), Qt::LeftButton);
    DemoPresentation* shown = panel_->presentation();
    ASSERT_NE(shown, nullptr);
    ASSERT_TRUE(waitForEnd());
    ASSERT_TRUE(shows(*shown, QStringLiteral("accuracy>0.7: passed")));
    ASSERT_TRUE(QTest::qWaitFor([&] { return visibleText(*shown, QStringLiteral("Right")) || visibleText(*shown, QStringLiteral("Wrong")); }));
    const auto sizes = [&] {
        std::map<std::string, int> out; // by their words: gates are made anew
        for (const auto* label : shown->findChildren<QLabel*>())
            if (label->isVisible() && !label->text().isEmpty())
                out[label->text().toStdString()] = label->font().pixelSize();
        return out;
    };
    const auto before = sizes();
    theme().apply(Theme::Mode::Dark);
    QTest::qWait(50);
    for (const auto& [words, pixels] : sizes()) {
        ASSERT_TRUE(before.contains(words)) << words;
        EXPECT_GT(pixels, 0) << words;
        EXPECT_EQ(pixels, before.at(words)) << words;
    }
    const QString dark = theme().color(QStringLiteral("muted")).name();
    for (const auto* label : shown->findChildren<QLabel*>())
        if (label->isVisible() && label->text().contains(QStringLiteral("packed file"))) {
            EXPECT_TRUE(label->styleSheet().contains(dark)) << "colours of the theme before";
        }
    app::applyLanguage(app::Language::Chinese);
    EXPECT_TRUE(shows(*shown, QStringLiteral("accuracy>0.7：通过")));
    EXPECT_FALSE(visibleText(*shown, QStringLiteral("passed")));
    EXPECT_FALSE(visibleText(*shown, QStringLiteral("Prompt tokens per second")));
    app::applyLanguage(app::Language::English);
    theme().apply(Theme::Mode::Light);
}

TEST_F(DemoPanelTest, EveryControlHasAnAccessibleName) {
    openProject(true, true);
    for (const auto* widget : panel_->findChildren<QWidget*>()) {
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const bool control = button || qobject_cast<const QComboBox*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget) || qobject_cast<const QPlainTextEdit*>(widget);
        if (control && widget->isVisible()) {
            EXPECT_TRUE(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()))
                << widget->metaObject()->className() << " " << qPrintable(widget->objectName());
        }
    }
}

TEST_F(DemoPanelTest, F11OnThePagePresents) {
    openProject(false, false);
    panel_.reset();
    QSettings().clear();
    app::MainWindow window(false);
    window.resize(1280, 800);
    window.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
    window.openProject(folder());
    window.showPanel(QStringLiteral("demo"));
    EXPECT_EQ(window.currentPanel(), QStringLiteral("demo"));
    auto* page = window.findChild<DemoPanel*>();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !page->card(0)->path().isEmpty(); }));
    QTest::keyClick(&window, Qt::Key_F11);
    ASSERT_NE(page->presentation(), nullptr);
    EXPECT_FALSE(window.isFullScreen());
    QTest::keyClick(page->presentation(), Qt::Key_F11);
    EXPECT_TRUE(QTest::qWaitFor([&] { return page->presentation() == nullptr; }));
}
