// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/native.h"
#include "tests/ui/demo_fixture.h"
#include "widgets/error_bar.h"
#include "widgets/panels/demo_setup.h"
#include "widgets/panels/share_bars.h"

#include <QAbstractSpinBox>
#include <QToolButton>

using namespace stillhouse;
using namespace stillhouse::tests;
using namespace stillhouse::widgets;

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
