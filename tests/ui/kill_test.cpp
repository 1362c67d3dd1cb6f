// SPDX-License-Identifier: GPL-3.0-or-later
// Windows that are killed (SIGKILL) at random moments while somebody labels or compares answers in them: what they said was on the disk
// is there. STILLHOUSE_KILLS says how often (10 unless told; tests/bench/kill asks for 200), STILLHOUSE_SEED when.
#include "core/api/store.h"
#include "tests/ui/project_fixture.h"
#include "tests/ui/support/child.h"

#include <algorithm>
#include <iostream>
#include <random>

using namespace stillhouse;
using stillhouse::tests::Child;

namespace {

class KilledWindow : public tests::ProjectFixture {
protected:
    KilledWindow() : random_(unsigned(seed())) {}
    static int seed() { return qEnvironmentVariableIsSet("STILLHOUSE_SEED") ? qEnvironmentVariableIntValue("STILLHOUSE_SEED") : 1; }
    /// A quarter of all kills hits each of the two kinds of labelling.
    static int kills() {
        const int all = qEnvironmentVariableIsSet("STILLHOUSE_KILLS") ? qEnvironmentVariableIntValue("STILLHOUSE_KILLS") : 10;
        return std::max(2, all / 4);
    }
    /// Lets a child work for a random time after it told its first line (every fifth is killed while it starts), then kills it.
    QStringList workThenDie(const QString& name, std::map<QString, QString> variables) {
        variables[QStringLiteral("STILLHOUSE_CHILD_PROJECT")] = folder();
        Child child(name, variables);
        const bool early = std::uniform_int_distribution<int>(0, 4)(random_) == 0;
        if (!early)
            EXPECT_TRUE(child.waitFor(word_)) << child.output().toStdString();
        QTest::qWait(std::uniform_int_distribution<int>(0, early ? 800 : 400)(random_));
        EXPECT_TRUE(child.running()) << child.output().toStdString();
        child.kill();
        return child.told(word_);
    }
    QString sql(const QString& query) {
        QProcess sqlite;
        sqlite.start(QStringLiteral("sqlite3"), {folder() + QStringLiteral("/project.db"), query});
        sqlite.waitForFinished();
        return QString::fromUtf8(sqlite.readAllStandardOutput()).trimmed();
    }

    std::mt19937 random_;
    QString word_;
};

} // namespace

TEST_F(KilledWindow, KeepsEveryLabelThatItSaidWasSaved) {
    open(4000);
    word_ = QStringLiteral("label");
    int told = 0;
    for (int round = 0; round < kills(); ++round) {
        std::map<std::int64_t, std::string> saved;
        for (const QString& line : workThenDie(QStringLiteral("WindowChild.DISABLED_Labels"),
                                               {{QStringLiteral("STILLHOUSE_CHILD_FIRST"), QString::number(round * 61 % 3000)}}))
            saved[line.section(u' ', 1, 1).toLongLong()] = line.section(u' ', 2).toStdString(), ++told;
        EXPECT_EQ(sql(QStringLiteral("PRAGMA integrity_check")), QStringLiteral("ok"));
        auto store = Store::open(session().storePath());
        ASSERT_TRUE(store) << store.error().english();
        std::vector<std::int64_t> rows;
        for (const auto& [row, label] : saved)
            rows.push_back(row);
        const auto examples = store->examples(rows);
        ASSERT_TRUE(examples);
        ASSERT_EQ(examples->size(), rows.size());
        for (const auto& example : *examples)
            EXPECT_EQ(example.example.label, saved[example.rowid]) << "row " << example.rowid << ", kill " << round << ", seed " << seed();
        EXPECT_GE(sql(QStringLiteral("SELECT count(*) FROM labels")).toInt(), told) << "the history of the labels is shorter than what was told";
    }
    EXPECT_GT(told, kills()) << "the windows did not come to work";
    std::cout << kills() << " windows killed, " << told << " labels told and all of them kept\n";
}

TEST_F(KilledWindow, KeepsEveryChoiceBetweenAnswersThatItSaidWasSaved) {
    open(0);
    word_ = QStringLiteral("choice");
    QByteArray lines;
    for (int i = 0; i < 20000; ++i)
        lines += "{\"prompt\":\"question " + QByteArray::number(i) + "\",\"chosen\":\"good\",\"rejected\":\"bad\"}\n";
    Experiment experiment = session().experiment();
    experiment.data.preferences = write(QStringLiteral("pairs.jsonl"), lines).toStdString();
    experiment.strategies["B"] = {{"align.reward", {}, false}};
    ASSERT_TRUE(writeExperiment(experiment, session().experimentPath()));
    qsizetype told = 0;
    for (int round = 0; round < kills(); ++round) {
        told += workThenDie(QStringLiteral("WindowChild.DISABLED_Chooses"), {}).size();
        EXPECT_EQ(sql(QStringLiteral("PRAGMA integrity_check")), QStringLiteral("ok"));
        auto store = Store::open(session().storePath());
        ASSERT_TRUE(store) << store.error().english();
        const auto choices = store->choices();
        const auto preferences = store->preferences();
        ASSERT_TRUE(choices && preferences);
        EXPECT_GE(qsizetype(choices->size()), told) << "kill " << round << ", seed " << seed();
        EXPECT_LE(qsizetype(choices->size()), told + round + 1) << "at most the one in hand at each kill was written and not yet told";
        EXPECT_EQ(preferences->size(), choices->size()) << "a choice and what follows from it are written together";
        told = qsizetype(choices->size());
    }
    EXPECT_GT(told, kills());
    std::cout << kills() << " windows killed, " << told << " choices kept\n";
}
