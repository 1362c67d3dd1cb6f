// SPDX-License-Identifier: GPL-3.0-or-later
// Comparing two answers with the keyboard alone: every choice is on the disk before the next pair appears.
#include "tests/ui/project_fixture.h"
#include "widgets/feedback_link.h"
#include "widgets/panels/data_panel.h"
#include "widgets/panels/preference_page.h"

#include <fstream>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QSignalSpy>

using namespace stillhouse;
using namespace stillhouse::widgets;

namespace {

class PreferencePageTest : public tests::ProjectFixture {
protected:
    void openPairs(int count) {
        open(0);
        QByteArray lines;
        for (int i = 0; i < count; ++i)
            lines += "{\"prompt\":\"question " + QByteArray::number(i) + "\",\"chosen\":\"good\",\"rejected\":\"bad\"}\n";
        Experiment experiment = session().experiment();
        experiment.data.preferences = write(QStringLiteral("pairs.jsonl"), lines).toStdString();
        experiment.strategies["B"] = {{"align.reward", {}, false}};
        session().setExperiment(std::move(experiment));
        page_ = std::make_unique<PreferencePage>(session());
        show(*page_);
        page_->open({});
        ASSERT_TRUE(QTest::qWaitFor([&] { return page_->current() != nullptr; }));
    }
    std::vector<AnswerChoice> onDisk() { return *Store::open(session().storePath())->choices(); }
    // Presses a key and waits for another pair; the choice must be on the disk by then.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        const auto before = page_->made();
        QTest::keyClick(page_.get(), key, modifiers);
        ASSERT_TRUE(QTest::qWaitFor([&] { return page_->made() != before; }));
    }
    QString text(const char* name) { return page_->findChild<QPlainTextEdit*>(QLatin1String(name))->toPlainText(); }

    std::unique_ptr<PreferencePage> page_;
};

} // namespace

TEST_F(PreferencePageTest, EveryKeyIsOnTheDiskBeforeTheNextPairAppears) {
    openPairs(5);
    const AnswerPair first = *page_->current();
    EXPECT_EQ(text("pairPrompt").toStdString(), first.prompt);
    EXPECT_EQ(text("firstAnswer").toStdString(), first.first);
    EXPECT_EQ(text("secondAnswer").toStdString(), first.second);
    QTest::keyClick(page_.get(), Qt::Key_Left);
    EXPECT_EQ(page_->current()->prompt, first.prompt) << "the pair stays until the choice is written";
    ASSERT_TRUE(QTest::qWaitFor([&] { return page_->current()->prompt != first.prompt; }));
    ASSERT_EQ(onDisk().size(), 1u);
    EXPECT_EQ(onDisk()[0].verdict, Verdict::First);
    EXPECT_EQ(onDisk()[0].pair.first, first.first);
    press(Qt::Key_Right);
    press(Qt::Key_T);
    press(Qt::Key_Down);
    press(Qt::Key_S);
    const auto all = onDisk();
    ASSERT_EQ(all.size(), 5u);
    EXPECT_EQ(all[1].verdict, Verdict::Second);
    EXPECT_EQ(all[2].verdict, Verdict::Tie);
    EXPECT_EQ(all[3].verdict, Verdict::Tie);
    EXPECT_EQ(all[4].verdict, Verdict::Skip);
    EXPECT_EQ(page_->current(), nullptr);
    EXPECT_TRUE(visibleText(*page_, QStringLiteral("All pairs of this source are judged")));
    EXPECT_EQ(Store::open(session().storePath())->preferences()->size(), 2u);
}

TEST_F(PreferencePageTest, UndoBringsThePairBackAndRedoTheChoice) {
    openPairs(3);
    const auto first = page_->current()->prompt;
    press(Qt::Key_Left);
    press(Qt::Key_Right);
    press(Qt::Key_Z, Qt::ControlModifier);
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(page_->current()->prompt, first);
    EXPECT_TRUE(onDisk().empty());
    press(Qt::Key_Y, Qt::ControlModifier);
    ASSERT_EQ(onDisk().size(), 1u);
    EXPECT_EQ(onDisk()[0].verdict, Verdict::First);
    press(Qt::Key_T);
    EXPECT_FALSE(page_->findChild<QPushButton*>(QStringLiteral("preferRedo"))->isEnabled()) << "a new choice ends what can be redone";
    EXPECT_EQ(onDisk()[1].verdict, Verdict::Tie);
}

