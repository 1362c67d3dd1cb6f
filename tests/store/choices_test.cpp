// SPDX-License-Identifier: GPL-3.0-or-later
// Choices between two answers and what follows from them for the reward model.
#include "core/api/experiment.h"
#include "tests/store/temporary_store.h"

#include <fstream>
#include <set>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

class ChoicesTest : public StoreTest {
protected:
    static AnswerChoice choice(const std::string& prompt, Verdict verdict, const std::string& edited = {}) {
        return {{prompt, "left", "right", "file"}, verdict, edited, "kim", 0, 0};
    }
};

std::vector<std::string> texts(const std::vector<Preference>& preferences) {
    std::vector<std::string> out;
    for (const auto& p : preferences)
        out.push_back(p.prompt + ": " + p.chosen + " > " + p.rejected);
    return out;
}

using Texts = std::vector<std::string>;

} // namespace

TEST_F(ChoicesTest, ABetterAnswerIsOnePreferenceAnEditedOneTwoATieNone) {
    Store store = open();
    for (const auto& c : {choice("a", Verdict::First), choice("b", Verdict::Second), choice("c", Verdict::Tie), choice("d", Verdict::Skip),
                          choice("e", Verdict::Edited, "mine"), choice("f", Verdict::Edited, "left")})
        must(store.addChoice(c));
    EXPECT_EQ(texts(must(store.preferences())),
              (Texts{"a: left > right", "b: right > left", "e: mine > left", "e: mine > right", "f: left > right"}));
    const auto choices = must(store.choices());
    ASSERT_EQ(choices.size(), 6u);
    EXPECT_EQ(choices[2].verdict, Verdict::Tie);
    EXPECT_EQ(choices[4].edited, "mine");
    EXPECT_EQ(choices[0].annotator, "kim");
    EXPECT_GT(choices[0].time, 0);
    EXPECT_EQ(must(store.roundPlan()).newPreferences, 5) << "what the next round will see";
}

TEST_F(ChoicesTest, AChoiceTakenBackStaysAsHistoryAndTeachesNothing) {
    Store store = open();
    const auto id = must(store.addChoice(choice("a", Verdict::First)));
    must(store.addChoice(choice("b", Verdict::First)));
    must(store.undoChoice(id));
    EXPECT_EQ(texts(must(store.preferences())), (Texts{"b: left > right"}));
    EXPECT_EQ(must(store.choices()).size(), 1u);
    EXPECT_EQ(sql("SELECT count(*) FROM choices"), "2");
    EXPECT_EQ(store.undoChoice(99).error().kind, ErrorKind::NotFound);
}

TEST_F(ChoicesTest, AnotherConnectionSeesAChoiceAtOnce) {
    Store store = open();
    must(store.addChoice(choice("a", Verdict::First)));
    EXPECT_EQ(sql("SELECT prompt || ' ' || verdict FROM choices"), "a first");
}

TEST_F(ChoicesTest, PairsOfARunsAnswersComeClosestRewardsFirst) {
    Store store = open();
    const auto run = beginRun(store);
    const auto path = folder_ / "s.jsonl";
    std::ofstream(path) << R"({"number":0,"id":"x","prompt":"p","response":"a","reward":0,"kl":0,"fate":"sampled"}
{"number":1,"id":"x","prompt":"p","response":"b","reward":5,"kl":0,"fate":"sampled"}
{"number":2,"id":"x","prompt":"p","response":"c","reward":4,"kl":0,"fate":"sampled"}
{"number":3,"id":"y","prompt":"q","response":"a","reward":1,"kl":0,"fate":"sampled"}
{"number":4,"id":"y","prompt":"q","response":"b","reward":1.5,"kl":0,"fate":"sampled"}
{"number":5,"id":"z","prompt":"r","response":"a","reward":1,"kl":0,"fate":"sampled"}
{"number":6,"id":"z","prompt":"r","response":"a","reward":1,"kl":0,"fate":"sampled"}
)";
    must(store.write(run, {Artifact{"B", "samples", path.string(), 1, {}}}));
    const auto pairs = must(store.samplePairs(run, "B", 10));
    ASSERT_EQ(pairs.size(), 2u) << "the last prompt has one answer only";
    EXPECT_EQ(pairs[0].prompt, "q") << "0.5 apart";
    EXPECT_EQ(pairs[1].prompt, "p");
    EXPECT_EQ((std::set<std::string>{pairs[1].first, pairs[1].second}), (std::set<std::string>{"b", "c"})) << "1 apart; the others 4 and 5";
    EXPECT_EQ(pairs[0].source, run);
    EXPECT_EQ(must(store.samplePairs(run, "B", 1)).size(), 1u);
}

TEST_F(ChoicesTest, SamplesAreSearchedForWordsAsTheyStand) {
    Store store = open();
    const auto run = beginRun(store);
    const auto path = folder_ / "s.jsonl";
    std::ofstream(path) << R"({"number":0,"id":"x","prompt":"Card 50% off","response":"low","reward":0,"kl":0,"fate":"accepted"}
{"number":1,"id":"y","prompt":"card 500 off","response":"HIGH","reward":1,"kl":0,"fate":"duplicate"}
)";
    must(store.write(run, {Artifact{"B", "samples", path.string(), 1, {}}}));
    EXPECT_EQ(must(store.samples(run, "B", {}, "CARD")).total, 2);
    EXPECT_EQ(must(store.samples(run, "B", {}, "50%")).total, 1) << "a sign of LIKE is a letter here";
    EXPECT_EQ(must(store.samples(run, "B", {}, "high")).samples.at(0).number, 1);
    SampleQuery accepted;
    accepted.fate = "accepted";
    EXPECT_EQ(must(store.samples(run, "B", accepted, "high")).total, 0);
}

TEST_F(ChoicesTest, ARunLearnsFromChoicesBesideItsOwnPreferences) {
    Store store = open();
    Experiment experiment = smallExperiment();
    experiment.strategies["B"].push_back({"align.reward", {}, false});
    EXPECT_EQ(must(addLabelledPreferences(store, experiment)), 0);
    EXPECT_EQ(experiment.data.preferences, "") << "nothing was chosen yet";
    must(store.addChoice(choice("a", Verdict::First)));
    Experiment derived = experiment;
    EXPECT_EQ(must(addLabelledPreferences(store, derived)), 1);
    EXPECT_EQ(texts(must(readPreferences(derived.data.preferences))), (Texts{"a: left > right"}));
    EXPECT_EQ(std::get<std::string>(derived.strategies["B"][0].options.at("source")), "both") << "the pairs from labels stay";
    const auto file = derived.data.preferences;
    EXPECT_EQ(must(addLabelledPreferences(store, derived)), 0) << "a repeated run keeps its file";
    EXPECT_EQ(derived.data.preferences, file);
    const auto own = folder_ / "own.jsonl";
    std::ofstream(own) << R"({"prompt":"z","chosen":"x","rejected":"y"})" << "\n" << R"({"prompt":"a","chosen":"left","rejected":"right"})" << "\n";
    experiment.data.preferences = own.string();
    must(addLabelledPreferences(store, experiment));
    EXPECT_EQ(texts(must(readPreferences(experiment.data.preferences))), (Texts{"z: x > y", "a: left > right"}));
    EXPECT_FALSE(experiment.strategies["B"][0].options.contains("source"));
}