TEST_F(PreferencePageTest, AnEditedAnswerIsBetterThanBoth) {
    openPairs(2);
    auto* editor = page_->findChild<QPlainTextEdit*>(QStringLiteral("betterAnswer"));
    QTest::keyClick(page_.get(), Qt::Key_E);
    ASSERT_TRUE(editor->isVisible());
    EXPECT_EQ(editor->toPlainText().toStdString(), page_->current()->first);
    QTest::keyClick(editor, Qt::Key_Escape);
    EXPECT_FALSE(editor->isVisible());
    EXPECT_TRUE(onDisk().empty());
    QTest::keyClick(page_.get(), Qt::Key_E, Qt::ShiftModifier);
    EXPECT_EQ(editor->toPlainText().toStdString(), page_->current()->second);
    QTest::keyClicks(editor, QStringLiteral(" and more"));
    const AnswerPair pair = *page_->current();
    QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    ASSERT_TRUE(QTest::qWaitFor([&] { return page_->made() == 1; }));
    EXPECT_FALSE(editor->isVisible());
    const auto preferences = *Store::open(session().storePath())->preferences();
    ASSERT_EQ(preferences.size(), 2u);
    EXPECT_EQ(preferences[0].chosen, pair.second + " and more");
    EXPECT_EQ(preferences[1].rejected, pair.second);
    press(Qt::Key_Left);
    EXPECT_EQ(page_->current(), nullptr) << "the keys are the page's again";
}

TEST_F(PreferencePageTest, JudgedPairsDoNotComeBackAndSkippedOnesComeLast) {
    openPairs(3);
    const auto skipped = page_->current()->prompt;
    press(Qt::Key_S);
    press(Qt::Key_Left);
    page_->open({});
    ASSERT_TRUE(QTest::qWaitFor([&] { return page_->made() == 0 && page_->current(); }));
    EXPECT_NE(page_->current()->prompt, skipped);
    press(Qt::Key_Left);
    EXPECT_EQ(page_->current()->prompt, skipped);
}

TEST_F(PreferencePageTest, PairsThatOthersJudgeLeaveTheQueueAndTheOneOnScreenStays) {
    openPairs(5);
    press(Qt::Key_Left);
    const AnswerPair shown = *page_->current();
    auto store = Store::open(session().storePath());
    const auto judge = [&](int question) {
        return *store->addChoice({{"question " + std::to_string(question), "good", "bad", ""}, Verdict::First, {}, "somebody else", 0, 0});
    };
    const auto gone = judge(3);
    EXPECT_TRUE(QTest::qWaitFor([&] { return visibleText(*page_, QStringLiteral("Pair 2 of 4 · 1 judged before · 2 new preferences")); }));
    EXPECT_EQ(page_->current()->prompt, shown.prompt);
    press(Qt::Key_Right);
    press(Qt::Key_Right);
    QTest::qWait(1000); // the news of what was written here
    EXPECT_TRUE(visibleText(*page_, QStringLiteral("Pair 4 of 4 · 1 judged before")));
    press(Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(page_->current()->prompt, "question 2") << "undo leads where it led";
    ASSERT_TRUE(store->undoChoice(gone));
    EXPECT_TRUE(QTest::qWaitFor([&] { return visibleText(*page_, QStringLiteral("Pair 3 of 5 · 0 judged before")); })) << "taken back, it is open again";
}

TEST_F(PreferencePageTest, PairsComeFromARunsAnswersAndStartARound) {
    openPairs(1);
    std::string id;
    {
        auto store = Store::open(session().storePath());
        id = *store->beginRun(session().experiment(), folder().toStdString(), "0.1");
        const auto path = folder().toStdString() + "/s.jsonl";
        std::ofstream(path) << R"({"number":0,"id":"x","prompt":"p","response":" low","reward":0,"kl":0,"fate":"sampled"})" << "\n"
                            << R"({"number":1,"id":"x","prompt":"p","response":" high","reward":1,"kl":0,"fate":"sampled"})" << "\n";
        ASSERT_TRUE(store->write(id, {Artifact{"B", "samples", path, 1, {}},
                                      Event{"B", 1, 9, Severity::Info, "round", "Feedback round", R"({"number":1})", 1000}}).ok());
    }
    page_->open(id);
    ASSERT_TRUE(QTest::qWaitFor([&] { return page_->current() && page_->current()->source == id; }));
    EXPECT_EQ(page_->findChild<QComboBox*>(QStringLiteral("pairSource"))->count(), 3) << "the run, the file, another file";
    session().setEngine({}, {{"align.reward", MethodKind::Stage, "Reward model", "", "", "B", {}}});
    QSignalSpy next(&FeedbackLink::of(session()), &FeedbackLink::nextRoundRequested);
    QTest::mouseClick(page_->findChild<QPushButton*>(QStringLiteral("startRound")), Qt::LeftButton);
    EXPECT_EQ(next.count(), 1);
}

TEST_F(PreferencePageTest, TheDataPageOpensItAndEscLeavesIt) {
    open(30);
    DataPanel panel(session());
    show(panel);
    auto* button = panel.findChild<QPushButton*>(QStringLiteral("compareAnswers"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return button->isVisible(); }));
    QTest::mouseClick(button, Qt::LeftButton);
    auto* page = panel.findChild<PreferencePage*>();
    ASSERT_TRUE(page->isVisible());
    QTest::keyClick(page, Qt::Key_Escape);
    EXPECT_FALSE(page->isVisible());
    EXPECT_TRUE(button->isVisible());
    Q_EMIT FeedbackLink::of(session()).labellingRequested({});
    EXPECT_TRUE(page->isVisible());
}
